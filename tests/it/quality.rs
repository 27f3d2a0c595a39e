//! The answers stay as good as they are: figures on a question file of our own, with and without
//! the encoder.

use std::process::Output;

use tempfile::TempDir;

use crate::command_line::{json_lines, output, program, text};
use crate::corpus::write;

/// Evaluates answers to the question file with one encoder setting.
fn eval(encoder: &str, arguments: &[&str]) -> Output {
    let mut command = program(&["eval", "tests/data/questions.jsonl"]);
    command.args(arguments).env("VERBATIM__SEARCH__ENCODER", encoder).output().unwrap()
}

/// Fails below the floor.
fn holds(encoder: &str, floor: &str) {
    let output = eval(encoder, &["--floor", &format!("tests/data/{floor}")]);
    assert!(output.status.success(), "{}\n{}", text(&output.stdout), text(&output.stderr));
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
    let output = eval("none", &["--floor", floor.to_str().unwrap()]);
    let said = text(&output.stderr);
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
        let output = eval("none", &[&["--json"], half].concat());
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
    let mut command = program(&["ask", "--stdin", "--json"]);
    let answers = json_lines(&output(
        command.env("VERBATIM__SEARCH__ENCODER", "minilm"),
        &asked.map(|(question, _)| question).join("\n"),
    ));
    assert_eq!(answers.len(), asked.len());
    for (answer, (question, verdict)) in answers.iter().zip(asked) {
        let given = answer["verdict"].as_str().unwrap();
        assert!(verdict == given || verdict.is_empty(), "{question}: {answer}");
        assert!(
            given != "quoted" && (given != "not_read" || verdict == given),
            "{question}: {answer}"
        );
    }
}

#[test]
fn a_follow_up_is_answered_by_the_sentence_that_its_own_words_ask_for() {
    let dir = tempfile::tempdir().unwrap();
    let asked = serde_json::json!({
        "id": "f1",
        "kind": "follow-up",
        "before": "What should CPC committees do for trade unions?",
        "question": "And the governments?",
        "evidence": ["Governments at all levels should make full use of their joint meetings"],
        "answer": null,
    });
    let file = dir.path().join("asked.jsonl");
    std::fs::write(&file, asked.to_string()).unwrap();
    let output = program(&["eval", "--json", file.to_str().unwrap()])
        .env("VERBATIM__SEARCH__ENCODER", "minilm")
        .output()
        .unwrap();
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["answerable"]["sentence_at_1"], 1.0, "{report}");
}

/// A caption is read whole; once its last two sentences were the answer.
#[test]
fn a_short_answer_is_of_one_sentence() {
    let output = program(&["ask", "--json", "who took the chongqing photo"])
        .env("VERBATIM__SEARCH__ENCODER", "minilm")
        .output()
        .unwrap();
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(answer["quotes"][0]["reference"], "§1 photo 2", "{answer}");
    assert!(!answer["answer"].as_str().is_some_and(|few| few.contains(". ")), "{answer}");
}

/// The answer from a speech of our own, found with the encoder.
fn answer_on_bread(text: &str, question: &str) -> serde_json::Value {
    let corpus = tempfile::tempdir().unwrap();
    let speech = format!("+++\ntitle = \"On bread\"\nspeaker = \"Ann Baker\"\n+++\n\n{text}\n");
    write(&corpus, "bread/speech.md", &speech);
    answer_of(&corpus, question)
}

fn answer_of(corpus: &TempDir, question: &str) -> serde_json::Value {
    let output = program(&["ask", "--json", question])
        .env("VERBATIM__CORPUS__DIR", corpus.path())
        .env("VERBATIM__SEARCH__ENCODER", "minilm")
        .env("VERBATIM__SEARCH__CACHE", corpus.path().join("cache"))
        .output()
        .unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}

/// By words and meaning alone the first sentence is a little closer.
#[test]
fn of_sentences_that_fit_alike_the_one_that_answers_comes_first() {
    let text = "The teacher of the young bakers was loved by all the bakers of the town.\n\n\
                Tom Lee was the teacher who led the young bakers of the town for ten years.";
    let answer = answer_on_bread(text, "Who taught all the young bakers of the town?");
    assert!(answer["quotes"][0]["text"].as_str().unwrap().starts_with("Tom Lee"), "{answer}");
    assert!(answer["quotes"][1]["text"].as_str().unwrap().starts_with("The teacher"), "{answer}");
}

#[test]
fn what_another_speech_answers_about_as_well_is_quoted_plainly_only_if_the_speech_is_named() {
    let corpus = tempfile::tempdir().unwrap();
    for (id, speaker, builder) in [("bread", "Ann Baker", "guild"), ("mill", "Bob Miller", "town")]
    {
        let speech = format!(
            "+++\ntitle = \"On {id}\"\nspeaker = \"{speaker}\"\n+++\n\nThe old mill by the \
             river was built by the {builder}.\n\nThe sea was calm.\n"
        );
        write(&corpus, &format!("{id}/speech.md"), &speech);
    }
    for (question, verdict) in [
        ("Who built the mill by the river?", "closest"),
        ("Who built the mill by the river, says Baker?", "quoted"),
    ] {
        let answer = answer_of(&corpus, question);
        assert_eq!(answer["verdict"], verdict, "{answer}");
    }
}

/// Both may be meant; what only fits well would be in the way.
#[test]
fn a_second_sentence_is_put_forward_where_it_fits_about_as_well() {
    let text = "The bread of the town was baked by Tom Lee in 1911, when the mill was new. The \
                bread of the town was baked by Ann Wood in 1912, when the mill was old. The town \
                ate bread with honey from the hills.";
    let put_forward = |question| answer_on_bread(text, question)["quotes"][0]["focus"].clone();
    assert_eq!(put_forward("Who baked the bread of the town?").as_array().unwrap().len(), 2);
    assert_eq!(put_forward("Who baked the town’s bread in 1911?").as_array().unwrap().len(), 1);
}

/// With all words of content alike, the sentence with the most of them came first.
#[test]
fn of_a_paragraphs_sentences_the_one_with_the_kind_of_thing_asked_for_comes_first() {
    let text = "The old stone bridge over the river was built by the people of the town, and the \
                bridge was paid for by the bakers. It was finished in the spring of 1911, after \
                three hard winters. The mayor of the town walked over the bridge first, and all \
                the people of the town cheered the bridge.\n\n\
                Tom Lee sold bread at the old stone bridge over the river for ten years.";
    let answer = answer_on_bread(text, "when did people build the bridge");
    assert!(answer["quotes"][0]["focus"][0].as_str().unwrap().contains("1911"), "{answer}");
}
