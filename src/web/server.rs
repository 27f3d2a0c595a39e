//! Serving the page: what stands at which address, and start and stop.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tracing::warn;

use super::connections::{self, Connections};
use super::context::Context;
use super::pages::INDEX;
use super::{api, headers};
use crate::bot::{Channel, CurrentBot};
use crate::config::Settings;

/// In bytes: more than Discord's longest question or quote.
const LONGEST_BODY: usize = 32 << 10;

const REQUEST_TIME: Duration = Duration::from_secs(15);

/// After a failure such as too many open files.
const PAUSE: Duration = Duration::from_millis(100);

/// In the database of sessions, there is one page.
const BOT: u64 = 1;

#[derive(Debug, thiserror::Error)]
pub enum WebError {
    #[error("web.listen: {address} cannot be listened to: {source}")]
    Listen { address: SocketAddr, source: io::Error },
    #[error("the page cannot be served: {0}")]
    Io(#[from] io::Error),
}

pub struct Server {
    listener: TcpListener,
    context: Arc<Context>,
    router: Router,
    grace: Duration,
}

impl Server {
    pub async fn bind(
        settings: &Settings,
        current: Arc<CurrentBot>,
        stopping: CancellationToken,
    ) -> Result<Server, WebError> {
        let address = settings.web.listen;
        let listener = TcpListener::bind(address)
            .await
            .map_err(|source| WebError::Listen { address, source })?;
        let context = Arc::new(Context::new(settings, current, stopping));
        let policy = headers::policy(&settings.web.frame_ancestors);
        let router = router(Arc::clone(&context), policy);
        let grace = Duration::from_secs(settings.shutdown.grace_seconds);
        Ok(Server { listener, context, router, grace })
    }

    pub fn address(&self) -> Result<SocketAddr, WebError> {
        Ok(self.listener.local_addr()?)
    }

    pub async fn run(self) {
        let Server { listener, context, router, grace } = self;
        let (running, bot) = (&context.running, context.bot());
        let (quiz, rooms) = (Arc::clone(&bot.quiz), Arc::clone(&context.rooms));
        let stopping = context.stopping.clone();
        running.spawn(async move {
            quiz.run(BOT, rooms as Arc<dyn Channel>, stopping).await;
        });
        tokio::spawn(async move { bot.prepare().await });
        let connections = Connections::default();
        tokio::select! {
            () = accept(&listener, &context, &connections, &router) => {}
            () = context.stopping.cancelled() => {}
        }
        drop(listener);
        running.close();
        if tokio::time::timeout(grace, running.wait()).await.is_err() {
            warn!("some answers were not finished in time");
        }
    }
}

async fn accept(
    listener: &TcpListener,
    context: &Context,
    connections: &Connections,
    router: &Router,
) {
    loop {
        let (stream, peer) = match listener.accept().await {
            Ok(accepted) => accepted,
            Err(error) => {
                warn!(%error, "a connection could not be taken");
                tokio::time::sleep(PAUSE).await;
                continue;
            }
        };
        let address = peer.ip();
        let is_proxy = context.trusted_proxies.contain(address.to_canonical());
        if let Some(connected) = connections.admit(address, is_proxy) {
            let (router, stopping) = (router.clone(), context.stopping.clone());
            context.running.spawn(async move {
                connections::serve(stream, address, router, stopping).await;
                drop(connected);
            });
        }
    }
}

fn router(context: Arc<Context>, policy: HeaderValue) -> Router {
    Router::new()
        .route("/", get(index))
        .route("/room/{id}", get(index))
        .route("/read/{speech}", get(index))
        .route("/p/{speech}/{key}", get(index))
        .route("/app.js", get(file))
        .route("/app.css", get(file))
        .route("/icon.svg", get(file))
        .route("/live", get(|| async { "alive\n" }))
        .route("/api/ask", post(api::ask))
        .route("/api/complete", post(api::complete))
        .route("/api/rooms", post(api::open_room))
        .route("/api/rooms/{id}/events", get(api::room_events))
        .route("/api/speeches", get(api::speeches))
        .route("/api/speeches/{id}", get(api::speech))
        .layer(DefaultBodyLimit::max(LONGEST_BODY))
        .layer(middleware::from_fn(in_time))
        .layer(middleware::from_fn_with_state(policy, headers::add))
        .with_state(context)
}

async fn index(State(context): State<Arc<Context>>, asked: HeaderMap) -> Response {
    context.pages.get(INDEX, &asked)
}

async fn file(State(context): State<Arc<Context>>, request: Request) -> Response {
    context.pages.get(request.uri().path().trim_start_matches('/'), request.headers())
}

async fn in_time(request: Request, next: Next) -> Response {
    let answered = tokio::time::timeout(REQUEST_TIME, next.run(request)).await;
    answered.unwrap_or_else(|_| StatusCode::REQUEST_TIMEOUT.into_response())
}

#[cfg(test)]
mod tests {
    use std::net::{IpAddr, Ipv4Addr};

    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_body_that_does_not_come_is_not_waited_for() {
        let (mut client, server) = tokio::io::duplex(1_024);
        let router = Router::new().route("/", post(|body: String| async { body }));
        let router = router.layer(middleware::from_fn(in_time));
        let peer = IpAddr::V4(Ipv4Addr::LOCALHOST);
        tokio::spawn(connections::serve(server, peer, router, CancellationToken::new()));
        let head = b"POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\nslow";
        client.write_all(head).await.unwrap();
        let mut said = [0; 12];
        client.read_exact(&mut said).await.unwrap();
        assert_eq!(&said, b"HTTP/1.1 408");
    }
}
