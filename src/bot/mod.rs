//! The only door for surfaces: one method per thing that a person can ask for, each returns a
//! [`Reply`].

mod ask;
mod citation;
mod cite;
mod daily;
mod excerpt;
mod inline;
mod language;
mod leaderboard;
mod lesson_commands;
mod lessons;
mod messages;
mod offers;
mod outline;
mod press;
mod privacy;
mod quiz;
mod reports;
mod settings;
mod solo;
mod study;
mod verify;

use std::sync::{Arc, OnceLock};

use jiff::Timestamp;
use moka::sync::Cache;
use tokio::sync::Notify;
use tracing::{info, warn};

use crate::corpus::{Corpus, ReadersQuestion, Speech, UnitKind};
use crate::reply::{MOST_PASSAGES, Part, Reply};
use crate::search::Engine;
use crate::store::Store;
use crate::verify::QuoteIndex;

pub use crate::store::StoreError;
pub use ask::Ask;
pub use daily::{
    ChosenRole, DailyCommand, DailyOptions, DailyPost, DueDaily, DuePassages, PostFailure,
};
pub use inline::Inline;
pub use leaderboard::{BoardScope, Period};
pub use lesson_commands::{LONGEST_LESSON_QUESTION, LessonCommand};
pub use lessons::Lessons;
pub use outline::Contents;
pub use press::Press;
pub use privacy::Privacy;
pub use quiz::{
    Channel, Opened, OutgoingMessage, Player, Questions, QuizOptions, SendError, Start,
    TYPED_ANSWER,
};
pub use settings::{Level, Preferences, QuizStarters, QuoteLength, SETTINGS_MENU, SettingKey};
pub use solo::{Solo, SoloOptions};
pub use study::{is_question, own_words};

pub use crate::quiz::{Kind, Millis, Pace};

/// The longest example of a question, in bytes.
const EXAMPLE_LENGTH: usize = 60;

/// Up to this many sentences, comparing words takes well under a millisecond.
const QUICK_SENTENCES: usize = 3_000;

/// For how many selections of speeches what quotes are checked with is kept.
const MOST_SELECTIONS: u64 = 8;

/// The bot without any surface.
pub struct Bot {
    engine: Engine,
    passages: usize,
    store: Option<Store>,
    /// Made when the first quote is checked: in a large corpus that takes seconds.
    quotes: OnceLock<QuoteIndex>,
    clock: Clock,
    /// Told when a passage of the day was set.
    daily_set: Notify,
    taught: lessons::Servers,
    /// The same of some of the speeches, for those who chose them.
    quotes_of_some: Cache<Vec<String>, Arc<QuoteIndex>>,
    /// What was read of the settings lately.
    preferences_cache: settings::PreferencesCache,
    sessions: quiz::Sessions,
}

/// What tells the time.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// Who asks for something that is kept, and where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Actor {
    /// The person's id.
    pub person: u64,
    /// The server's id; none in direct messages and private chats.
    pub server: Option<u64>,
    /// The channel's or thread's id.
    pub channel: Option<u64>,
    /// Whether the person may manage the server, as Discord said with what they asked.
    pub can_manage_server: bool,
}

impl Bot {
    /// A bot that ranks `passages` passages for each answer, from 1 to [`MOST_PASSAGES`].
    pub fn new(engine: Engine, passages: usize) -> Bot {
        let (passages, clock) = (passages.clamp(1, MOST_PASSAGES), Arc::new(Timestamp::now));
        Bot {
            engine,
            passages,
            store: None,
            quotes: OnceLock::new(),
            quotes_of_some: Cache::new(MOST_SELECTIONS),
            clock,
            daily_set: Notify::new(),
            taught: lessons::Servers::default(),
            preferences_cache: settings::PreferencesCache::default(),
            sessions: quiz::Sessions::default(),
        }
    }

    /// The same bot with a memory.
    #[must_use]
    pub fn with_store(self, store: Option<Store>) -> Bot {
        Bot { store, ..self }
    }

    /// The same bot by another clock.
    #[must_use]
    pub fn with_clock(self, clock: Clock) -> Bot {
        Bot { sessions: self.sessions.with_clock(Arc::clone(&clock)), clock, ..self }
    }

    /// What time it is.
    pub fn now(&self) -> Timestamp {
        (self.clock)()
    }

    /// Its memory; none where nothing is to be kept.
    pub fn store(&self) -> Option<&Store> {
        self.store.as_ref()
    }

    /// Opens what is kept, so that trouble with it is in the log from the start. Answers do not
    /// need it.
    pub async fn open_store(&self) {
        let Some(store) = &self.store else { return };
        match store.open().await {
            Ok(()) => info!("what is kept can be used"),
            Err(error) => {
                warn!(%error, "what is kept cannot be used; questions are answered all the same")
            }
        }
    }

    /// The texts it quotes from.
    pub fn corpus(&self) -> &Corpus {
        self.engine.corpus()
    }

    /// Whether an answer takes less time than handing it to another thread: words only are
    /// compared, in a small corpus.
    pub fn is_quick(&self) -> bool {
        !self.engine.has_encoder() && self.corpus().sentence_count() <= QUICK_SENTENCES
    }

    /// What the bot is, what it quotes from, and what it does with what people write.
    pub fn about(&self) -> Reply {
        let mut parts = vec![
            Part::Text(messages::PURPOSE.to_owned()),
            Part::Text("It quotes from:".to_owned()),
        ];
        let speeches = self.corpus().speeches();
        parts.extend(
            speeches
                .iter()
                .take(messages::MOST_LISTED)
                .map(|speech| Part::Text(messages::described(speech))),
        );
        if speeches.len() > messages::MOST_LISTED {
            parts.push(Part::Text(format!("and {} more.", speeches.len() - messages::MOST_LISTED)));
        }
        parts.extend(
            messages::privacy(self.store.is_some()).map(|line| Part::Text(line.to_owned())),
        );
        parts.push(Part::Text(format!("Version {}", env!("CARGO_PKG_VERSION"))));
        Reply {
            private: true,
            heading: Some("About Verbatim".to_owned()),
            parts,
            ..Reply::default()
        }
    }

    /// What to type, with examples.
    pub fn help(&self) -> Reply {
        let examples = messages::examples(self.example_question(), &self.example_reference());
        let parts = vec![
            Part::Text(messages::PURPOSE.to_owned()),
            Part::Examples(examples),
            Part::Text(messages::WITHOUT_COMMANDS.to_owned()),
        ];
        Reply { private: true, heading: Some("How to ask".to_owned()), parts, ..Reply::default() }
    }

    /// A question that the corpus answers, where it is known to answer one: a short one about a
    /// paragraph.
    fn example_question(&self) -> &str {
        let about_text = |question: &&ReadersQuestion| {
            let (unit, _) = self.corpus().place(question.sentence);
            self.corpus().unit(unit).1.kind == UnitKind::Paragraph
        };
        let short = |question: &&ReadersQuestion| {
            question.text.len() <= EXAMPLE_LENGTH && question.text.ends_with('?')
        };
        let found = self.corpus().questions().iter().filter(about_text).find(short);
        found.map_or(messages::ANY_QUESTION, |question| question.text.as_str())
    }

    /// The reference of the first paragraph, of a section where there are any.
    fn example_reference(&self) -> String {
        let corpus = self.corpus();
        let paragraphs =
            || corpus.unit_ids().filter(|unit| corpus.unit(*unit).1.kind == UnitKind::Paragraph);
        let in_section = paragraphs().find(|unit| corpus.unit(*unit).1.locator.section() > Some(0));
        let unit = in_section.or_else(|| paragraphs().next()).or_else(|| corpus.unit_ids().next());
        unit.map_or_else(String::new, |unit| corpus.quote_unit(unit).reference().to_string())
    }

    /// Where the words of a speech are from, in one line.
    fn source_line(speech: &Speech) -> String {
        let front = speech.front();
        let spoken: Vec<&str> =
            [&front.speaker, &front.delivered].into_iter().flatten().map(String::as_str).collect();
        let title = excerpt::cut(&front.title, messages::TITLE_LENGTH);
        match spoken.is_empty() {
            true => title,
            false => format!("{} · {title}", spoken.join(", ")),
        }
    }
}

#[cfg(test)]
mod tests;
