//! What the server's tasks and the test share: one lock over the world, its faults, records and
//! gateway.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use tokio::sync::watch;

use super::fault::Fault;
use super::gateway::Gateway;
use super::rest::Recorded;
use super::world::World;

pub(super) struct Inside {
    pub(super) world: World,
    pub(super) gateway: Gateway,
    pub(super) faults: Vec<Fault>,
    pub(super) requests: Vec<Recorded>,
    pub(super) forgiven: Vec<String>,
}

pub(super) struct Shared {
    inside: Mutex<Inside>,
    changes: watch::Sender<u64>,
    running: AtomicUsize,
    address: SocketAddr,
}

impl Shared {
    pub(super) fn new(world: World, address: SocketAddr) -> Arc<Shared> {
        let gateway = Gateway::at(format!("ws://{address}"));
        let inside = Inside {
            world,
            gateway,
            faults: Vec::new(),
            requests: Vec::new(),
            forgiven: Vec::new(),
        };
        Arc::new(Shared {
            inside: Mutex::new(inside),
            changes: watch::Sender::new(0),
            running: AtomicUsize::new(0),
            address,
        })
    }

    /// Does something to the world, then sends what the gateway owes the bot and wakes whoever
    /// waits.
    pub(super) fn with<T>(&self, act: impl FnOnce(&mut Inside) -> T) -> T {
        let result = {
            let mut inside = self.inside.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            let result = act(&mut inside);
            let owed = std::mem::take(&mut inside.world.outbox);
            let Inside { world, gateway, .. } = &mut *inside;
            owed.into_iter().for_each(|event| gateway.dispatch(world, event));
            result
        };
        self.changes.send_modify(|count| *count += 1);
        result
    }

    /// Looks without waking anyone.
    pub(super) fn look<T>(&self, look: impl FnOnce(&mut Inside) -> T) -> T {
        look(&mut self.inside.lock().unwrap_or_else(std::sync::PoisonError::into_inner))
    }

    pub(super) fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    pub(super) fn api_base(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Counts one request as running until the guard is dropped.
    pub(super) fn busy(self: &Arc<Self>) -> Busy {
        self.running.fetch_add(1, Ordering::SeqCst);
        Busy(Arc::clone(self))
    }

    pub(super) fn is_busy(&self) -> bool {
        self.running.load(Ordering::SeqCst) > 0
    }
}

pub(super) struct Busy(Arc<Shared>);

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.running.fetch_sub(1, Ordering::SeqCst);
        self.0.changes.send_modify(|count| *count += 1);
    }
}
