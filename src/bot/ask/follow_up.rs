//! Follow-ups, such as “and Sweden?”: to a look-up they are another, to any other question they are
//! read together with it.

use super::answers::AskService;
use super::look_up::with_object;
use super::question::Ask;
use crate::bot::messages;
use crate::search::{Question, SearchError};
use crate::text::{Pattern, Role, lower_words, plain_words};

/// More are hardly put in the place of others.
const MOST_WORDS: usize = 3;

/// A follow-up with fewer content words is read together with the question before.
const FEW_WORDS: usize = 2;

static FRAGMENT: Pattern = Pattern::new(
    r"(?i)^(?:(?:and|or|but|also|what about|how about)\b[ ,]*)*(?P<what>[^?.!,]+)[ ?.!]*$",
);

impl AskService {
    /// The earlier question with what the follow-up names in its place.
    pub(super) fn in_place(&self, ask: Ask<'_>) -> Option<String> {
        let earlier = ask.earlier?;
        let object = self.asked(earlier)?.words()?;
        let fragment = FRAGMENT.captures(ask.question)?.name("what")?.as_str().trim();
        let words = lower_words(fragment);
        let is_short = (1..=MOST_WORDS).contains(&words.len());
        let before = with_object(earlier, &object, "");
        let names = words.iter().all(|word| self.is_speaker(word));
        let mut earlier_names =
            plain_words(&before).filter(|word| names && self.is_speaker(&word.to_lowercase()));
        let meant = match (words.join(" ").as_str(), earlier_names.next()) {
            _ if !is_short => return None,
            (asking @ ("where" | "how often" | "how many times"), _) => {
                format!("{asking} {earlier}")
            }
            (_, Some(name)) => with_object(earlier, name, fragment),
            _ if words.iter().all(|word| may_be_looked_up(word)) => {
                with_object(earlier, &object, fragment)
            }
            _ => return None,
        };
        self.asked(&meant)?.words().map(|_| meant)
    }

    /// With the earlier question, where needed; the heading names both, for the next follow-up.
    pub(super) fn parsed(&self, ask: Ask<'_>) -> Result<Question, SearchError> {
        let question = self.engine.parse(ask.question)?;
        let Some(earlier) = ask.earlier.filter(|_| question.content().count() < FEW_WORDS) else {
            return Ok(question);
        };
        let typed = messages::answers::follow_up(&question.typed, earlier);
        let both = self.engine.parse(&format!("{earlier} {}", ask.question))?;
        Ok(Question { typed, ..both })
    }
}

fn may_be_looked_up(word: &str) -> bool {
    use Role::{And, Determiner, Preposition};
    matches!(Role::of_closed_class(word), None | Some(And | Determiner | Preposition))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bot::tests::baker_and_miller;

    #[test]
    fn a_follow_up_takes_the_place_of_what_it_names() {
        let bot = baker_and_miller("We want bread and salt.", "Flour comes first.");
        for (earlier, typed, expected) in [
            ("does he mention bread", "and flour?", Some("does he mention flour")),
            ("does he mention bread", "what about the oil?", Some("does he mention the oil")),
            (
                "How often does Baker say “bread”?",
                "and miller",
                Some("How often does miller say \"bread\"?"),
            ),
            ("does he mention salt", "and baker?", Some("does he mention baker")),
            (
                "Is bread mentioned in Baker's speech?",
                "and miller?",
                Some("Is bread mentioned in miller's speech?"),
            ),
            ("does he mention bread", "how often?", Some("how often does he mention bread")),
            ("does he mention bread", "and where?", Some("where does he mention bread")),
            ("does he mention bread", "why?", None),
            ("does he mention bread", "who bakes it?", None),
            ("Who bakes bread?", "and flour?", None),
        ] {
            let ask = Ask { question: typed, earlier: Some(earlier), ..Ask::default() };
            assert_eq!(bot.ask.in_place(ask).as_deref(), expected, "{earlier} {typed}");
            let heading = bot.ask.reply(ask).heading;
            assert!(expected.is_none() || heading.as_deref() == expected, "{heading:?}");
        }
    }

    #[test]
    fn a_chain_of_follow_ups_is_one_list() {
        let mut heading = "Who bakes (and eats) bread?".to_owned();
        for typed in ["why?", "and then?"] {
            heading = messages::answers::follow_up(typed, &heading);
        }
        assert_eq!(heading, "and then? (on: why? Who bakes (and eats) bread?)");
    }
}
