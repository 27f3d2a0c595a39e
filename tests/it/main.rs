//! The one test binary besides the modules' own tests: what the whole program promises.
//!
//! A new test goes to the file of the capability it is about; a story on Discord goes to `discord/`.

mod architecture;
mod command_line;
mod corpus;
mod discord;
mod fake_discord;
mod readme;
