//! `/live`, `/ready`, `/metrics` and `/reload` over HTTP, at the address in `health.listen`.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::{get, post};
use tokio::net::TcpListener;
use tokio_util::task::AbortOnDropHandle;

use super::Health;
use super::metrics::Metrics;
use crate::bot::CurrentBot;

#[derive(Debug, thiserror::Error)]
pub enum HealthError {
    #[error("health.listen: {address} cannot be listened to: {source}")]
    Listen { address: SocketAddr, source: std::io::Error },
    #[error("health.listen: the figures could not be set up: {0}")]
    Metrics(String),
}

struct Watched {
    health: Arc<Health>,
    current: Arc<CurrentBot>,
    metrics: Metrics,
}

/// Until the returned guard is dropped.
pub(crate) async fn serve(
    address: SocketAddr,
    health: Arc<Health>,
    current: Arc<CurrentBot>,
) -> Result<AbortOnDropHandle<()>, HealthError> {
    let metrics = Metrics::install().map_err(HealthError::Metrics)?;
    let listener = TcpListener::bind(address)
        .await
        .map_err(|source| HealthError::Listen { address, source })?;
    let router = Router::new()
        .route("/live", get(|| async { "alive\n" }))
        .route("/ready", get(ready))
        .route("/metrics", get(figures))
        .route("/reload", post(reload))
        .with_state(Arc::new(Watched { health, current, metrics }));
    let serving = tokio::spawn(async move {
        if let Err(error) = axum::serve(listener, router).await {
            tracing::error!(%error, "the health page ended");
        }
    });
    Ok(AbortOnDropHandle::new(serving))
}

/// A database that is away leaves questions and quotes: degraded, not dead.
async fn ready(State(watched): State<Arc<Watched>>) -> (StatusCode, String) {
    if let Some(why) = watched.health.deaf() {
        return (StatusCode::SERVICE_UNAVAILABLE, format!("deaf: {why}\n"));
    }
    match watched.current.get().check_store().await {
        Ok(()) => (StatusCode::OK, "ready\n".to_owned()),
        Err(why) => (StatusCode::SERVICE_UNAVAILABLE, format!("degraded: {why}\n")),
    }
}

async fn figures(State(watched): State<Arc<Watched>>) -> String {
    watched.metrics.render(&watched.health)
}

/// No page in a browser can set it without permission, which nothing here gives.
pub(crate) const RELOAD_HEADER: &str = "x-verbatim-reload";

async fn reload(State(watched): State<Arc<Watched>>, headers: HeaderMap) -> (StatusCode, String) {
    if !headers.contains_key(RELOAD_HEADER) {
        return (StatusCode::FORBIDDEN, format!("the header {RELOAD_HEADER} is missing\n"));
    }
    match watched.current.reload().await {
        Ok(()) => (StatusCode::OK, "answers come from the new texts\n".to_owned()),
        Err(why) => (StatusCode::UNPROCESSABLE_ENTITY, format!("the old texts stay: {why}\n")),
    }
}
