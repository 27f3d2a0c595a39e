//! The one dispatch: from each request to the service that answers it.

use super::actor::Actor;
use super::ask::{Ask, AskService};
use super::lessons::LessonCommand;
use super::quiz::Player;
use super::request::{Message, Origin, Request, RequestKind, UnknownControl, Visibility};
use super::workers::NotDone;
use super::{Bot, help, lessons, messages, quiz};
use crate::reply::{Action, Choice, FollowUp, QuizButton, Reply};

impl Bot {
    /// None only for messages not addressed to the bot.
    pub async fn handle(&self, request: Request) -> Option<Reply> {
        self.dispatch(request).await.unwrap_or_else(Some)
    }

    /// The error is said instead.
    async fn dispatch(&self, mut request: Request) -> Result<Option<Reply>, Reply> {
        self.resolve_visibility(&mut request).await;
        let Request { actor, origin, visibility, kind } = request;
        let private = match visibility {
            Visibility::Replace => !origin.direct,
            other => other == Visibility::Private,
        };
        let actor = &actor;
        let player = Player { actor, event: origin.event, made: origin.made };
        let reads_all = origin.reads_all_messages;
        Ok(Some(match kind {
            RequestKind::Find { text } if !has_words(&text) => {
                Reply::error(messages::answers::NOTHING_TO_FIND)
            }
            RequestKind::CheckMessage { text } if !has_words(&text) => {
                Reply::error(messages::quotes::NOTHING_TO_CHECK)
            }
            RequestKind::Ask { question: text } | RequestKind::Find { text } => {
                self.answer(text, private, actor).await
            }
            RequestKind::Message(message) => {
                self.compute(private, actor, move |to, ask| to.reply_to_message(&message, ask))
                    .await
            }
            RequestKind::Overheard(message) => {
                return Ok(self.answer_overheard(message, actor).await);
            }
            RequestKind::Cite { reference } => {
                self.compute(private, actor, move |to, ask| to.cite.reply_as(&reference, ask)).await
            }
            RequestKind::Mentions { words, speech } => {
                self.compute(private, actor, move |to, ask| to.mentions.reply(&words, &speech, ask))
                    .await
            }
            RequestKind::Outline { speech } => {
                self.compute(private, actor, move |to, _| to.cite.outline(&speech)).await
            }
            RequestKind::Verify { text } | RequestKind::CheckMessage { text } => {
                self.check_quotes(text, private, actor).await
            }
            RequestKind::About => help::about(self.corpus(), self.store().is_some()),
            RequestKind::Help => help::help(self.corpus()),
            RequestKind::Privacy(command) => self.privacy.command(command, actor).await?,
            RequestKind::Daily(command) => self.daily.command(command, actor).await?,
            RequestKind::Lessons(command) => self.lessons.command(command, actor).await?,
            RequestKind::Settings(level) => self.settings.show(level, actor, reads_all).await?,
            RequestKind::SetInWords { line } => self.settings.set_in_words(&line, actor).await?,
            RequestKind::Leaderboard(command) => self.leaderboard.command(command, actor).await?,
            RequestKind::Quiz(command) => self.quiz.command(command, player).await?,
            RequestKind::Press { action, values } => {
                self.press(action, &values, private, player, &origin).await?
            }
            RequestKind::Submit { action, fields } => self.submit(action, &fields, player).await?,
            RequestKind::Unknown(control) => Reply::error(match control {
                UnknownControl::Button => messages::BUTTON_UNKNOWN,
                UnknownControl::Form => messages::FORM_UNKNOWN,
                UnknownControl::Command => messages::COMMAND_UNKNOWN,
            }),
        }))
    }

    /// For front ends that announce privacy before the reply.
    pub async fn resolve_visibility(&self, request: &mut Request) {
        if request.visibility == Visibility::AsPreferred {
            let private = self.settings.preferences(&request.actor).await.private;
            request.visibility = if private { Visibility::Private } else { Visibility::Public };
        }
    }

    pub async fn follow_up(&self, after: &FollowUp) {
        match after {
            FollowUp::BeginQuiz { session, thread } => self.quiz.begin(session, *thread).await,
        }
    }

    pub fn complete(&self, option: &str, typed: &str, limit: usize) -> Vec<Choice> {
        match option {
            "reference" => self.cite.complete_reference(typed, limit),
            "speech" => self.cite.complete_speech(typed, limit),
            "zone" => {
                let zones = crate::schedule::complete_zone(typed, limit);
                zones.into_iter().map(Choice::from).collect()
            }
            _ => {
                let questions = self.ask.suggest(typed, limit).into_iter();
                questions.map(|question| question.to_owned().into()).collect()
            }
        }
    }

    async fn press(
        &self,
        action: Action,
        values: &[String],
        private: bool,
        player: Player<'_>,
        origin: &Origin,
    ) -> Result<Reply, Reply> {
        let actor = player.actor;
        let chosen =
            || values.first().cloned().ok_or_else(|| Reply::error(messages::BUTTON_UNKNOWN));
        Ok(match action {
            Action::AskRelated => self.answer(chosen()?, private, actor).await,
            Action::OpenPlace { .. } => {
                let place = chosen()?;
                self.compute(private, actor, move |to, _| to.cite.reply(&place)).await
            }
            Action::Quiz(action) => self.quiz.press(&action, player).await?,
            Action::Report { item, fault: None } => self.quiz.ask_fault(&item).await?,
            Action::Report { item, fault: Some(fault) } => {
                self.quiz.report(&item, fault, actor).await?
            }
            Action::ResetBoard { server } => self.leaderboard.reset(server, actor).await?,
            Action::AddLesson => self.lessons.form(origin.heading.as_deref(), actor).await?,
            Action::ListLessons { page } => {
                let page = usize::try_from(page).unwrap_or_default();
                self.lessons.command(LessonCommand::List { page }, actor).await?
            }
            Action::WithdrawLesson { id } => {
                let id = id.to_string();
                self.lessons.command(LessonCommand::Withdraw { id }, actor).await?
            }
            Action::Set(menu) => {
                self.settings.choose(menu, values, actor, origin.reads_all_messages).await?
            }
            Action::Forget { person } => self.privacy.forget(person, actor).await?,
            Action::Why { .. } => {
                let reply = self.press_passage(action, private, actor, origin).await;
                self.lessons.offer(reply, actor).await
            }
            Action::Show { .. }
            | Action::Around { .. }
            | Action::Share { .. }
            | Action::ShareAll { .. }
            | Action::ShareAround { .. }
            | Action::More { .. }
            | Action::Before { .. }
            | Action::Copy { .. }
            | Action::Mentions(_) => self.press_passage(action, private, actor, origin).await,
        })
    }

    async fn press_passage(
        &self,
        action: Action,
        private: bool,
        actor: &Actor,
        origin: &Origin,
    ) -> Reply {
        let (heading, by) = (origin.heading.clone(), actor.name.clone());
        self.compute(private, actor, move |to, ask| {
            let question = heading.as_deref().unwrap_or_default();
            let reply = to.press(&action, &by, Ask { question, ..ask });
            reply.unwrap_or_else(|| Reply::error(messages::BUTTON_UNKNOWN))
        })
        .await
    }

    async fn submit(
        &self,
        action: Action,
        fields: &[(String, String)],
        player: Player<'_>,
    ) -> Result<Reply, Reply> {
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
            _ => Err(Reply::error(messages::FORM_UNKNOWN)),
        }
    }

    async fn answer(&self, question: String, private: bool, actor: &Actor) -> Reply {
        self.compute(private, actor, move |to, ask| to.reply(Ask { question: &question, ..ask }))
            .await
    }

    async fn answer_overheard(&self, message: Message, actor: &Actor) -> Option<Reply> {
        let in_thread = message.opens_post || actor.settings_channel != actor.channel;
        // Most messages hold nothing to look up and need no database.
        let overheard = self.ask.overhear(message, in_thread)?;
        let preferences = self.settings.preferences(actor).await;
        let overheard = overheard.wanted(&preferences)?;
        let reply =
            self.computed(actor, move |to, ask| to.reply_to_overheard(&overheard, ask)).await;
        Some(reply.ok()??.addressed(false))
    }

    async fn check_quotes(&self, text: String, private: bool, actor: &Actor) -> Reply {
        let verify = self.verify.clone();
        verify.prepare().await;
        self.compute(private, actor, move |_, ask| verify.reply_as(&text, ask)).await
    }

    async fn compute(
        &self,
        private: bool,
        actor: &Actor,
        work: impl FnOnce(&AskService, Ask<'_>) -> Reply + Send + 'static,
    ) -> Reply {
        match self.computed(actor, work).await {
            Ok(reply) => reply.addressed(private),
            Err(NotDone::Busy) => Reply::error(messages::BUSY),
            Err(NotDone::Broken) => Reply::error(messages::BROKEN),
        }
    }

    /// With what applies to whoever asks.
    async fn computed<T: Send + 'static>(
        &self,
        actor: &Actor,
        work: impl FnOnce(&AskService, Ask<'_>) -> T + Send + 'static,
    ) -> Result<T, NotDone> {
        let preferences = self.settings.preferences(actor).await;
        let lessons = self.lessons.of_server(actor.server).await;
        let ask = self.ask.clone();
        let work = move || {
            let (lessons, preferences) = (lessons.as_deref(), Some(&*preferences));
            work(&ask, Ask { lessons, preferences, ..Ask::default() })
        };
        self.workers.compute(work).await
    }
}

fn has_words(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}
