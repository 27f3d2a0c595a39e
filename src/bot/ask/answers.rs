//! The search: from a question to the answer, and to the reply that quotes it.

use std::sync::Arc;

use metrics::counter;
use tracing::debug;

use super::question::{Ask, HEADING_LENGTH};
use super::{language, related};
use crate::answer::{self, Answer, Passage, Verdict};
use crate::bot::cite::CiteService;
use crate::bot::mentions::MentionsService;
use crate::bot::{excerpt, messages};
use crate::corpus::{Corpus, Quote, Speech};
use crate::reply::{Action, Button, MAX_ACTION, MOST_PASSAGES, Part, PassageKey, Reply, Span};
use crate::search::{Engine, Question, QuestionWord, SearchError, is_among};
use crate::text::plain_words;

/// From this share of unknown words on, the language is looked at.
const MOSTLY: f32 = 0.5;

#[derive(Clone)]
pub struct AskService {
    pub(in crate::bot) engine: Arc<Engine>,
    pub(super) passages: usize,
    pub(in crate::bot) cite: CiteService,
    pub(in crate::bot) mentions: MentionsService,
}

impl AskService {
    pub(in crate::bot) fn new(
        engine: Arc<Engine>,
        passages: usize,
        cite: CiteService,
        mentions: MentionsService,
    ) -> Self {
        AskService { engine, passages, cite, mentions }
    }

    pub(super) fn corpus(&self) -> &Corpus {
        self.engine.corpus()
    }

    /// Each typed word begins one of theirs; those that begin with all the text come first.
    pub fn suggest(&self, typed: &str, limit: usize) -> Vec<&str> {
        let fits = |question: &&str| question.chars().count() <= related::LONGEST_SUGGESTION;
        self.engine.completions(typed).filter(fits).take(limit).collect()
    }

    pub(super) fn searched(
        &self,
        ask: Ask<'_>,
        mut question: Question,
    ) -> Result<Answer, SearchError> {
        question.search_within(ask.speeches());
        let lessons = ask.lessons.map(|lessons| lessons.prepared(&self.engine)).unwrap_or_default();
        let mut answer = answer::answer(&self.engine, &question, &lessons, self.passages)?;
        answer.note = messages::look_ups::all_absent(&answer.absent);
        let strange = answer.verdict != Verdict::Quoted && question.missing_share() >= MOSTLY;
        let foreign = strange.then(|| language::foreign(&question.typed, self.corpus())).flatten();
        if foreign.is_some() || self.is_gibberish(&question) {
            let languages = language::names(self.corpus());
            let note = Some(messages::answers::not_read(foreign, &languages));
            let verdict = Verdict::NotRead;
            answer = Answer { note, verdict, ..Answer::nothing(&question.typed) };
        }
        if !question.earlier.is_empty() {
            answer.question = messages::answers::follow_up(&question.typed, &question.earlier);
        }
        counter!("verbatim_answers_total", "verdict" => answer.verdict.name()).increment(1);
        debug!(verdict = answer.verdict.name(), passages = answer.passages.len(), "answered");
        Ok(answer)
    }

    /// Only words that are in no speech and no known words, also around what is searched. One word
    /// alone may be a name.
    fn is_gibberish(&self, question: &Question) -> bool {
        let unknown = |word: &QuestionWord| word.sentences == 0 && !word.common;
        self.engine.has_encoder()
            && question.words.len() > 1
            && question.words.iter().all(unknown)
            && !plain_words(&question.typed).any(|word| self.engine.is_word(word))
    }

    pub(super) fn reply_to(&self, answer: &Answer, ask: Ask<'_>) -> Reply {
        let heading = excerpt::cut(&answer.question, HEADING_LENGTH);
        let titled = |parts| Reply::titled(heading, parts);
        let note = answer.note.clone().map(Part::Text);
        // First: that a name does not occur tells more than a passage that may not answer.
        let mut parts: Vec<Part> = note.into_iter().collect();
        match answer.verdict {
            Verdict::NotCovered => return titled(self.not_covered(answer)),
            Verdict::NotRead => return titled(parts),
            Verdict::Closest => {
                parts.push(Part::text(messages::answers::closest(answer.shown)));
            }
            Verdict::Quoted => {
                let fact = answer.fact.clone().map(|quote| Span::Quoted { quote, focus: true });
                parts.extend(fact.map(|fact| Part::line(vec![fact])));
            }
        }
        let mut passages: Vec<&Passage> = answer.passages.iter().collect();
        if let Some(shown) = passages.get_mut(..answer.shown).filter(|_| answer.is_list) {
            shown.sort_by_key(|passage| passage.unit);
        }
        let keys: Vec<PassageKey> = passages.into_iter().map(|passage| self.key(passage)).collect();
        let shown = keys.iter().take(answer.shown);
        parts.extend(shown.filter_map(|key| self.excerpt_at(key, ask.length())));
        let is_quoted = |value: &&str| answer.passages.iter().any(|one| one.text.text() == *value);
        let data = answer.front_matter.as_deref().filter(|value| !is_quoted(value));
        parts.extend(data.map(|value| Part::Text(messages::answers::from_edition(value))));
        let buttons = if answer.shown > 1 {
            buttons_of_several(keys, answer.shown)
        } else {
            buttons(keys, 0)
        };
        let menus = related::menu(related::questions(self.corpus(), answer));
        Reply { buttons, menus, ..titled(parts) }
    }

    fn not_covered(&self, answer: &Answer) -> Vec<Part> {
        let all = self.corpus().speeches();
        let ids = all.iter().map(Speech::id);
        let searched: Vec<&str> = ids.filter(|id| is_among(&answer.searched, id)).collect();
        let said = messages::answers::not_covered(&searched, all.len());
        let mut parts = vec![Part::Text(said)];
        parts.extend(answer.note.clone().map(Part::Text));
        let topics = related::topics(self.corpus(), &searched);
        if !topics.is_empty() {
            parts.push(Part::text(messages::answers::topics(searched.len())));
            parts.extend(topics.into_iter().map(Part::Passage));
        }
        parts
    }

    fn key(&self, passage: &Passage) -> PassageKey {
        let (_, unit) = self.corpus().unit(passage.unit);
        let number =
            |focus: &Quote| unit.sentences.iter().position(|sentence| *sentence == focus.range());
        let whole = passage.focus.iter().any(|focus| focus.range() == unit.range);
        PassageKey::new(unit, passage.focus.iter().filter(|_| !whole).filter_map(number))
    }
}

fn buttons_of_several(passages: Vec<PassageKey>, shown: usize) -> Vec<Button> {
    let passages = turnable(passages, shown);
    let mut buttons = Vec::new();
    let mut push = |label, action| buttons.push(Button { label, action });
    if shown < passages.len() {
        let action = Action::Show { passages: passages.clone(), at: shown };
        push(messages::answers::NEXT_PASSAGE, action);
    }
    if let Some(passage) = passages.first().cloned() {
        push(messages::quotes::COPY, Action::Copy { passage });
    }
    let passages = passages.into_iter().take(shown).collect();
    push(messages::answers::SHARE, Action::ShareAll { passages });
    buttons
}

/// As many as a button can name: keys in units of thousands of sentences can be too long.
fn turnable(mut passages: Vec<PassageKey>, at: usize) -> Vec<PassageKey> {
    let is_short = |passages: &[PassageKey]| {
        let action = Action::Show { passages: passages.to_vec(), at };
        passages.len() <= MOST_PASSAGES && action.to_string().len() <= MAX_ACTION
    };
    while passages.len() > at + 1 && !is_short(&passages) {
        passages.pop();
    }
    passages
}

pub(super) fn buttons(passages: Vec<PassageKey>, at: usize) -> Vec<Button> {
    let passages = turnable(passages, at);
    let Some(passage) = passages.get(at).cloned() else { return Vec::new() };
    let show = |at| Action::Show { passages: passages.clone(), at };
    let mut buttons = Vec::new();
    let mut push = |label, action| buttons.push(Button { label, action });
    if at > 0 {
        push(messages::answers::PREVIOUS_PASSAGE, show(at - 1));
    }
    if at + 1 < passages.len() {
        push(messages::answers::NEXT_PASSAGE, show(at + 1));
    }
    push(messages::answers::AROUND, Action::Around { passage: passage.clone() });
    push(messages::answers::WHY, Action::Why { passage: passage.clone() });
    push(messages::quotes::COPY, Action::Copy { passage });
    push(messages::answers::SHARE, Action::Share { passages, at });
    buttons
}
