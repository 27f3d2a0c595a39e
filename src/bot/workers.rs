//! Where answers are computed: on a few blocking threads, with a bounded queue.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use metrics::gauge;
use tokio::sync::Semaphore;

/// Running or waiting. Each takes about 10 ms, so on one core the last is ready after 2.5 s, about
/// as long as Discord waits.
const QUEUE: usize = 256;

pub(super) struct Workers {
    running: Arc<Semaphore>,
    places: Semaphore,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum NotDone {
    Busy,
    Broken,
}

impl Workers {
    pub(super) fn new() -> Workers {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Workers { running: Arc::new(Semaphore::new(cores)), places: Semaphore::new(QUEUE) }
    }

    pub(super) async fn compute<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, NotDone> {
        let _place = self.places.try_acquire().map_err(|_| NotDone::Busy)?;
        gauge!("verbatim_queued_answers").set(self.queued());
        let running =
            Arc::clone(&self.running).acquire_owned().await.map_err(|_| NotDone::Broken)?;
        let computed = tokio::task::spawn_blocking(move || {
            let _running = running;
            // A question that panics must not take others with it.
            catch_unwind(AssertUnwindSafe(work)).map_err(|_| {
                tracing::error!("an answer could not be computed: the program panicked");
                NotDone::Broken
            })
        });
        let computed = computed.await.unwrap_or(Err(NotDone::Broken));
        gauge!("verbatim_queued_answers").set(self.queued());
        computed
    }

    fn queued(&self) -> f64 {
        (QUEUE - self.places.available_permits()) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn work_that_panics_is_reported_as_broken_and_the_next_is_done() {
        let workers = Workers::new();
        assert_eq!(
            workers.compute(|| -> u8 { panic!("ordered by the test") }).await,
            Err(NotDone::Broken)
        );
        assert_eq!(workers.compute(|| 7).await, Ok(7));
    }

    #[tokio::test]
    async fn work_leaves_its_thread_and_only_so_much_of_it_waits() {
        let here = std::thread::current().id();
        let workers = Workers::new();
        assert_ne!(workers.compute(|| std::thread::current().id()).await, Ok(here));
        let _all = workers.places.acquire_many(QUEUE as u32).await.unwrap();
        assert_eq!(workers.compute(|| 7).await, Err(NotDone::Busy));
    }
}
