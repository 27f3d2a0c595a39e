//! The command line: what it prints, and its exit status.

use std::io::Write;
use std::process::{Command, Output, Stdio};

use jiff::Timestamp;
use serde_json::Value;
use tempfile::TempDir;
use verbatim::corpus::{Corpus, Location};
use verbatim::store::{NewLesson, NewReport, Store};

use crate::corpus::{shipped, write};

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
    let file = folder.path().join(DATABASE);
    Store::from_url(&file.to_str().unwrap().into()).unwrap().unwrap()
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
fn check_reports_what_is_configured_and_missing() {
    let output = verbatim(&["check"], "");
    let said = text(&output.stdout);
    assert!(
        said.contains("acftu-2023: “Mobilizing")
            && said.contains("3 sections, 20 units, 52 sentences"),
        "{said}"
    );
    assert!(
        said.contains(
            "the encoder's files are in models/all-minilm-l6-v2, the reader's in models/reader."
        ) && !said.contains("Not read"),
        "{said}"
    );
    assert_eq!(status(&output), 0);
    let output = verbatim(&["check", "--corpus", "src"], "");
    assert_eq!(status(&output), 1);
    assert!(
        text(&output.stderr)
            .contains("src: holds no speech. Put each speech into a folder of its own")
    );
}

#[test]
fn check_reports_units_without_readers_questions() {
    let dir = tempfile::tempdir().unwrap();
    let speech = "+++\ntitle = \"T\"\n+++\nOne loaf.\n\nTwo loaves.\n\nNo more.\n";
    write(&dir, "tiny/speech.md", speech);
    let passage = |quote: &str, question: &str| {
        format!("[[passage]]\nquote = \"{quote}\"\nquestions = [\"{question}\"]\n")
    };
    let file = passage("One loaf.", "How many?") + &passage("loaves", "how many?");
    write(&dir, "tiny/questions.toml", file);
    let output = verbatim(&["check", "--corpus", dir.path().to_str().unwrap()], "");
    let said = text(&output.stdout);
    assert!(
        said.contains("The question “how many?” stands under two passages: ¶1 and ¶2."),
        "{said}"
    );
    assert!(said.contains("No reader's question leads to ¶3."), "{said}");
    assert_eq!(status(&output), 0);
}

#[test]
fn check_names_what_is_doubtful_in_an_added_speech() {
    let dir = tempfile::tempdir().unwrap();
    let corpus = dir.path().join("corpus");
    let long = format!("# T\n\n{}\n", "We bake bread every day. ".repeat(800));
    let parts =
        "# T\n\n## Opening\n\nWe all begin.\n\n## Middle\n\nWe go on.\n\n## II\n\nWe end.\n";
    for (body, expected) in [
        ("# T\n\nBread is good for all.\n", "talk has no headings, so its paragraphs are numbered"),
        (parts, "talk/speech.md:14: the heading “II” is §3, and not §2."),
        (long.as_str(), "talk/speech.md:6: a paragraph of 19999 characters."),
        ("# T\n", "talk/speech.md:1: the text has no paragraph."),
    ] {
        let source = format!("+++\ntitle = \"T\"\n+++\n{body}");
        write(&dir, "corpus/talk/speech.md", source);
        let arguments = ["--corpus", corpus.to_str().unwrap(), "check"];
        let output = verbatim_keeping(&dir, &arguments, "");
        let said = text(&output.stdout);
        assert!(said.contains(expected) && status(&output) == 0, "{expected:?}: {said}");
    }
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
fn check_reports_unread_files_and_an_implausible_token() {
    let dir = tempfile::tempdir().unwrap();
    for (file, text) in [
        ("a/speech.md", "+++\ntitle = \"A\"\n+++\nWords.\n"),
        ("a/question.toml", ""),
        ("b/Speech.md", ""),
    ] {
        write(&dir, file, text);
    }
    let check = |corpus: &str, variable: &str, value: &str| {
        let mut command = program(&["check", "--corpus", corpus]);
        let command = command.current_dir(dir.path()).env("VERBATIM__SEARCH__ENCODER", "none");
        output(command.env(variable, value), "")
    };
    let output = check(".", "VERBATIM__SEARCH__ENCODER", "none");
    let said = text(&output.stdout);
    assert!(
        said.contains("Not read: ./a/question.toml (")
            && said.contains("Not read: ./b (it holds no speech.md)."),
        "{said}"
    );
    assert!(said.contains("Words only are compared") && status(&output) == 0, "{said}");
    write(&dir, "a/speech.md", "+++\ntitle = 5\n+++\n> Words.\n");
    let faulty = check(".", "VERBATIM__SEARCH__ENCODER", "none");
    let said = text(&faulty.stdout);
    assert!(
        said.contains("Not read: ./b (it holds no speech.md).") && status(&faulty) != 0,
        "{said}"
    );
    write(&dir, "a/speech.md", "+++\ntitle = \"A\"\n+++\nWords.\n");
    for (variable, value, words) in [
        ("VERBATIM__DISCORD__TOKEN_FILE", "./nowhere", "./nowhere: No such file"),
        ("VERBATIM__DISCORD__TOKEN_FILE", "a/question.toml", "no token: set"),
        ("VERBATIM__DISCORD__TOKEN", "secret\nline", "the token holds a line break"),
        ("VERBATIM__SEARCH__ENCODER", "minilm", "search.model"),
        ("VERBATIM__CORPUS__DIR", "x", "./x: No such file"),
    ] {
        // An option wins over the environment, so the folder that is not there is named by one.
        let corpus = if variable == "VERBATIM__CORPUS__DIR" { "./x" } else { "." };
        let output = check(corpus, variable, value);
        let said = text(&output.stderr);
        assert!(
            status(&output) == 1 && said.lines().count() == 1 && said.contains(words),
            "{said}"
        );
        assert!(said.matches("No such file").count() <= 1 && !said.contains("secret"), "{said}");
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

#[test]
fn database_is_created_on_first_write_shown_deleted_and_backed_up() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    for arguments in [&["ask", "Who creates the wealth?"][..], &["cite", "2.1"], &["check"]] {
        assert_eq!(status(&verbatim_keeping(&dir, arguments, "")), 0);
    }
    verbatim_keeping(&dir, &["chat"], "Who creates the wealth?\n/help\n");
    assert!(!data.exists(), "nothing was to be kept");
    let copy = dir.path().join("copy.db");
    let backup = || verbatim_keeping(&dir, &["store", "backup", copy.to_str().unwrap()], "");
    assert!(text(&backup().stderr).contains("there is no database yet"));

    let talk = "/privacy\n/privacy optout on\n/privacy export\n/privacy delete\n1\n/privacy \
                export\n/privacy nonsense\n";
    let said = text(&verbatim_keeping(&dir, &["chat"], talk).stdout);
    for words in [
        "What I keep:",
        "You opted out: from now on",
        "\"person\": \"1\"",
        "[1] Delete it",
        "Done: nothing that I keep holds your id any more.",
        "I keep nothing about you.",
        "There is no command /privacy nonsense.",
    ] {
        assert!(said.contains(words), "{words:?} is missing in {said}");
    }
    assert!(data.join("verbatim.db").exists());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(data.join("verbatim.db")).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "it holds people's ids: {mode:o}");
    }
    assert!(text(&verbatim_keeping(&dir, &["check"], "").stdout).contains("which can be used"));
    assert_eq!(status(&backup()), 0);
    assert!(copy.exists() && text(&backup().stderr).contains("the file is there already"));
}

#[tokio::test]
async fn exported_lessons_are_a_file_the_corpus_reads() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(&folder);
    let corpus = shipped();
    let named =
        |reference: &str| corpus.permalink(corpus.look_up(reference).unwrap()[0]).to_string();
    let sentence =
        corpus.permalink(Location { sentence: Some(1), ..corpus.look_up("§2 ¶1").unwrap()[0] });
    let odd = "Who said \"\"\"no\"\"\" \\ '''and''' = [[passage]] # why?";
    let rows = [
        (1, "What is our motto?", named("§3 ¶1")),
        (2, "What is our motto?", named("§3 ¶1")),
        (2, odd, named("§3 ¶1")),
        (1, "Where to begin?", sentence.to_string()),
        (1, "What\nis gone?", "acftu-2023#zzzzzzzzzz".to_owned()),
    ];
    for (second, (server, question, passage)) in (0..).zip(&rows) {
        let taught = NewLesson { server: *server, question, passage, curator: 5 };
        store.add_lesson(taught, Timestamp::from_second(second).unwrap()).await.unwrap();
    }
    let export = |arguments: &[&str]| {
        let output = verbatim_keeping(&folder, &[&["questions", "export"], arguments].concat(), "");
        assert_eq!((status(&output), text(&output.stderr)), (0, String::new()));
        text(&output.stdout)
    };
    let all = export(&[]);
    assert!(all.contains("(acftu-2023#zzzzzzzzzz): What is gone?\n"), "{all}");

    // Added to a speech that has other questions, it is read with the same words.
    let speech = include_str!("../../corpus/acftu-2023/speech.md");
    write(&folder, "corpus/acftu-2023/speech.md", speech);
    let before = "[not_covered]\nquestions = [\"Who won?\"]\n";
    write(&folder, "corpus/acftu-2023/questions.toml", format!("{before}{all}"));
    let read = Corpus::load(&folder.path().join("corpus")).unwrap();
    let led: Vec<(&str, String)> = (read.questions().iter())
        .map(|asked| {
            (asked.text.as_str(), read.quote_sentence(asked.sentence).reference().to_string())
        })
        .collect();
    let expected = [("Where to begin?", "§2 ¶1"), ("What is our motto?", "§3 ¶1"), (odd, "§3 ¶1")];
    assert_eq!(led, expected.map(|(question, reference)| (question, reference.to_owned())));

    let one = export(&["--server", "2", "--speech", "acftu-2023"]);
    assert!(one.contains("motto") && !one.contains("begin") && !one.contains("gone"), "{one}");
    assert!(!export(&["--server", "3"]).contains("[["));
    let output = verbatim_keeping(&folder, &["questions", "export", "--speech", "other"], "");
    assert_eq!(
        (
            status(&output),
            text(&output.stderr).contains("there is no speech other; there is acftu-2023")
        ),
        (1, true)
    );
}

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
    assert!(nothing.contains("There is no question of that kind."), "{nothing}");
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
