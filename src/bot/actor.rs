//! Who asks, and what the bot may do where they ask.

/// Rights and roles are Discord's word, not the person's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Actor {
    pub person: u64,
    pub name: String,
    /// None in private, and where the bot was not added.
    pub server: Option<u64>,
    /// Or thread.
    pub channel: Option<u64>,
    /// A thread's parent, else `channel`.
    pub settings_channel: Option<u64>,
    pub roles: Vec<u64>,
    pub can_manage_server: bool,
    pub access: ChannelAccess,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChannelAccess {
    pub can_post: bool,
    pub can_create_thread: bool,
}

impl Default for ChannelAccess {
    fn default() -> ChannelAccess {
        ChannelAccess { can_post: true, can_create_thread: false }
    }
}
