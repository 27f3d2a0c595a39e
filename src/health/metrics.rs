//! The figures in Prometheus' text format, each counted where it happens with `metrics`.

use std::sync::OnceLock;
use std::time::Duration;

use metrics::gauge;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use metrics_process::Collector;

use super::Health;

/// In seconds; Discord waits three.
const SECONDS: [f64; 10] = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0, 10.0];

/// Drains what was counted, or it piles up where nobody looks.
const UPKEEP: Duration = Duration::from_secs(10);

static HANDLE: OnceLock<Result<PrometheusHandle, String>> = OnceLock::new();

pub(super) struct Metrics {
    handle: PrometheusHandle,
    process: Collector,
}

impl Metrics {
    pub(super) fn install() -> Result<Metrics, String> {
        let handle = HANDLE
            .get_or_init(|| {
                PrometheusBuilder::new()
                    .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &SECONDS)
                    .and_then(PrometheusBuilder::install_recorder)
                    .map_err(|error| error.to_string())
            })
            .clone()?;
        let draining = handle.clone();
        tokio::spawn(async move {
            loop {
                tokio::time::sleep(UPKEEP).await;
                draining.run_upkeep();
            }
        });
        let process = Collector::default();
        process.describe();
        gauge!("verbatim_build_info", "version" => env!("CARGO_PKG_VERSION")).set(1);
        Ok(Metrics { handle, process })
    }

    pub(super) fn render(&self, health: &Health) -> String {
        self.process.collect();
        for (shard, silence) in health.silences() {
            gauge!("verbatim_shard_silence_seconds", "shard" => shard.to_string()).set(silence);
        }
        gauge!("verbatim_connected").set(f64::from(u8::from(health.deaf().is_none())));
        self.handle.render()
    }
}
