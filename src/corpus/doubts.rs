//! What a text hardly means to say: left-overs of a page, and what is missing.

use std::collections::HashMap;
use std::ops::Range;
use std::path::Path;

use super::error::{CorpusError, Fault};
use super::heading_number::own_number;
use super::left_over::{LABEL, REMEDY, left_overs, own_label};
use super::load::{SPEECH_FILE, folders, read_text};
use super::source_file::SourceFile;
use super::speech::Speech;
use super::unit_kind::UnitKind;
use crate::text::normalize::{is_invisible, is_unspaced};
use crate::text::{Slice, moved};

/// In characters; a longer one hardly fits a message.
const LONGEST_PARAGRAPH: usize = 5_000;

/// In words; shorter ones say nothing as the passage of the day.
const SHORTEST_PARAGRAPH: usize = 3;

/// In words; a longer paragraph without a full stop may be a verse.
const LONGEST_HEADING: usize = 8;

const NO_END: &str = "does not end as a sentence does";
const PERHAPS_HEADING: &str =
    "Write ## before it if it is a heading, or remove it if nobody said it";

const OF_LABEL: &str = "Remove it if the speaker's words follow; if another's do, remove them, too";

/// Not the form feed, which shall be named.
const SPACES: [char; 3] = [' ', '\t', '\n'];

const MOST_SHOWN: usize = 8;

/// Of all texts in a folder, also of those that cannot be read whole.
pub fn doubts(dir: &Path) -> Result<Vec<Fault>, CorpusError> {
    let mut doubts = Vec::new();
    let mut texts = HashMap::new();
    for folder in folders(dir)? {
        let path = folder.join(SPEECH_FILE);
        let Ok(source) = read_text(&path) else { continue };
        let id = folder.file_name().unwrap_or_default().to_string_lossy();
        let file = SourceFile { path: &path, source: &source };
        let (speech, faults) = Speech::parse(&id, file);
        if let Some(other) = texts.insert(speech.text().to_owned(), speech.id().to_owned())
            && !speech.text().is_empty()
        {
            let problem = format!("the text is also that of {other}");
            doubts.push(file.fault(0, problem, "Remove one of the two folders"));
        }
        let is_faulty =
            |doubt: &Fault| doubt.line > 1 && faults.iter().any(|fault| fault.line == doubt.line);
        doubts.extend(doubts_of(&speech, file).into_iter().filter(|one| !is_faulty(one)));
    }
    Ok(doubts)
}

fn doubts_of(speech: &Speech, file: SourceFile<'_>) -> Vec<Fault> {
    let (mut doubts, marks) = of_marks(speech, file);
    doubts.extend(of_parts(speech, file));
    doubts.extend(of_paragraphs(speech, file, &marks));
    doubts.sort_by_key(|doubt| doubt.line);
    doubts
}

/// And where the marks stand in the source.
fn of_marks(speech: &Speech, file: SourceFile<'_>) -> (Vec<Fault>, Vec<Range<usize>>) {
    let own_label = own_label(speech.front());
    let (mut doubts, mut marks) = (Vec::new(), Vec::new());
    for unit in speech.units() {
        let source = file.source.slice(unit.source.clone());
        for (name, place) in left_overs(source, unit.kind, own_label.as_ref()) {
            let place = moved(&place, unit.source.start);
            let mark = file.source.slice(place.clone()).trim_start_matches(SPACES);
            if name == LABEL && own_number(mark).is_some() {
                continue;
            }
            // A word that is cut goes on.
            let first_line = mark.lines().next().unwrap_or_default().trim_end_matches(SPACES);
            let shown = first_line.replace(|c: char| c.is_control() || is_invisible(c), "�");
            let problem = format!("“{shown}” looks like {name}");
            let remedy = if name == LABEL { OF_LABEL } else { REMEDY };
            doubts.push(file.fault(place.end - mark.len(), problem, remedy));
            marks.push(place);
        }
    }
    (doubts, marks)
}

fn of_parts(speech: &Speech, file: SourceFile<'_>) -> Vec<Fault> {
    let mut doubts = Vec::new();
    let mut doubt = |at, problem: String, remedy| doubts.push(file.fault(at, problem, remedy));
    if speech.units_of(UnitKind::Paragraph).next().is_none() {
        doubt(0, "the text has no paragraph".to_owned(), "Write the speech below its title");
    }
    let title = speech.units_of(UnitKind::Title).next();
    if let Some((title, at)) = title.map(|unit| (speech.words(unit), unit.source.start))
        && !speech.front().title.is_empty()
        && !title.eq_ignore_ascii_case(speech.front().title.trim())
    {
        let problem = format!("the title “{title}” is another in the front matter");
        doubt(at, problem, "Write the same title in both, unless one is meant to be shorter");
    }
    let language = speech.language();
    if !matches!(language.split('-').next().map(str::len), Some(2 | 3)) {
        let problem = format!("the language “{language}” is no tag such as en or de-AT");
        doubt(0, problem, "Write the language's tag, or leave it out for en");
    }
    let mut before = 0;
    for unit in speech.units_of(UnitKind::Heading) {
        let heading = speech.words(unit);
        let number = unit.locator.section().unwrap_or_default();
        let own = own_number(heading).unwrap_or(number);
        if own != number || number != before + 1 {
            let problem = match own == number {
                true => format!("the heading “{heading}” follows on §{before}"),
                false => format!("the heading “{heading}” is §{number}, and not §{own}"),
            };
            let remedy = "Check whether a heading before it is missing or is none";
            doubt(unit.source.start, problem, remedy);
        }
        before = number;
    }
    for unit in speech.units_of(UnitKind::Caption) {
        let caption = speech.words(unit);
        if count(caption) < SHORTEST_PARAGRAPH {
            let problem = format!("the photo's caption “{caption}” is very short");
            let remedy = "Write what stands under the photo, or remove the line";
            doubt(unit.source.start, problem, remedy);
        }
        let photo = file.source.slice(unit.source.end..).split([')', '\n']).next();
        if let Some((_, credit)) = photo.and_then(|photo| photo.trim_end().split_once(' ')) {
            let problem = format!("{credit} stands behind a photo's name, where it is not read");
            let remedy = "Write it into the caption or a note, or remove it";
            doubt(unit.source.end, problem, remedy);
        }
    }
    doubts
}

/// `marks` are named already; what they end with may be what is wrong.
fn of_paragraphs(speech: &Speech, file: SourceFile<'_>, marks: &[Range<usize>]) -> Vec<Fault> {
    let mut doubts = Vec::new();
    let mut paragraphs = speech.units_of(UnitKind::Paragraph).map(|unit| unit.source.start);
    let first = paragraphs.next();
    let last = paragraphs.next_back().or(first);
    let mut before: Option<&str> = None;
    for unit in speech.units() {
        if unit.kind != UnitKind::Paragraph {
            before = before.filter(|_| unit.kind != UnitKind::Heading);
            continue;
        }
        let words = speech.words(unit);
        let (count, at) = (count(words), unit.source.start);
        let unmarked = |doubt| (!ends_with_mark(file.source, &unit.source, marks)).then_some(doubt);
        let may_be_heading = count <= LONGEST_HEADING;
        let is_at_border = [first, last].contains(&Some(at));
        let found = match () {
            () if own_number(words).is_some() && !words.starts_with('(') => {
                Some(("begins with a number", PERHAPS_HEADING))
            }
            () if words.starts_with('#') => {
                Some(("begins with #", "Put a space behind the # if it is a heading"))
            }
            () if count < SHORTEST_PARAGRAPH => {
                unmarked(("is very short", "Remove it if nobody said it, or join it to another"))
            }
            () if may_be_heading && !ends(words) => unmarked((NO_END, PERHAPS_HEADING)),
            () if may_be_heading && is_title(words) => {
                unmarked(("is in capitals", PERHAPS_HEADING))
            }
            () if is_at_border && !ends(words) => {
                unmarked((NO_END, "Remove it if nobody said it, or add what is missing"))
            }
            () if before.is_some_and(|before| is_cut(before, words)) => {
                Some(("begins with a small letter", "Join it to the one before"))
            }
            () => None,
        };
        if let Some((problem, remedy)) = found {
            let problem = format!("the paragraph “{}” {problem}", shown(words));
            doubts.push(file.fault(at, problem, remedy));
        }
        if words.chars().count() > LONGEST_PARAGRAPH {
            let problem = format!("a paragraph of {} characters", words.chars().count());
            doubts.push(file.fault(at, problem, "Put an empty line where a new paragraph begins"));
        }
        before = Some(words);
    }
    doubts
}

/// Without spaces each character counts.
fn count(words: &str) -> usize {
    let words = words.split_whitespace().filter(|word| word.contains(char::is_alphanumeric));
    words.map(|word| word.chars().filter(|c| is_unspaced(*c)).count().max(1)).sum()
}

fn shown(words: &str) -> String {
    let shown: Vec<&str> = words.split_whitespace().take(MOST_SHOWN).collect();
    let end = if shown.len() < words.split_whitespace().count() { "…" } else { "" };
    shown.join(" ") + end
}

fn ends(words: &str) -> bool {
    let last = words.chars().rev().find(|c| !"”’\"')]*".contains(*c));
    last.is_some_and(|last| !last.is_alphanumeric())
}

/// A salutation in capitals ends otherwise.
fn is_title(words: &str) -> bool {
    words.ends_with('.')
        && words.contains(char::is_uppercase)
        && !words.contains(char::is_lowercase)
}

fn ends_with_mark(source: &str, unit: &Range<usize>, marks: &[Range<usize>]) -> bool {
    let lines = source.slice(unit.clone()).trim_end();
    let last = unit.start + lines.rfind('\n').unwrap_or_default();
    marks.iter().any(|mark| mark.start < unit.end && last < mark.end)
}

/// The points of a list may begin with a small letter, and so may a letter behind its salutation.
fn is_cut(before: &str, words: &str) -> bool {
    let opens = words.trim_start_matches(['“', '‘', '"', '\'']).chars().next();
    let goes_on = before.ends_with([':', ';', '-', '–', '—'])
        || before.ends_with(',') && count(before) <= LONGEST_HEADING;
    opens.is_some_and(char::is_lowercase) && !goes_on
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_copy_runs_together_or_apart_is_named() {
        let body = "\nIt was World War II.3 This we know in 1945.7 We go on.\n\nWe start from \
                    here.We go , and rest.\n\n(Pause) And we went on with all of it.\n\n\
                    [Applause.\nThe audience rose.] So it was in the U.S. in the year of our Lord \
                    1945. We go on.\n";
        assert_eq!(
            found_in(body),
            [
                "6: “II.3 This” looks like a footnote mark",
                "6: “1945.7 We” looks like a footnote mark",
                "8: “here.We” looks like a space too few or too many",
                "8: “go ,” looks like a space too few or too many",
                "10: “(Pause)” looks like a stage direction, a mark or a remark",
                "12: “[Applause.” looks like a stage direction, a mark or a remark",
            ]
        );
    }

    #[test]
    fn what_does_not_fit_its_beginning_or_the_one_before_is_named() {
        for (body, expected) in [
            (
                "# On Butter\n\nWe eat bread.\n",
                "5: the title “On Butter” is another in the front matter",
            ),
            (
                "## Opening\n\nWe all begin here.\n\n## II\n\nWe go on here.\n\n## V\n\nWe end \
                 right here.\n",
                "13: the heading “V” follows on §2",
            ),
            (
                "We bake the bread\n--to eat it.\n",
                "6: “--to” looks like a space too few or too many",
            ),
        ] {
            assert_eq!(found_in(body), [expected]);
        }
    }

    #[test]
    fn a_paragraph_that_was_cut_in_two_is_named_but_no_point_of_a_list() {
        let body = "Remarks on Bread and on Butter in the Town of Berne, 1947\n\nWe ask all of you \
                    here for your aid in improving the\n\n(Pg. 3)\n\nbread of the town. It is \
                    good.\n\nWe also need:\n\nflour for the bread;\n\nand water for all of us.\n\n\
                    ## On\n\nof bread we speak.\n";
        assert_eq!(
            found_in(body),
            [
                "5: the paragraph “Remarks on Bread and on Butter in the…” does not end as a \
                 sentence does",
                "9: “(Pg. 3)” looks like a page mark",
                "11: the paragraph “bread of the town. It is good.” begins with a small letter",
            ]
        );
    }

    #[test]
    fn the_speakers_own_name_is_a_label_and_nobody_says_a_note() {
        let body = "Bread: We all need it.\n\nLee: We bake it.\n\nMrs. Lee: We eat it.\n\n---\n\n\
                    Note: The baker spoke at noon.\n\nLee: The name of the baker.\n\n\
                    See https://e.org/x (Berne).\n\n¹ See the book.\n\n![A photo](x.jpg)\n";
        assert_eq!(
            found_in(body),
            [
                "7: “Lee:” looks like a speaker's label",
                "9: “Mrs. Lee:” looks like a speaker's label",
                "19: “¹ See” looks like a footnote mark",
            ]
        );
    }

    /// Begins in line 5.
    fn doubts_in(body: &str) -> Vec<Fault> {
        let source = format!("+++\ntitle = \"T\"\nspeaker = \"Ann B. Lee\"\n+++\n{body}");
        let file = SourceFile { path: Path::new("t"), source: &source };
        let (speech, faults) = Speech::parse("talk", file);
        assert!(faults.is_empty(), "{faults:?}");
        doubts_of(&speech, file)
    }

    fn found_in(body: &str) -> Vec<String> {
        let found = doubts_in(body);
        found.iter().map(|doubt| format!("{}: {}", doubt.line, doubt.problem)).collect()
    }

    #[test]
    fn a_text_that_cannot_be_read_whole_has_doubts_all_the_same() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("talk");
        std::fs::create_dir(&folder).unwrap();
        let text = "+++\ntitle = \"T\"\n+++\n# T\n\nWe bake. [Applause.]\n\n- one\n- two\n";
        std::fs::write(folder.join(SPEECH_FILE), text).unwrap();
        let found = doubts(dir.path()).unwrap();
        assert!(found.len() == 1 && found[0].line == 6, "{found:?}");
        let text = "+++\ntitle = \"T\"\ndeliverd = \"1999\"\n+++\n# Other\n\nII\n\n- one\n";
        std::fs::write(folder.join(SPEECH_FILE), text).unwrap();
        let lines: Vec<usize> = doubts(dir.path()).unwrap().iter().map(|one| one.line).collect();
        assert_eq!(lines, [5, 7]);
    }

    #[test]
    fn only_texts_with_words_are_taken_for_the_same() {
        for (body, same) in [("", 0), ("We bake bread.", 1)] {
            let dir = tempfile::tempdir().unwrap();
            for talk in ["one", "two"] {
                std::fs::create_dir(dir.path().join(talk)).unwrap();
                let text = format!("+++\ntitle = \"T\"\n+++\n{body}\n");
                std::fs::write(dir.path().join(talk).join(SPEECH_FILE), text).unwrap();
            }
            let found = doubts(dir.path()).unwrap();
            let found = found.iter().filter(|doubt| doubt.problem.contains("also that of one"));
            assert_eq!(found.count(), same, "{body}");
        }
    }

    #[test]
    fn each_left_over_is_named_for_what_it_is() {
        for (line, problem) in [
            ("Bread is good.¹ We eat it.", "“good.¹” looks like a footnote mark"),
            ("The work-\ners bake for all.", "“work-” looks like a word that is cut"),
            ("They are <b>here and there.", "“<b>” looks like markup"),
            ("Bread <!-- or cake --> is good.", "“<!-- or cake -->” looks like markup"),
            ("It costs \\$5 in the town.", "“\\$” looks like markup"),
            ("We call it `bread` in town.", "“`bread`” looks like markup"),
            ("• We bake bread in town.", "“•” looks like markup"),
            ("We ba\u{0}ke bread in town.", "“ba�ke” looks like a character that was not"),
            ("We \u{202e}bake bread here.", "“�bake” looks like a character that was not"),
            ("We bake bread here.\u{c}", "“here.�” looks like a character that was not"),
            ("##Bread and peace for all", "“##Bread and peace for all” begins with #"),
            (
                "![Ann at her oven](x.jpg \"Photo by Jim Roe\")",
                "\"Photo by Jim Roe\" stands behind a photo's name",
            ),
            ("They are here &amp; there.", "“&amp;” looks like a character that was not"),
            ("Thank you.", "the paragraph “Thank you.” is very short"),
            ("| a | b |", "“| a | b |” looks like markup"),
            ("[00:12] It is all bread.", "“[00:12]” looks like a time stamp"),
            ("It â€™ is well known.", "“â€™” looks like a character that was not"),
            ("See https://e.org/x now.", "“https://e.org/x” looks like an address"),
            ("— 637 —", "“— 637 —” looks like a page mark"),
            ("That is so (laughs) and right.", "“(laughs)” looks like a stage direction"),
            ("Mr. Speaker (interrupted by applause), we bake.", "a stage direction"),
            ("— III —", "the paragraph “— III —” begins with a number"),
            ("THE CHAIRMAN. We may bake.", "“THE CHAIRMAN.” looks like a speaker's label"),
            ("Mr. SMITH: We all bake bread.", "“Mr. SMITH:” looks like a speaker's label"),
            ("It is so† and we bake.", "a footnote mark"),
            ("Really.* We all bake bread.", "a footnote mark"),
            ("1 See the book on bread.", "“1 See” looks like a footnote mark"),
            ("^1 See the book on bread.", "“^1” looks like a footnote mark"),
            ("Read www.example.org for more.", "“www.example.org” looks like an address"),
            ("Share on Facebook Tweet", "does not end as a sentence does"),
            ("© 2020 The Baker's Daily.", "“© 2020” looks like an address or a copyright"),
            ("We eat ~~struck~~ bread.", "“~~struck~~” looks like markup"),
            ("We don?t eat any bread.", "“don?t” looks like a character that was not"),
            ("See ![photo](x.jpg) over there.", "“![photo](x.jpg)” looks like markup"),
            ("![photo](x.jpg)", "the photo's caption “photo” is very short"),
            ("Read [text](https://e.org/x) over there.", "looks like markup"),
            ("We bake [Pg 12] bread.", "“[Pg 12]” looks like a page mark"),
            ("We bake {12} bread.", "“{12}” looks like a page mark"),
            ("We bake bread [12] here.", "“[12]” looks like a footnote mark"),
            ("We bake bread [a] here.", "“[a]” looks like a footnote"),
            ("We bake (great applause) bread.", "“(great applause)” looks like a stage direction"),
            ("We bake. (A voice: Never!) We go on.", "“(A voice: Never!)” looks like a stage"),
            ("We bake. (Loud and long applause.) We go on.", "a stage direction"),
            ("III. On bread and peace", "“III. On bread and peace” begins with a number"),
            ("Part III. On bread and peace.", "“Part III. On bread and peace.” begins with"),
            ("THE ECONOMY: TOWARD A NEW BREAD", "does not end as a sentence does"),
            ("ON BREAD AND PEACE.", "the paragraph “ON BREAD AND PEACE.” is in capitals"),
            ("The Baker. We all eat bread.", "“The Baker.” looks like a speaker's label"),
            ("The Baker: We all eat bread.", "“The Baker:” looks like a speaker's label"),
            ("¹ Bread Law 75 of the town.", "“¹ Bread” looks like a footnote mark"),
            ("† Held in the town hall.", "“† Held” looks like a footnote mark"),
            ("Note: The baker spoke at noon.", "“Note:” looks like a note"),
            ("Editor's note: The baker spoke.", "“Editor's note:” looks like a note"),
            ("In the year 1948.* we baked bread.", "“1948.*” looks like a footnote mark"),
            ("In the year 1945† we baked bread.", "“1945†” looks like a footnote mark"),
            ("We bake bread—\nto eat it.", "“bread—” looks like a space"),
            ("bread is baked. We eat it.", "“bread is baked. We eat it.” begins with a small"),
            ("Share this [Print] with us", "“[Print]” looks like a stage direction"),
            (
                "On bread and on butter, by Ann Lee, the baker of our town",
                "“On bread and on butter, by Ann Lee,…” does not end as a sentence does",
            ),
        ] {
            let found = found_in(&format!("\nBread is good.\n\n{line}\n"));
            let is_it = |found: &String| found.starts_with("8: ") && found.contains(problem);
            assert!(found.len() == 1 && is_it(&found[0]), "{line}: {found:#?}");
        }
        for line in [
            "We (the bakers) eat bread (CPC leadership groups) in 2012 (or so).",
            "![Ann Baker at her oven](x.jpg)",
            "Ladies and gentlemen,",
            "In the U.S. We all eat bread.",
            "We eat bread in Berne (Switzerland) and elsewhere.",
            "(1) We bake bread in the town.",
            "我们今天在这里烤面包。",
            "(c) We bake bread in the town.",
            "GENTLEMEN OF THE CONGRESS:",
            "We bake bread —\nand we eat it.",
        ] {
            let found = found_in(&format!("\nBread is good.\n\n{line}\n"));
            assert!(found.is_empty(), "{line}: {found:#?}");
        }
    }
}
