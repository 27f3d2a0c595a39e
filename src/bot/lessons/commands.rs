//! Lessons as curators manage them. Every call checks that the actor is a curator, whatever was
//! offered.

use std::sync::Arc;
use std::time::Duration;

use moka::sync::Cache;
use serde::Deserialize;

use super::prepared::Lessons;
use crate::bot::actor::Actor;
use crate::bot::ask::AskService;
use crate::bot::excerpt;
use crate::bot::messages::lessons as messages;
use crate::bot::read_cache::ReadCache;
use crate::bot::resources::Resources;
use crate::bot::settings::SettingsService;
use crate::corpus::Corpus;
use crate::reply::{Action, Button, Field, Form, Part, Reply};
use crate::store::{NewLesson, Store, StoreError, StoredLesson};

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LessonCommand {
    Add {
        question: String,
        /// A reference or a permalink.
        reference: String,
    },
    List {
        /// From 0.
        page: usize,
    },
    Withdraw {
        /// As typed.
        id: String,
    },
}

/// In characters; a reply can repeat it.
pub const LONGEST_LESSON_QUESTION: u16 = 200;

/// All are compared with every question, and somebody has to look after them.
const MOST: usize = 500;

const PAGE: usize = messages::WITHDRAW.len();

/// In bytes.
const SHOWN: usize = 200;

/// To tell who is a curator, while a person waits for an answer.
const PATIENCE: Duration = Duration::from_millis(1_500);

const FRESH: Duration = Duration::from_secs(5);

/// Then the lessons in memory serve.
const PATIENCE_OF_QUESTIONS: Duration = Duration::from_millis(300);

const SERVERS: u64 = 1_000;
const IDLE: Duration = Duration::from_secs(15 * 60);

pub(crate) const QUESTION: &str = "question";
pub(crate) const REFERENCE: &str = "reference";

pub struct LessonService {
    resources: Resources,
    settings: Arc<SettingsService>,
    ask: AskService,
    known: ReadCache<u64, Arc<Lessons>>,
}

impl LessonService {
    pub(crate) fn new(
        resources: Resources,
        settings: Arc<SettingsService>,
        ask: AskService,
    ) -> Self {
        let known = Cache::builder().max_capacity(SERVERS).time_to_idle(IDLE).build();
        let known = ReadCache::new("lessons", known, FRESH, PATIENCE_OF_QUESTIONS);
        LessonService { resources, settings, ask, known }
    }

    fn corpus(&self) -> &Corpus {
        self.resources.corpus()
    }

    /// None also where there are no lessons.
    pub async fn of_server(&self, server: Option<u64>) -> Option<Arc<Lessons>> {
        let (store, server) = (self.resources.store()?, server?);
        let read = |before: Arc<Lessons>| async move {
            Ok(Arc::new(before.updated(store.lessons_in(server).await?)))
        };
        let lessons = self.known.get(server, store, read).await;
        Some(lessons).filter(|lessons| !lessons.is_empty())
    }

    /// Only curators see the reply.
    pub async fn command(&self, command: LessonCommand, actor: &Actor) -> Result<Reply, Reply> {
        let (store, server) = self.curates(actor).await?;
        match command {
            LessonCommand::Add { question, reference } => {
                self.add(store, server, actor.person, &question, &reference).await
            }
            LessonCommand::List { page } => Ok(self.list(store, server, page).await?),
            LessonCommand::Withdraw { id } => Ok(self.withdraw(store, server, &id).await?),
        }
    }

    pub async fn form(&self, question: Option<&str>, actor: &Actor) -> Result<Reply, Reply> {
        self.curates(actor).await?;
        let question = excerpt::cut(
            question.unwrap_or_default(),
            usize::from(LONGEST_LESSON_QUESTION) - " …".chars().count(),
        );
        let question = Field {
            name: QUESTION,
            label: messages::QUESTION_FIELD,
            example: String::new(),
            filled: question,
            longest: LONGEST_LESSON_QUESTION,
            lines: false,
        };
        let reference = Field {
            name: REFERENCE,
            label: messages::REFERENCE_FIELD,
            example: messages::REFERENCE_EXAMPLE.to_owned(),
            filled: String::new(),
            longest: 100,
            lines: false,
        };
        let fields = vec![question, reference];
        let title = messages::FORM_TITLE.to_owned();
        Ok(Reply::form(Form { title, action: Action::AddLesson, fields }))
    }

    pub async fn offer(&self, mut reply: Reply, actor: &Actor) -> Reply {
        let may = tokio::time::timeout(PATIENCE, self.curates(actor));
        if reply.private && reply.quotes().next().is_some() && matches!(may.await, Ok(Ok(_))) {
            let label = messages::ADD_ANOTHER;
            reply.buttons.push(Button { label, action: Action::AddLesson });
        }
        reply
    }

    async fn curates(&self, actor: &Actor) -> Result<(&Store, u64), Reply> {
        let server = actor.server.ok_or_else(|| Reply::error(messages::NO_SERVER))?;
        let store = self.resources.store_or(messages::NEEDS_STORE)?;
        if actor.can_manage_server {
            return Ok((store, server));
        }
        let preferences = self.settings.preferences_now(store, actor).await?;
        match preferences.curator_role.is_some_and(|role| actor.roles.contains(&role)) {
            true => Ok((store, server)),
            false => Err(Reply::error(messages::NOT_ALLOWED)),
        }
    }

    async fn add(
        &self,
        store: &Store,
        server: u64,
        curator: u64,
        typed: &str,
        reference: &str,
    ) -> Result<Reply, Reply> {
        let question = typed.split_whitespace().collect::<Vec<_>>().join(" ");
        if question.chars().count() > usize::from(LONGEST_LESSON_QUESTION) {
            return Err(Reply::error(messages::too_long(LONGEST_LESSON_QUESTION)));
        }
        if self.ask.takes_no_lesson(&question) {
            return Err(Reply::error(messages::NO_QUESTION));
        }
        let places = self.corpus().look_up(reference);
        let place = match places.map_err(|error| Reply::error(error.to_string()))?[..] {
            [place] => place,
            [] => return Err(Reply::error(messages::NO_PASSAGE)),
            _ => return Err(Reply::error(messages::SEVERAL_PASSAGES)),
        };
        let before = store.lessons_in(server).await?;
        let same: Vec<&StoredLesson> = before
            .iter()
            .filter(|lesson| lesson.question.to_lowercase() == question.to_lowercase())
            .collect();
        if before.len() - same.len() >= MOST {
            return Err(Reply::error(messages::too_many(MOST)));
        }
        let passage = self.corpus().permalink(place).to_string();
        let lesson = NewLesson { server, question: &question, passage: &passage, curator };
        let id = store.add_lesson(lesson, self.resources.now()).await?;
        self.known.invalidate();
        for lesson in same {
            store.remove_lesson(server, lesson.id).await?;
        }
        self.known.invalidate();
        let shown = Part::Passage(excerpt::at_place(self.corpus(), place, SHOWN));
        let parts = vec![Part::Text(messages::added(&question, id)), shown];
        Ok(Reply { private: true, parts, ..Reply::default() })
    }

    async fn list(&self, store: &Store, server: u64, page: usize) -> Result<Reply, StoreError> {
        let lessons = store.lessons_in(server).await?;
        if lessons.is_empty() {
            return Ok(Reply::ephemeral(messages::NONE));
        }
        let pages = lessons.len().div_ceil(PAGE);
        let page = page.min(pages - 1);
        let shown = || lessons.iter().skip(page * PAGE).take(PAGE);
        let mut parts = vec![Part::Text(messages::page(lessons.len(), page + 1, pages))];
        parts.extend((1..).zip(shown()).map(|(at, lesson)| Part::Text(self.line(at, lesson))));
        let withdraw = messages::WITHDRAW.into_iter().zip(shown());
        let mut buttons: Vec<Button> = withdraw
            .map(|(label, lesson)| Button {
                label,
                action: Action::WithdrawLesson { id: lesson.id },
            })
            .collect();
        let turn = |label, page: usize| {
            let page = u32::try_from(page).ok()?;
            Some(Button { label, action: Action::ListLessons { page } })
        };
        let (before, after) = (page.checked_sub(1), Some(page + 1).filter(|page| *page < pages));
        buttons.extend(before.and_then(|page| turn(messages::PREVIOUS_PAGE, page)));
        buttons.extend(after.and_then(|page| turn(messages::NEXT_PAGE, page)));
        Ok(Reply { private: true, buttons, ..Reply::titled(messages::LIST_HEADING, parts) })
    }

    fn line(&self, at: usize, lesson: &StoredLesson) -> String {
        let place = self.corpus().place_with_permalink(&lesson.passage);
        let leads_to = place.map(|place| {
            let (speech, unit) = self.corpus().unit(place.unit);
            (speech.reference(unit).to_string(), place.sentence)
        });
        messages::line(at, &lesson.question, leads_to, lesson.id)
    }

    async fn withdraw(&self, store: &Store, server: u64, typed: &str) -> Result<Reply, StoreError> {
        let unknown = || Ok(Reply::error(messages::NO_SUCH_LESSON));
        let Ok(id) = typed.trim().parse::<i64>() else { return unknown() };
        let lessons = store.lessons_in(server).await?;
        let withdrawn = store.remove_lesson(server, id).await?;
        self.known.invalidate();
        match lessons.into_iter().find(|lesson| lesson.id == id) {
            Some(lesson) if withdrawn => {
                Ok(Reply::ephemeral(messages::withdrawn(&lesson.question)))
            }
            _ => unknown(),
        }
    }
}
