//! Authors and dates of front matter as APA and MLA write them.

use jiff::civil::Date;

use crate::bot::excerpt;
use crate::corpus::FrontMatter;
use crate::text::dates;

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
        let words: Vec<&str> = speaker.split_whitespace().collect();
        let family: Vec<&str> =
            front.family_name.as_deref().unwrap_or_default().split_whitespace().collect();
        let at = match family.len() {
            0 => None,
            length => words.windows(length).position(|part| part == family),
        };
        let Some((given, rest)) = at.and_then(|at| words.split_at_checked(at)) else {
            return Some(Author::as_written(speaker));
        };
        let after = rest.get(family.len()..).unwrap_or_default();
        let (short, initials) = (family.join(" "), |names: &[&str]| {
            names.iter().map(|name| initial(name)).collect::<Vec<_>>().join(" ")
        });
        let suffix =
            if after.is_empty() { String::new() } else { format!(", {}", after.join(" ")) };
        Some(match (given, after) {
            ([], []) => Author::as_written(speaker),
            // In MLA no comma follows a family name that comes first.
            ([], given) => {
                Author { apa: format!("{short}, {}", initials(given)), mla: speaker, short }
            }
            (given, _) => Author {
                apa: format!("{short}, {}{suffix}", initials(given)),
                mla: format!("{short}, {}{suffix}", given.join(" ")),
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

pub(super) struct Dated(pub(super) String);

impl Dated {
    fn day(&self) -> Option<Date> {
        DATES.iter().find_map(|format| Date::strptime(format, self.0.trim()).ok())
    }

    pub(super) fn year(&self) -> Option<&str> {
        dates::year(&self.0)
    }

    pub(super) fn apa(&self) -> String {
        let whole = self.day().map(|day| day.strftime("%Y, %B %-d").to_string());
        whole.or_else(|| self.year().map(str::to_owned)).unwrap_or_else(|| self.0.clone())
    }

    pub(super) fn mla(&self) -> String {
        let month = |day: &Date| {
            usize::try_from(day.month() - 1).ok().and_then(|month| MLA_MONTHS.get(month))
        };
        let whole = self
            .day()
            .and_then(|day| Some(format!("{} {} {}", day.day(), month(&day)?, day.year())));
        whole.unwrap_or_else(|| self.0.clone())
    }
}

/// Unless it has a mark of its own.
pub(super) fn ended(text: &str) -> String {
    if text.ends_with(['.', '?', '!', '…']) { text.to_owned() } else { format!("{text}.") }
}

pub(super) fn shortened(text: &str) -> String {
    excerpt::cut(text.trim(), LONGEST)
}
