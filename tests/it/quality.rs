//! The answers stay as good as they are: figures on a question file of our own, with and without
//! the encoder.

use std::process::Command;

/// Evaluates with one encoder setting and fails below the floor. The encoder's vectors are kept in
/// the build's folder.
fn holds(encoder: &str, floor: &str) {
    let data = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data");
    let output = Command::new(env!("CARGO_BIN_EXE_verbatim"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["eval", &format!("{data}/questions.jsonl"), "--floor", &format!("{data}/{floor}")])
        .env("VERBATIM__SEARCH__ENCODER", encoder)
        .env("VERBATIM__SEARCH__CACHE", env!("CARGO_TARGET_TMPDIR"))
        .output()
        .unwrap();
    let said = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
    assert!(output.status.success(), "{}\n{}", said[0], said[1]);
}

#[test]
fn encoder_answers_meet_their_floors() {
    holds("minilm", "floor-minilm.json");
}

#[test]
fn answers_by_words_alone_meet_their_floors() {
    holds("none", "floor-none.json");
}

#[test]
fn figure_below_its_floor_is_reported() {
    let dir = tempfile::tempdir().unwrap();
    let floor = dir.path().join("floor.json");
    std::fs::write(&floor, r#"{"answerable": {"unit_at_1": 1.01}, "nothing": {"mrr": 0.0}}"#)
        .unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_verbatim"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["eval", "tests/data/questions.jsonl", "--floor", floor.to_str().unwrap()])
        .env("VERBATIM__SEARCH__ENCODER", "none")
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        !output.status.success()
            && said.contains("answerable unit_at_1 is")
            && said.contains("nothing mrr is"),
        "{said}"
    );
}
