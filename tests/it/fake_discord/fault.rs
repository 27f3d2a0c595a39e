//! Faults that a test injects in advance: in requests here, in the gateway in `gateway.rs`.

use std::time::Duration;

use serde_json::{Value, json};

use super::world::Answer;

/// Trouble with requests that fit a method and a path; `*` stands for one part of the path. None by
/// default.
#[derive(Clone, Debug, Default)]
pub struct Fault {
    method: String,
    pattern: String,
    times: u32,
    pub(super) met: u32,
    pub(super) status: Option<u16>,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Value,
    pub(super) delay: Duration,
    pub(super) drop: Drop,
    pub(super) instead: Option<u16>,
}

/// When the connection breaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Drop {
    #[default]
    Never,
    /// Before Discord acts on the request.
    Before,
    /// After Discord has acted, so only the answer is lost.
    After,
}

impl Fault {
    /// Trouble with requests like `("PATCH", "/webhooks/*/*/messages/@original")`, once.
    pub fn on(method: &str, pattern: &str) -> Fault {
        Fault {
            method: method.to_owned(),
            pattern: pattern.to_owned(),
            times: 1,
            ..Fault::default()
        }
    }

    /// Answers with this status and Discord's usual error body, without acting on the request.
    #[must_use]
    pub fn status(mut self, status: u16) -> Fault {
        self.status = Some(status);
        self.body = json!({"message": format!("{status}: ordered by the story"), "code": 0});
        self
    }

    /// Answers with Discord's JSON error code.
    #[must_use]
    pub fn error(mut self, status: u16, code: u64, message: &str) -> Fault {
        self.status = Some(status);
        self.body = json!({"message": message, "code": code});
        self
    }

    /// Answers with this body.
    #[must_use]
    pub fn body(mut self, body: Value) -> Fault {
        self.body = body;
        self
    }

    /// Adds a header to the answer.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Fault {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Answers 429 with the headers and body Discord sends.
    #[must_use]
    pub fn rate_limited(mut self, retry_after: Duration) -> Fault {
        let seconds = retry_after.as_secs_f64();
        self.status = Some(429);
        self.body = json!({"message": "You are being rate limited.", "retry_after": seconds, "global": false});
        self.header("retry-after", &format!("{}", seconds.ceil()))
            .header("x-ratelimit-limit", "5")
            .header("x-ratelimit-remaining", "0")
            .header("x-ratelimit-reset-after", &format!("{seconds:.3}"))
            .header("x-ratelimit-bucket", "ordered-by-the-story")
            .header("x-ratelimit-scope", "user")
    }

    /// Waits before doing anything else.
    #[must_use]
    pub fn delay(mut self, delay: Duration) -> Fault {
        self.delay = delay;
        self
    }

    /// Breaks the connection before Discord acts.
    #[must_use]
    pub fn drop_connection(mut self) -> Fault {
        self.drop = Drop::Before;
        self
    }

    /// Lets Discord act, then breaks the connection instead of answering.
    #[must_use]
    pub fn lose_answer(mut self) -> Fault {
        self.drop = Drop::After;
        self
    }

    /// Lets Discord act, then says that it went well with another status than usual.
    #[must_use]
    pub fn well_with(mut self, status: u16) -> Fault {
        self.instead = Some(status);
        self
    }

    /// How many requests meet this trouble.
    #[must_use]
    pub fn times(mut self, times: u32) -> Fault {
        self.times = times;
        self
    }

    pub(super) fn answer(&self) -> Option<Answer> {
        self.status.map(|status| Answer { status, body: self.body.clone() })
    }

    fn fits(&self, method: &str, path: &str) -> bool {
        let same = |(part, wanted): (&str, &str)| wanted == "*" || part == wanted;
        let (parts, wanted) = (path.split('/'), self.pattern.split('/'));
        self.met < self.times
            && self.method == method
            && parts.clone().count() == wanted.clone().count()
            && parts.zip(wanted).all(same)
    }

    /// What is left to happen, in words.
    pub(super) fn left(&self) -> Option<String> {
        let (method, pattern) = (&self.method, &self.pattern);
        (self.met < self.times).then(|| {
            format!("{method} {pattern} met its trouble {} of {} times", self.met, self.times)
        })
    }
}

/// Takes one use of the first fault that fits.
pub(super) fn take(faults: &mut [Fault], method: &str, path: &str) -> Option<Fault> {
    let fault = faults.iter_mut().find(|fault| fault.fits(method, path))?;
    fault.met += 1;
    Some(fault.clone())
}
