//! How many connections there may be, and how long one may take to say what it wants.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use axum::{Extension, Router};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_util::sync::CancellationToken;

const MOST: usize = 2_000;

/// Of one address, which a whole class may share.
const MOST_OF_ONE: usize = 500;

const HEAD_TIME: Duration = Duration::from_secs(10);

/// Then the browser connects anew.
const LONGEST: Duration = Duration::from_secs(60 * 60);

/// In bytes: what is read ahead for one connection.
const BUFFER: usize = 32 << 10;

const NETWORK: u32 = 64;

#[derive(Clone, Copy)]
pub(super) struct Peer(pub(super) IpAddr);

/// By address, what all its connections hold, which counts them.
#[derive(Default)]
pub(super) struct Connections(Mutex<HashMap<IpAddr, Weak<()>>>);

impl Connections {
    /// Counts while what it returns is held. None where there are too many. A proxy's connections
    /// are many people's.
    pub(super) fn admit(&self, address: IpAddr, is_proxy: bool) -> Option<Arc<()>> {
        let address = network(address);
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        open.retain(|_, shared| shared.strong_count() > 0);
        let of_one = open.get(&address).map_or(0, Weak::strong_count);
        let of_all: usize = open.values().map(Weak::strong_count).sum();
        if of_all >= MOST || (of_one >= MOST_OF_ONE && !is_proxy) {
            return None;
        }
        let shared = open.get(&address).and_then(Weak::upgrade).unwrap_or_default();
        open.insert(address, Arc::downgrade(&shared));
        Some(shared)
    }
}

/// One household has 2⁶⁴ IPv6 addresses, which share their first 64 bits.
pub(super) fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & !(u128::MAX >> NETWORK)))
        }
        address => address,
    }
}

/// When `stopping`, the answer under way is still given.
pub(super) async fn serve<I>(io: I, peer: IpAddr, router: Router, stopping: CancellationToken)
where
    I: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let service = TowerToHyperService::new(router.layer(Extension(Peer(peer))));
    let mut serving = std::pin::pin!(
        http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(HEAD_TIME)
            .max_buf_size(BUFFER)
            .serve_connection(TokioIo::new(io), service)
    );
    // How a connection ends is the other side's choice, and no news.
    tokio::select! {
        _ = tokio::time::timeout(LONGEST, serving.as_mut()) => return,
        () = stopping.cancelled() => serving.as_mut().graceful_shutdown(),
    }
    let _ = serving.await;
}

#[cfg(test)]
mod tests {
    use axum::routing::get;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    use super::*;

    fn address(last: u8) -> IpAddr {
        IpAddr::from([192, 0, 2, last])
    }

    #[test]
    fn addresses_of_one_network_count_together() {
        let network = |address: &str| super::network(address.parse().unwrap()).to_string();
        assert_eq!(network("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
        assert_eq!(network("::ffff:192.0.2.1"), "192.0.2.1");
        assert_eq!(network("192.0.2.1"), "192.0.2.1");
    }

    #[test]
    fn one_address_cannot_take_all_connections() {
        let connections = Connections::default();
        let one: Vec<_> = (0..MOST).filter_map(|_| connections.admit(address(1), false)).collect();
        assert_eq!(one.len(), MOST_OF_ONE);
        assert!(connections.admit(address(2), false).is_some());
        let proxy: Vec<_> =
            (0..2 * MOST).filter_map(|_| connections.admit(address(3), true)).collect();
        assert_eq!(proxy.len(), MOST - MOST_OF_ONE);
        assert!(connections.admit(address(2), false).is_none());
        drop((one, proxy));
        assert!(connections.admit(address(1), false).is_some());
        assert_eq!(connections.0.lock().unwrap().len(), 1, "nothing is left of the others");
    }

    #[tokio::test(start_paused = true)]
    async fn a_slow_client_is_hung_up_on() {
        let (mut client, server) = tokio::io::duplex(1_024);
        let router = Router::new().route("/", get(|| async { "here" }));
        let serving = tokio::spawn(serve(server, address(1), router, CancellationToken::new()));
        client.write_all(b"GET / HTTP/1.1\r\nhost: x\r\n").await.unwrap();
        let began = tokio::time::Instant::now();
        let mut said = Vec::new();
        client.read_to_end(&mut said).await.unwrap();
        assert!(began.elapsed() <= HEAD_TIME + Duration::from_secs(1), "{:?}", began.elapsed());
        assert!(!said.starts_with(b"HTTP/1.1 200"));
        serving.await.unwrap();
    }
}
