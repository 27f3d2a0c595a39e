//! Where answers are computed: beside the threads that serve the network, a few at a time, with a bounded queue.

use std::sync::Arc;

use tokio::sync::Semaphore;

/// How many answers may wait for a worker. At a hundred answers a second on one core these wait two seconds, which is about
/// as long as Discord lets anybody wait.
const QUEUE: usize = 256;

/// A bounded pool over the runtime's threads for blocking work.
pub(super) struct Workers {
    running: Arc<Semaphore>,
    waiting: Semaphore,
}

impl Workers {
    pub(super) fn new() -> Workers {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Workers { running: Arc::new(Semaphore::new(cores)), waiting: Semaphore::new(QUEUE) }
    }

    /// Computes something; `None` when too many are waiting already, or when the computation broke down.
    pub(super) async fn compute<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
        let _place = self.waiting.try_acquire().ok()?;
        let running = Arc::clone(&self.running).acquire_owned().await.ok()?;
        let computed = tokio::task::spawn_blocking(move || {
            let _running = running;
            work()
        });
        match computed.await {
            Ok(done) => Some(done),
            Err(error) => {
                tracing::error!(panicked = error.is_panic(), "an answer could not be computed");
                None
            }
        }
    }
}
