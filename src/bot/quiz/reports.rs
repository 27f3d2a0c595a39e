//! Reports of faulty quiz items. The fault is chosen from a list, so that nobody's words are
//! stored.

use super::service::QuizService;
use crate::bot::actor::Actor;
use crate::bot::messages::{quiz as messages, store_failed};
use crate::reply::{Action, Button, Fault, Part, Reply};
use crate::store::NewReport;

impl QuizService {
    pub async fn ask_fault(&self, item: &str) -> Reply {
        if self.resources.store().is_none() {
            return Reply::error(messages::REPORTS_NEED_STORE);
        }
        let found = match self.deck().await {
            Ok(deck) => deck.get(item),
            Err(error) => return error,
        };
        let Some(found) = found else { return Reply::error(messages::NO_SUCH_ITEM) };
        let button = |fault: Fault| Button {
            label: fault.name(),
            action: Action::Report { item: item.to_owned(), fault: Some(fault) },
        };
        let buttons = Fault::ALL.into_iter().map(button).collect();
        let parts =
            vec![Part::Text(messages::WHAT_IS_WRONG.to_owned()), Part::Text(found.prompt.clone())];
        Reply { private: true, parts, buttons, ..Reply::default() }
    }

    /// Counts once per person.
    pub async fn report(&self, item: &str, fault: Fault, actor: &Actor) -> Reply {
        let Some(store) = self.resources.store() else {
            return Reply::error(messages::REPORTS_NEED_STORE);
        };
        match self.deck().await {
            Ok(deck) if deck.get(item).is_none() => return Reply::error(messages::NO_SUCH_ITEM),
            Ok(_) => {}
            Err(error) => return error,
        }
        let report =
            NewReport { item, person: actor.person, server: actor.server, fault: fault.name() };
        match store.add_report(report, self.resources.now()).await {
            Ok(true) => Reply::ephemeral(messages::REPORTED),
            Ok(false) => Reply::ephemeral(messages::REPORTED_BEFORE),
            Err(error) => store_failed(&error),
        }
    }
}
