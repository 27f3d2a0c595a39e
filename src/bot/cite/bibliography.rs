//! Authors and dates of front matter as APA and MLA write them.

use jiff::civil::Date;

use crate::bot::excerpt;
use crate::corpus::FrontMatter;
use crate::text::titles::is_typed_title;
use crate::text::{Pattern, dates};

/// In characters, a line of front matter.
pub(super) const LONGEST: usize = 200;

const DATES: [&str; 5] = ["%Y-%m-%d", "%B %d, %Y", "%d %B %Y", "%b %d, %Y", "%d %b %Y"];

const MLA_MONTHS: [&str; 12] = [
    "Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.",
];

/// In the list of works (APA, MLA), and in the text.
pub(super) struct Author {
    pub(super) apa: String,
    pub(super) mla: String,
    pub(super) short: String,
}

impl Author {
    /// A body, or somebody whose family name is unknown.
    pub(super) fn as_written(name: String) -> Author {
        Author { apa: name.clone(), mla: name.clone(), short: name }
    }

    /// Without a known family name, nobody can tell the name's parts.
    pub(super) fn from_front_matter(front: &FrontMatter) -> Option<Author> {
        let speaker = shortened(front.speaker.as_deref()?);
        let family: Vec<&str> =
            front.family_name.as_deref().unwrap_or_default().split_whitespace().collect();
        let is_title = |word: &&str| !family.contains(word) && is_typed_title(word);
        let words: Vec<&str> = speaker.split_whitespace().skip_while(is_title).collect();
        let at = match family.len() {
            0 => None,
            length => words.windows(length).position(|part| part == family),
        };
        let Some((given, rest)) = at.and_then(|at| words.split_at_checked(at)) else {
            return Some(Author::as_written(speaker));
        };
        let after = rest.get(family.len()..).unwrap_or_default();
        let short = family.join(" ");
        let initials = initials(if given.is_empty() { after } else { given });
        if initials.is_empty() {
            return Some(Author::as_written(speaker));
        }
        let suffix =
            if after.is_empty() { String::new() } else { format!(", {}", after.join(" ")) };
        Some(match given {
            // In MLA no comma follows a family name that comes first.
            [] => Author { apa: format!("{short}, {initials}"), mla: words.join(" "), short },
            given => Author {
                apa: format!("{short}, {initials}{suffix}"),
                mla: format!("{short}, {}{suffix}", given.join(" ")),
                short,
            },
        })
    }
}

/// Without nicknames, which stand in marks.
fn initials(names: &[&str]) -> String {
    static NICKNAME: Pattern = Pattern::new(r#"[“"(«][^”")»]*[”")»]"#);
    let names = names.join(" ");
    let names = NICKNAME.replace_all(&names, " ");
    let names = names.split_whitespace().filter(|name| name.starts_with(char::is_alphabetic));
    names.map(initial).collect::<Vec<_>>().join(" ")
}

/// `Jean-Paul` as `J.-P.`
fn initial(name: &str) -> String {
    let letters = name.split('-').filter_map(|part| part.chars().next());
    letters.map(|letter| format!("{letter}.")).collect::<Vec<_>>().join("-")
}

pub(super) struct Dated(pub(super) String);

impl Dated {
    fn day(&self) -> Option<Date> {
        DATES.iter().find_map(|format| Date::strptime(format, self.0.trim()).ok())
    }

    /// “May 1999”, by its first day.
    fn month(&self) -> Option<Date> {
        let first_days = [format!("1 {}", self.0.trim()), format!("{}-01", self.0.trim())];
        first_days.into_iter().find_map(|day| Dated(day).day())
    }

    pub(super) fn year(&self) -> Option<&str> {
        dates::year(&self.0)
    }

    pub(super) fn apa(&self) -> String {
        let whole = self.day().map(|day| day.strftime("%Y, %B %-d").to_string());
        let month = || self.month().map(|day| day.strftime("%Y, %B").to_string());
        let year = || self.year().map(str::to_owned);
        whole.or_else(month).or_else(year).unwrap_or_else(|| self.0.clone())
    }

    pub(super) fn mla(&self) -> String {
        let in_month = |day: Date| {
            let month = MLA_MONTHS.get(usize::try_from(day.month() - 1).ok()?)?;
            Some(format!("{month} {}", day.year()))
        };
        let whole = self.day().and_then(|day| Some(format!("{} {}", day.day(), in_month(day)?)));
        let month = || self.month().and_then(in_month);
        whole.or_else(month).unwrap_or_else(|| self.0.clone())
    }
}

/// Unless it has a mark of its own.
pub(super) fn ended(text: &str) -> String {
    if text.ends_with(['.', '?', '!', '…']) { text.to_owned() } else { format!("{text}.") }
}

pub(super) fn shortened(text: &str) -> String {
    excerpt::cut(text.trim(), LONGEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_keeps_as_much_as_is_known() {
        for (written, apa, mla) in [
            ("May 1, 1999", "1999, May 1", "1 May 1999"),
            ("May 1999", "1999, May", "May 1999"),
            ("Dec 1999", "1999, December", "Dec. 1999"),
            ("1999-10", "1999, October", "Oct. 1999"),
            ("1999", "1999", "1999"),
            ("Easter 1999", "1999", "Easter 1999"),
            ("long ago", "long ago", "long ago"),
        ] {
            let dated = Dated(written.to_owned());
            assert_eq!((dated.apa().as_str(), dated.mla().as_str()), (apa, mla));
        }
    }

    #[test]
    fn titles_and_nicknames_are_no_given_names() {
        for (speaker, family, apa, mla) in [
            ("William “Bill” Baker", "Baker", "Baker, W.", "Baker, William “Bill”"),
            (
                "William (Big Bill) A. Baker",
                "Baker",
                "Baker, W. A.",
                "Baker, William (Big Bill) A.",
            ),
            ("Dr. Ann Baker", "Baker", "Baker, A.", "Baker, Ann"),
            ("Dr Ann Baker", "Baker", "Baker, A.", "Baker, Ann"),
            ("President Xi Jinping", "Xi", "Xi, J.", "Xi Jinping"),
            ("Sir Ed Miller Jr.", "Miller", "Miller, E., Jr.", "Miller, Ed, Jr."),
            ("Mr. Baker", "Baker", "Mr. Baker", "Mr. Baker"),
            ("“Bill” Baker", "Baker", "“Bill” Baker", "“Bill” Baker"),
            ("King Baker", "King", "King, B.", "King Baker"),
        ] {
            let front = FrontMatter {
                speaker: Some(speaker.to_owned()),
                family_name: Some(family.to_owned()),
                ..FrontMatter::default()
            };
            let author = Author::from_front_matter(&front).unwrap();
            assert_eq!((author.apa.as_str(), author.mla.as_str()), (apa, mla));
        }
    }
}
