//! Reports of faulty quiz items. The fault is chosen from a list: nobody's words are stored.

use super::presenter::prompt_with_choices;
use super::service::QuizService;
use crate::bot::actor::Actor;
use crate::bot::messages::quiz as messages;
use crate::quiz::Item;
use crate::reply::{Action, Button, Fault, Part, Reply};
use crate::store::{NewReport, Store};

impl QuizService {
    async fn reported(&self, item: &str) -> Result<(&Store, &Item), Reply> {
        let store = self.resources.store_or(messages::REPORTS_NEED_STORE)?;
        let item = self.deck().await?.get(item);
        Ok((store, item.ok_or_else(|| Reply::error(messages::NO_SUCH_ITEM))?))
    }

    pub async fn ask_fault(&self, item: &str) -> Result<Reply, Reply> {
        let (_, found) = self.reported(item).await?;
        let button = |fault: Fault| Button {
            label: fault.name(),
            action: Action::Report { item: item.to_owned(), fault: Some(fault) },
        };
        let buttons = Fault::ALL.into_iter().map(button).collect();
        let mut parts = vec![Part::text(messages::WHAT_IS_WRONG)];
        parts.extend(prompt_with_choices(found, ". "));
        Ok(Reply { private: true, parts, buttons, ..Reply::default() })
    }

    pub async fn report(&self, item: &str, fault: Fault, actor: &Actor) -> Result<Reply, Reply> {
        let (store, _) = self.reported(item).await?;
        let report =
            NewReport { item, person: actor.person, server: actor.server, fault: fault.name() };
        Ok(Reply::ephemeral(match store.add_report(report, self.resources.now()).await? {
            true => messages::REPORTED,
            false => messages::REPORTED_BEFORE,
        }))
    }
}
