//! Questions about the speech itself (when, where, by whom it was given), answered with what the
//! edition's data say; only where every word is read, so that no other question gets the date.

mod patterns;
mod words;

use super::{Answer, Passage, Verdict};
use crate::corpus::{Corpus, Speech};
use crate::search::Question;
use crate::text::{Role, lower_words, stem};

use patterns::FrontMatterField;

/// More dates would be no answer to read.
const MOST_SPEECHES: usize = 12;

/// Of several speeches those that the question names, or else all.
fn asked<'a>(corpus: &'a Corpus, question: &Question) -> Vec<(&'a Speech, Vec<FrontMatterField>)> {
    let searched = |speech: &&Speech| question.searches(speech);
    let speeches: Vec<&Speech> = corpus.speeches().iter().filter(searched).collect();
    let names: Vec<String> = speeches.iter().flat_map(|speech| speech.speaker_words()).collect();
    let mut readings = vec![question.typed.clone(), question.typed.replace([',', '&'], " and ")];
    readings.dedup();
    let read = |speech: &'a Speech| {
        let earlier = words::row(&question.earlier, speech, &names).unwrap_or_default();
        readings.iter().find_map(|typed| {
            let row = words::row(typed, speech, &names)?;
            let fields = patterns::asked(&row.letters, &earlier.letters);
            let is_named = row.names_speech || earlier.names_speech;
            (!fields.is_empty()).then_some((speech, is_named, fields))
        })
    };
    let mut found: Vec<_> = speeches.into_iter().filter_map(read).collect();
    let any_named = found.iter().any(|(_, is_named, _)| *is_named);
    found.retain(|(_, is_named, _)| *is_named == any_named);
    let fits = found.len() <= MOST_SPEECHES;
    found.into_iter().filter(|_| fits).map(|(speech, _, fields)| (speech, fields)).collect()
}

/// Keeps only those passages of the only speech asked for that say it all, too.
pub(super) fn completed(corpus: &Corpus, question: &Question, answer: Answer) -> Answer {
    if answer.follows_lesson() {
        return answer;
    }
    let asked = asked(corpus, question);
    let is_one = asked.len() == 1;
    let asked = asked.into_iter().map(|(speech, fields)| {
        let values = fields.into_iter().filter_map(|field| field.value(speech.front()));
        (speech, values.collect::<Vec<_>>())
    });
    let asked: Vec<_> = asked.filter(|(_, values)| !values.is_empty()).collect();
    let value = match asked.as_slice() {
        [] => return answer,
        [(_, values)] if is_one => values.join("; "),
        several => {
            let line = |(speech, values): &(&Speech, Vec<&str>)| {
                format!("{}: {}", speech.id(), values.join("; "))
            };
            several.iter().map(line).collect::<Vec<_>>().join("; ")
        }
    };
    let says = |passage: &Passage| match asked.as_slice() {
        [(speech, values)] => {
            passage.text.speech() == speech.id()
                && values.iter().all(|value| is_said(value, passage.text.text()))
        }
        _ => false,
    };
    let best = answer.passages.first().map(|passage| passage.unit);
    let passages: Vec<Passage> = answer.passages.into_iter().filter(says).collect();
    let stays = best.is_some() && passages.first().map(|passage| passage.unit) == best;
    Answer {
        verdict: Verdict::Quoted,
        fact: None,
        shown: passages.len().min(1),
        reason: answer.reason.filter(|_| stays),
        absent: Vec::new(),
        passages,
        front_matter: Some(value),
        ..answer
    }
}

impl Answer {
    /// Also what it was taken from, as `--json` prints it.
    pub fn short(&self) -> Option<(&str, &'static str)> {
        let from_quote = || self.fact.as_ref().map(|fact| (fact.text(), "quote"));
        let from_front_matter = self.front_matter.as_deref();
        from_front_matter.map(|value| (value, "front_matter")).or_else(from_quote)
    }
}

fn is_said(value: &str, text: &str) -> bool {
    let stems = |text: &str| -> Vec<String> {
        let content = |word: &String| Role::of_closed_class(word).is_none();
        lower_words(text).into_iter().filter(content).map(|word| stem(&word)).collect()
    };
    let (value, text) = (stems(value), stems(text));
    let said = value.iter().filter(|word| text.contains(word)).count();
    said > 0 && 3 * said >= 2 * value.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use FrontMatterField::*;

    const BAKER: &str = "+++\ntitle = \"On Bread: The Baker Plan\"\nspeaker = \"Ann C. \
        Baker\"\ndelivered = \"May 1, 1999\"\nvenue = \"Town Hall, Loafham\"\noccasion = \
        \"Congress of the Guild of Bakers\"\nsource = \"The Loaf\"\npublished = \
        \"2001-02-03\"\noriginal = \"Das Brot, No. 3\"\n+++\nBread is good.\n";

    const MILLER: &str = "+++\ntitle = \"Farewell Address\"\nspeaker = \"Bob \
        Miller\"\ndelivered = \"June 2, 1888\"\nvenue = \"The Mill\"\n+++\nFarewell.\n";

    fn question(typed: &str) -> Question {
        Question { typed: typed.to_owned(), ..Question::default() }
    }

    /// Of the only speech.
    fn fields(corpus: &Corpus, typed: &str) -> Vec<FrontMatterField> {
        asked(corpus, &question(typed)).into_iter().flat_map(|(_, fields)| fields).collect()
    }

    #[test]
    fn questions_about_the_speech_itself_get_its_data() {
        let corpus = Corpus::from_source("bread", BAKER).unwrap();
        for (expected, questions) in [
            (
                Delivered,
                &[
                    "When was the speech given?",
                    "when did Ann Baker give this talk",
                    "Can you tell me when the speech was delivered, please?",
                    "What date was Baker's speech?",
                    "What is the date of the speech?",
                    "On what day did she hold the speech on bread?",
                    "when's the speech",
                    "When was the Baker Plan announced?",
                    "In which year did President Baker speak to the Guild?",
                    "when did the 1999 speech take place",
                    "yo when exactly was this talk even given lol",
                    "When did Baker give The Baker Plan?",
                    "when did bakker give the speech",
                    "when was it delivered",
                ][..],
            ),
            (
                Venue,
                &[
                    "Where was the speech given?",
                    "Where did Baker speak?",
                    "what was the venue of the speech",
                    "In which city was the address delivered?",
                ],
            ),
            (
                Speaker,
                &[
                    "Who gave the speech?",
                    "whos the speaker",
                    "By whom was this speech delivered in the Town Hall?",
                    "Who was the speech given by?",
                    "Whom was the speech given by?",
                    "Whose speech is this?",
                    "Who delivered \"On Bread: The Baker Plan\"?",
                    "What is the name of the speaker of the text?",
                ],
            ),
            (Occasion, &["At what occasion was the speech given?", "the occasion of the talk"]),
            (
                Title,
                &[
                    "What is the title of the speech?",
                    "What's Baker's talk called?",
                    "speech title",
                ],
            ),
            (Published, &["When was the text published?", "what year was this speech printed in"]),
            (
                Source,
                &[
                    "Where was the speech published?",
                    "Who published the text?",
                    "who published it",
                    "who was it published by",
                    "who is the publisher?",
                ],
            ),
            (Original, &["Where was the speech first published?"]),
        ] {
            for question in questions {
                assert_eq!(fields(&corpus, question), [expected], "{question}");
            }
        }
        for (expected, questions) in [
            (
                &[Delivered, Venue][..],
                &[
                    "When and where was this speech given?",
                    "when did baker say this n where",
                    "when & where was it given",
                ][..],
            ),
            (&[Venue, Delivered], &["where was the speech given, and when?"]),
            (&[Venue, Published], &["Where was the talk held and when was it published?"]),
            (&[Published, Source], &["When and where was the text published?"]),
            (&[Delivered, Venue, Speaker], &["when, where and by whom was it given"]),
            (&[Speaker, Venue], &["who gave the speech and where"]),
            (&[Speaker, Venue, Delivered], &["who held this talk, where & when?"]),
            (&[Source, Published], &["who published it and when"]),
        ] {
            for question in questions {
                assert_eq!(fields(&corpus, question), expected, "{question}");
            }
        }
    }

    #[test]
    fn other_questions_get_none() {
        let corpus = Corpus::from_source("bread", BAKER).unwrap();
        for question in [
            "When was the Guild founded?",
            "When did he say that bread is good?",
            "When did Lincoln give the speech?",
            "When was the 1998 speech given?",
            "When was the earlier speech given?",
            "When did Baker speak of bread?",
            "When did Baker talk about bread?",
            "Where did Baker address the Guild?",
            "When did the Congress of Bakers take place?",
            "When was the plan of the speech made?",
            "When is bread announced?",
            "Where in the speech is bread?",
            "Where is the speech about bread?",
            "Where does the speech address bakers?",
            "Who does the speech address?",
            "Who was given the speech?",
            "Who published it all?",
            "which speech is on bread",
            "which speech was given on bread",
            "which speech was given at the harbour",
            "Who was the speech given to?",
            "To whom was the speech given?",
            "who spoke to Baker",
            "who spoke about the Guild",
            "Who is Baker?",
            "Who wrote the speech?",
            "Who announced the plan?",
            "What is the speech about?",
            "What does the speech present?",
            "What is the message of the speech?",
            "What did Baker announce in the speech?",
            "Why was the speech given?",
            "What day is it?",
            "What is his title?",
            "What is the speaker's title?",
            "What time was the speech given?",
            "What city was the talk about?",
            "What city is the talk about?",
            "Who was the president when the speech was given?",
            "What is the name of the guild?",
            "When and where did he say that bread is good?",
            "When was the speech given and where is bread?",
            "When was it?",
            "When and where?",
            "When?",
            "speech",
            "",
        ] {
            assert_eq!(fields(&corpus, question), [], "{question}");
        }
    }

    #[test]
    fn of_several_speeches_those_that_are_named_answer_or_else_all() {
        let corpus = Corpus::from_sources(&[("bread", BAKER), ("mill", MILLER)]).unwrap();
        let both = Some("bread: May 1, 1999; mill: June 2, 1888");
        let titles = Some("bread: On Bread: The Baker Plan; mill: Farewell Address");
        for (typed, expected) in [
            ("When was the speech given?", both),
            ("Where did he speak?", Some("bread: Town Hall, Loafham; mill: The Mill")),
            ("what was the occasion of the speech", Some("bread: Congress of the Guild of Bakers")),
            ("what was the occasion?", Some("bread: Congress of the Guild of Bakers")),
            ("who are the speakers?", Some("bread: Ann C. Baker; mill: Bob Miller")),
            ("who spoke in 1888", Some("Bob Miller")),
            ("which speech did Miller give", Some("Farewell Address")),
            ("when was the baker plan given", Some("May 1, 1999")),
            ("When did Baker give her speech?", Some("May 1, 1999")),
            ("when was the farewell address given", Some("June 2, 1888")),
            ("Who gave the speech of 1888?", Some("Bob Miller")),
            ("When did Baker give Miller's speech?", None),
            // It is not known.
            ("What was the occasion of Miller's speech?", None),
            ("When were these speeches given?", both),
            ("when were both speeches given", both),
            ("When was each speech delivered?", both),
            ("when were the two speeches given", both),
            ("when did Baker and Miller speak", both),
            ("When were Miller and Baker's speeches given?", both),
            ("when did acb and miler speak", both),
            ("which speech was given at the mill", Some("Farewell Address")),
            ("which speeches are from 1999?", Some("On Bread: The Baker Plan")),
            ("which speeches were given", titles),
            ("which speeches do you have", titles),
            ("which speech was given in 1998", None),
        ] {
            let answer = completed(&corpus, &question(typed), Answer::default());
            assert_eq!(answer.front_matter.as_deref(), expected, "{typed}");
        }
        for (earlier, typed, expected) in [
            ("When did Baker speak?", "and where?", Some("Town Hall, Loafham")),
            ("who gave the farewell address", "when?", Some("June 2, 1888")),
            (
                "When was the speech given?",
                "by whom?",
                Some("bread: Ann C. Baker; mill: Bob Miller"),
            ),
            (
                "When did Baker speak?",
                "what was the occasion?",
                Some("Congress of the Guild of Bakers"),
            ),
            ("When was bread eaten?", "and where?", None),
        ] {
            let question = Question { earlier: earlier.to_owned(), ..question(typed) };
            let answer = completed(&corpus, &question, Answer::default());
            assert_eq!(answer.front_matter.as_deref(), expected, "{earlier} {typed}");
        }
    }

    #[test]
    fn a_report_is_the_speech_where_its_title_or_id_says_so() {
        let report = BAKER.replace("On Bread", "Report on Bread");
        let [report, eulogy] = [("bread", report.as_str()), ("eulogy-bread", BAKER)]
            .map(|(id, source)| Corpus::from_source(id, source).unwrap());
        assert_eq!(fields(&report, "where was the report given"), [Venue]);
        assert_eq!(fields(&report, "when did Baker give her report"), [Delivered]);
        assert_eq!(fields(&report, "who gave the eulogy"), []);
        assert_eq!(fields(&eulogy, "who gave the eulogy"), [Speaker]);
    }

    #[test]
    fn a_value_is_said_by_a_text_with_most_of_its_words() {
        assert!(is_said("October 23, 2023", "remarks made on October 23, 2023."));
        assert!(is_said("Town Hall, Loafham", "bakers at the town hall"));
        assert!(!is_said("May 1, 1999", "in May"));
        assert!(!is_said("May 1, 1999", "in 1999"));
    }
}
