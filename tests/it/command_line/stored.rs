//! What the command line keeps in a database and takes out of it.

use jiff::Timestamp;
use verbatim::corpus::{Corpus, Location};
use verbatim::store::NewLesson;

use super::{output, program, status, store, text, verbatim_keeping};
use crate::corpus::{shipped, write};
use crate::store::old_database::old_database;

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

#[cfg(target_os = "linux")]
#[test]
fn a_database_that_cannot_be_written_is_named() {
    let file = "/proc/verbatim.db";
    for command in [&["check"][..], &["store", "status"]] {
        let refused = output(program(command).env("VERBATIM__STORE__URL", file), "");
        let said = text(&refused.stderr);
        assert!(status(&refused) == 1 && said.contains(&format!("{file}: ")), "{said}");
    }
}

#[tokio::test]
async fn commands_that_look_leave_an_older_database_as_it_is() {
    let database = old_database().await;
    let dir = tempfile::tempdir().unwrap();
    let copy = dir.path().join("copy.db");
    let copied = ["store", "backup", copy.to_str().unwrap()];
    for (arguments, exit, words) in [
        (&["check"][..], 0, "brings them up to date"),
        (&["store", "status"], 0, "brings them up to date"),
        (&["quiz", "reports"], 1, "`verbatim store migrate`, or the next start"),
        (&["questions", "export"], 1, "`verbatim store migrate`, or the next start"),
        (&copied, 0, "was copied"),
        (&["store", "migrate"], 0, "as this program's"),
    ] {
        let (found, known) = database.store().versions().await.unwrap();
        assert!(found < Some(known), "before {arguments:?}");
        let mut command = program(arguments);
        command.env("VERBATIM__SEARCH__ENCODER", "none");
        let output = output(command.env("VERBATIM__STORE__URL", &database.url), "");
        let said = text(&output.stdout) + &text(&output.stderr);
        assert!(status(&output) == exit && said.contains(words), "{arguments:?}: {said}");
    }
    let (found, known) = crate::store::store_at(copy.to_str().unwrap()).versions().await.unwrap();
    assert!(found < Some(known), "the copy is of the same version");
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
    let speech = include_str!("../../../corpus/acftu-2023/speech.md");
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
