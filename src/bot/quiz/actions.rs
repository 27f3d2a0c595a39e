//! What players do with a question, and the private replies.

use super::active::ActiveSession;
use super::options::Player;
use super::service::QuizService;
use crate::bot::excerpt;
use crate::bot::messages::quiz as messages;
use crate::quiz::{Ballot, Effect, Event, Solution};
use crate::reply::{Action, Field, Form, Part, QuizAction, QuizButton, Reply};

pub(crate) const TYPED_ANSWER: &str = "answer";

/// In characters.
const LONGEST_ANSWER: u16 = 200;

/// Characters of the question.
const EXAMPLE: usize = 90;

impl QuizService {
    pub(super) async fn answer_form(
        &self,
        action: &QuizAction,
        number: usize,
    ) -> Result<Reply, Reply> {
        let active = self.session_of(action).await?;
        let deck = self.deck_of(&active).await?;
        let state = active.state.lock().await;
        let open = state.session.open_question().filter(|(asking, asked)| {
            asking.number == number && matches!(asked.solution, Solution::Text { .. })
        });
        let item = open.and_then(|(_, asked)| deck.get(&asked.item));
        let item = item.ok_or_else(|| Reply::error(messages::NO_ANSWER))?;
        let field = Field {
            name: TYPED_ANSWER,
            label: messages::ANSWER_FIELD,
            example: excerpt::cut(&item.prompt, EXAMPLE),
            filled: String::new(),
            longest: LONGEST_ANSWER,
            lines: false,
        };
        let title = messages::question_title(number);
        Ok(Reply::form(Form { title, action: Action::Quiz(action.clone()), fields: vec![field] }))
    }

    pub async fn type_answer(
        &self,
        action: &QuizAction,
        typed: &str,
        player: Player<'_>,
    ) -> Result<Reply, Reply> {
        let QuizButton::Type { number } = action.button else {
            return Err(Reply::error(messages::NO_ANSWER));
        };
        let number = usize::from(number);
        let active = self.session_of(action).await?;
        let deck = self.deck_of(&active).await?;
        let (item, accepted) = {
            let state = active.state.lock().await;
            let asked = state.session.question(number);
            match asked.map(|asked| (&asked.item, &asked.solution)) {
                Some((item, Solution::Text { accepted })) => (item.clone(), accepted.clone()),
                _ => return Err(Reply::error(messages::NO_ANSWER)),
            }
        };
        let grade = deck.grade(&item, &accepted, typed);
        let (user, counts) = self.user_who_answers(&active, number, player).await?;
        let answer = Event::Typed { user, number, grade, counts };
        self.sessions.apply_event(&active, Some(player), answer).await?;
        Ok(Reply::ephemeral(messages::grade(grade, counts)))
    }

    pub(super) async fn vote(
        &self,
        action: &QuizAction,
        number: usize,
        choice: usize,
        player: Player<'_>,
    ) -> Result<Reply, Reply> {
        let active = self.session_of(action).await?;
        let (user, counts) = self.user_who_answers(&active, number, player).await?;
        let answer = Event::Voted { user, number, choice, counts };
        let applied = self.sessions.apply_event(&active, Some(player), answer).await?;
        let line = messages::vote(choice, applied.closes, counts);
        Ok(Reply { private: true, parts: vec![Part::line(line)], ..Reply::default() })
    }

    pub(super) async fn ballot(
        &self,
        active: &ActiveSession,
        ballot: Ballot,
        number: usize,
        player: Player<'_>,
    ) -> Result<Reply, Reply> {
        let user = self.user(active, player).await?;
        let moderator = player.actor.can_manage_server;
        let event = match ballot {
            Ballot::Hint => Event::HintAsked { user, number, moderator },
            Ballot::Skip => Event::SkipAsked { user, number, moderator },
        };
        let applied = self.sessions.apply_event(active, Some(player), event).await?;
        let is_decided = matches!(applied.effect, Some(Effect::Hint { .. } | Effect::Reveal(_)));
        Ok(Reply::ephemeral(messages::balloted(ballot, is_decided)))
    }
}
