//! The settings of the page.

use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroU32;
use std::path::PathBuf;

use ipnet::IpNet;
use serde::Deserialize;

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WebSettings {
    pub listen: SocketAddr,
    /// Who may say on whose behalf a request comes.
    pub trusted_proxies: Networks,
    /// Sites that may show the page in a frame, as a policy lists them; empty for none.
    pub frame_ancestors: String,
    /// A file's path; empty for a file that goes with the program.
    pub store: PathBuf,
    /// Requests of one address in quick succession.
    pub burst: NonZeroU32,
    /// Requests of one address in the long run.
    pub per_minute: NonZeroU32,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Networks(Vec<IpNet>);

impl Networks {
    pub fn contain(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(&address))
    }
}

impl TryFrom<String> for Networks {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Networks, Self::Error> {
        let parse = |one: &str| {
            let address = one.parse::<IpAddr>().map(IpNet::from);
            address.or_else(|_| one.parse::<IpNet>()).map_err(
                |_| "web.trusted_proxies must be addresses or networks, like 127.0.0.1, 10.0.0.0/8",
            )
        };
        let typed = text.split(',').map(str::trim).filter(|one| !one.is_empty());
        typed.map(parse).collect::<Result<_, _>>().map(Networks)
    }
}
