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

/// A minus stands before the names of ceilings.
const FLOOR: &str = r#"{
    "answerable": {"unit_at_1": 1.01, "-questions": 31},
    "unanswerable": {"-quoted": 1.0},
    "nothing": {"quoted": 0.0}
}"#;

#[test]
fn figure_below_its_floor_is_reported() {
    let dir = tempfile::tempdir().unwrap();
    let floor = dir.path().join("floor.json");
    std::fs::write(&floor, FLOOR).unwrap();
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
            && said.contains("nothing quoted is")
            && !said.contains("unanswerable quoted is")
            && said.contains("answerable questions is 32.000, above 31.000"),
        "{said}"
    );
}

#[test]
fn the_halves_of_a_file_share_no_question_and_make_up_the_whole() {
    let questions = |half: &[&str]| -> u64 {
        let output = Command::new(env!("CARGO_BIN_EXE_verbatim"))
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .args(["eval", "tests/data/questions.jsonl", "--json"])
            .args(half)
            .env("VERBATIM__SEARCH__ENCODER", "none")
            .output()
            .unwrap();
        let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        ["answerable", "unanswerable"]
            .iter()
            .map(|kind| report[kind]["questions"].as_u64().unwrap())
            .sum()
    };
    let halves = [questions(&["--half", "tune"]), questions(&["--half", "report"])];
    assert!(halves[0].abs_diff(halves[1]) < 2, "{halves:?}");
    assert_eq!(halves[0] + halves[1], questions(&[]));
}

#[test]
fn what_the_speech_lacks_is_quoted_plainly_never_and_called_unreadable_where_nothing_is_known() {
    let asked = [
        ("What does it say about Chernobyl?", ""),
        ("What does he say about Gorbachev?", ""),
        ("What does the speech say about strikes?", ""),
        ("Przewalski", ""),
        // It is closest to the title.
        ("What happens at the end of Hamlet?", "not_covered"),
        ("the", ""),
        ("it", ""),
        ("why?", ""),
        ("who did this?", ""),
        ("Was sagt er über Kubernetes und die Bäckerei am Markt?", "not_read"),
        ("xqzv wplkt gnrfb", "not_read"),
    ];
    let mut child = Command::new(env!("CARGO_BIN_EXE_verbatim"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["ask", "--stdin", "--json"])
        .env("VERBATIM__SEARCH__ENCODER", "minilm")
        .env("VERBATIM__SEARCH__CACHE", env!("CARGO_TARGET_TMPDIR"))
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let lines: Vec<&str> = asked.iter().map(|(question, _)| *question).collect();
    let mut input = child.stdin.take().unwrap();
    std::io::Write::write_all(&mut input, lines.join("\n").as_bytes()).unwrap();
    drop(input);
    let output = String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap();
    assert_eq!(output.lines().count(), asked.len());
    for (line, (question, verdict)) in output.lines().zip(asked) {
        let answer: serde_json::Value = serde_json::from_str(line).unwrap();
        let given = answer["verdict"].as_str().unwrap();
        assert!(verdict == given || verdict.is_empty(), "{question}: {line}");
        assert!(
            given != "quoted" && (given != "not_read" || verdict == given),
            "{question}: {line}"
        );
    }
}

/// By words and meaning alone the first sentence is a little closer.
#[test]
fn of_sentences_that_fit_alike_the_one_that_answers_comes_first() {
    let corpus = tempfile::tempdir().unwrap();
    let speech = corpus.path().join("bread");
    std::fs::create_dir(&speech).unwrap();
    let text = "+++\ntitle = \"On bread\"\nspeaker = \"Ann Baker\"\n+++\n\n\
                The teacher of the young bakers was loved by all the bakers of the town.\n\n\
                Tom Lee was the teacher who led the young bakers of the town for ten years.\n";
    std::fs::write(speech.join("speech.md"), text).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_verbatim"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["ask", "--json", "Who taught all the young bakers of the town?"])
        .env("VERBATIM__CORPUS__DIR", corpus.path())
        .env("VERBATIM__SEARCH__ENCODER", "minilm")
        .env("VERBATIM__SEARCH__CACHE", corpus.path().join("cache"))
        .output()
        .unwrap();
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(answer["quotes"][0]["text"].as_str().unwrap().starts_with("Tom Lee"), "{answer}");
    assert!(answer["quotes"][1]["text"].as_str().unwrap().starts_with("The teacher"), "{answer}");
}
