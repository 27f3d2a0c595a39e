//! The one test binary besides the modules' own tests: behaviour of the whole program.
//!
//! A new test goes to the file of the feature it is about; one that plays on Discord goes to
//! `discord/`.

#![allow(
    clippy::unwrap_used,
    clippy::string_slice,
    reason = "a failing expectation is how a test speaks"
)]

mod architecture;
mod command_line;
mod corpus;
mod daily;
mod discord;
mod docs;
mod fake_discord;
mod fuzz;
mod lessons;
mod quality;
mod quiz;
mod recorded;
mod sessions;
mod store;
mod verify;
mod web;

/// The number in an environment variable, where it is set.
fn number_in(variable: &str) -> Option<u64> {
    std::env::var(variable).ok().map(|typed| typed.parse().unwrap())
}

/// Waits until something holds; fails where it does not within a minute.
async fn eventually(mut holds: impl AsyncFnMut() -> bool) {
    let began = std::time::Instant::now();
    while !holds().await {
        assert!(began.elapsed().as_secs() < 60, "it does not come to hold");
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
}
