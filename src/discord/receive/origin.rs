//! Who asks, and where, from what every interaction and message carries.

use serenity::all::{
    AuthorizingIntegrationOwner, ChannelType, GuildId, Interaction, Member, Message, Permissions,
};

use crate::bot::{Actor, ChannelAccess, Origin};
use crate::discord::markdown;
use crate::discord::snowflake::made;

/// Beside the permission to write.
const TO_POST: Permissions = Permissions::VIEW_CHANNEL.union(Permissions::EMBED_LINKS);

const TO_THREAD: Permissions =
    Permissions::CREATE_PUBLIC_THREADS.union(Permissions::SEND_MESSAGES_IN_THREADS);

pub(super) fn of_interaction(interaction: &Interaction) -> Option<(Actor, Origin)> {
    // A form does not say it, but opens only where it was allowed.
    let (user, member, channel_id, channel, owners) = match interaction {
        Interaction::Command(from) => {
            let owners = Some(&from.authorizing_integration_owners);
            (&from.user, from.member.as_deref(), from.channel_id, &from.channel, owners)
        }
        Interaction::Component(from) => {
            let owners = Some(&from.authorizing_integration_owners);
            (&from.user, from.member.as_ref(), from.channel_id, &from.channel, owners)
        }
        Interaction::Modal(from) => {
            (&from.user, from.member.as_ref(), from.channel_id, &from.channel, None)
        }
        _ => return None,
    };
    // Elsewhere somebody brings the bot along as an app of their own.
    let is_here = |owner: &_| matches!(owner, AuthorizingIntegrationOwner::GuildInstall(_));
    let server =
        interaction.guild_id().filter(|_| owners.is_none_or(|all| all.0.iter().any(is_here)));
    let has = member.and_then(|member| member.permissions);
    let thread = channel.as_ref().filter(|channel| channel.thread_metadata.is_some());
    let settings_channel = thread.and_then(|thread| thread.parent_id).unwrap_or(channel_id);
    let permissions = interaction.app_permissions();
    // In a thread the channel's permission to write does not count.
    let to_write = match thread {
        Some(_) => Permissions::SEND_MESSAGES_IN_THREADS,
        None => Permissions::SEND_MESSAGES,
    };
    let is_text = channel.as_ref().is_some_and(|channel| channel.kind == ChannelType::Text);
    let access = ChannelAccess {
        can_post: permissions.is_none_or(|has| has.contains(TO_POST.union(to_write))),
        // Without Discord's word that it may, it does not try.
        can_create_thread: is_text && permissions.is_some_and(|has| has.contains(TO_THREAD)),
    };
    let actor = Actor {
        person: user.id.get(),
        name: member.map_or(user.display_name(), Member::display_name).to_owned(),
        server: server.map(GuildId::get),
        channel: Some(channel_id.get()),
        settings_channel: Some(settings_channel.get()),
        roles: member.iter().flat_map(|member| &member.roles).map(|role| role.get()).collect(),
        access,
        can_manage_server: has.is_some_and(Permissions::manage_guild),
    };
    Some((actor, origin(interaction.id().get())))
}

/// A message does not say what its author may do.
pub(super) fn of_message(message: &Message) -> (Actor, Origin) {
    let channel = Some(message.channel_id.get());
    let actor = Actor {
        person: message.author.id.get(),
        name: message.author.display_name().to_owned(),
        server: message.guild_id.map(GuildId::get),
        channel,
        settings_channel: channel,
        ..Actor::default()
    };
    (actor, origin(message.id.get()))
}

fn origin(event: u64) -> Origin {
    Origin { event, made: made(event), ..Origin::default() }
}

/// The question above an answer.
pub(super) fn heading(answer: &Message) -> Option<String> {
    answer.embeds.first()?.title.as_deref().map(markdown::unescape)
}
