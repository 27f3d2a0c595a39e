//! What players see of a session besides its messages: the score, and what they missed.

use std::collections::HashMap;

use super::presenter::{Audience, Presenter};
use super::service::QuizService;
use super::stored_log;
use crate::bot::actor::Actor;
use crate::bot::messages::quiz as messages;
use crate::reply::{Part, Reply};
use crate::store::StoreError;

impl QuizService {
    pub(super) async fn score(&self, actor: &Actor) -> Result<Reply, Reply> {
        let (_, active) = self.running_in(actor).await?;
        let items = self.items().await?;
        let state = active.state.lock().await;
        let standings = state.session.standings();
        let part = match standings.is_empty() {
            true => Part::Text(messages::NO_ANSWERS_YET.to_owned()),
            false => Part::Line(active.presenter(&state, &items.deck).places(&standings)),
        };
        let heading = Some(messages::SCORE.to_owned());
        Ok(Reply { private: true, heading, parts: vec![part], ..Reply::default() })
    }

    /// Once it is over.
    pub(super) async fn missed(&self, session: &str, person: u64) -> Result<Reply, Reply> {
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
        let (replayed, _) = replayed.map_err(|why| messages::not_applied(&why.into()))?;
        let (names, pseudonyms) = (HashMap::new(), HashMap::new());
        let audience = Audience::Channel { id: session, names: &names, pseudonyms: &pseudonyms };
        let presenter = Presenter { session: &replayed, deck: &items.deck, audience };
        let tally = replayed.players().get(&person);
        let tally = tally.ok_or_else(|| Reply::error(messages::NOTHING_TO_REVIEW))?;
        if tally.missed.is_empty() {
            return Ok(Reply::ephemeral(messages::MISSED_NOTHING));
        }
        let mut parts = Vec::new();
        for number in &tally.missed {
            let prompt = presenter.item(*number).map_or("", |item| item.prompt.as_str());
            parts.push(Part::Text(format!("{}: {prompt}", messages::question_title(*number))));
            parts.extend(presenter.solution(*number));
        }
        let heading = Some(messages::MISSED.to_owned());
        Ok(Reply { private: true, heading, parts, ..Reply::default() })
    }
}
