//! `verbatim check`: what is configured, missing, doubtful and not read.

use super::{output, program, status, text, verbatim, verbatim_keeping};
use crate::corpus::write;

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
    for (corpus, variable, value, words) in [
        (".", "VERBATIM__DISCORD__TOKEN_FILE", "./nowhere", "./nowhere: No such file"),
        (".", "VERBATIM__DISCORD__TOKEN_FILE", "a/question.toml", "no token: set"),
        (".", "VERBATIM__DISCORD__TOKEN", "secret\nline", "the token holds a line break"),
        (".", "VERBATIM__SEARCH__ENCODER", "minilm", "search.model"),
        ("./x", "VERBATIM__SEARCH__ENCODER", "none", "./x: No such file"),
    ] {
        let output = check(corpus, variable, value);
        let said = text(&output.stderr);
        assert!(
            status(&output) == 1 && said.lines().count() == 1 && said.contains(words),
            "{said}"
        );
        assert!(said.matches("No such file").count() <= 1 && !said.contains("secret"), "{said}");
    }
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt as _;
        let token = std::ffi::OsStr::from_bytes(b"secret\xff");
        let mut command = program(&["check"]);
        let refused = super::output(command.env("VERBATIM__DISCORD__TOKEN", token), "");
        let said = text(&refused.stderr);
        assert!(said.contains("contains non-Unicode data: …"), "{said}");
        assert!(!said.contains("secret"), "{said}");
    }
}
