//! Follow-ups, such as “and Sweden?”: to a look-up they are another, to any other question they are
//! read together with it.

use super::answers::AskService;
use super::look_up::with_object;
use super::question::Ask;
use crate::answer::AskedFor;
use crate::bot::messages;
use crate::search::{Question, SearchError, is_of_asking};
use crate::text::lexicon::STOP_WORDS;
use crate::text::titles::is_title;
use crate::text::{Pattern, Role, lower_words};

/// More are hardly put in the place of others.
const MOST_WORDS: usize = 3;

/// A follow-up with fewer content words is read together with the question before.
const FEW_WORDS: usize = 2;

static FRAGMENT: Pattern = Pattern::new(
    r"(?i)^(?:(?:and|or|but|also|(?:what |how )?about|of|on|to|with)\b[ ,]*)*(?P<what>[^?.!,]+?)(?:['’]s?)?[ ?.!]*$",
);

/// Which a follow-up may ask in place of one another.
static ASKED_OF_PLACES: Pattern =
    Pattern::new(r"(?i)^(?:(?:and )?(?:where|how often|how many times) )+");

impl AskService {
    /// The earlier question with what the follow-up names in its place.
    pub(super) fn in_place(&self, ask: Ask<'_>) -> Option<String> {
        let earlier = ask.earlier?;
        let fragment = FRAGMENT.captures(ask.question)?.name("what")?.as_str();
        let object = self.asked(earlier).and_then(AskedFor::words);
        let of_speaker = self.of_speaker(earlier, object.as_deref(), fragment);
        let Some(object) = object else { return of_speaker };
        let looks_up = |words: &str, meant: &String| {
            let found = self.asked(meant).and_then(AskedFor::words);
            found.is_some_and(|found| words.contains(&found))
        };
        if of_speaker.is_some() {
            return of_speaker.filter(|meant| looks_up(&object, meant));
        }
        if matches!(fragment.to_lowercase().as_str(), "where" | "how often" | "how many times") {
            let earlier = ASKED_OF_PLACES.replace(earlier, "");
            let joined = [
                format!("{fragment} {}", uncapitalized(&earlier)),
                format!("{fragment} and {earlier}"),
                messages::look_ups::mentioned(fragment, &object),
            ];
            return joined.into_iter().find(|meant| looks_up(&object, meant));
        }
        let words = lower_words(fragment);
        let may_be_meant = |word: &String| is_small(word) || Role::of_closed_class(word).is_none();
        let is_object = words.len() <= MOST_WORDS
            && words.iter().all(may_be_meant)
            && words.iter().any(|word| !STOP_WORDS.contains(word.as_str()));
        let meant = with_object(earlier, &object, fragment);
        (is_object && looks_up(fragment, &meant)).then_some(meant)
    }

    /// The earlier question of another speaker or speech, where only that is named.
    fn of_speaker(&self, earlier: &str, object: Option<&str>, fragment: &str) -> Option<String> {
        let is_name =
            |word: &&str| lower_words(word).first().is_some_and(|word| self.is_speaker(word));
        let (names, others): (Vec<&str>, Vec<&str>) = fragment.split(' ').partition(is_name);
        let is_beside = |word: &String| is_small(word) || is_of_asking(word) || is_title(word);
        if names.is_empty() || !lower_words(&others.join(" ")).iter().all(is_beside) {
            return None;
        }
        let name = match names.join(" ") {
            year if year.parse::<u16>().is_ok() => format!("the {year} speech"),
            name => name,
        };
        let before = with_object(earlier, object.unwrap_or_default(), "");
        let named = before.split(' ').skip_while(|word| !is_name(word)).take_while(is_name);
        let named = named.collect::<Vec<_>>().join(" ");
        let named = named.trim_matches(|c: char| !c.is_alphanumeric()).trim_end_matches("'s");
        match named {
            "" => object.is_none().then(|| format!("{earlier} ({name})")),
            _ => Some(with_object(earlier, named, &name)),
        }
    }

    /// Read together with the earlier question, where needed.
    pub(super) fn parsed(&self, ask: Ask<'_>) -> Result<Question, SearchError> {
        let question = self.engine.parse(ask.question)?;
        let Some(earlier) = ask.earlier.filter(|_| question.content().count() < FEW_WORDS) else {
            return Ok(question);
        };
        let both = self.engine.parse(&format!("{earlier} {}", ask.question))?;
        let Question { typed, own, .. } = question;
        Ok(Question { typed, own, earlier: earlier.to_owned(), ..both })
    }

    /// The question of a heading; of two the earlier one, with what the other adds to it.
    pub(super) fn earlier_of(&self, heading: &str) -> String {
        match messages::answers::follow_up_of(heading) {
            None => heading.to_owned(),
            Some((added, earlier)) => match self.engine.parse(added) {
                Ok(read) if read.content().next().is_some() => format!("{earlier} {added}"),
                _ => earlier.to_owned(),
            },
        }
    }
}

/// Unless it begins with a name.
fn uncapitalized(question: &str) -> String {
    let mut words = question.splitn(2, ' ');
    let (first, rest) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let lower = first.to_lowercase();
    let first = if Role::of_closed_class(&lower).is_some() { &lower } else { first };
    format!("{first} {rest}")
}

fn is_small(word: &str) -> bool {
    use Role::{And, Determiner, Preposition};
    matches!(Role::of_closed_class(word), Some(And | Determiner | Preposition))
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
            ("How often does he say bread", "where?", Some("where does he say bread")),
            ("Does it mention bread?", "how often?", Some("how often does it mention bread?")),
            ("how often does it mention salt?", "and where?", Some("where does it mention salt?")),
            ("Who mentions bread?", "where?", Some("where does it mention bread")),
            ("every line with bread", "and with salt", Some("every line with salt")),
            ("does Baker mention bread", "and in 2?", Some("does the 2 speech mention bread")),
            ("does Baker mention bread", "and President Miller", Some("does Miller mention bread")),
            ("What did Baker say of salt?", "and Miller?", Some("What did Miller say of salt?")),
            ("When was Baker's speech?", "and Miller's?", Some("When was Miller's speech?")),
            ("what is it about", "miller", Some("what is it about (miller)")),
            ("when was it given?", "Miller", Some("when was it given? (Miller)")),
            ("what is it about (miller)", "baker", Some("what is it about (baker)")),
            ("who mentions bread most", "and least?", None),
            ("does he mention bread", "more", None),
            ("what is it about", "and Baker?", Some("what is it about (Baker)")),
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
}
