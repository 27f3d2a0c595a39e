//! Checking quotes: first the verdict, then what differs, then the speech's words and their place.

use std::sync::{Arc, OnceLock};

use tokio::sync::OnceCell;
use tracing::error;

use super::ask::{Ask, foreign_language, language_names};
use super::{excerpt, messages};
use crate::corpus::{Corpus, Quote};
use crate::reply::{Action, Button, Part, PassageKey, Reply};
use crate::search::{Engine, Question};
use crate::text::normalize::composed;
use crate::verify::{Checked, QuoteIndex, Verdict};

const MOST_QUOTES: usize = 6;

/// Of the quotes that are not checked.
const MOST_NAMED: usize = 12;

/// Of all quotes together, which are at most as many.
const MOST_PASSAGES: usize = 6;
const MOST_DIFFERENCES: usize = 12;

/// Characters of the given words that a reply repeats.
const HEADING: usize = 200;
const AMONG_SEVERAL: usize = 100;
const IN_DIFFERENCE: usize = 160;
const WHEN_NAMED: usize = 50;

/// Characters searched for of words that are not in the speech.
const LOOKED_FOR: usize = 400;

/// `prepare` builds its index off the workers.
#[derive(Clone)]
pub struct VerifyService {
    engine: Arc<Engine>,
    index: Arc<OnceLock<QuoteIndex>>,
    building: Arc<OnceCell<()>>,
}

impl VerifyService {
    pub(super) fn new(engine: Arc<Engine>) -> Self {
        VerifyService { engine, index: Arc::default(), building: Arc::default() }
    }

    /// Whoever comes while the index is built waits without a thread.
    pub(crate) async fn prepare(&self) {
        let service = self.clone();
        let build = move || {
            service.index();
        };
        let built = self.building.get_or_try_init(|| tokio::task::spawn_blocking(build)).await;
        // Cancelled where the program ends before.
        if let Err(failure) = built
            && !failure.is_cancelled()
        {
            error!(error = %failure, "the index for checking quotes could not be built");
        }
    }

    fn index(&self) -> &QuoteIndex {
        self.index.get_or_init(|| QuoteIndex::new(self.engine.shared_corpus()))
    }

    fn corpus(&self) -> &Corpus {
        self.engine.corpus()
    }

    pub fn reply(&self, text: &str) -> Reply {
        self.reply_as(text, Ask::default())
    }

    pub fn reply_as(&self, text: &str, ask: Ask<'_>) -> Reply {
        let checked = self.check(text, ask.speeches());
        let (heading, passages, quote) = match checked.as_slice() {
            [] => return Reply::ephemeral(messages::quotes::NO_WORDS),
            [one] => {
                let heading = format!("“{}”", shortened(&one.given, HEADING));
                (heading, MOST_PASSAGES, one.quotes.first())
            }
            many => {
                let heading = messages::quotes::quotes_checked(many.len().min(MOST_QUOTES));
                (heading, MOST_PASSAGES / many.len().min(MOST_QUOTES), None)
            }
        };
        let mut parts = Vec::new();
        for one in checked.iter().take(MOST_QUOTES) {
            let verdict = messages::quotes::verdict(one);
            parts.push(Part::Text(match checked.len() {
                1 => verdict,
                _ => format!("“{}” {verdict}", shortened(&one.given, AMONG_SEVERAL)),
            }));
            let warnings = one.warnings.iter().take(passages).map(messages::quotes::warning);
            parts.extend(warnings.map(Part::Text));
            parts.extend(self.found(one, passages, ask.speeches()));
        }
        if let Some(left @ [_, ..]) = checked.get(MOST_QUOTES..) {
            let named = left.iter().take(MOST_NAMED).map(|one| shortened(&one.given, WHEN_NAMED));
            let named: Vec<String> = named.collect();
            let more = left.len() - named.len();
            parts.push(Part::Text(messages::quotes::not_checked(&named, more)));
        }
        let buttons = quote.and_then(|quote| around(self.corpus(), quote)).into_iter().collect();
        Reply { buttons, ..Reply::titled(heading, parts) }
    }

    pub fn check(&self, text: &str, speeches: &[String]) -> Vec<Checked> {
        let text = &*composed(text);
        match speeches {
            [] => self.index().check(text),
            some => self.index().within(some).check(text),
        }
    }

    pub fn closest_to(&self, given: &str, speeches: &[String]) -> Option<Quote> {
        given.chars().find(|c| c.is_alphanumeric())?;
        let looked_for = shortened(given, LOOKED_FOR);
        let read = self.engine.parse(&looked_for);
        let found = read.and_then(|read| {
            self.engine.search(&Question { within: speeches.to_vec(), ..read }, &[], &[], 1)
        });
        match found {
            Ok((found, _)) => {
                let best = found.hits.first().and_then(|hit| hit.sentences.first())?;
                Some(self.corpus().quote_sentence(best.sentence))
            }
            Err(failure) => {
                error!(error = %failure, "the search failed");
                None
            }
        }
    }

    fn found(&self, checked: &Checked, most: usize, speeches: &[String]) -> Vec<Part> {
        let corpus = self.corpus();
        if checked.verdict == Verdict::Absent {
            let note = foreign_language(&checked.given, corpus)
                .is_some()
                .then(|| messages::quotes::quote_in_another_language(&language_names(corpus)))
                .map(Part::Text);
            let closest = self.closest_to(&checked.given, speeches);
            let closest = closest.and_then(|quote| shown(corpus, &quote, false));
            let said = closest.is_some().then(|| Part::text(messages::quotes::CLOSEST_TO_QUOTE));
            return note.into_iter().chain(said).chain(closest).collect();
        }
        let changes = checked.changes.iter().take(MOST_DIFFERENCES);
        let differences = changes.map(|change| {
            messages::quotes::difference(&shortened(&change.given, IN_DIFFERENCE), change)
        });
        let mut parts: Vec<Part> = differences.map(Part::Difference).collect();
        if checked.changes.len() > MOST_DIFFERENCES {
            parts.push(Part::Text(messages::quotes::more_differences(
                checked.changes.len() - MOST_DIFFERENCES,
            )));
        }
        let quotes = checked.quotes.iter().take(most);
        parts.extend(quotes.filter_map(|quote| shown(corpus, quote, true)));
        if checked.quotes.len() > most {
            parts.push(Part::Text(messages::quotes::more_places(checked.quotes.len() - most)));
        }
        parts
    }
}

fn shortened(given: &str, length: usize) -> String {
    excerpt::cut(&given.split_whitespace().collect::<Vec<_>>().join(" "), length)
}

/// With the rest of its sentences, to show what was cut off.
fn shown(corpus: &Corpus, quote: &Quote, focus: bool) -> Option<Part> {
    let (speech, unit) = corpus.unit_of(quote)?;
    let whole = speech.sentences_around(&quote.range())?;
    let quotes = std::iter::once(quote);
    Some(Part::Passage(excerpt::with_quotes((speech, unit), whole, quotes, focus)))
}

fn around(corpus: &Corpus, quote: &Quote) -> Option<Button> {
    let (_, unit) = corpus.unit_of(quote)?;
    let sentence = unit.sentences.iter().position(|sentence| sentence.end > quote.range().start)?;
    let passage = PassageKey::new(unit, [sentence]);
    Some(Button { label: messages::answers::AROUND, action: Action::Around { passage } })
}

#[cfg(test)]
mod tests {
    use crate::bot::tests::{BOT, assert_verbatim, said};

    #[test]
    fn the_verdict_comes_first_and_each_difference_is_in_words() {
        let check = |text: &str| {
            let reply = BOT.verify.reply(text);
            assert_verbatim(&BOT, &reply);
            said(&reply)
        };
        let replies = [
            "the main creators of social wealth",
            "The WORKING-CLASS and workers",
            "The working class and workers are not the main creators of wealth.",
            "We are pursuing Chinese modernization … Trade unions should apply the new \
             development philosophy",
            "We are pursuing Chinese modernization to create prosperity for all, and free \
             bicycles for everyone by summer",
            "Workers create a lot of wealth, I guess",
            "He said “social wealth is created” and “the main creators of social wealth”.",
            "Die Arbeiterklasse und die Arbeiter schaffen den Reichtum der Gesellschaft",
            "🎉",
        ];
        let replies: Vec<String> =
            replies.into_iter().map(|text| format!("{text}\n---\n{}", check(text))).collect();
        insta::assert_snapshot!(replies.join("\n\n======\n"));
    }

    #[test]
    fn long_and_many_quotes_stay_readable() {
        let long = "the working class and workers are ".repeat(120);
        let many = "“the working class” and “free bicycles for everyone” ".repeat(60);
        for text in [&long, &many] {
            let reply = BOT.verify.reply(text);
            assert_verbatim(&BOT, &reply);
            assert!(reply.parts.len() <= 30, "{} parts", reply.parts.len());
        }
        let text = said(&BOT.verify.reply(&many));
        let expected = "Not checked: “the working class”, “free bicycles for everyone”";
        assert!(text.contains(expected) && text.contains(" and 102 more."), "{text}");
        assert!(text.starts_with("6 quotes checked"), "{text}");
    }

    #[tokio::test]
    async fn the_index_is_made_before_a_worker_checks_and_once_for_all_selections() {
        let service = super::VerifyService::new(std::sync::Arc::clone(&BOT.parts.resources.engine));
        assert!(service.index.get().is_none());
        service.prepare().await;
        let index = std::ptr::from_ref(service.index.get().unwrap());
        for speeches in [&[][..], &["acftu-2023".to_owned()], &["another".to_owned()]] {
            service.check("the working class", speeches);
            assert!(std::ptr::eq(index, service.index()));
        }
        assert!(service.check("the working class", &["another".to_owned()])[0].quotes.is_empty());
    }
}
