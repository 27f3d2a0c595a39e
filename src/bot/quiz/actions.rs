//! What players do with a question, and what each is told, privately and at once.

use std::collections::HashMap;

use super::active::{ActiveSession, Applied, ApplyError};
use super::presenter::{Shown, letter};
use super::{Player, messages, stored_log};
use crate::bot::{Bot, excerpt};
use crate::quiz::{CLAIM_WINDOW, Effect, Event, Grade, Solution, grade};
use crate::reply::{Action, Field, Form, Part, QuizAction, QuizButton, Reply, Span};
use crate::store::{Store, StoreError, is_pseudonym};

/// Response when an answer cannot bring points.
const NO_POINTS: &str = "It brings no points, because you opted out, or answered this question in \
                         another round a short while ago.";

/// The name of the field for typed answers, the most that can be typed there, and how much of the
/// question stands in it.
pub const TYPED_ANSWER: &str = "answer";
const LONGEST_ANSWER: u16 = 200;
const EXAMPLE: usize = 90;

impl Bot {
    /// Does what a button of a session says. Only who pressed it sees the reply; what everybody
    /// sees follows by itself.
    pub async fn press_session(&self, action: &QuizAction, player: Player<'_>) -> Reply {
        if action.options == QuizButton::Missed {
            return self.missed(&action.session, player.actor.person).await;
        }
        let active = match self.session_of(action).await {
            Ok(active) => active,
            Err(refusal) => return refusal,
        };
        let Some(store) = self.store() else { return messages::no_store() };
        match action.options {
            QuizButton::Vote { number, choice } => {
                self.vote(store, &active, number.into(), choice.into(), player).await
            }
            QuizButton::Hint { number } => self.hint(store, &active, number.into(), player).await,
            QuizButton::Skip { number } => self.skip(store, &active, number.into(), player).await,
            QuizButton::Type { .. } | QuizButton::Missed | QuizButton::Again => {
                Reply::ephemeral(messages::NO_ANSWER)
            }
        }
    }

    /// The form for typing an answer to a question, while that may be typed.
    ///
    /// # Errors
    /// What the person is told when not.
    pub async fn answer_form(&self, action: &QuizAction) -> Result<Form, Reply> {
        let active = self.session_of(action).await?;
        let made = self.made().await?;
        let state = active.state.lock().await;
        let open = state
            .session
            .open_question()
            .filter(|(_, asked)| matches!(asked.solution, Solution::Text { .. }));
        let open = open.filter(|(asking, _)| {
            action.options == QuizButton::Type { number: number_of(asking.number()) }
        });
        let item = open.and_then(|(_, asked)| made.deck.get(&asked.item));
        let (Some((asking, _)), Some(item)) = (open, item) else {
            return Err(Reply::ephemeral(messages::NO_ANSWER));
        };
        let field = Field {
            name: TYPED_ANSWER,
            label: "Your answer",
            example: excerpt::cut(&item.prompt, EXAMPLE),
            filled: String::new(),
            longest: LONGEST_ANSWER,
            lines: false,
        };
        let title = format!("Question {}", asking.number() + 1);
        Ok(Form { title, action: Action::Quiz(action.clone()), fields: vec![field] })
    }

    /// Judges a typed answer.
    pub async fn type_answer(&self, action: &QuizAction, typed: &str, player: Player<'_>) -> Reply {
        let QuizButton::Type { number } = action.options else {
            return Reply::ephemeral(messages::NO_ANSWER);
        };
        let done = async {
            let store = self.store().ok_or_else(messages::no_store)?;
            let (active, made) = (self.session_of(action).await?, self.made().await?);
            let accepted = {
                let state = active.state.lock().await;
                let asked = state.session.setup().questions().get(usize::from(number));
                match asked.map(|asked| &asked.solution) {
                    Some(Solution::Text { accepted }) => accepted.clone(),
                    _ => return Err(Reply::ephemeral(messages::NO_ANSWER)),
                }
            };
            let grade = grade(&accepted, &made.distractors, typed);
            let answer = |user, counts| Event::Typed { user, number: number.into(), grade, counts };
            let (_, counts) = self.answered(store, &active, number.into(), player, answer).await?;
            let said = match grade {
                Grade::Right => "Right.",
                Grade::Unclear => {
                    "Not quite: spelled like this, it could be something else. Type it out \
                     exactly if you have a try left."
                }
                Grade::Wrong | Grade::Blank => {
                    "Not right. Press Answer to try again if you have a try left."
                }
            };
            let note = if counts || grade != Grade::Right {
                String::new()
            } else {
                format!(" {NO_POINTS}")
            };
            Ok::<Reply, Reply>(Reply::ephemeral(format!("{said}{note}")))
        };
        done.await.unwrap_or_else(|refusal| refusal)
    }

    async fn vote(
        &self,
        store: &Store,
        active: &ActiveSession,
        number: usize,
        choice: usize,
        player: Player<'_>,
    ) -> Reply {
        let answer = |user, counts| Event::Voted { user, number, choice, counts };
        let (taken, counts) = match self.answered(store, active, number, player, answer).await {
            Ok(done) => done,
            Err(refusal) => return refusal,
        };
        let mut line = vec![Span::Text(format!("Your answer: {}.", letter(choice)))];
        if let Some(closes) = taken.closes {
            line.push(Span::Text(" You can change it until the answer comes, ".to_owned()));
            line.push(Span::Until(closes / 1_000));
            line.push(Span::Text(".".to_owned()));
        }
        if !counts {
            line.push(Span::Text(format!(" {NO_POINTS}")));
        }
        Reply { private: true, parts: vec![Part::Line(line)], ..Reply::default() }
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
            .wants(store, active, player, |user| Event::HintAsked { user, number, moderator })
            .await
        {
            Ok(Applied { effects, .. })
                if effects.iter().any(|effect| matches!(effect, Effect::Hint { .. })) =>
            {
                Reply::ephemeral(
                    "The hint is there, for everybody. Right answers bring less from now on.",
                )
            }
            Ok(_) => Reply::ephemeral(
                "Noted: you want a hint. It comes when more than half of the players do.",
            ),
            Err(why) => messages::not_taken(&why),
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
            .wants(store, active, player, |user| Event::SkipAsked { user, number, moderator })
            .await
        {
            Ok(Applied { effects, .. })
                if effects.iter().any(|effect| matches!(effect, Effect::Reveal(_))) =>
            {
                Reply::ephemeral("The question is skipped.")
            }
            Ok(_) => Reply::ephemeral(
                "Noted: you want the next question. It comes when more than half of the players do.",
            ),
            Err(why) => messages::not_taken(&why),
        }
    }

    /// Takes what a player wants of the session.
    pub(super) async fn wants(
        &self,
        store: &Store,
        active: &ActiveSession,
        player: Player<'_>,
        event: impl Fn(u64) -> Event,
    ) -> Result<Applied, ApplyError> {
        let event = event(self.pseudonym(store, active, player).await?);
        self.sessions.take(store, active, Some(player.event), Some(player.made), event).await
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
        state.names.entry(person).or_insert_with(|| player.name.to_owned());
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
                    .take(store, active, Some(player.event), Some(player.made), event)
                    .await?,
                counts,
            ))
        };
        done.await.map_err(|why: ApplyError| messages::not_taken(&why))
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
                .open_question()
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
        store.scored_elsewhere(person, item, &active.id, since.cast_signed()).await
    }

    /// The running session that a button belongs to.
    async fn session_of(
        &self,
        action: &QuizAction,
    ) -> Result<std::sync::Arc<ActiveSession>, Reply> {
        let store = self.store().ok_or_else(messages::no_store)?;
        if let Some(active) = self.sessions.get(&action.session) {
            return Ok(active);
        }
        match store.session(&action.session).await {
            Ok(None) => Err(Reply::ephemeral(messages::LONG_OVER)),
            Ok(Some(stored)) if stored.ended => Err(Reply::ephemeral(messages::OVER)),
            Ok(Some(_)) => Err(Reply::ephemeral(messages::PAUSED)),
            Err(failure) => Err(messages::not_taken(&failure.into())),
        }
    }

    /// What a person did not have right in a session, with the proofs.
    async fn missed(&self, session: &str, person: u64) -> Reply {
        let done = async {
            let (store, made) = (self.store().ok_or_else(messages::no_store)?, self.made().await?);
            let lost = |failure: StoreError| messages::not_taken(&failure.into());
            let stored = store
                .session(session)
                .await
                .map_err(lost)?
                .ok_or_else(|| Reply::ephemeral(messages::LONG_OVER))?;
            if !stored.ended {
                return Err(Reply::ephemeral(
                    "The round is still running; your review is there when it is over.",
                ));
            }
            let log = store.session_log(session).await.map_err(lost)?;
            let replayed = stored_log::read(&stored)
                .and_then(|(setup, _)| stored_log::replayed(setup, &log, u64::MAX));
            let (state, _) = replayed.map_err(|why| messages::not_taken(&why.into()))?;
            let shown = Shown {
                id: session,
                session: &state,
                deck: &made.deck,
                names: &HashMap::new(),
                pseudonyms: &HashMap::new(),
            };
            let Some(tally) = state.players().get(&person) else {
                return Err(Reply::ephemeral(
                    "I have nothing of you from this round: you did not answer, or did not want \
                     it kept.",
                ));
            };
            if tally.missed.is_empty() {
                return Err(Reply::ephemeral("You missed nothing: all your answers were right."));
            }
            let mut parts = Vec::new();
            for number in &tally.missed {
                let prompt =
                    shown.item(*number).map_or_else(String::new, |item| item.prompt.clone());
                parts.push(Part::Text(format!("Question {}: {prompt}", number + 1)));
                parts.extend(shown.solution(*number));
            }
            Ok(Reply {
                private: true,
                heading: Some("What you missed".to_owned()),
                parts,
                ..Reply::default()
            })
        };
        done.await.unwrap_or_else(|refusal| refusal)
    }
}

fn number_of(number: usize) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}
