//! Where answers are computed: quick ones in place, as handing over would cost more; slow ones on a
//! few blocking threads, with a bounded queue.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use metrics::gauge;
use tokio::sync::Semaphore;

/// Running or waiting. Each takes about 10 ms, so on one core the last is ready after 2.5 s, about
/// as long as Discord waits.
const QUEUE: usize = 256;

pub(super) struct Workers {
    in_place: bool,
    running: Arc<Semaphore>,
    places: Semaphore,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum NotDone {
    Busy,
    Broken,
}

impl Workers {
    pub(super) fn new(quick: bool) -> Workers {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Workers {
            in_place: quick,
            running: Arc::new(Semaphore::new(cores)),
            places: Semaphore::new(QUEUE),
        }
    }

    pub(super) async fn compute<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, NotDone> {
        if self.in_place {
            return guarded(work);
        }
        let _place = self.places.try_acquire().map_err(|_| NotDone::Busy)?;
        gauge!("verbatim_queued_answers").set(self.queued());
        let running =
            Arc::clone(&self.running).acquire_owned().await.map_err(|_| NotDone::Broken)?;
        let computed = tokio::task::spawn_blocking(move || {
            let _running = running;
            guarded(work)
        });
        let computed = computed.await.unwrap_or(Err(NotDone::Broken));
        gauge!("verbatim_queued_answers").set(self.queued());
        computed
    }

    fn queued(&self) -> f64 {
        (QUEUE - self.places.available_permits()) as f64
    }
}

/// A question that panics must not take others with it.
fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, NotDone> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| {
        tracing::error!("an answer could not be computed: the program panicked");
        NotDone::Broken
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn work_that_panics_is_reported_as_broken_and_the_next_is_done() {
        for quick in [true, false] {
            let workers = Workers::new(quick);
            assert_eq!(
                workers.compute(|| -> u8 { panic!("ordered by the test") }).await,
                Err(NotDone::Broken)
            );
            assert_eq!(workers.compute(|| 7).await, Ok(7));
        }
    }

    #[tokio::test]
    async fn only_slow_work_leaves_its_thread_and_only_so_much_of_it_waits() {
        let here = std::thread::current().id();
        assert_eq!(Workers::new(true).compute(|| std::thread::current().id()).await, Ok(here));
        let workers = Workers::new(false);
        assert_ne!(workers.compute(|| std::thread::current().id()).await, Ok(here));
        let _all = workers.places.acquire_many(QUEUE as u32).await.unwrap();
        assert_eq!(workers.compute(|| 7).await, Err(NotDone::Busy));
    }
}
