//! Who asks, and what the bot may do where they ask.

/// Who asks. Rights and roles are Discord's word, sent with what they asked, and not the person's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Actor {
    pub person: u64,
    /// What they go by where they are.
    pub name: String,
    /// None in direct messages and private chats.
    pub server: Option<u64>,
    /// The channel or thread.
    pub channel: Option<u64>,
    /// The channel whose settings hold: a thread's parent, else `channel` itself.
    pub settings_channel: Option<u64>,
    pub roles: Vec<u64>,
    pub can_manage_server: bool,
}

/// What the bot may do in the channel of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChannelAccess {
    pub can_post: bool,
    pub can_create_thread: bool,
}

impl Default for ChannelAccess {
    /// Where nobody says otherwise, the bot may post.
    fn default() -> ChannelAccess {
        ChannelAccess { can_post: true, can_create_thread: false }
    }
}
