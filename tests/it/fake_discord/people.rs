//! Who and what exists before a test starts: people, guilds and places, with the JSON Discord
//! gives for each.
//!
//! The objects are complete on purpose: a client drops a whole event when one required field is
//! missing.

use serde_json::{Value, json};

/// A human account.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Person(pub u64);

/// A channel, thread, direct message or private chat.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place(pub u64);

/// A server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Guild(pub u64);

const BASE: u64 = 1_400_000_000_000_000_000;

/// The bot's own account.
pub const BOT: Person = Person(BASE + 1);
/// The application; unlike the bot's account, so that a mix-up shows.
pub const APPLICATION: u64 = BASE + 2;
/// A member of the study hall.
pub const ALICE: Person = Person(BASE + 11);
/// Another member.
pub const BOB: Person = Person(BASE + 12);
/// A member who may manage the guild.
pub const CAROL: Person = Person(BASE + 13);
/// The guild that has installed the bot.
pub const STUDY_HALL: Guild = Guild(BASE + 20);
/// A text channel of the study hall.
pub const GENERAL: Place = Place(BASE + 21);
/// A second text channel of the study hall.
pub const READING: Place = Place(BASE + 22);
/// A thread under the general channel.
pub const THREAD: Place = Place(BASE + 23);
/// A forum channel of the study hall.
pub const FORUM: Place = Place(BASE + 24);
/// A guild the bot is not in; its members may have installed the app for themselves.
pub const OTHER_HALL: Guild = Guild(BASE + 30);
/// A text channel of the other hall.
pub const ELSEWHERE: Place = Place(BASE + 31);
/// Alice's and Bob's private chat, where the bot is not a member (context 2).
pub const PRIVATE_CHAT: Place = Place(BASE + 40);

/// A role of the study hall that everybody may mention.
pub const READERS: u64 = BASE + 50;
/// Another one, which nobody may mention.
pub const CURATORS: u64 = BASE + 51;

/// The first of the crowd, and the first of the channels for it.
const FIRST_EXTRA: u64 = BASE + 100_000_000;
const FIRST_EXTRA_PLACE: u64 = BASE + 200_000_000;

/// The first number a world hands out itself.
pub(super) const FIRST_FREE: u64 = BASE + 1_000;

const MANAGE_GUILD: u64 = 1 << 5;
/// View, send, embed, attach, history, external apps, application commands.
const ORDINARY: u64 = 1 << 10 | 1 << 11 | 1 << 14 | 1 << 15 | 1 << 16 | 1 << 31 | 1 << 50;

/// What the bot may do in its servers unless a test says otherwise: view, send, embed, attach,
/// history, in threads.
pub(super) const BOT_PERMISSIONS: u64 = 274_878_024_704;
/// The permission to make threads that everybody sees.
pub const CREATE_PUBLIC_THREADS: u64 = 1 << 35;

impl Place {
    /// One of the further text channels of the study hall, see
    /// [`World::with_channels`](super::World::with_channels).
    pub fn extra(number: u64) -> Place {
        Place(FIRST_EXTRA_PLACE + number)
    }
}

/// What kind of place it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A guild's text channel.
    Text(Guild),
    /// A guild's forum channel, which holds threads only.
    Forum(Guild),
    /// A thread of a guild's text channel or forum.
    Thread(Guild, Place),
    /// Direct messages between the bot and one person.
    BotDm(Person),
    /// A chat between people, without the bot.
    Private(Vec<Person>),
}

impl Person {
    /// How clients write a mention of this account.
    pub fn mention(self) -> String {
        format!("<@{}>", self.0)
    }

    /// One of a crowd of further members, for load; they have no direct messages.
    pub fn extra(number: u64) -> Person {
        Person(FIRST_EXTRA + number)
    }

    /// The direct messages between this person and the bot.
    pub fn dm(self) -> Place {
        Place(self.0 + 500)
    }

    /// The name in the member list.
    pub fn name(self) -> String {
        match self {
            BOT => "verbatim".to_owned(),
            ALICE => "alice".to_owned(),
            BOB => "bob".to_owned(),
            CAROL => "carol".to_owned(),
            Person(id) => format!("member{}", id.saturating_sub(FIRST_EXTRA)),
        }
    }

    /// Everyone a new world knows, without the bot.
    pub(super) fn all() -> [Person; 3] {
        [ALICE, BOB, CAROL]
    }

    pub(super) fn permissions(self) -> u64 {
        if self == CAROL { ORDINARY | MANAGE_GUILD } else { ORDINARY }
    }

    fn roles(self) -> Vec<String> {
        if self == BOB { vec![READERS.to_string()] } else { Vec::new() }
    }

    pub(super) fn json(self) -> Value {
        json!({
            "id": self.0.to_string(), "username": self.name(), "discriminator": "0",
            "global_name": (self != BOT).then(|| self.name()),
            "avatar": null, "bot": self == BOT, "system": false, "public_flags": 0, "flags": 0,
            "banner": null, "accent_color": null, "avatar_decoration_data": null,
        })
    }

    /// The member object of an interaction, which names the account and its permissions.
    pub(super) fn member(self) -> Value {
        let mut member = self.bare_member();
        member["user"] = self.json();
        member["permissions"] = self.permissions().to_string().into();
        member
    }

    /// The member object of a message, which does not repeat the account.
    pub(super) fn bare_member(self) -> Value {
        json!({
            "nick": null, "avatar": null, "banner": null, "roles": self.roles(), "joined_at": "2025-01-01T00:00:00.000000+00:00",
            "premium_since": null, "deaf": false, "mute": false, "pending": false, "flags": 0,
            "communication_disabled_until": null, "avatar_decoration_data": null,
        })
    }
}

impl Kind {
    /// The guild, when the place is in one.
    pub fn guild(&self) -> Option<Guild> {
        match self {
            Kind::Text(guild) | Kind::Forum(guild) | Kind::Thread(guild, _) => Some(*guild),
            Kind::BotDm(_) | Kind::Private(_) => None,
        }
    }

    /// Discord's interaction context: 0 guild, 1 direct message with the bot, 2 anywhere else.
    pub(super) fn context(&self) -> u64 {
        match self {
            Kind::BotDm(_) => 1,
            Kind::Private(_) => 2,
            _ => 0,
        }
    }

    /// Whether the bot's account itself can read and write here.
    pub(super) fn bot_is_here(&self) -> bool {
        matches!(self, Kind::BotDm(_)) || self.guild() == Some(STUDY_HALL)
    }

    pub(super) fn has(&self, person: Person) -> bool {
        match self {
            Kind::BotDm(with) => *with == person,
            Kind::Private(between) => between.contains(&person),
            _ => true,
        }
    }
}

/// The channel object of one place.
pub(super) fn channel(place: Place, kind: &Kind) -> Value {
    let direct = |people: &[Person]| {
        let recipients: Vec<Value> = people.iter().map(|person| person.json()).collect();
        json!({"type": 1, "recipients": recipients})
    };
    let mut channel = match kind {
        Kind::Text(_) => json!({"type": 0, "nsfw": false, "topic": null, "parent_id": null}),
        Kind::Forum(_) => json!({
            "type": 15, "nsfw": false, "topic": null, "parent_id": null, "available_tags": [],
            "default_sort_order": null, "default_reaction_emoji": null, "default_forum_layout": 0,
        }),
        Kind::Thread(_, parent) => json!({
            "type": 11, "parent_id": parent.0.to_string(), "owner_id": ALICE.0.to_string(),
            "message_count": 0, "member_count": 1, "total_message_sent": 0,
            "thread_metadata": {
                "archived": false, "auto_archive_duration": 1440, "locked": false,
                "archive_timestamp": "2025-01-01T00:00:00.000000+00:00",
                "create_timestamp": "2025-01-01T00:00:00.000000+00:00",
            },
        }),
        Kind::BotDm(person) => direct(&[*person]),
        Kind::Private(between) => direct(between),
    };
    channel["id"] = place.0.to_string().into();
    channel["last_message_id"] = Value::Null;
    channel["flags"] = 0.into();
    if let Some(guild) = kind.guild() {
        channel["guild_id"] = guild.0.to_string().into();
        channel["name"] = name(place).into();
        channel["position"] = 0.into();
        channel["permission_overwrites"] = json!([]);
        channel["rate_limit_per_user"] = 0.into();
        channel["permissions"] = ORDINARY.to_string().into();
    }
    channel
}

fn name(place: Place) -> &'static str {
    match place {
        GENERAL => "general",
        READING => "reading",
        FORUM => "questions",
        THREAD => "a thread",
        _ => "elsewhere",
    }
}

/// A role of the study hall; the one with the hall's own number is everybody.
pub(super) fn role(id: u64) -> Value {
    let name = match id {
        READERS => "readers",
        CURATORS => "curators",
        _ => "@everyone",
    };
    json!({
        "id": id.to_string(), "name": name, "color": 0, "hoist": false, "position": 0, "managed": false,
        "colors": {"primary_color": 0, "secondary_color": null, "tertiary_color": null},
        "permissions": ORDINARY.to_string(), "mentionable": id == READERS, "icon": null, "unicode_emoji": null, "flags": 0,
    })
}

/// The whole guild, as GUILD_CREATE carries it.
pub(super) fn guild(guild: Guild, places: &[(Place, Kind)]) -> Value {
    let of_kind = |thread: bool| {
        let inside =
            places.iter().filter(move |(_, kind)| matches!(kind, Kind::Thread(..)) == thread);
        inside.map(|(place, kind)| channel(*place, kind)).collect::<Vec<_>>()
    };
    let roles = [guild.0, READERS, CURATORS].map(role);
    let members: Vec<Value> = Person::all().into_iter().chain([BOT]).map(Person::member).collect();
    let mut whole = json!({
        "id": guild.0.to_string(), "name": "Study hall", "owner_id": CAROL.0.to_string(), "afk_timeout": 300,
        "verification_level": 0, "default_message_notifications": 1, "explicit_content_filter": 0,
        "roles": roles, "emojis": [], "features": [], "mfa_level": 0, "system_channel_flags": 0,
        "max_members": 500_000, "premium_tier": 0, "premium_subscription_count": 0, "preferred_locale": "en-US",
        "nsfw": false, "nsfw_level": 0, "stickers": [], "premium_progress_bar_enabled": false,
        "joined_at": "2025-01-01T00:00:00.000000+00:00", "large": false, "unavailable": false,
        "member_count": members.len(), "voice_states": [], "members": members, "presences": [],
        "stage_instances": [], "guild_scheduled_events": [], "soundboard_sounds": [],
    });
    whole["channels"] = of_kind(false).into();
    whole["threads"] = of_kind(true).into();
    for field in NOT_SET {
        whole[field] = Value::Null;
    }
    whole
}

/// Fields of a guild that are there but empty.
const NOT_SET: [&str; 12] = [
    "icon",
    "splash",
    "discovery_splash",
    "afk_channel_id",
    "application_id",
    "system_channel_id",
    "rules_channel_id",
    "vanity_url_code",
    "description",
    "banner",
    "public_updates_channel_id",
    "safety_alerts_channel_id",
];
