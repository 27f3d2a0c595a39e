//! The command line: what it prints, and its exit status.

mod check;
mod quiz;
mod stored;

use std::io::Write;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;
use verbatim::store::Store;

use crate::corpus::write;
use crate::store::store_at;

/// The program in the project's folder, without any of its variables set.
pub(crate) fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_verbatim"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("VERBATIM")) {
        command.env_remove(name);
    }
    command.current_dir(env!("CARGO_MANIFEST_DIR")).args(arguments);
    // Vectors are kept in the build's folder.
    command.env("VERBATIM__SEARCH__CACHE", env!("CARGO_TARGET_TMPDIR"));
    command
}

/// Runs a command to its end.
pub(crate) fn output(command: &mut Command, input: &str) -> Output {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let (mut stdin, input) = (child.stdin.take().unwrap(), input.to_owned());
    // From a thread of its own: neither side waits for the other's buffer.
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output().unwrap();
    // A conversation may end before all its input is read.
    drop(writer.join().unwrap());
    output
}

fn verbatim(arguments: &[&str], input: &str) -> Output {
    output(&mut program(arguments), input)
}

/// The same with the database in this folder.
fn verbatim_keeping(folder: &TempDir, arguments: &[&str], input: &str) -> Output {
    let mut command = program(arguments);
    command.env("VERBATIM__SEARCH__ENCODER", "none");
    command.env("VERBATIM__STORE__URL", folder.path().join(DATABASE));
    output(&mut command, input)
}

const DATABASE: &str = "data/verbatim.db";

fn store(folder: &TempDir) -> Store {
    store_at(folder.path().join(DATABASE).to_str().unwrap())
}

pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

pub(crate) fn json_lines(output: &Output) -> Vec<Value> {
    text(&output.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn status(output: &Output) -> i32 {
    output.status.code().unwrap()
}

#[test]
fn ask_takes_its_last_line_without_an_end_and_says_how_many_passages_are_wanted() {
    let input = "Who creates the wealth?\nlast line without an end\u{0}";
    let answers = json_lines(&verbatim(&["ask", "--stdin", "--json", "--limit", "2"], input));
    assert_eq!(answers.len(), 2);
    assert_eq!(answers[0]["quotes"].as_array().unwrap().len(), 2);
    assert_eq!((&answers[0]["verdict"], &answers[0]["shown"]), (&"quoted".into(), &1.into()));
}

#[test]
fn verify_checks_the_words_of_its_arguments() {
    let output = verbatim(&["verify", "free", "bicycles", "for", "workers"], "");
    let said = text(&output.stdout);
    assert!(
        said.contains("Not in the speech") && said.contains("The closest passage:\n> "),
        "{said}"
    );
    assert_eq!((status(&output), status(&verbatim(&["verify"], ""))), (0, 2));
}

#[test]
fn cite_prints_a_reference_or_says_which_exist() {
    let output = verbatim(&["cite", "note", "1", "--json"], "");
    let quote: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(
        (quote["reference"].as_str(), quote["kind"].as_str()),
        (Some("Note 1"), Some("note"))
    );
    assert_eq!(
        (quote["voice"].as_str(), quote["credit"].as_str()),
        (Some("editor"), Some("Note, English Edition of Qiushi Journal, 2024"))
    );
    let output = verbatim(&["cite", "§9 ¶1"], "");
    assert_eq!((status(&output), text(&output.stdout)), (1, String::new()));
    assert_eq!(text(&output.stderr), "verbatim: There is no §9 ¶1. The speech has 3 sections.\n");
}

#[test]
fn cite_prints_ranges_sections_and_permalinks() {
    let lines = |arguments: &[&str]| -> Vec<Value> {
        let output = verbatim(arguments, "");
        assert_eq!(status(&output), 0, "{}", text(&output.stderr));
        json_lines(&output)
    };
    let range = lines(&["cite", "2.1–2", "--json"]);
    let references = |lines: &[Value]| {
        lines.iter().map(|line| line["reference"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(references(&range), ["§2 ¶1", "§2 ¶2"]);
    assert_eq!(
        references(&lines(&["cite", "section", "two", "--json"])),
        ["§2", "§2 ¶1", "§2 ¶2", "§2 ¶3"]
    );
    let permalink = range[1]["permalink"].as_str().unwrap();
    assert!(permalink.starts_with("acftu-2023#"), "{permalink}");
    assert_eq!(lines(&["cite", permalink, "--json"]), range[1..]);
    let output = verbatim(&["cite", "§2"], "");
    let said = text(&output.stdout);
    assert!(said.contains("\n§2 ¶3\n") && !said.contains("[1]"), "{said}");
    let output = verbatim(&["cite", "acftu-2023#zzzz"], "");
    assert_eq!((status(&output), text(&output.stdout)), (1, String::new()));
    assert!(
        text(&output.stderr)
            .starts_with("verbatim: No words have the permalink acftu-2023#zzzz now")
    );
}

#[test]
fn mentions_prints_each_place() {
    let output = verbatim(&["mentions", "craftsmanship", "--json"], "");
    let places = json_lines(&output);
    assert!(!places.is_empty() && places.iter().all(|place| place["focus"][0] == "craftsmanship"));
    let said = text(&verbatim(&["mentions", "strikes"], "").stdout).to_owned();
    assert_eq!(said.trim(), "The speech does not contain the word “strikes”.");
}

#[test]
fn text_with_accents_apart_and_old_line_ends_is_found_as_it_is_typed() {
    let dir = tempfile::tempdir().unwrap();
    let (garcia, malaga) = ("Garci\u{301}a", "Ma\u{301}laga");
    let speech = format!(
        "+++\rtitle = \"T\"\r+++\r# T\r\rMy friend {garcia} came from {malaga} to bake.\r\rWe eat \
         bread here.\r"
    );
    write(&dir, "corpus/talk/speech.md", speech);
    let questions = format!("[[passage]]\rquote = \"{malaga}\"\rquestions = []\r");
    write(&dir, "corpus/talk/questions.toml", questions);
    let corpus = dir.path().join("corpus");
    for typed in [
        ["mentions", "García"],
        ["mentions", garcia],
        ["ask", "Who came from Málaga?"],
        ["ask", "Who came from Ma\u{301}laga?"],
        ["verify", "My friend García came from Málaga to bake."],
        ["verify", "My friend Garci\u{301}a came from Ma\u{301}laga to bake."],
    ] {
        let arguments = [&["--corpus", corpus.to_str().unwrap()][..], &typed].concat();
        let output = verbatim_keeping(&dir, &arguments, "");
        let said = text(&output.stdout);
        let is_said = said.contains("My friend García came from Málaga to bake.");
        assert!(is_said && !said.contains("does not contain"), "{typed:?}: {said}");
        assert!(typed[0] != "verify" || said.contains("Exact: "), "{typed:?}: {said}");
    }
}

#[test]
fn outline_lists_the_parts() {
    let output = verbatim(&["outline"], "");
    let said = text(&output.stdout);
    assert!(
        said.contains("§1 1. It is imperative") && said.contains("3 paragraphs, 2 photos"),
        "{said}"
    );
    let output = verbatim(&["outline", "acftu-2023", "--json"], "");
    let parts = json_lines(&output);
    assert_eq!(
        (parts.len(), &parts[1]["reference"], &parts[1]["photos"], &parts[0]["heading"]),
        (5, &"§1".into(), &2.into(), &Value::Null)
    );
    let output = verbatim(&["outline", "nowhere"], "");
    assert_eq!(
        (status(&output), text(&output.stderr)),
        (1, "verbatim: No speech is called “nowhere”. There is: acftu-2023.\n".to_owned())
    );
}

#[test]
fn run_without_a_token_says_how_to_set_one() {
    for (arguments, exit) in [(&["run"][..], 78), (&["invite"], 78), (&["check", "--online"], 1)] {
        let output = verbatim(arguments, "");
        let said = text(&output.stderr);
        assert_eq!((status(&output), said.lines().count()), (exit, 1), "{said}");
        assert!(said.contains("no token: set VERBATIM__DISCORD__TOKEN"), "{said}");
    }
}

#[test]
fn usage_error_exits_with_2_and_wrong_setting_with_78() {
    assert_eq!(status(&verbatim(&["frobnicate"], "")), 2);
    assert_eq!(status(&verbatim(&["ask"], "")), 2);
    assert_eq!(status(&verbatim(&["ask", "x", "--limit", "9"], "")), 2);
    let output = verbatim(&["check", "--config", "no-such-file.toml"], "");
    assert_eq!(
        (status(&output), text(&output.stderr).lines().count()),
        (78, 1),
        "{}",
        text(&output.stderr)
    );
    for (variable, value) in
        [("VERBATIM__STORE__URL", "mysql://host/db"), ("VERBATIM__STORE__URL_FILE", "./nowhere")]
    {
        let mut command = program(&["store", "status"]);
        let refused = command.env(variable, value).output().unwrap();
        assert_eq!(status(&refused), 78, "{variable}");
    }
}

#[test]
fn eval_prints_its_figures() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("questions.jsonl");
    let right = r#"{"id":"1","kind":"factoid","question":"Who creates the wealth?","evidence":["The working class and workers are the main creators of social wealth."],"answer":null}"#;
    let outside = r#"{"id":"2","kind":"out_of_scope","question":"Which planet has the most moons?","evidence":[],"answer":null}"#;
    std::fs::write(&file, format!("{right}\n{outside}\n")).unwrap();
    let output = verbatim(&["eval", file.to_str().unwrap(), "--json"], "");
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(
        (
            report["answerable"]["sentence_at_1"].as_f64(),
            report["out_of_scope"]["not_covered"].as_f64()
        ),
        (Some(1.0), Some(1.0))
    );
    std::fs::write(&file, "{}\n").unwrap();
    let output = verbatim(&["eval", file.to_str().unwrap()], "");
    assert!(
        status(&output) == 1 && text(&output.stderr).contains("questions.jsonl:1 is no question"),
        "{}",
        text(&output.stderr)
    );
}
