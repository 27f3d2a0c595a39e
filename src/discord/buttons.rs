//! A pressed button or a chosen question: where its reply goes, and that nothing is shared twice.

use serenity::all::{
    ComponentInteraction, ComponentInteractionDataKind, Context, Error, InteractionContext,
    Message, MessageFlags,
};

use super::events::{Handler, too_many};
use super::render::{PLACES, RELATED};
use super::respond::Target;
use super::sessions::name_of;
use super::{commands, markdown, modals};
use crate::bot::{Ask, Bot, LessonCommand, Press, SETTINGS_MENU};
use crate::reply::{Action, Reply};

/// Said when somebody shares something a second time.
const SHARED_ALREADY: &str = "This was shared a moment ago; everybody can see it already.";

impl Handler {
    /// Answers a pressed button.
    pub(super) async fn press(
        &self,
        ctx: &Context,
        interaction: &ComponentInteraction,
    ) -> Result<(), Error> {
        let reached = self.reached(ctx, interaction.id, &interaction.token);
        let (message, custom_id) =
            (interaction.message.id.get(), interaction.data.custom_id.as_str());
        let action = custom_id.parse::<Action>().ok();
        if let Some(Action::Quiz(action)) = &action {
            return self.press_session(ctx, interaction, action).await;
        }
        let shares = action.as_ref().is_some_and(Action::shares);
        let refusal = match self.flood().count(interaction.user.id.get()) {
            Err(wait) => Some(too_many(wait)),
            Ok(()) if shares && !self.flood().share(message, custom_id) => {
                Some(Reply::ephemeral(SHARED_ALREADY))
            }
            Ok(()) => None,
        };
        if let Some(refusal) = refusal {
            return reached.answer(Target::New { private: true }, async { refusal }).await;
        }

        let direct = interaction.context == Some(InteractionContext::BotDm);
        let alone = is_private(&interaction.message) || direct;
        let sets = custom_id.starts_with(SETTINGS_MENU);
        let meant = match &action {
            _ if sets => Target::Replace,
            Some(action) if alone && action.turns_the_page() => Target::Replace,
            _ => Target::New { private: !shares && !direct },
        };
        let heading = interaction
            .message
            .embeds
            .first()
            .and_then(|embed| embed.title.as_deref())
            .map(markdown::unescape);
        let by = name_of(&interaction.user, interaction.member.as_ref());
        let pressed = custom_id.to_owned();
        let actor = commands::actor_of(
            &interaction.user,
            interaction.guild_id,
            interaction.channel_id,
            interaction.member.as_ref(),
        );
        let roles = commands::roles(interaction.member.as_ref());
        if action == Some(Action::AddLesson) {
            return match self.bot().teaching_form(heading.as_deref(), actor, &roles).await {
                Ok(form) => modals::open(reached, &form).await,
                Err(refusal) => {
                    reached.answer(Target::New { private: true }, async { *refusal }).await
                }
            };
        }
        let values = match &interaction.data.kind {
            ComponentInteractionDataKind::StringSelect { values } => values.clone(),
            ComponentInteractionDataKind::RoleSelect { values } => {
                values.iter().map(ToString::to_string).collect()
            }
            _ => Vec::new(),
        };
        let opens = custom_id.starts_with(PLACES);
        let chosen = values.first().cloned().filter(|_| opens || custom_id == RELATED);
        let work = async {
            match &action {
                Some(Action::Forget { person }) => return self.bot().forget(*person, actor).await,
                Some(Action::ListLessons { page }) => {
                    let page = usize::try_from(*page).unwrap_or_default();
                    return self.bot().teach(LessonCommand::List { page }, actor, &roles).await;
                }
                Some(Action::WithdrawLesson { id }) => {
                    return self
                        .bot()
                        .teach(LessonCommand::Withdraw { id: id.to_string() }, actor, &roles)
                        .await;
                }
                Some(Action::Report { item, fault: None }) => {
                    return self.bot().ask_fault(item).await;
                }
                Some(Action::Report { item, fault: Some(fault) }) => {
                    return self.bot().report(item, *fault, actor).await;
                }
                Some(Action::ResetBoard { server }) => {
                    return self.bot().reset_board(*server, actor).await;
                }
                _ => {}
            }
            if sets {
                return self
                    .bot()
                    .choose(custom_id, &values, self.in_channel(actor), self.reads_all())
                    .await;
            }
            let preferences = self.preferences(actor).await;
            let taught = self.bot().lessons(actor.server).await;
            let explains = matches!(action, Some(Action::Why { .. }));
            let press = move |bot: &Bot| {
                let (private, taught, preferences) =
                    (!direct, taught.as_deref(), Some(&*preferences));
                match chosen {
                    Some(place) if opens => bot.cite(&place, private),
                    Some(question) => bot.ask(Ask {
                        question: &question,
                        earlier: None,
                        private,
                        taught,
                        preferences,
                    }),
                    None => bot.press(
                        &pressed,
                        Press {
                            heading: heading.as_deref(),
                            by: &by,
                            private,
                            taught,
                            preferences,
                        },
                    ),
                }
            };
            let mut reply = self.compute(press).await;
            if explains {
                reply = self.bot().offer_teaching(reply, actor, &roles).await;
            }
            if shares && reply.quotes().next().is_none() {
                self.flood().not_shared(message, custom_id);
            }
            reply
        };
        let answered = reached.answer(meant, work).await;
        if shares && answered.is_err() {
            self.flood().not_shared(message, custom_id);
        }
        answered
    }
}

fn is_private(message: &Message) -> bool {
    message.flags.is_some_and(|flags| flags.contains(MessageFlags::EPHEMERAL))
}
