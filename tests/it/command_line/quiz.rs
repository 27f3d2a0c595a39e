//! Quizzes at the command line, over a corpus of three items.

use std::process::Output;

use jiff::Timestamp;
use serde_json::Value;
use tempfile::TempDir;
use verbatim::store::NewReport;

use super::{status, store, text, verbatim_keeping};
use crate::corpus::write;

/// A folder with a small corpus: all its quiz items are made at once.
fn small_corpus() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    let text = "+++\ntitle = \"The harvest\"\n+++\n\n# The harvest\n\n## Fields\n\nThe farmers \
                grew wheat. They sold apples.\n\nIt rained.\n";
    write(&dir, "corpus/harvest/speech.md", text);
    let items = "[[item]]\nprompt = \"What grew?\"\nanswers = [\"wheat\"]\nwrong = [\"maize\", \
                 \"oats\"]\nquote = \"The farmers grew wheat.\"\n\n[[item]]\nprompt = \"What was \
                 sold?\"\nanswers = [\"apples\"]\nwrong = [\"pears\", \"plums\"]\nquote = \"They \
                 sold apples.\"\n\n[[item]]\nprompt = \"What was the weather?\"\nanswers = [\"It \
                 rained\"]\nquote = \"It rained.\"\n";
    write(&dir, "corpus/harvest/quiz.toml", items);
    dir
}

/// The program with that corpus and a database beside it.
fn on_small_corpus(dir: &TempDir, arguments: &[&str], input: &str) -> Output {
    let corpus = dir.path().join("corpus");
    verbatim_keeping(dir, &[&["--corpus", corpus.to_str().unwrap()], arguments].concat(), input)
}

#[test]
fn quiz_ends_with_its_pipe_and_where_nothing_fits() {
    let dir = small_corpus();
    let run = |arguments: &[&str], input: &str| {
        on_small_corpus(&dir, &[&["quiz", "--kind", "written"], arguments].concat(), input)
    };
    let ended = run(&[], "s\n");
    let said = text(&ended.stdout);
    assert!(said.contains("The end of the round\n0 of 1 right") && status(&ended) == 0, "{said}");
    let nothing = text(&run(&["--difficulty", "1"], "").stdout);
    assert!(nothing.contains("There are no questions like that."), "{nothing}");
}

#[test]
fn quiz_is_played_within_a_chat() {
    let said = text(
        &on_small_corpus(
            &small_corpus(),
            &["chat"],
            "/quiz 0\n/quiz 1\nq\n/outline\n/quit\nnot read",
        )
        .stdout,
    );
    for words in ["from 1 to 100", "Question 1 of 1", "The end of the round", "§1"] {
        assert!(said.contains(words), "{words} is missing in {said}");
    }
    assert!(!said.contains("not read"), "{said}");
}

#[tokio::test]
async fn quiz_reports_are_printed_with_evidence_and_cleared() {
    let dir = small_corpus();
    let run = |arguments: &[&str]| on_small_corpus(&dir, arguments, "");
    assert_eq!(text(&run(&["quiz", "reports"]).stdout), "No question was reported.\n");
    let items = text(&run(&["quiz", "--json", "--kind", "written", "--count", "1"]).stdout);
    let item: Value = serde_json::from_str(items.trim()).unwrap();
    let id = item["id"].as_str().unwrap();

    let store = store(&dir);
    for (item, person, server) in [(id, 1, Some(77)), (id, 2, None), ("gone", 1, None)] {
        let report = NewReport { item, person, server, fault: "It is unclear" };
        store.add_report(report, Timestamp::from_second(5).unwrap()).await.unwrap();
    }
    let said = text(&run(&["quiz", "reports"]).stdout);
    let proof = item["proof"]["text"].as_str().unwrap();
    for words in [
        id,
        proof,
        "1970-01-01T00:00:05Z: It is unclear, in server 77",
        "in direct messages",
        "gone: no longer in the quiz",
    ] {
        assert!(said.contains(words), "{words} is missing in {said}");
    }
    assert_eq!(
        text(&run(&["quiz", "reports", "--clear", id]).stdout),
        format!("Deleted 2 reports of {id}.\n")
    );
    let again = run(&["quiz", "reports", "--clear", id]);
    assert!(
        status(&again) == 1 && text(&again.stderr).contains("nobody reported"),
        "{}",
        text(&again.stderr)
    );
}
