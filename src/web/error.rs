//! Why the page cannot be served.

use std::io;
use std::net::SocketAddr;

#[derive(Debug, thiserror::Error)]
pub enum WebError {
    #[error("web.listen: {address} cannot be listened to: {source}")]
    Listen { address: SocketAddr, source: io::Error },
    #[error("the page cannot be served: {0}")]
    Io(#[from] io::Error),
}
