//! Citations to copy: plain, Markdown, APA and MLA; the quoted words stay exactly as they are.
//!
//! APA: *Publication Manual*, 7th edition, and the publisher's example
//! (<https://apastyle.apa.org/style-grammar-guidelines/references/examples/transcript-audiovisual-work-references>):
//! the transcript's year first, the speech's last; in the text both years, and section and
//! paragraph for pages (8.13, 8.28). MLA: *Handbook*, 9th edition: the speech with occasion, date
//! and venue, its container, then the descriptor (5.106, 6.20); months as in its appendix. A
//! permalink serves as address. Titles keep their capitals, because nobody can tell proper names in
//! them.

use std::fmt::Write;

use jiff::civil::Date;

use super::places::CiteService;
use crate::bot::{excerpt, messages};
use crate::corpus::{FrontMatter, Location, Locator, Speech, Unit};
use crate::reply::{Copyable, Part, PassageKey, Reply, Run};

/// In bytes, roughly: all four forms fit into one message.
const QUOTED: usize = 600;

/// In characters, per line of front matter.
const LONGEST: usize = 200;

/// In words, where no speaker is named.
const SHORT_TITLE: usize = 4;

/// Formats accepted in front matter.
const DATES: [&str; 5] = ["%Y-%m-%d", "%B %d, %Y", "%d %B %Y", "%b %d, %Y", "%d %b %Y"];

const MLA_MONTHS: [&str; 12] = [
    "Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.",
];

impl CiteService {
    pub(in crate::bot) fn copy(&self, passage: &PassageKey) -> Option<Reply> {
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
        let cited =
            Cited { front: speech.front(), locator: &unit.locator, words, reference, permalink };
        let forms = [cited.plain(), cited.markdown(), cited.apa(), cited.mla()];
        let labels = messages::quotes::CITATION_FORMS.into_iter();
        let forms = labels.zip(forms).map(|(label, text)| Copyable { label, text });
        let parts = forms.map(Part::Copyable).collect();
        Some(Reply { heading, parts, ..Reply::default() })
    }
}

/// Whole sentences while there is room; one that is too long by itself is cut at a word.
fn words(speech: &Speech, unit: &Unit, numbers: &[usize]) -> Option<Vec<Run>> {
    let mut runs: Vec<std::ops::Range<usize>> = Vec::new();
    let (mut used, mut next, mut whole) = (0, None, true);
    for number in numbers {
        let range = unit.sentences.get(*number)?.clone();
        used += range.len();
        if used > QUOTED {
            whole = false;
            if runs.is_empty() {
                let limit = speech.text().floor_char_boundary(range.start + QUOTED);
                let kept = speech.text().get(range.start..limit)?;
                runs.push(
                    range.start
                        ..range.start + kept.rfind(char::is_whitespace).unwrap_or(kept.len()),
                );
            }
            break;
        }
        match runs.last_mut() {
            Some(run) if next == Some(*number) => run.end = range.end,
            _ => runs.push(range),
        }
        next = Some(number + 1);
    }
    let mut words = Vec::new();
    for range in runs {
        if !words.is_empty() {
            words.push(Run::Own(" … ".to_owned()));
        }
        words.push(Run::Quoted(speech.quote(range)?));
    }
    if !whole {
        words.push(Run::Own(" …".to_owned()));
    }
    (!words.is_empty()).then_some(words)
}

struct Cited<'a> {
    front: &'a FrontMatter,
    locator: &'a Locator,
    words: Vec<Run>,
    reference: String,
    permalink: String,
}

impl Cited<'_> {
    fn plain(&self) -> Vec<Run> {
        let facts = self.facts(&self.title());
        self.quoted("“", &format!("”\n— {facts}, {} ({})", self.reference, self.permalink))
    }

    fn markdown(&self) -> Vec<Run> {
        let facts = self.facts(&format!("*{}*", self.title().replace('*', "\\*")));
        self.quoted("> ", &format!("\n>\n> — {facts}, {} (`{}`)", self.reference, self.permalink))
    }

    fn apa(&self) -> Vec<Run> {
        let (delivered, published) = self.dates();
        let dated = published.as_ref().or(delivered.as_ref());
        let years = [&delivered, &published].map(|date| date.as_ref().and_then(Dated::year));
        let (year, original) = match years {
            [Some(spoken), Some(printed)] if spoken != printed => {
                (format!("{spoken}/{printed}"), Some(spoken))
            }
            [spoken, printed] => (
                printed.or(spoken).map_or_else(|| "n.d.".to_owned(), |year| year.to_string()),
                None,
            ),
        };
        let author = Author::from_front_matter(self.front);
        let short =
            author.as_ref().map_or_else(|| self.short_title(), |author| author.short.clone());
        let inside: Vec<String> =
            [Some(short), Some(year), self.place(true)].into_iter().flatten().collect();
        let date = dated.map_or_else(|| "n.d.".to_owned(), Dated::apa);
        let title = format!("{} [Speech transcript]", self.title());
        let mut entry = match author {
            Some(author) => format!("{} ({date}). {title}.", ended(&author.apa)),
            None => format!("{title}. ({date})."),
        };
        for source in self.front.source.iter() {
            let _ = write!(entry, " {}", ended(&shortened(source)));
        }
        let _ = write!(entry, " {}", self.permalink);
        if let Some(year) = original {
            let _ = write!(entry, " (Original work published {year})");
        }
        self.quoted("“", &format!("” ({})\n\n{entry}", inside.join(", ")))
    }

    fn mla(&self) -> Vec<Run> {
        let (delivered, published) = self.dates();
        let author = Author::from_front_matter(self.front);
        let short =
            author.as_ref().map_or_else(|| self.short_title(), |author| author.short.clone());
        let inside: Vec<String> = [Some(short), self.place(false)].into_iter().flatten().collect();
        let sentence = |parts: &[Option<String>]| {
            let parts: Vec<&str> = parts.iter().flatten().map(String::as_str).collect();
            Some(ended(&parts.join(", "))).filter(|_| !parts.is_empty())
        };
        let held =
            [&self.front.occasion, &self.front.venue].map(|fact| fact.as_deref().map(shortened));
        let [occasion, venue] = held;
        let container = [
            self.front.source.as_deref().map(shortened),
            published.as_ref().map(Dated::mla),
            Some(self.permalink.clone()),
        ];
        let entry: Vec<String> = [
            author.map(|author| ended(&author.mla)),
            Some(format!("“{}”", ended(&self.title()))),
            sentence(&[occasion, delivered.as_ref().map(Dated::mla), venue]),
            sentence(&container),
            Some("Transcript.".to_owned()),
        ]
        .into_iter()
        .flatten()
        .collect();
        self.quoted("“", &format!("” ({})\n\n{}", inside.join(", "), entry.join(" ")))
    }

    fn quoted(&self, before: &str, after: &str) -> Vec<Run> {
        let own = |text: &str| Run::Own(text.to_owned());
        std::iter::once(own(before)).chain(self.words.iter().cloned()).chain([own(after)]).collect()
    }

    fn facts(&self, title: &str) -> String {
        let speaker = self.front.speaker.as_deref().map(shortened);
        let day = self.front.delivered.as_deref().map(shortened);
        [speaker, Some(title.to_owned()), day].into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    fn title(&self) -> String {
        shortened(&self.front.title)
    }

    fn short_title(&self) -> String {
        let title = self.title();
        let words: Vec<&str> = title.split_whitespace().take(SHORT_TITLE).collect();
        format!("“{}”", words.join(" ").trim_end_matches([',', ':', ';', '.']))
    }

    fn dates(&self) -> (Option<Dated>, Option<Dated>) {
        let dated =
            |written: &Option<String>| written.as_deref().map(|written| Dated(shortened(written)));
        (dated(&self.front.delivered), dated(&self.front.published))
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
        match self.locator {
            Locator::Title | Locator::Source => None,
            Locator::Heading { section: number } => Some(section(*number)),
            Locator::Paragraph { section: number, numbers } => {
                Some(format!("{}, {paragraph} {numbers}", section(*number)))
            }
            Locator::Photo { section: number, number: photo } => {
                Some(format!("{}, photo {photo}", section(*number)))
            }
            Locator::Note { numbers } => Some(format!("{note} {numbers}")),
        }
    }
}

/// In the list of works (APA, MLA), and in the text.
struct Author {
    apa: String,
    mla: String,
    short: String,
}

impl Author {
    /// Without a known family name, the name stays as it is: nobody can tell its parts.
    fn from_front_matter(front: &FrontMatter) -> Option<Author> {
        let speaker = shortened(front.speaker.as_deref()?);
        let words: Vec<&str> = speaker.split_whitespace().collect();
        let family: Vec<&str> =
            front.family_name.as_deref().unwrap_or_default().split_whitespace().collect();
        let at = (0..words.len()).find(|at| {
            !family.is_empty() && words.get(*at..).is_some_and(|rest| rest.starts_with(&family))
        });
        let as_it_stands =
            Author { apa: speaker.clone(), mla: speaker.clone(), short: speaker.clone() };
        let Some((given, rest)) = at.and_then(|at| words.split_at_checked(at)) else {
            return Some(as_it_stands);
        };
        let after = rest.get(family.len()..).unwrap_or_default();
        let (short, initials) = (family.join(" "), |names: &[&str]| {
            names.iter().map(|name| initial(name)).collect::<Vec<_>>().join(" ")
        });
        Some(match (given, after) {
            ([], []) => as_it_stands,
            // In MLA no comma follows a family name that comes first.
            ([], given) => {
                Author { apa: format!("{short}, {}", initials(given)), mla: speaker, short }
            }
            (given, []) => Author {
                apa: format!("{short}, {}", initials(given)),
                mla: format!("{short}, {}", given.join(" ")),
                short,
            },
            (given, suffix) => Author {
                apa: format!("{short}, {}, {}", initials(given), suffix.join(" ")),
                mla: format!("{short}, {}, {}", given.join(" "), suffix.join(" ")),
                short,
            },
        })
    }
}

/// `Jean-Paul` as `J.-P.`
fn initial(name: &str) -> String {
    let letters = name.split('-').filter_map(|part| part.chars().next());
    letters.map(|letter| format!("{letter}.")).collect::<Vec<_>>().join("-")
}

/// As written in front matter.
struct Dated(String);

impl Dated {
    fn day(&self) -> Option<Date> {
        DATES.iter().find_map(|format| Date::strptime(format, self.0.trim()).ok())
    }

    fn year(&self) -> Option<i16> {
        let four = |word: &&str| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
        let written = || {
            self.0
                .split(|c: char| !c.is_alphanumeric())
                .find(four)
                .and_then(|word| word.parse().ok())
        };
        self.day().map(Date::year).or_else(written)
    }

    fn apa(&self) -> String {
        let whole = self.day().map(|day| day.strftime("%Y, %B %-d").to_string());
        whole.or_else(|| self.year().map(|year| year.to_string())).unwrap_or_else(|| self.0.clone())
    }

    fn mla(&self) -> String {
        let month = |day: &Date| {
            usize::try_from(day.month() - 1).ok().and_then(|month| MLA_MONTHS.get(month))
        };
        let whole = self
            .day()
            .and_then(|day| Some(format!("{} {} {}", day.day(), month(&day)?, day.year())));
        whole.unwrap_or_else(|| self.0.clone())
    }
}

/// Unless it ends with a mark of its own.
fn ended(text: &str) -> String {
    if text.ends_with(['.', '?', '!', '…']) { text.to_owned() } else { format!("{text}.") }
}

fn shortened(text: &str) -> String {
    excerpt::cut(text.trim(), LONGEST)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bot::Bot;
    use crate::bot::tests::{BOT, ODD, assert_verbatim, bot, button, press};
    use crate::bot::{Ask, Press};
    use crate::corpus::Corpus;

    fn forms(bot: &Bot, custom_id: &str) -> [String; 4] {
        let reply = press(bot, custom_id, Press { private: true, ..Press::default() });
        assert!(reply.private);
        assert_verbatim(bot, &reply);
        let text = |part: &Part| {
            if let Part::Copyable(copyable) = part {
                copyable.to_string()
            } else {
                panic!("{part:?}")
            }
        };
        reply.parts.iter().map(text).collect::<Vec<_>>().try_into().unwrap()
    }

    fn with(front: &str) -> [String; 4] {
        let source = format!(
            "+++\ntitle = \"On Bread\"\n{front}\n+++\n# On Bread\n\n## One\n\nBread is good.\n"
        );
        let bot = bot(Corpus::from_source("talk", &source).unwrap());
        let key = bot.corpus().unit(bot.corpus().look_up("1.1").unwrap()[0].unit).1.key.clone();
        forms(&bot, &format!("c1:{key}")).map(|form| form.replace(&key, "NAME"))
    }

    #[test]
    fn an_answer_is_cited_in_four_forms() {
        let answer = BOT.ask.reply(Ask { question: "Who creates the wealth?", ..Ask::default() });
        let [plain, markdown, apa, mla] = forms(&BOT, &button(&answer, "Copy citation"));
        let place = BOT.corpus().look_up("3.1").unwrap()[0];
        let name = BOT.corpus().permalink(Location { sentence: Some(1), ..place }).to_string();
        let title = "Mobilizing Hundreds of Millions of Workers to Build a Great Country and \
                     Advance National Rejuvenation";
        let words = "The working class and workers are the main creators of social wealth.";
        assert_eq!(
            plain,
            format!("“{words}”\n— Xi Jinping, {title}, October 23, 2023, §3 ¶1 ({name})")
        );
        assert_eq!(
            markdown,
            format!("> {words}\n>\n> — Xi Jinping, *{title}*, October 23, 2023, §3 ¶1 (`{name}`)")
        );
        assert_eq!(
            apa,
            format!(
                "“{words}” (Xi, 2023/2024, Section 3, para. 1)\n\nXi, J. (2024, July 4). {title} \
                 [Speech transcript]. English Edition of Qiushi Journal. {name} (Original work \
                 published 2023)"
            )
        );
        assert_eq!(
            mla,
            format!(
                "“{words}” (Xi, sec. 3, par. 1)\n\nXi Jinping. “{title}.” Meeting with the new \
                 leadership of the All-China Federation of Trade Unions, 23 Oct. 2023, \
                 Zhongnanhai, Beijing. English Edition of Qiushi Journal, 4 July 2024, {name}. \
                 Transcript."
            )
        );
        let cited = BOT.cite.reply(&name, false);
        assert_eq!(
            cited.heading.as_deref(),
            Some("§3 ¶1"),
            "the permalink of a citation leads back"
        );
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
