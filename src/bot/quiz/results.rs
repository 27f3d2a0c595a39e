//! What is stored of a question's answers before they are shown: points, and how its section was
//! answered.

use std::time::Duration;

use tracing::warn;

use super::active::ActiveSession;
use super::channel::Channel;
use super::service::QuizService;
use crate::quiz::{Deck, Gain, Outcome, Season};
use crate::store::{GainRow, NewAnswers, SectionAnswers, StoreError, is_pseudonym};

/// A reader waits no longer for how a speech was answered.
const PATIENCE: Duration = Duration::from_secs(1);

impl QuizService {
    /// `entries`: the session's, with this answer.
    pub(super) async fn store_results(
        &self,
        active: &ActiveSession,
        deck: &Deck,
        channel: &dyn Channel,
        entries: u64,
        outcome: &Outcome,
    ) -> Result<(), StoreError> {
        let now = self.resources.now();
        let (at, month) = (now.as_second(), Season::containing(now).range().start);
        let (item, gains) = {
            let state = active.state.lock().await;
            let asked = state.session.question(outcome.number);
            let item = asked.map(|asked| asked.item.clone()).unwrap_or_default();
            let row = |gain: &Gain| GainRow {
                session: active.id.clone(),
                item: item.clone(),
                person: gain.user,
                server: active.server,
                at,
                month,
                points: gain.points.total(),
                right_in_a_row: state.session.players().get(&gain.user).map_or(1, |one| one.streak),
                first_try: gain.points.first_try > 0,
            };
            let of_people = outcome.gains.iter().filter(|gain| !is_pseudonym(gain.user));
            let gains: Vec<GainRow> = of_people.map(row).collect();
            (item, gains)
        };
        if !gains.is_empty() {
            active.store.add_gains(&gains).await?;
        }
        let of_people = outcome.answers.iter().filter(|(person, _)| !is_pseudonym(*person));
        let people: Vec<_> = of_people.copied().collect();
        let section = deck.section_of(&item).filter(|_| channel.shows_answers());
        let Some((speech, section)) = section.filter(|_| !people.is_empty()) else {
            return Ok(());
        };
        let (session, people) = (active.id.as_str(), people.as_slice());
        let new = NewAnswers { session, entries, speech, section, at, people };
        active.store.count_answers(new).await
    }

    /// Sections that enough people answered; none without a database, or if it is slow. One call at
    /// a time: there may be many rows, and quizzes need the database, too.
    pub async fn section_answers(&self, speech: &str) -> Vec<SectionAnswers> {
        let Some(store) = self.resources.store() else { return Vec::new() };
        let found = tokio::time::timeout(PATIENCE, async {
            let _turn = self.telling.lock().await;
            store.section_answers(speech).await
        });
        found.await.unwrap_or(Ok(Vec::new())).unwrap_or_else(|failure| {
            warn!(error = %failure, "how sections were answered cannot be read now");
            Vec::new()
        })
    }
}
