//! Citations to copy: plain, Markdown, APA and MLA; quoted words stay exactly as they are.
//!
//! APA: *Publication Manual*, 7th edition, and the publisher's example
//! (<https://apastyle.apa.org/style-grammar-guidelines/references/examples/transcript-audiovisual-work-references>):
//! the transcript's year first, the speech's last; in the text both years, and section and
//! paragraph for pages (8.13, 8.28). MLA: *Handbook*, 9th edition: the speech with occasion, date
//! and venue, its container, then the descriptor (5.106, 6.20); months as in its appendix. A
//! caption, a note and the like are described in place of a title (APA 9.22). Titles keep their
//! capitals: nobody can tell proper names in them.

use std::ops::Range;

use super::bibliography::{Author, Dated, ended, shortened};
use super::places::CiteService;
use crate::bot::messages;
use crate::corpus::{FrontMatter, Location, Speech, Unit, UnitKind, Voice};
use crate::reply::{Line, Part, PassageKey, Reply, Span};

/// In bytes, roughly: all four forms fit into one message.
const QUOTED: usize = 600;

/// In words, where no speaker is named.
const SHORT_TITLE: usize = 4;

impl CiteService {
    pub(crate) fn copy(&self, passage: &PassageKey) -> Option<Reply> {
        let (id, focus) = self.find_passage(passage)?;
        let (speech, unit) = self.corpus.unit(id);
        let sentence = match focus.as_slice() {
            [only] if unit.sentences.len() > 1 => Some(*only),
            _ => None,
        };
        let mut numbers =
            if focus.is_empty() { (0..unit.sentences.len()).collect() } else { focus };
        numbers.sort_unstable();
        numbers.dedup();
        let words = words(speech, unit, &numbers)?;
        let reference = speech.reference(unit).to_string();
        let permalink = self.corpus.permalink(Location { unit: id, sentence }).to_string();
        let heading = Some(messages::quotes::citation_heading(&reference));
        let cited = Cited { speech, front: speech.front(), unit, words, reference, permalink };
        let forms = [cited.plain(), cited.markdown(), cited.apa(), cited.mla()];
        let labels = messages::quotes::CITATION_FORMS.into_iter();
        let parts = labels.zip(forms).map(|(label, text)| Part::Copyable { label, text }).collect();
        Some(Reply { heading, parts, ..Reply::default() })
    }
}

/// Whole sentences while there is room; one that is too long by itself is cut at a word.
fn words(speech: &Speech, unit: &Unit, numbers: &[usize]) -> Option<Line> {
    let mut used = 0;
    let fits = |number: &&usize| {
        used += unit.sentences.get(**number).map_or(0, Range::len);
        used <= QUOTED
    };
    let fitting = numbers.iter().take_while(fits).count();
    let mut words = Vec::new();
    for run in numbers.get(..fitting)?.chunk_by(|one, next| one + 1 == *next) {
        let (first, last) = (unit.sentences.get(*run.first()?)?, unit.sentences.get(*run.last()?)?);
        words.extend((!words.is_empty()).then(|| Span::text(" … ")));
        words.push(Span::quote(speech.quote(first.start..last.end)?));
    }
    if words.is_empty() {
        let start = unit.sentences.get(*numbers.first()?)?.start;
        let limit = speech.text().floor_char_boundary(start + QUOTED);
        let kept = speech.text().get(start..limit)?;
        let end = start + kept.rfind(char::is_whitespace).unwrap_or(kept.len());
        words.push(Span::quote(speech.quote(start..end)?));
    }
    words.extend((fitting < numbers.len()).then(|| Span::text(" …")));
    Some(words)
}

fn joined(parts: &[Option<String>], between: &str) -> String {
    parts.iter().flatten().map(String::as_str).collect::<Vec<_>>().join(between)
}

struct Cited<'a> {
    speech: &'a Speech,
    front: &'a FrontMatter,
    unit: &'a Unit,
    words: Line,
    reference: String,
    permalink: String,
}

impl Cited<'_> {
    fn plain(&self) -> Line {
        let facts = self.facts(&self.title());
        self.quoted("“", &format!("”\n— {facts}, {} ({})", self.reference, self.permalink))
    }

    fn markdown(&self) -> Line {
        let facts = self.facts(&format!("*{}*", self.title().replace('*', "\\*")));
        self.quoted("> ", &format!("\n>\n> — {facts}, {} (`{}`)", self.reference, self.permalink))
    }

    fn apa(&self) -> Line {
        let (delivered, published) = self.dates();
        let dated = published.as_ref().or(delivered.as_ref());
        let years = [&delivered, &published].map(|date| date.as_ref().and_then(Dated::year));
        let (year, original) = match years {
            [Some(spoken), Some(printed)] if spoken != printed => {
                (format!("{spoken}/{printed}"), Some(spoken))
            }
            [spoken, printed] => (printed.or(spoken).unwrap_or("n.d.").to_owned(), None),
        };
        let (author, title, short, publisher) = match self.editors_part() {
            None => (
                Author::from_front_matter(self.front),
                format!("{} [Speech transcript]", self.title()),
                self.short_title(),
                self.edition(),
            ),
            Some(part) => (
                self.edition().map(Author::as_written),
                format!("[{part} “{}”]", self.title()),
                format!("[{part} {}]", self.short_title()),
                None,
            ),
        };
        let short = author.as_ref().map_or(short, |author| author.short.clone());
        let date = dated.map_or_else(|| "n.d.".to_owned(), Dated::apa);
        let work = match author {
            Some(author) => format!("{} ({date}). {title}.", ended(&author.apa)),
            None => format!("{title}. ({date})."),
        };
        let original = original.map(|year| format!("(Original work published {year})"));
        let publisher = publisher.as_deref().map(ended);
        self.with_entry(
            &[Some(short), Some(year), self.place(true)],
            &[Some(work), publisher, Some(self.permalink.clone()), original],
        )
    }

    fn mla(&self) -> Line {
        let (delivered, published) = self.dates();
        let title = format!("“{}”", ended(&self.title()));
        let (author, title, short, held, descriptor) = match self.editors_part() {
            None => (
                Author::from_front_matter(self.front),
                title,
                self.short_title(),
                [self.front.occasion.as_deref(), self.front.venue.as_deref()],
                Some("Transcript.".to_owned()),
            ),
            Some(part) => {
                let short = format!("{part} {}", self.short_title());
                (None, format!("{part} {title}"), short, [None, None], None)
            }
        };
        let short = author.as_ref().map_or(short, |author| author.short.clone());
        let sentence = |parts: &[Option<String>]| {
            Some(joined(parts, ", ")).filter(|parts| !parts.is_empty()).as_deref().map(ended)
        };
        let [occasion, venue] = held.map(|fact| fact.map(shortened));
        let container =
            [self.edition(), published.as_ref().map(Dated::mla), Some(self.permalink.clone())];
        let entry = [
            author.map(|author| ended(&author.mla)),
            Some(title),
            sentence(&[occasion, delivered.as_ref().map(Dated::mla), venue]),
            sentence(&container),
            descriptor,
        ];
        self.with_entry(&[Some(short), self.place(false)], &entry)
    }

    /// The citation in the text, and the entry in the list of works.
    fn with_entry(&self, in_text: &[Option<String>], entry: &[Option<String>]) -> Line {
        let after = format!("” ({})\n\n{}", joined(in_text, ", "), joined(entry, " "));
        self.quoted("“", &after)
    }

    fn quoted(&self, before: &str, after: &str) -> Line {
        let words = self.words.iter().cloned();
        std::iter::once(Span::text(before)).chain(words).chain([Span::text(after)]).collect()
    }

    fn facts(&self, title: &str) -> String {
        let whole = |fact: &Option<String>| fact.as_deref().map(shortened);
        let title = Some(title.to_owned());
        let facts = match self.unit.kind.voice() {
            Voice::Speaker => {
                vec![whole(&self.front.speaker), title, whole(&self.front.delivered)]
            }
            Voice::Editor => {
                let part = self.unit.kind.label().to_owned();
                vec![Some(part), title, self.edition(), whole(&self.front.published)]
            }
        };
        joined(&facts, ", ")
    }

    fn editors_part(&self) -> Option<String> {
        let (kind, label) = (self.unit.kind, self.unit.kind.label());
        let relation = if kind == UnitKind::Title { "of" } else { "in" };
        (kind.voice() == Voice::Editor).then(|| format!("{label} {relation}"))
    }

    fn title(&self) -> String {
        shortened(&self.front.title)
    }

    fn edition(&self) -> Option<String> {
        self.speech.edition().map(shortened)
    }

    fn short_title(&self) -> String {
        let title = self.title();
        let words: Vec<&str> = title.split_whitespace().take(SHORT_TITLE).collect();
        format!("“{}”", words.join(" ").trim_end_matches([',', ':', ';', '.']))
    }

    fn dates(&self) -> (Option<Dated>, Option<Dated>) {
        let dated =
            |written: &Option<String>| written.as_deref().map(|written| Dated(shortened(written)));
        let spoken = dated(&self.front.delivered);
        let was_said = self.unit.kind.voice() == Voice::Speaker;
        (spoken.filter(|_| was_said), dated(&self.front.published))
    }

    /// None outside the text proper.
    fn place(&self, apa: bool) -> Option<String> {
        let section = |number: u32| match (number, apa) {
            (0, true) => "Introduction".to_owned(),
            (0, false) => "introduction".to_owned(),
            (number, true) => format!("Section {number}"),
            (number, false) => format!("sec. {number}"),
        };
        let (paragraph, note) = if apa { ("para.", "Note") } else { ("par.", "note") };
        let locator = &self.unit.locator;
        let counted = match self.unit.kind {
            UnitKind::Title | UnitKind::Source => return None,
            UnitKind::Heading => None,
            UnitKind::Paragraph => Some(paragraph),
            UnitKind::Caption => Some("photo"),
            UnitKind::Note => Some(note),
        };
        let section = locator.section().filter(|_| !locator.is_plain()).map(section);
        let counted = counted.map(|thing| format!("{thing} {}", locator.numbers));
        Some(joined(&[section, counted], ", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bot::cite::bibliography::LONGEST;
    use crate::bot::tests::{BOT, ODD, assert_verbatim, bot_over, press};
    use crate::bot::{Ask, Bot};

    fn forms(bot: &Bot, custom_id: &str) -> [String; 4] {
        let reply = press(bot, custom_id, Ask::default());
        assert_verbatim(bot, &reply);
        let text = |part: &Part| {
            let Part::Copyable { text, .. } = part else { panic!("{part:?}") };
            text.iter().map(Span::words).collect::<String>()
        };
        reply.parts.iter().map(text).collect::<Vec<_>>().try_into().unwrap()
    }

    const TITLE: &str = "Mobilizing Hundreds of Millions of Workers to Build a Great Country and \
                         Advance National Rejuvenation";

    fn key(bot: &Bot, place: &str) -> String {
        bot.corpus().unit(bot.corpus().look_up(place).unwrap()[0].unit).1.key.clone()
    }

    fn with(front: &str) -> [String; 4] {
        let source = format!(
            "+++\ntitle = \"On Bread\"\n{front}\n+++\n# On Bread\n\n## One\n\nBread is good.\n"
        );
        let bot = bot_over(&[("talk", &source)]);
        let key = key(&bot, "1.1");
        forms(&bot, &format!("c1:{key}")).map(|form| form.replace(&key, "NAME"))
    }

    #[test]
    fn missing_front_matter_leaves_no_gap_in_citations() {
        for (front, plain, apa, mla) in [
            (
                "",
                "— On Bread, §1 ¶1 (talk#NAME)",
                "(“On Bread”, n.d., Section 1, para. 1)\n\nOn Bread [Speech transcript]. (n.d.). \
                 talk#NAME",
                "(“On Bread”, sec. 1, par. 1)\n\n“On Bread.” talk#NAME. Transcript.",
            ),
            (
                "speaker = \"The Baker\"",
                "— The Baker, On Bread, §1 ¶1 (talk#NAME)",
                "(The Baker, n.d., Section 1, para. 1)\n\nThe Baker. (n.d.). On Bread [Speech \
                 transcript]. talk#NAME",
                "(The Baker, sec. 1, par. 1)\n\nThe Baker. “On Bread.” talk#NAME. Transcript.",
            ),
            (
                "speaker = \"Martin Luther King Jr.\"\nfamily_name = \"King\"\ndelivered = \"28 \
                 August 1963\"\nvenue = \"Washington, D.C.\"",
                "— Martin Luther King Jr., On Bread, 28 August 1963, §1 ¶1 (talk#NAME)",
                "(King, 1963, Section 1, para. 1)\n\nKing, M. L., Jr. (1963, August 28). On Bread \
                 [Speech transcript]. talk#NAME",
                "(King, sec. 1, par. 1)\n\nKing, Martin Luther, Jr. “On Bread.” 28 Aug. 1963, \
                 Washington, D.C. talk#NAME. Transcript.",
            ),
            (
                "speaker = \"Jean-Paul Dupont\"\nfamily_name = \"Dupont\"\ndelivered = \"Easter \
                 1999\"\npublished = \"1999\"\nsource = \"The Loaf!\"",
                "— Jean-Paul Dupont, On Bread, Easter 1999, §1 ¶1 (talk#NAME)",
                "(Dupont, 1999, Section 1, para. 1)\n\nDupont, J.-P. (1999). On Bread [Speech \
                 transcript]. The Loaf! talk#NAME",
                "(Dupont, sec. 1, par. 1)\n\nDupont, Jean-Paul. “On Bread.” Easter 1999. The \
                 Loaf!, 1999, talk#NAME. Transcript.",
            ),
            (
                "speaker = \"Ann Baker\"\nfamily_name = \"Miller\"\ndelivered = \"long ago\"",
                "— Ann Baker, On Bread, long ago, §1 ¶1 (talk#NAME)",
                "(Ann Baker, n.d., Section 1, para. 1)\n\nAnn Baker. (long ago). On Bread [Speech \
                 transcript]. talk#NAME",
                "(Ann Baker, sec. 1, par. 1)\n\nAnn Baker. “On Bread.” long ago. talk#NAME. \
                 Transcript.",
            ),
        ] {
            let [first, _, third, fourth] = with(front);
            assert_eq!(first, format!("“Bread is good.”\n{plain}"));
            assert_eq!(third, format!("“Bread is good.” {apa}"));
            assert_eq!(fourth, format!("“Bread is good.” {mla}"));
        }
    }

    #[test]
    fn a_caption_is_cited_as_the_editions() {
        let cited = forms(&BOT, &format!("c1:{}.0", key(&BOT, "§1 photo 1")));
        let [plain, _, apa, mla] = cited.map(|form| {
            let after = form.split_once('”').or(form.split_once("\n>")).unwrap().1;
            after.split("acftu-2023#").next().unwrap().to_owned()
        });
        assert_eq!(
            plain,
            format!(
                "\n— Photo caption, {TITLE}, English Edition of Qiushi Journal, 2024-07-04, \
                 §1 photo 1 ("
            )
        );
        assert_eq!(
            apa,
            format!(
                " (English Edition of Qiushi Journal, 2024, Section 1, photo 1)\n\nEnglish \
                 Edition of Qiushi Journal. (2024, July 4). [Photo caption in “{TITLE}”]. "
            )
        );
        assert_eq!(
            mla,
            format!(
                " (Photo caption in “Mobilizing Hundreds of Millions”, sec. 1, photo 1)\n\nPhoto \
                 caption in “{TITLE}.” English Edition of Qiushi Journal, 4 July 2024, "
            )
        );
    }

    #[test]
    fn the_edition_never_gets_the_speaker_as_author_of_its_words() {
        let bare = bot_over(&[("talk", EDITED)]);
        for bot in [&*BOT, &bare] {
            for id in bot.corpus().unit_ids() {
                let (speech, unit) = bot.corpus().unit(id);
                let front = speech.front();
                let (speaker, day) =
                    (front.speaker.as_deref().unwrap(), front.delivered.as_deref().unwrap());
                let quote = bot.corpus().quote_unit(id);
                let reply =
                    bot.cite.copy(&PassageKey { unit: unit.key.clone(), focus: Vec::new() });
                let own = |part: &Part| match part {
                    Part::Copyable { text, .. } => (text.iter())
                        .filter(|span| matches!(span, Span::Text(_)))
                        .map(Span::words)
                        .collect::<String>(),
                    other => panic!("{other:?}"),
                };
                let is_speakers = unit.kind.voice() == Voice::Speaker;
                let forms = reply.unwrap().parts.iter().map(own).collect::<Vec<_>>();
                for text in forms.iter().map(String::as_str).chain([quote.credit()]) {
                    let family = front.family_name.as_deref().unwrap();
                    let names_speaker = text.contains(speaker) || text.contains(family);
                    assert_eq!(names_speaker, is_speakers, "{text}");
                    assert!(is_speakers || !text.contains(day), "{text}");
                }
            }
        }
    }

    const EDITED: &str = "+++\ntitle = \"On Bread\"\nspeaker = \"Ann Baker\"\nfamily_name = \
        \"Baker\"\ndelivered = \"May 1, 1999\"\n+++\n# On Bread\n\nBread is good.\n\n## \
        One\n\nMore is better.\n\n![Ann Baker in May](photo)\n\n---\n\nAnn Baker spoke on \
        May 1, 1999.\n";

    #[test]
    fn a_long_passage_is_cut_at_a_sentence_and_a_long_sentence_at_a_word() {
        let longest = BOT
            .corpus()
            .unit_ids()
            .max_by_key(|unit| BOT.corpus().unit(*unit).1.range.len())
            .unwrap();
        let key = &BOT.corpus().unit(longest).1.key;
        let [plain, ..] = forms(&BOT, &format!("c1:{key}"));
        let quoted =
            plain.split_once('“').and_then(|(_, rest)| rest.split_once(" …”\n")).unwrap().0;
        assert!(quoted.ends_with('.') && quoted.len() <= QUOTED, "{plain}");
        for bot in ODD.iter() {
            for unit in bot.corpus().unit_ids() {
                let key = &bot.corpus().unit(unit).1.key;
                for form in forms(bot, &format!("c1:{key}")) {
                    assert!(form.len() <= 2 * QUOTED + 3 * LONGEST, "{}", form.len());
                }
            }
        }
    }
}
