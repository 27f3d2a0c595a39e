//! Reports of quiz items that somebody found wrong. What is wrong is chosen from a list, so that
//! nobody's words are kept.

use super::service::QuizService;
use crate::bot::messages;
use crate::bot::request::Actor;
use crate::reply::{Action, Button, Fault, Part, Reply};
use crate::store::NewReport;

/// Response when a report cannot be kept at all.
const NO_REPORTS: &str = "This bot keeps nothing, so it cannot pass a report on.";

/// Response when the item that a button names is not there.
const NO_ITEM: &str =
    "This question is no longer asked, because the text or the quiz was changed since.";

/// Response when a report was kept.
const THANKS: &str = "Thank you. Whoever runs this bot can now look at this question.";

/// Response when the person had reported the item before.
const REPORTED: &str = "This question was reported already; it needs no second report. Thank you.";

impl QuizService {
    /// Asks what is wrong with a quiz item.
    pub async fn ask_fault(&self, item: &str) -> Reply {
        if self.resources.store().is_none() {
            return Reply::ephemeral(NO_REPORTS);
        }
        let found = match self.deck().await {
            Ok(deck) => deck.get(item),
            Err(refusal) => return refusal,
        };
        let Some(found) = found else { return Reply::ephemeral(NO_ITEM) };
        let button = |fault: Fault| Button {
            label: fault.name(),
            action: Action::Report { item: item.to_owned(), fault: Some(fault) },
        };
        let buttons = Fault::ALL.into_iter().map(button).collect();
        let parts = vec![
            Part::Text("What is wrong with this question?".to_owned()),
            Part::Text(found.prompt.clone()),
        ];
        Reply { private: true, parts, buttons, ..Reply::default() }
    }

    /// Keeps what somebody says is wrong with a quiz item, once a person.
    pub async fn report(&self, item: &str, fault: Fault, actor: &Actor) -> Reply {
        let Some(store) = self.resources.store() else { return Reply::ephemeral(NO_REPORTS) };
        match self.deck().await {
            Ok(deck) if deck.get(item).is_none() => return Reply::ephemeral(NO_ITEM),
            Ok(_) => {}
            Err(refusal) => return refusal,
        }
        let report =
            NewReport { item, person: actor.person, server: actor.server, fault: fault.name() };
        match store.report(report, self.resources.now()).await {
            Ok(true) => Reply::ephemeral(THANKS),
            Ok(false) => Reply::ephemeral(REPORTED),
            Err(error) => messages::store_failed(&error),
        }
    }
}
