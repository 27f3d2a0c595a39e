//! What players do with a question, and what each is told, privately and at once.

use std::collections::HashMap;

use super::live::{Live, NotTaken, Taken};
use super::show::{Shown, letter};
use super::{Player, record, told};
use crate::bot::{Bot, excerpt};
use crate::quiz::{CLAIM_WINDOW, Effect, Event, Judged, Solution, judge};
use crate::reply::{Action, Field, Form, Part, Reply, RoundAction, RoundWish, Span};
use crate::store::{Store, StoreError, is_nobody};

/// Said when an answer cannot bring points.
const NO_POINTS: &str =
    "It brings no points, because you opted out, or answered this question in another round a short while ago.";

/// The name of the field for typed answers, the most that can be typed there, and how much of the question stands in it.
pub const TYPED_ANSWER: &str = "answer";
const LONGEST_ANSWER: u16 = 200;
const EXAMPLE: usize = 90;

impl Bot {
    /// Does what a button of a round says. Only who pressed it sees the reply; what everybody sees follows by itself.
    pub async fn press_round(&self, action: &RoundAction, player: Player<'_>) -> Reply {
        if action.wish == RoundWish::Missed {
            return self.missed(&action.round, player.asker.person).await;
        }
        let live = match self.round_of(action).await {
            Ok(live) => live,
            Err(refusal) => return refusal,
        };
        let Some(store) = self.store() else { return told::no_store() };
        match action.wish {
            RoundWish::Vote { number, choice } => self.vote(store, &live, number.into(), choice.into(), player).await,
            RoundWish::Hint { number } => self.hint(store, &live, number.into(), player).await,
            RoundWish::Skip { number } => self.skip(store, &live, number.into(), player).await,
            RoundWish::Type { .. } | RoundWish::Missed | RoundWish::Again => Reply::refusal(told::NO_ANSWER),
        }
    }

    /// The form for typing an answer to a question, while that may be typed.
    ///
    /// # Errors
    /// What the person is told when not.
    pub async fn answer_form(&self, action: &RoundAction) -> Result<Form, Reply> {
        let live = self.round_of(action).await?;
        let made = self.made().await?;
        let state = live.state.lock().await;
        let open = state.round.asking().filter(|(_, asked)| matches!(asked.solution, Solution::Text { .. }));
        let open = open.filter(|(asking, _)| action.wish == RoundWish::Type { number: number_of(asking.number()) });
        let item = open.and_then(|(_, asked)| made.deck.get(&asked.item));
        let (Some((asking, _)), Some(item)) = (open, item) else { return Err(Reply::refusal(told::NO_ANSWER)) };
        let field = Field {
            name: TYPED_ANSWER,
            label: "Your answer",
            example: excerpt::cut(&item.prompt, EXAMPLE),
            filled: String::new(),
            longest: LONGEST_ANSWER,
            lines: false,
        };
        let title = format!("Question {}", asking.number() + 1);
        Ok(Form { title, action: Action::Round(action.clone()), fields: vec![field] })
    }

    /// Judges a typed answer.
    pub async fn type_answer(&self, action: &RoundAction, typed: &str, player: Player<'_>) -> Reply {
        let RoundWish::Type { number } = action.wish else { return Reply::refusal(told::NO_ANSWER) };
        let done = async {
            let store = self.store().ok_or_else(told::no_store)?;
            let (live, made) = (self.round_of(action).await?, self.made().await?);
            let accepted = {
                let state = live.state.lock().await;
                let asked = state.round.setup().questions().get(usize::from(number));
                match asked.map(|asked| &asked.solution) {
                    Some(Solution::Text { accepted }) => accepted.clone(),
                    _ => return Err(Reply::refusal(told::NO_ANSWER)),
                }
            };
            let judged = judge(&accepted, &made.rivals, typed);
            let answer = |user, counts| Event::Typed { user, number: number.into(), judged, counts };
            let (_, counts) = self.answered(store, &live, number.into(), player, answer).await?;
            let said = match judged {
                Judged::Right => "Right.",
                Judged::Unclear => {
                    "Not quite: spelled like this, it could be something else. Type it out exactly if you have a try left."
                }
                Judged::Wrong | Judged::Blank => "Not right. Press Answer to try again if you have a try left.",
            };
            let note = if counts || judged != Judged::Right { String::new() } else { format!(" {NO_POINTS}") };
            Ok::<Reply, Reply>(Reply::refusal(format!("{said}{note}")))
        };
        done.await.unwrap_or_else(|refusal| refusal)
    }

    async fn vote(&self, store: &Store, live: &Live, number: usize, choice: usize, player: Player<'_>) -> Reply {
        let answer = |user, counts| Event::Voted { user, number, choice, counts };
        let (taken, counts) = match self.answered(store, live, number, player, answer).await {
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

    async fn hint(&self, store: &Store, live: &Live, number: usize, player: Player<'_>) -> Reply {
        let moderator = player.asker.manages;
        match self.wants(store, live, player, |user| Event::HintAsked { user, number, moderator }).await {
            Ok(Taken { effects, .. }) if effects.iter().any(|effect| matches!(effect, Effect::Hint { .. })) => {
                Reply::refusal("The hint is there, for everybody. Right answers bring less from now on.")
            }
            Ok(_) => Reply::refusal("Noted: you want a hint. It comes when more than half of the players do."),
            Err(why) => told::not_taken(&why),
        }
    }

    pub(super) async fn skip(&self, store: &Store, live: &Live, number: usize, player: Player<'_>) -> Reply {
        let moderator = player.asker.manages;
        match self.wants(store, live, player, |user| Event::SkipAsked { user, number, moderator }).await {
            Ok(Taken { effects, .. }) if effects.iter().any(|effect| matches!(effect, Effect::Reveal(_))) => {
                Reply::refusal("The question is skipped.")
            }
            Ok(_) => Reply::refusal("Noted: you want the next question. It comes when more than half of the players do."),
            Err(why) => told::not_taken(&why),
        }
    }

    /// Takes what a player wants of the round.
    pub(super) async fn wants(
        &self,
        store: &Store,
        live: &Live,
        player: Player<'_>,
        event: impl Fn(u64) -> Event,
    ) -> Result<Taken, NotTaken> {
        let event = event(self.stands_for(store, live, player).await?);
        self.rounds.take(store, live, Some(player.event), Some(player.made), event).await
    }

    /// Who a player stands for in the log: nobody where they opted out.
    async fn stands_for(&self, store: &Store, live: &Live, player: Player<'_>) -> Result<u64, StoreError> {
        let person = player.asker.person;
        let masked = store.opted_out(person).await?;
        let mut state = live.state.lock().await;
        if masked || state.masks.contains_key(&person) {
            return Ok(state.mask(person));
        }
        state.names.entry(person).or_insert_with(|| player.name.to_owned());
        Ok(person)
    }

    /// Takes an answer; tells whether it may bring points.
    async fn answered(
        &self,
        store: &Store,
        live: &Live,
        number: usize,
        player: Player<'_>,
        answer: impl Fn(u64, bool) -> Event,
    ) -> Result<(Taken, bool), Reply> {
        let done = async {
            let (user, counts) = self.standing(store, live, number, player).await?;
            let event = answer(user, counts);
            Ok((self.rounds.take(store, live, Some(player.event), Some(player.made), event).await?, counts))
        };
        done.await.map_err(|why: NotTaken| told::not_taken(&why))
    }

    /// Who a player stands for in the log, and whether their answer to a question may bring points.
    async fn standing(&self, store: &Store, live: &Live, number: usize, player: Player<'_>) -> Result<(u64, bool), NotTaken> {
        let person = player.asker.person;
        let item = {
            let mut state = self.rounds.state_of(store, live).await?;
            if state.counts_for != number {
                state.counts.clear();
                state.counts_for = number;
            }
            if let Some(counts) = state.counts.get(&person) {
                return Ok((state.masks.get(&person).copied().unwrap_or(person), *counts));
            }
            state.round.asking().filter(|(asking, _)| asking.number() == number).map(|(_, asked)| asked.item.clone())
        };
        let user = self.stands_for(store, live, player).await?;
        // The rules refuse an answer to a question that is not open.
        let Some(item) = item else { return Ok((user, false)) };
        let counts =
            !is_nobody(user) && self.rounds.claims(person, &item, &live.id) && !self.claimed(store, live, person, &item).await?;
        let mut state = live.state.lock().await;
        if state.counts_for == number {
            state.counts.insert(person, counts);
        }
        Ok((user, counts))
    }

    /// Whether a person got points for an item in another round a short while ago, by what is kept.
    async fn claimed(&self, store: &Store, live: &Live, person: u64, item: &str) -> Result<bool, StoreError> {
        let since = self.rounds.now().saturating_sub(CLAIM_WINDOW) / 1_000;
        store.claimed(person, item, &live.id, since.cast_signed()).await
    }

    /// The running round that a button belongs to.
    async fn round_of(&self, action: &RoundAction) -> Result<std::sync::Arc<Live>, Reply> {
        let store = self.store().ok_or_else(told::no_store)?;
        if let Some(live) = self.rounds.get(&action.round) {
            return Ok(live);
        }
        match store.round(&action.round).await {
            Ok(None) => Err(Reply::refusal(told::LONG_OVER)),
            Ok(Some(stored)) if stored.ended => Err(Reply::refusal(told::OVER)),
            Ok(Some(_)) => Err(Reply::refusal(told::PAUSED)),
            Err(failure) => Err(told::not_taken(&failure.into())),
        }
    }

    /// What a person did not have right in a round, with the proofs.
    async fn missed(&self, round: &str, person: u64) -> Reply {
        let done = async {
            let (store, made) = (self.store().ok_or_else(told::no_store)?, self.made().await?);
            let lost = |failure: StoreError| told::not_taken(&failure.into());
            let stored = store.round(round).await.map_err(lost)?.ok_or_else(|| Reply::refusal(told::LONG_OVER))?;
            if !stored.ended {
                return Err(Reply::refusal("The round is still running; your review is there when it is over."));
            }
            let log = store.round_log(round).await.map_err(lost)?;
            let replayed = record::read(&stored).and_then(|(setup, _)| record::replayed(setup, &log, u64::MAX));
            let (state, _) = replayed.map_err(|why| told::not_taken(&why.into()))?;
            let shown = Shown { id: round, round: &state, deck: &made.deck, names: &HashMap::new(), masks: &HashMap::new() };
            let Some(tally) = state.players().get(&person) else {
                return Err(Reply::refusal(
                    "I have nothing of you from this round: you did not answer, or did not want it kept.",
                ));
            };
            if tally.missed.is_empty() {
                return Err(Reply::refusal("You missed nothing: all your answers were right."));
            }
            let mut parts = Vec::new();
            for number in &tally.missed {
                let prompt = shown.item(*number).map_or_else(String::new, |item| item.prompt.clone());
                parts.push(Part::Text(format!("Question {}: {prompt}", number + 1)));
                parts.extend(shown.solution(*number));
            }
            Ok(Reply { private: true, heading: Some("What you missed".to_owned()), parts, ..Reply::default() })
        };
        done.await.unwrap_or_else(|refusal| refusal)
    }
}

fn number_of(number: usize) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}
