//! The one dispatch: from each request to the service that answers it.

use std::sync::Arc;

use super::ask::{Ask, Inline, Press, is_question, own_words};
use super::messages;
use super::request::{Message, Origin, Request, RequestKind, UnknownControl, Visibility};
use super::workers::NotDone;
use super::{Actor, Bot, LessonCommand, Lessons, Player, Preferences, help, lessons, quiz};
use crate::reply::{Action, Choice, FollowUp, QuizButton, Reply};
use crate::text::markup;

impl Bot {
    /// Answers a request; says nothing only to what was not addressed to the bot.
    pub async fn handle(&self, request: Request) -> Option<Reply> {
        let Request { actor, origin, visibility, kind } = request;
        let private = match visibility {
            Visibility::Public => false,
            Visibility::Private => true,
            Visibility::AsPreferred => self.settings.preferences(&actor).await.private,
            Visibility::Replace => !origin.direct,
        };
        let player = Player { actor: &actor, event: origin.event, made: origin.made };
        let reads_all = origin.reads_all_messages;
        Some(match kind {
            RequestKind::Ask { question } => self.ask(question, private, &actor).await,
            RequestKind::Message(message) => self.message(message, private, &actor).await,
            RequestKind::Overheard(message) => return self.overheard(message, &actor).await,
            RequestKind::Find { text } if !has_words(&text) => {
                Reply::error(messages::NOTHING_TO_FIND)
            }
            RequestKind::Find { text } => self.ask(text, private, &actor).await,
            RequestKind::Cite { reference } => {
                let (cite, preferences) =
                    (self.cite.clone(), self.settings.preferences(&actor).await);
                self.compute(move || {
                    cite.reply_as(&reference, Ask::for_reader(private, &preferences))
                })
                .await
            }
            RequestKind::CheckMessage { text } if !has_words(&text) => {
                Reply::error(messages::NOTHING_TO_CHECK)
            }
            RequestKind::Verify { text } | RequestKind::CheckMessage { text } => {
                let (verify, preferences) =
                    (self.verify.clone(), self.settings.preferences(&actor).await);
                self.compute(move || verify.reply_as(&text, Ask::for_reader(private, &preferences)))
                    .await
            }
            RequestKind::Outline { speech } => {
                let cite = self.cite.clone();
                self.compute(move || cite.outline(&speech, private)).await
            }
            RequestKind::About => help::about(self.corpus(), self.store().is_some()),
            RequestKind::Help => help::help(self.corpus()),
            RequestKind::Privacy(command) => self.privacy.command(command, &actor).await,
            RequestKind::Daily(command) => self.daily.command(command, &actor).await,
            RequestKind::Lessons(command) => self.lessons.command(command, &actor).await,
            RequestKind::Settings(level) => self.settings.show(level, &actor, reads_all).await,
            RequestKind::SetInWords { line } => self.settings.set_in_words(&line, &actor).await,
            RequestKind::Leaderboard(command) => self.leaderboard.command(command, &actor).await,
            RequestKind::Quiz(command) => self.quiz.command(command, player, origin.access).await,
            RequestKind::Press { action, values } => {
                self.press(action, values, private, &actor, &origin).await
            }
            RequestKind::Submit { action, fields } => self.submit(action, fields, player).await,
            RequestKind::Unknown(UnknownControl::Button) => Reply::error(messages::BUTTON_UNKNOWN),
            RequestKind::Unknown(UnknownControl::Form) => Reply::error(messages::FORM_UNKNOWN),
            RequestKind::Unknown(UnknownControl::Command) => {
                Reply::error(messages::COMMAND_UNKNOWN)
            }
        })
    }

    /// Finds out whether a reply is private before there is one, for surfaces that have to announce
    /// it.
    pub async fn resolve_visibility(&self, request: &mut Request) {
        if request.visibility == Visibility::AsPreferred {
            let private = self.settings.preferences(&request.actor).await.private;
            request.visibility = if private { Visibility::Private } else { Visibility::Public };
        }
    }

    /// Does what comes after a reply that was sent.
    pub async fn follow_up(&self, after: &FollowUp) {
        match after {
            FollowUp::BeginQuiz { session, thread } => self.quiz.begin(session, *thread).await,
        }
    }

    /// Completes what is being typed into an option of a command; `limit` choices at most.
    pub fn complete(&self, option: &str, typed: &str, limit: usize) -> Vec<Choice> {
        let choice = |text: String| Choice { label: text.clone(), value: text };
        match option {
            "reference" => self.cite.complete_reference(typed, limit),
            "speech" => self.cite.complete_speech(typed, limit),
            "zone" => crate::schedule::complete(typed, limit).into_iter().map(choice).collect(),
            _ => {
                self.ask.suggest(typed, limit).into_iter().map(str::to_owned).map(choice).collect()
            }
        }
    }

    async fn ask(&self, question: String, private: bool, actor: &Actor) -> Reply {
        let (ask, reader) = (self.ask.clone(), self.reader(actor).await);
        self.compute(move || ask.reply(Ask { question: &question, private, ..reader.ask() })).await
    }

    async fn message(&self, message: Message, private: bool, actor: &Actor) -> Reply {
        let (ask, reader) = (self.ask.clone(), self.reader(actor).await);
        self.compute(move || {
            let references = ask.inline(&message.content);
            let rest = Inline::rest(&message.content, &references);
            let question = if message.has_markup { markup::plain(&rest) } else { rest };
            let earlier = message.earlier.as_deref();
            let asked = Ask { question: &question, earlier, private, ..reader.ask() };
            match references.is_empty() {
                true => ask.reply(asked),
                false => ask.cite_inline(&references, asked),
            }
        })
        .await
    }

    /// What there is to say to a message that nobody addressed to the bot, where that was switched
    /// on: its references, or the answer to its question where the speech answers it plainly.
    async fn overheard(&self, message: Message, actor: &Actor) -> Option<Reply> {
        let references = self.ask.inline(&message.content);
        let rest = Inline::rest(&message.content, &references);
        let said = markup::plain(&own_words(&rest));
        let asks = is_question(&said);
        if references.is_empty() && !asks && message.title.is_none() {
            return None;
        }
        let reader = self.reader(actor).await;
        let shows = reader.preferences.inline && !references.is_empty();
        let studies = reader.preferences.study && (asks || message.title.is_some());
        if !(shows || studies) {
            return None;
        }
        let opens_thread = studies && asks && reader.preferences.threads && !message.in_thread;
        let thread = opens_thread.then(|| said.clone());
        let ask = self.ask.clone();
        let reply = move || {
            if shows {
                let rest = markup::plain(&rest);
                let shown = ask.cite_inline(&references, Ask { question: &rest, ..reader.ask() });
                if !shown.private && shown.quotes().next().is_some() {
                    return Some(shown);
                }
            }
            // The title of a post often is the question itself.
            let said = Some(said).filter(|_| message.title.is_some() || asks);
            let title = message.title.map(|title| markup::plain(&title));
            let mut questions = title.into_iter().chain(said).filter(|_| studies);
            questions.find_map(|question| {
                ask.answer_unasked(Ask { question: &question, ..reader.ask() })
            })
        };
        let reply = self.workers.compute(reply).await.ok()??;
        Some(Reply { thread, ..reply })
    }

    async fn press(
        &self,
        action: Action,
        values: Vec<String>,
        private: bool,
        actor: &Actor,
        origin: &Origin,
    ) -> Reply {
        let player = Player { actor, event: origin.event, made: origin.made };
        match action {
            Action::Forget { person } => self.privacy.forget(person, actor).await,
            Action::ListLessons { page } => {
                let page = usize::try_from(page).unwrap_or_default();
                self.lessons.command(LessonCommand::List { page }, actor).await
            }
            Action::WithdrawLesson { id } => {
                let id = id.to_string();
                self.lessons.command(LessonCommand::Withdraw { id }, actor).await
            }
            Action::AddLesson => self.lessons.form(origin.heading.as_deref(), actor).await,
            Action::Report { item, fault: None } => self.quiz.ask_fault(&item).await,
            Action::Report { item, fault: Some(fault) } => {
                self.quiz.report(&item, fault, actor).await
            }
            Action::ResetBoard { server } => self.leaderboard.reset(server, actor).await,
            Action::Set(menu) => {
                self.settings.choose(menu, &values, actor, origin.reads_all_messages).await
            }
            Action::Quiz(action) => self.quiz.press(&action, player, origin.access).await,
            Action::AskRelated => match values.into_iter().next() {
                Some(question) => self.ask(question, private, actor).await,
                None => Reply::error(messages::BUTTON_UNKNOWN),
            },
            Action::OpenPlace { .. } => match values.into_iter().next() {
                Some(place) => {
                    let cite = self.cite.clone();
                    self.compute(move || cite.reply(&place, private)).await
                }
                None => Reply::error(messages::BUTTON_UNKNOWN),
            },
            passage => {
                let explains = matches!(passage, Action::Why { .. });
                let (ask, reader) = (self.ask.clone(), self.reader(actor).await);
                let (heading, by) = (origin.heading.clone(), actor.name.clone());
                let press = move || {
                    let press = Press {
                        heading: heading.as_deref(),
                        by: &by,
                        private,
                        lessons: reader.lessons.as_deref(),
                        preferences: Some(&reader.preferences),
                    };
                    let reply = ask.press(&passage, press);
                    reply.unwrap_or_else(|| Reply::error(messages::BUTTON_UNKNOWN))
                };
                let reply = self.compute(press).await;
                if explains { self.lessons.offer(reply, actor).await } else { reply }
            }
        }
    }

    async fn submit(
        &self,
        action: Action,
        fields: Vec<(String, String)>,
        player: Player<'_>,
    ) -> Reply {
        let field = |name: &str| {
            let found = fields.iter().find(|(field, _)| field == name);
            found.map(|(_, text)| text.clone()).unwrap_or_default()
        };
        match action {
            Action::AddLesson => {
                let (question, reference) = (field(lessons::QUESTION), field(lessons::REFERENCE));
                self.lessons.command(LessonCommand::Add { question, reference }, player.actor).await
            }
            Action::Quiz(action) if matches!(action.button, QuizButton::Type { .. }) => {
                self.quiz.type_answer(&action, &field(quiz::TYPED_ANSWER), player).await
            }
            _ => Reply::error(messages::FORM_UNKNOWN),
        }
    }

    /// What holds for somebody who asks.
    async fn reader(&self, actor: &Actor) -> Reader {
        let preferences = self.settings.preferences(actor).await;
        Reader { preferences, lessons: self.lessons.of_server(actor.server).await }
    }

    /// Computes a reply where that is quickest.
    async fn compute(&self, work: impl FnOnce() -> Reply + Send + 'static) -> Reply {
        match self.workers.compute(work).await {
            Ok(reply) => reply,
            Err(NotDone::Busy) => Reply::error(messages::BUSY),
            Err(NotDone::Broken) => Reply::error(messages::BROKEN),
        }
    }
}

struct Reader {
    preferences: Arc<Preferences>,
    lessons: Option<Arc<Lessons>>,
}

impl Reader {
    fn ask(&self) -> Ask<'_> {
        let lessons = self.lessons.as_deref();
        Ask { lessons, preferences: Some(&self.preferences), ..Ask::default() }
    }
}

fn has_words(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}
