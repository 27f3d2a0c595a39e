//! The rules that hold the modules together, read off the sources.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Each module with the modules of this crate that it may use.
const MAY_USE: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("corpus", &["text"]),
    ("search", &["corpus", "text"]),
    ("answer", &["corpus", "search", "text"]),
    ("verify", &["corpus", "text"]),
    ("quiz", &["corpus", "answer", "text"]),
    ("evaluate", &["answer", "text"]),
    ("reply", &["corpus"]),
    ("config", &[]),
    ("telemetry", &["config"]),
    ("schedule", &[]),
    ("store", &[]),
    (
        "bot",
        &["corpus", "search", "answer", "quiz", "reply", "schedule", "store", "text", "verify"],
    ),
    ("terminal", &["bot", "reply"]),
    ("discord", &["bot", "config", "reply"]),
    (
        "cli",
        &[
            "answer",
            "bot",
            "config",
            "corpus",
            "discord",
            "evaluate",
            "quiz",
            "reply",
            "search",
            "store",
            "telemetry",
            "terminal",
            "verify",
        ],
    ),
];

/// Libraries that only these modules may name.
const ONLY: &[(&str, &[&str])] = &[
    ("serenity", &["discord"]),
    ("tantivy", &["search"]),
    ("sqlx", &["store"]),
    ("config", &["config"]),
    ("clap", &["cli"]),
    ("anyhow", &["cli"]),
    ("rustyline", &["terminal"]),
];

/// Modules that depend on nothing but their inputs: no clock, no network, no chance.
const PURE: &[&str] =
    &["text", "corpus", "search", "answer", "verify", "quiz", "reply", "schedule"];

/// Names under which things are put that belong nowhere.
const NO_NAMES: &[&str] = &["util", "utils", "helper", "helpers", "common", "manager", "misc"];

/// A file of `src`, without its tests.
struct Source {
    path: PathBuf,
    module: String,
    text: String,
}

fn files(dir: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    files(&root, &mut found);
    let named = |path: PathBuf| {
        let first = path
            .strip_prefix(&root)
            .unwrap()
            .components()
            .next()
            .unwrap()
            .as_os_str()
            .to_string_lossy()
            .into_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        Source { module: first.trim_end_matches(".rs").to_owned(), path, text }
    };
    found.into_iter().filter(|path| !path.ends_with("tests.rs")).map(named).collect()
}

/// The source without its tests and comments.
fn code(source: &Source) -> String {
    let text = source.text.split("#[cfg(test)]").next().unwrap();
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// The modules that a source names, as `crate::name` or in `use crate::{name, …}`.
fn used(code: &str) -> Vec<String> {
    let mut names = Vec::new();
    for after in code.split("crate::").skip(1) {
        let list = after.strip_prefix('{').and_then(|rest| rest.split('}').next());
        let list = list.map_or_else(|| vec![after], |inside| inside.split(',').collect());
        names.extend(list.iter().map(|name| {
            name.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>()
        }));
    }
    names.retain(|name| !name.is_empty());
    names
}

#[test]
fn modules_use_only_what_stands_to_their_left() {
    let allowed: BTreeMap<&str, &[&str]> = MAY_USE.iter().copied().collect();
    let mut wrong = Vec::new();
    for source in
        sources().iter().filter(|source| source.module != "lib" && source.module != "main")
    {
        let may = allowed
            .get(source.module.as_str())
            .unwrap_or_else(|| panic!("module {} stands in no rule", source.module));
        for name in used(&code(source)) {
            if name != source.module && !may.contains(&name.as_str()) {
                wrong.push(format!("{} uses {name}", source.path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Whether code names a library, wherever and however: in a path, a `use`, a macro. What stands in
/// quotes is no code, and a path that begins with `crate` or `super` leads to a module, which may
/// have a library's name.
fn names(code: &str, library: &str) -> bool {
    let without = [
        r"'(\\.|[^\\'])'",
        r###"(?s)\br##".*?"##"###,
        r##"(?s)\br#".*?"#"##,
        r#"(?s)\br".*?""#,
        r#"(?s)"(\\.|[^"\\])*""#,
        r"\buse\s+(crate|super|self)\b[^;]*;",
    ];
    let without = without
        .iter()
        .fold(code.to_owned(), |code, pattern| regex(pattern).replace_all(&code, " ").into_owned());
    let without =
        regex(r"\b(crate|super|self)(\s*::\s*\w+)+").replace_all(&without, " ").into_owned();
    regex(&format!(
        r"\b{library}\s*::|\b(use|crate)\s+(::\s*)?{library}\b|\buse\s*\{{[^;]*\b{library}\b"
    ))
    .is_match(&without)
}

fn regex(pattern: &str) -> regex::Regex {
    regex::Regex::new(pattern).unwrap()
}

#[test]
fn every_naming_of_a_library_is_seen() {
    for code in [
        "fn leak(_: &serenity::all::Http) {}",
        "fn leak(_: serenity::all::Http) {}",
        "use serenity::all::Http;",
        "pub use ::serenity as s;",
        "use {serenity, std::io};",
        "extern crate serenity;",
        "let quote = '\"'; serenity::all::f(\"\")",
        "#[derive(serenity::Model)]",
        "type T = Vec<serenity :: all::Http>;",
        "serenity::json!()",
    ] {
        assert!(names(code, "serenity"), "{code}");
    }
    for code in [
        "use crate::config::Settings;",
        "use crate::{bot::Bot, config::{self, Settings}};",
        "fn f(_: &crate::config::Settings) {}",
        "use super::config;",
        "let say = \"config::x\"; let raw = r#\"config::\"x\"\"#;",
        "let config = 1; my_config::x()",
    ] {
        assert!(!names(code, "config"), "{code}");
    }
}

#[test]
fn libraries_stay_in_their_modules() {
    let mut wrong = Vec::new();
    for source in sources() {
        for (library, modules) in
            ONLY.iter().filter(|(_, modules)| !modules.contains(&source.module.as_str()))
        {
            if names(&code(&source), library) {
                wrong.push(format!(
                    "{} names {library}, which belongs to {modules:?}",
                    source.path.display()
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_is_computed_depends_on_its_inputs_alone() {
    for source in sources().iter().filter(|source| PURE.contains(&source.module.as_str())) {
        for name in ["std::time", "std::net", "tokio", "rand", "SystemTime", "Instant::now"] {
            assert!(!code(source).contains(name), "{} names {name}", source.path.display());
        }
    }
}

#[test]
fn a_quote_has_one_maker() {
    for source in sources() {
        let makes = code(&source).matches("Quote {").count()
            - code(&source).matches("pub struct Quote {").count()
            - code(&source).matches("impl Quote {").count();
        let returns = code(&source).matches("-> Quote {").count();
        let expected = usize::from(source.path.ends_with("corpus/quote.rs"));
        assert_eq!(makes - returns, expected, "{}", source.path.display());
    }
}

#[test]
fn files_are_short_and_say_what_they_are() {
    for source in sources() {
        let path = source.path.display();
        assert!(source.text.starts_with("//! "), "{path} does not open with what it is");
        let lines = source.text.split("#[cfg(test)]\nmod tests").next().unwrap().lines().count();
        assert!(lines <= 480, "{path} has {lines} lines");
        let stem = source.path.file_stem().unwrap().to_string_lossy().into_owned();
        assert!(
            !NO_NAMES.contains(&stem.as_str()) && !NO_NAMES.contains(&source.module.as_str()),
            "{path} has a name that says nothing"
        );
    }
}
