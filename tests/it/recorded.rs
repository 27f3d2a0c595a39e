//! What must not change: the outputs of version 0.1.0, recorded in `tests/data/recorded`, without
//! the encoder, so that they depend on words alone.
//!
//! A recording changes only with a change that people are meant to see; the change says so.

use std::path::{Path, PathBuf};

use crate::command_line::{self, program, text};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/recorded")
}

fn recording(name: &str) -> String {
    std::fs::read_to_string(folder().join(name)).unwrap()
}

/// What the program prints without an encoder and a database; it has to succeed.
fn output(arguments: &[&str], input: String) -> String {
    let mut command = program(arguments);
    command.env("VERBATIM__SEARCH__ENCODER", "none").env("VERBATIM__STORE__URL", "none");
    let output = command_line::output(command.env("NO_COLOR", "1").env("COLUMNS", "90"), &input);
    let errors = text(&output.stderr);
    assert!(output.status.success() && errors.is_empty(), "{arguments:?}: {errors}");
    text(&output.stdout)
}

/// Compares line by line, so that a failure shows what differs.
fn assert_recorded(name: &str, output: &str) {
    let recorded = recording(name);
    for (number, (recorded, printed)) in recorded.lines().zip(output.lines()).enumerate() {
        assert_eq!(printed, recorded, "{name}, line {}", number + 1);
    }
    assert_eq!(output.lines().count(), recorded.lines().count(), "{name} has another length");
    assert_eq!(output, recorded, "{name}");
}

#[test]
fn a_conversation_is_printed_as_recorded() {
    assert_recorded("chat.out", &output(&["chat"], recording("chat.in")));
}

#[test]
fn quotes_are_verified_as_recorded() {
    assert_recorded(
        "verify.out",
        &output(&["verify", "--stdin", "--json"], recording("verify.in")),
    );
}

#[test]
fn questions_are_answered_by_words_alone_as_recorded() {
    assert_recorded("ask.out", &output(&["ask", "--stdin", "--json"], recording("ask.in")));
}

#[test]
fn quiz_items_of_three_seeds_are_drawn_as_recorded() {
    let draw = |seed| output(&["quiz", "--json", "--seed", seed, "--count", "12"], String::new());
    assert_recorded("quiz.out", &["1", "2", "3"].map(draw).concat());
}

#[test]
fn a_quiz_is_played_as_recorded() {
    let play = output(&["quiz", "--seed", "3", "--count", "6"], recording("quiz_play.in"));
    assert_recorded("quiz_play.out", &play);
}
