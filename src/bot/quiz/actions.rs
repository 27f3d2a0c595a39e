//! What players do with a question, and what each is told, privately and at once.

use std::collections::HashMap;
use std::sync::Arc;

use super::active::{ActiveSession, Applied, ApplyError};
use super::options::Player;
use super::presenter::{Shown, letter};
use super::service::QuizService;
use super::stored_log;
use crate::bot::request::ChannelAccess;
use crate::bot::{excerpt, messages};
use crate::quiz::{CLAIM_WINDOW, Effect, Event, Solution, judge};
use crate::reply::{Action, Field, Form, Part, QuizAction, QuizButton, Reply};
use crate::store::{Store, StoreError, is_pseudonym};

/// The name of the field for typed answers, the most that can be typed there, and how much of the
/// question stands in it.
pub(in crate::bot) const TYPED_ANSWER: &str = "answer";
const LONGEST_ANSWER: u16 = 200;
const EXAMPLE: usize = 90;

impl QuizService {
    /// Does what a button of a session says. Only who pressed it sees the reply, but for that to a
    /// new start; what everybody sees follows by itself.
    pub async fn press(
        &self,
        action: &QuizAction,
        player: Player<'_>,
        access: ChannelAccess,
    ) -> Reply {
        let done = match action.button {
            QuizButton::Missed => self.missed(&action.session, player.actor.person).await,
            QuizButton::Again => match self.options_of(&action.session).await {
                Ok(options) => self.start(options, player.actor, access).await,
                Err(error) => Err(error),
            },
            QuizButton::Type { number } => self.answer_form(action, number.into()).await,
            button => self.play(action, button, player).await,
        };
        done.unwrap_or_else(|error| error)
    }

    async fn play(
        &self,
        action: &QuizAction,
        button: QuizButton,
        player: Player<'_>,
    ) -> Result<Reply, Reply> {
        let (store, active) = (self.store()?, self.session_of(action).await?);
        Ok(match button {
            QuizButton::Vote { number, choice } => {
                self.vote(store, &active, number.into(), choice.into(), player).await?
            }
            QuizButton::Hint { number } => self.hint(store, &active, number.into(), player).await,
            QuizButton::Skip { number } => self.skip(store, &active, number.into(), player).await,
            QuizButton::Type { .. } | QuizButton::Missed | QuizButton::Again => {
                Reply::error(messages::NO_ANSWER)
            }
        })
    }

    /// The form for typing an answer to a question, while that may be typed.
    async fn answer_form(&self, action: &QuizAction, number: usize) -> Result<Reply, Reply> {
        let active = self.session_of(action).await?;
        let items = self.items().await?;
        let state = active.state.lock().await;
        let open = state.session.asking().filter(|(asking, asked)| {
            asking.number() == number && matches!(asked.solution, Solution::Text { .. })
        });
        let item = open.and_then(|(_, asked)| items.deck.get(&asked.item));
        let item = item.ok_or_else(|| Reply::error(messages::NO_ANSWER))?;
        let field = Field {
            name: TYPED_ANSWER,
            label: "Your answer",
            example: excerpt::cut(&item.prompt, EXAMPLE),
            filled: String::new(),
            longest: LONGEST_ANSWER,
            lines: false,
        };
        let title = messages::question_title(number);
        Ok(Reply::form(Form { title, action: Action::Quiz(action.clone()), fields: vec![field] }))
    }

    /// Grades a typed answer.
    pub async fn type_answer(&self, action: &QuizAction, typed: &str, player: Player<'_>) -> Reply {
        let QuizButton::Type { number } = action.button else {
            return Reply::error(messages::NO_ANSWER);
        };
        let done = self.try_type_answer(action, number.into(), typed, player).await;
        done.unwrap_or_else(|error| error)
    }

    async fn try_type_answer(
        &self,
        action: &QuizAction,
        number: usize,
        typed: &str,
        player: Player<'_>,
    ) -> Result<Reply, Reply> {
        let (store, active) = (self.store()?, self.session_of(action).await?);
        let items = self.items().await?;
        let accepted = {
            let state = active.state.lock().await;
            let asked = state.session.setup().questions().get(number);
            match asked.map(|asked| &asked.solution) {
                Some(Solution::Text { accepted }) => accepted.clone(),
                _ => return Err(Reply::error(messages::NO_ANSWER)),
            }
        };
        let judged = judge(&accepted, &items.distractors, typed);
        let answer = |user, counts| Event::Typed { user, number, judged, counts };
        let (_, counts) = self.answered(store, &active, number, player, answer).await?;
        Ok(Reply::ephemeral(messages::grade(judged, counts)))
    }

    async fn vote(
        &self,
        store: &Store,
        active: &ActiveSession,
        number: usize,
        choice: usize,
        player: Player<'_>,
    ) -> Result<Reply, Reply> {
        let answer = |user, counts| Event::Voted { user, number, choice, counts };
        let (applied, counts) = self.answered(store, active, number, player, answer).await?;
        let line = messages::vote(letter(choice), applied.closes, counts);
        Ok(Reply { private: true, parts: vec![Part::Line(line)], ..Reply::default() })
    }

    async fn hint(
        &self,
        store: &Store,
        active: &ActiveSession,
        number: usize,
        player: Player<'_>,
    ) -> Reply {
        let moderator = player.actor.can_manage_server;
        match self
            .request(store, active, player, |user| Event::HintAsked { user, number, moderator })
            .await
        {
            Ok(Applied { effects, .. })
                if effects.iter().any(|effect| matches!(effect, Effect::Hint { .. })) =>
            {
                Reply::ephemeral(messages::HINT_GIVEN)
            }
            Ok(_) => Reply::ephemeral(messages::HINT_NOTED),
            Err(why) => messages::not_applied(&why),
        }
    }

    pub(super) async fn skip(
        &self,
        store: &Store,
        active: &ActiveSession,
        number: usize,
        player: Player<'_>,
    ) -> Reply {
        let moderator = player.actor.can_manage_server;
        match self
            .request(store, active, player, |user| Event::SkipAsked { user, number, moderator })
            .await
        {
            Ok(Applied { effects, .. })
                if effects.iter().any(|effect| matches!(effect, Effect::Reveal(_))) =>
            {
                Reply::ephemeral(messages::SKIPPED)
            }
            Ok(_) => Reply::ephemeral(messages::SKIP_NOTED),
            Err(why) => messages::not_applied(&why),
        }
    }

    /// Takes what a player wants of the session.
    pub(super) async fn request(
        &self,
        store: &Store,
        active: &ActiveSession,
        player: Player<'_>,
        event: impl Fn(u64) -> Event,
    ) -> Result<Applied, ApplyError> {
        let event = event(self.pseudonym(store, active, player).await?);
        self.sessions.apply_event(store, active, Some(player.event), Some(player.made), event).await
    }

    /// Who a player stands for in the log: nobody where they opted out.
    async fn pseudonym(
        &self,
        store: &Store,
        active: &ActiveSession,
        player: Player<'_>,
    ) -> Result<u64, StoreError> {
        let person = player.actor.person;
        let pseudonymous = store.opted_out(person).await?;
        let mut state = active.state.lock().await;
        if pseudonymous || state.pseudonyms.contains_key(&person) {
            return Ok(state.pseudonym(person));
        }
        state.names.entry(person).or_insert_with(|| player.actor.name.clone());
        Ok(person)
    }

    /// Takes an answer; tells whether it may bring points.
    async fn answered(
        &self,
        store: &Store,
        active: &ActiveSession,
        number: usize,
        player: Player<'_>,
        answer: impl Fn(u64, bool) -> Event,
    ) -> Result<(Applied, bool), Reply> {
        let done = async {
            let (user, counts) = self.standing(store, active, number, player).await?;
            let event = answer(user, counts);
            Ok((
                self.sessions
                    .apply_event(store, active, Some(player.event), Some(player.made), event)
                    .await?,
                counts,
            ))
        };
        done.await.map_err(|why: ApplyError| messages::not_applied(&why))
    }

    /// Who a player stands for in the log, and whether their answer to a question may bring points.
    async fn standing(
        &self,
        store: &Store,
        active: &ActiveSession,
        number: usize,
        player: Player<'_>,
    ) -> Result<(u64, bool), ApplyError> {
        let person = player.actor.person;
        let item = {
            let mut state = self.sessions.state_of(store, active).await?;
            if state.counts_for != number {
                state.counts.clear();
                state.counts_for = number;
            }
            if let Some(counts) = state.counts.get(&person) {
                return Ok((state.pseudonyms.get(&person).copied().unwrap_or(person), *counts));
            }
            state
                .session
                .asking()
                .filter(|(asking, _)| asking.number() == number)
                .map(|(_, asked)| asked.item.clone())
        };
        let user = self.pseudonym(store, active, player).await?;
        // The rules refuse an answer to a question that is not open.
        let Some(item) = item else { return Ok((user, false)) };
        let counts = !is_pseudonym(user)
            && self.sessions.claims(person, &item, &active.id)
            && !self.claimed(store, active, person, &item).await?;
        let mut state = active.state.lock().await;
        if state.counts_for == number {
            state.counts.insert(person, counts);
        }
        Ok((user, counts))
    }

    /// Whether a person got points for an item in another session a short while ago, by what is
    /// kept.
    async fn claimed(
        &self,
        store: &Store,
        active: &ActiveSession,
        person: u64,
        item: &str,
    ) -> Result<bool, StoreError> {
        let since = self.sessions.now().saturating_sub(CLAIM_WINDOW) / 1_000;
        store.claimed(person, item, &active.id, since.cast_signed()).await
    }

    /// The running session that a button belongs to.
    async fn session_of(&self, action: &QuizAction) -> Result<Arc<ActiveSession>, Reply> {
        let store = self.store()?;
        if let Some(active) = self.sessions.get(&action.session) {
            return Ok(active);
        }
        match store.session(&action.session).await {
            Ok(None) => Err(Reply::error(messages::LONG_OVER)),
            Ok(Some(stored)) if stored.ended => Err(Reply::error(messages::OVER)),
            Ok(Some(_)) => Err(Reply::error(messages::PAUSED)),
            Err(failure) => Err(messages::not_applied(&failure.into())),
        }
    }

    /// What a person did not have right in a session, with the evidence.
    async fn missed(&self, session: &str, person: u64) -> Result<Reply, Reply> {
        let (store, items) = (self.store()?, self.items().await?);
        let lost = |failure: StoreError| messages::not_applied(&failure.into());
        let stored = store.session(session).await.map_err(lost)?;
        let stored = stored.ok_or_else(|| Reply::error(messages::LONG_OVER))?;
        if !stored.ended {
            return Err(Reply::error(messages::REVIEW_COMES_LATER));
        }
        let log = store.session_log(session).await.map_err(lost)?;
        let replayed = stored_log::parse(&stored)
            .and_then(|(setup, _)| stored_log::replayed(setup, &log, u64::MAX));
        let (state, _) = replayed.map_err(|why| messages::not_applied(&why.into()))?;
        let shown = Shown {
            id: session,
            session: &state,
            deck: &items.deck,
            names: &HashMap::new(),
            pseudonyms: &HashMap::new(),
        };
        let tally = state.players().get(&person);
        let tally = tally.ok_or_else(|| Reply::error(messages::NOTHING_TO_REVIEW))?;
        if tally.missed.is_empty() {
            return Ok(Reply::ephemeral(messages::MISSED_NOTHING));
        }
        let mut parts = Vec::new();
        for number in &tally.missed {
            let prompt = shown.item(*number).map_or("", |item| item.prompt.as_str());
            parts.push(Part::Text(format!("{}: {prompt}", messages::question_title(*number))));
            parts.extend(shown.solution(*number));
        }
        let heading = Some(messages::MISSED.to_owned());
        Ok(Reply { private: true, heading, parts, ..Reply::default() })
    }
}
