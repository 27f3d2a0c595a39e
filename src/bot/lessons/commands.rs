//! Teaching: a curator points a question to the passage that answers it, for one server.
//!
//! Who may do that is looked up at every call, whatever the surface let a person see or press.

use std::sync::Arc;
use std::time::Duration;

use super::cache::{LessonCache, Lessons};
use crate::bot::request::Actor;
use crate::bot::resources::Resources;
use crate::bot::settings::SettingsService;
use crate::bot::{excerpt, messages};
use crate::corpus::{Corpus, Place};
use crate::reply::{Action, Button, Field, Form, Part, Reply};
use crate::store::{NewLesson, Store, StoreError, StoredLesson};

/// What a curator wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LessonCommand {
    /// Point a question to a passage.
    Add {
        /// The question as readers ask it.
        question: String,
        /// What names the passage: a reference or a permalink.
        reference: String,
    },
    /// See what was taught.
    List {
        /// The page, from 0.
        page: usize,
    },
    /// Take something back.
    Withdraw {
        /// Its number, as typed.
        id: String,
    },
}

/// The longest question in characters that is taught: one that a reply repeats whole.
pub const LONGEST_LESSON_QUESTION: u16 = 200;

/// How many questions a server can be taught: each is compared with every question there, and
/// somebody has to look after them.
const MOST: usize = 500;

/// How many taught questions a page of the list shows, and the buttons that withdraw them.
const PAGE: usize = 5;
const WITHDRAW: [&str; PAGE] =
    ["Withdraw 1", "Withdraw 2", "Withdraw 3", "Withdraw 4", "Withdraw 5"];

/// How much of a passage is shown beside what leads to it, in bytes.
const SHOWN: usize = 200;

/// How long the store may take to say who is a curator where a person waits for a form to open.
const PATIENCE: Duration = Duration::from_millis(1_500);

/// The fields of the form.
pub(in crate::bot) const QUESTION: &str = "question";
pub(in crate::bot) const REFERENCE: &str = "reference";

/// Said outside of a server.
const NO_SERVER: &str =
    "Teaching works in servers only: what is taught holds in the server where it was taught.";

/// Said to those who may not teach.
const NO_RIGHT: &str = "Only curators can do this: people who may manage this server, and members \
                        with the curators' role where the server's settings name one.";

/// Said where the bot has no memory.
const NO_STORE: &str = "This bot keeps nothing, so it cannot be taught.";

/// The lessons of servers: what curators add, list and withdraw, and what answers use.
pub struct LessonService {
    resources: Resources,
    settings: Arc<SettingsService>,
    cache: LessonCache,
}

impl LessonService {
    pub(in crate::bot) fn new(resources: Resources, settings: Arc<SettingsService>) -> Self {
        LessonService { resources, settings, cache: LessonCache::default() }
    }

    fn corpus(&self) -> &Corpus {
        self.resources.corpus()
    }

    /// The lessons of a server, for answering a question there; nothing in direct messages and
    /// where there are none.
    pub async fn of_server(&self, server: Option<u64>) -> Option<Arc<Lessons>> {
        let lessons = self.cache.lessons(self.resources.store()?, server?).await;
        Some(lessons).filter(|lessons| !lessons.is_empty())
    }

    /// Teaches, lists or withdraws, for curators of the server only. Only they see the reply.
    pub async fn command(&self, command: LessonCommand, actor: &Actor) -> Reply {
        let (store, server) = match self.curates(actor).await {
            Ok(curator) => curator,
            Err(refusal) => return *refusal,
        };
        let done = match command {
            LessonCommand::Add { question, reference } => {
                self.learn(store, server, actor.person, &question, &reference).await
            }
            LessonCommand::List { page } => self.list(store, server, page).await,
            LessonCommand::Withdraw { id } => self.withdraw(store, server, &id).await,
        };
        done.unwrap_or_else(|failure| messages::store_failed(&failure))
    }

    /// The form that teaches a question, such as that of an answer, for curators.
    pub async fn form(&self, question: Option<&str>, actor: &Actor) -> Reply {
        let may = tokio::time::timeout(PATIENCE, self.curates(actor)).await;
        match may {
            Ok(Ok(_)) => {}
            Ok(Err(refusal)) => return *refusal,
            Err(_) => return messages::store_failed(&StoreError::Timeout),
        }
        let question = excerpt::cut(
            question.unwrap_or_default(),
            usize::from(LONGEST_LESSON_QUESTION) - " …".chars().count(),
        );
        let field = |name, label, example: &str, filled, longest| Field {
            name,
            label,
            example: example.to_owned(),
            filled,
            longest,
            lines: false,
        };
        Reply::form(Form {
            title: "Teach the right passage".to_owned(),
            action: Action::AddLesson,
            fields: vec![
                field(
                    QUESTION,
                    "Question, as readers ask it (it is kept)",
                    "",
                    question,
                    LONGEST_LESSON_QUESTION,
                ),
                field(
                    REFERENCE,
                    "Passage that answers it",
                    "§2 ¶1, 2.1, note 1, or a permalink",
                    String::new(),
                    100,
                ),
            ],
        })
    }

    /// Adds a button that teaches another passage, where the person who sees the reply is a curator
    /// and nobody else sees it.
    pub async fn offer(&self, mut reply: Reply, actor: &Actor) -> Reply {
        let may = tokio::time::timeout(PATIENCE, self.curates(actor));
        if reply.private && reply.quotes().next().is_some() && matches!(may.await, Ok(Ok(_))) {
            reply
                .buttons
                .push(Button { label: "Teach another passage", action: Action::AddLesson });
        }
        reply
    }

    /// The store and the server, where the actor is a curator of one.
    async fn curates(&self, actor: &Actor) -> Result<(&Store, u64), Box<Reply>> {
        let server = actor.server.ok_or_else(|| Box::new(Reply::ephemeral(NO_SERVER)))?;
        let store = self.resources.store().ok_or_else(|| Box::new(Reply::ephemeral(NO_STORE)))?;
        if actor.can_manage_server {
            return Ok((store, server));
        }
        let preferences = self
            .settings
            .preferences_now(store, actor)
            .await
            .map_err(|failure| Box::new(messages::store_failed(&failure)))?;
        match preferences.curator_role.is_some_and(|role| actor.roles.contains(&role)) {
            true => Ok((store, server)),
            false => Err(Box::new(Reply::ephemeral(NO_RIGHT))),
        }
    }

    async fn learn(
        &self,
        store: &Store,
        server: u64,
        curator: u64,
        typed: &str,
        reference: &str,
    ) -> Result<Reply, StoreError> {
        let question = typed.split_whitespace().collect::<Vec<_>>().join(" ");
        if let Some(refusal) = self.cannot_be_taught(&question) {
            return Ok(Reply::ephemeral(refusal));
        }
        let place = match self.corpus().look_up(reference) {
            Ok(places) if places.len() > 1 => {
                return Ok(Reply::ephemeral(
                    "That names several passages. Name the one that answers the question, such as \
                     §2 ¶1.",
                ));
            }
            Ok(places) => places.first().copied(),
            Err(error) => return Ok(Reply::ephemeral(error.to_string())),
        };
        let Some(place) = place else { return Ok(Reply::ephemeral("That names no passage.")) };
        let before = store.taught_in(server).await?;
        let same: Vec<&StoredLesson> = before
            .iter()
            .filter(|taught| taught.question.to_lowercase() == question.to_lowercase())
            .collect();
        if before.len() - same.len() >= MOST {
            return Ok(Reply::ephemeral(format!(
                "This server was taught {MOST} questions, which is as many as it can be. Withdraw \
                 some with /teach list first."
            )));
        }
        let passage = self.corpus().permalink(place).to_string();
        let taught = NewLesson { server, question: &question, passage: &passage, curator };
        let id = store.teach(taught, self.resources.now()).await?;
        self.cache.changed();
        for taught in same {
            store.withdraw(server, taught.id).await?;
        }
        self.cache.changed();
        let said = format!(
            "Taught: in this server, “{question}” and questions close to it now lead to this \
             passage. I keep the question; /teach list shows it, its number is {id}."
        );
        Ok(Reply {
            private: true,
            parts: vec![Part::Text(said), self.shown(place)],
            ..Reply::default()
        })
    }

    /// Why a question is none that can be taught.
    fn cannot_be_taught(&self, question: &str) -> Option<String> {
        if question.chars().count() > usize::from(LONGEST_LESSON_QUESTION) {
            return Some(format!(
                "That question is too long to be taught: {LONGEST_LESSON_QUESTION} characters at most."
            ));
        }
        if messages::is_talk(question) || self.corpus().look_up(question).is_ok() {
            return Some(
                "That is no question that I look up in the text. Type one as a reader \
                         would ask it."
                    .to_owned(),
            );
        }
        None
    }

    async fn list(&self, store: &Store, server: u64, page: usize) -> Result<Reply, StoreError> {
        let taught = store.taught_in(server).await?;
        if taught.is_empty() {
            return Ok(Reply::ephemeral(
                "This server was taught nothing so far. /teach add teaches a question.",
            ));
        }
        let pages = taught.len().div_ceil(PAGE);
        let page = page.min(pages - 1);
        let shown = || taught.iter().skip(page * PAGE).take(PAGE);
        let count = if taught.len() == 1 {
            "One question".to_owned()
        } else {
            format!("{} questions", taught.len())
        };
        let mut parts = vec![Part::Text(format!("{count}, page {} of {pages}.", page + 1))];
        parts.extend((1..).zip(shown()).map(|(at, taught)| Part::Text(self.line(at, taught))));
        let turn = |label, page: usize| {
            u32::try_from(page)
                .ok()
                .map(|page| Button { label, action: Action::ListLessons { page } })
        };
        let mut buttons: Vec<Button> = (WITHDRAW.into_iter().zip(shown()))
            .map(|(label, taught)| Button {
                label,
                action: Action::WithdrawLesson { id: taught.id },
            })
            .collect();
        buttons.extend(page.checked_sub(1).and_then(|page| turn("Previous page", page)));
        buttons.extend(
            Some(page + 1).filter(|page| *page < pages).and_then(|page| turn("Next page", page)),
        );
        Ok(Reply {
            private: true,
            heading: Some("Taught in this server".to_owned()),
            parts,
            buttons,
            ..Reply::default()
        })
    }

    /// A taught question in a line: what it leads to, or that this is gone.
    fn line(&self, at: usize, taught: &StoredLesson) -> String {
        let leads = match self.corpus().place_with_permalink(&taught.passage) {
            Some(place) => {
                let (speech, unit) = self.corpus().unit(place.unit);
                let sentence = place
                    .sentence
                    .map(|number| format!(", sentence {}", number + 1))
                    .unwrap_or_default();
                format!("leads to {}{sentence}", speech.reference(unit))
            }
            None => {
                "leads nowhere: its words are no longer in the text. Withdraw it, or teach it again"
                    .to_owned()
            }
        };
        format!("{at}. “{}” {leads}. Number {}", taught.question, taught.id)
    }

    async fn withdraw(&self, store: &Store, server: u64, typed: &str) -> Result<Reply, StoreError> {
        let gone = "This server was taught no question with that number. /teach list shows those \
                    that there are.";
        let Ok(id) = typed.trim().parse::<i64>() else { return Ok(Reply::ephemeral(gone)) };
        let question = store
            .taught_in(server)
            .await?
            .into_iter()
            .find(|taught| taught.id == id)
            .map(|taught| taught.question);
        let withdrawn = store.withdraw(server, id).await?;
        self.cache.changed();
        Ok(Reply::ephemeral(match question {
            Some(question) if withdrawn => {
                format!("Withdrawn: “{question}” leads where it led before it was taught.")
            }
            _ => gone.to_owned(),
        }))
    }

    fn shown(&self, place: Place) -> Part {
        let focus: Vec<usize> = place.sentence.into_iter().collect();
        Part::Passage(match focus.is_empty() {
            true => excerpt::beginning(self.corpus(), place.unit, SHOWN),
            false => excerpt::from_focus(self.corpus(), place.unit, &focus, SHOWN),
        })
    }
}
