//! Who asks, and where, from what every interaction and message carries.

use serenity::all::{
    ChannelId, ChannelType, CommandInteraction, ComponentInteraction, GuildId, InteractionId,
    Member, Message, ModalInteraction, PartialChannel, Permissions, User,
};

use crate::bot::{Actor, ChannelAccess, Origin};
use crate::discord::snowflake::made;

const TO_POST: Permissions =
    Permissions::VIEW_CHANNEL.union(Permissions::SEND_MESSAGES).union(Permissions::EMBED_LINKS);

const TO_THREAD: Permissions =
    Permissions::CREATE_PUBLIC_THREADS.union(Permissions::SEND_MESSAGES_IN_THREADS);

pub(super) struct Interacted<'a> {
    id: InteractionId,
    user: &'a User,
    member: Option<&'a Member>,
    server: Option<GuildId>,
    channel_id: ChannelId,
    channel: Option<&'a PartialChannel>,
    permissions: Option<Permissions>,
}

macro_rules! interacted {
    ($from:ty, $member:ident) => {
        impl<'a> From<&'a $from> for Interacted<'a> {
            fn from(interaction: &'a $from) -> Self {
                Interacted {
                    id: interaction.id,
                    user: &interaction.user,
                    member: interaction.member.$member(),
                    server: interaction.guild_id,
                    channel_id: interaction.channel_id,
                    channel: interaction.channel.as_ref(),
                    permissions: interaction.app_permissions,
                }
            }
        }
    };
}

interacted!(CommandInteraction, as_deref);
interacted!(ComponentInteraction, as_ref);
interacted!(ModalInteraction, as_ref);

impl Interacted<'_> {
    pub(super) fn actor(&self) -> Actor {
        let permissions = self.member.and_then(|member| member.permissions);
        let channel = Some(self.channel_id.get());
        let thread = self.channel.filter(|channel| channel.thread_metadata.is_some());
        let parent = thread.and_then(|thread| thread.parent_id).map(ChannelId::get);
        Actor {
            person: self.user.id.get(),
            name: display_name(self.user, self.member),
            server: self.server.map(GuildId::get),
            channel,
            settings_channel: parent.or(channel),
            roles: self
                .member
                .into_iter()
                .flat_map(|member| &member.roles)
                .map(|role| role.get())
                .collect(),
            can_manage_server: permissions.is_some_and(Permissions::manage_guild),
        }
    }

    pub(super) fn origin(&self) -> Origin {
        let is_text = self.channel.is_some_and(|channel| channel.kind == ChannelType::Text);
        Origin {
            event: self.id.get(),
            made: made(self.id.get()),
            access: ChannelAccess {
                can_post: self.permissions.is_none_or(|has| has.contains(TO_POST)),
                // Without Discord's word that it may, it does not try.
                can_create_thread: is_text
                    && self.permissions.is_some_and(|has| has.contains(TO_THREAD)),
            },
            ..Origin::default()
        }
    }
}

/// A message does not say what its author may do.
pub(super) fn of_message(message: &Message) -> (Actor, Origin) {
    let channel = Some(message.channel_id.get());
    let actor = Actor {
        person: message.author.id.get(),
        name: display_name(&message.author, None),
        server: message.guild_id.map(GuildId::get),
        channel,
        settings_channel: channel,
        ..Actor::default()
    };
    let id = message.id.get();
    (actor, Origin { event: id, made: made(id), ..Origin::default() })
}

fn display_name(user: &User, member: Option<&Member>) -> String {
    let here = member.and_then(|member| member.nick.clone());
    here.or_else(|| user.global_name.clone()).unwrap_or_else(|| user.name.clone())
}
