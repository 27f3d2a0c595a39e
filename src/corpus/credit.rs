//! Whom quoted words belong to: the speaker, or the edition for its title, publication line,
//! captions and notes.

use super::markdown::PUBLICATION_LINE;
use super::speech::Speech;
use super::unit_kind::{UnitKind, Voice};
use crate::text::{cut, dates};

/// In characters, of each value of the front matter.
const LONGEST: usize = 80;

impl Speech {
    /// Who published this text: by the front matter, else by the publication line.
    pub fn edition(&self) -> Option<&str> {
        let line = || {
            let unit = self.units_of(UnitKind::Source).next()?;
            self.words(unit).strip_prefix(PUBLICATION_LINE)
        };
        let named = self.front().source.as_deref().or_else(line).map(str::trim);
        named.filter(|edition| !edition.is_empty())
    }

    pub(super) fn credit(&self, kind: UnitKind) -> String {
        let front = self.front();
        let title = cut(&front.title, LONGEST);
        if kind.voice() == Voice::Editor {
            let edition = self.edition().map_or(title, |edition| cut(edition, LONGEST));
            let published = front.published.as_deref();
            let year = published.map(|date| cut(dates::year(date).unwrap_or(date), LONGEST));
            let parts = [Some(kind.label().to_owned()), Some(edition), year];
            return parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
        }
        let spoken = [&front.speaker, &front.delivered].into_iter().flatten();
        match spoken.map(|fact| cut(fact, LONGEST)).collect::<Vec<_>>().join(", ") {
            nobody if nobody.is_empty() => title,
            spoken => format!("{spoken} · {title}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::corpus::Corpus;

    fn credits(front: &str, line: &str) -> Vec<String> {
        let source = format!(
            "+++\ntitle = \"On Bread\"\n{front}\n+++\n# On Bread\n\n{line}\n\nDear bakers.\n\n\
             ## One\n\nBread is good.\n\n![A baker](photo)\n\n---\n\nSo ends the speech.\n"
        );
        let corpus = Corpus::from_source("talk", &source).unwrap();
        corpus.unit_ids().map(|unit| corpus.quote_unit(unit).credit().to_owned()).collect()
    }

    #[test]
    fn the_speaker_is_credited_with_what_was_said_and_the_edition_with_the_rest() {
        let spoken = "Ann Baker, May 1, 1999 · On Bread";
        let front = "speaker = \"Ann Baker\"\ndelivered = \"May 1, 1999\"\n";
        let edition = "source = \"The Loaf\"\npublished = \"2001-02-03\"";
        assert_eq!(
            credits(&format!("{front}{edition}"), "Source: The Baker's Daily"),
            [
                "Title, The Loaf, 2001",
                "Publication line, The Loaf, 2001",
                spoken,
                spoken,
                spoken,
                "Photo caption, The Loaf, 2001",
                "Note, The Loaf, 2001",
            ]
        );
        let with_line = credits(front, "Source: The Baker's Daily");
        assert_eq!(with_line[5], "Photo caption, The Baker's Daily");
        assert_eq!(credits(front, "").last().unwrap(), "Note, On Bread");
        assert_eq!(credits("", "")[2], "On Bread", "nobody is named");
        let blank = credits(
            "speaker = \"\"\ndelivered = \" \"\nsource = \"\"\npublished = \"\"",
            "Source: The Baker's Daily",
        );
        assert_eq!(blank, credits("", "Source: The Baker's Daily"), "blank is absent");
    }
}
