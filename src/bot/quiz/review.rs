//! The score of a session, and what a player missed.

use super::presenter::solution;
use super::service::QuizService;
use super::stored_log;
use crate::bot::actor::Actor;
use crate::bot::messages::quiz as messages;
use crate::reply::{Part, Reply};

impl QuizService {
    pub(super) async fn score(&self, actor: &Actor) -> Result<Reply, Reply> {
        let active = self.running_in(actor).await?;
        let deck = self.deck().await?;
        let state = active.state.lock().await;
        let standings = state.session.standings();
        let part = match standings.is_empty() {
            true => Part::text(messages::NO_SCORE_YET),
            false => Part::Lines(active.presenter(&state, deck).places(&standings)),
        };
        Ok(Reply { private: true, ..Reply::titled(messages::SCORE, vec![part]) })
    }

    pub(super) async fn missed(&self, session: &str, person: u64) -> Result<Reply, Reply> {
        let (store, deck) = (self.store()?, self.deck().await?);
        let stored = self.ended_session(session, messages::REVIEW_COMES_LATER).await?;
        let (replayed, ..) = stored_log::replayed(store, &stored).await?;
        let tally = replayed.players().get(&person);
        let tally = tally.ok_or_else(|| Reply::error(messages::NOTHING_TO_REVIEW))?;
        if tally.missed.is_empty() {
            return Ok(Reply::ephemeral(messages::MISSED_NOTHING));
        }
        let mut parts = Vec::new();
        for number in &tally.missed {
            let item = replayed.question(*number).and_then(|asked| deck.get(&asked.item));
            let title = messages::question_title(*number);
            match item {
                Some(item) => {
                    parts.push(Part::Text(format!("{title}: {}", item.prompt)));
                    parts.extend(solution(item));
                }
                None => {
                    parts.push(Part::Text(format!("{title}: {}", messages::NOT_ASKED_ANY_MORE)))
                }
            }
        }
        Ok(Reply { private: true, ..Reply::titled(messages::MISSED, parts) })
    }
}
