//! What the README promises is true.

use std::collections::BTreeSet;
use std::path::Path;

use verbatim::config::DEFAULTS;

fn readme() -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap()
}

/// The rows of the table whose first heading is `first`, as cells.
fn table(readme: &str, first: &str) -> Vec<Vec<String>> {
    let head = format!("| {first} |");
    let rows = readme
        .lines()
        .skip_while(|line| !line.starts_with(&head))
        .skip(2)
        .take_while(|line| line.starts_with('|'));
    rows.map(|row| {
        row.trim_matches('|')
            .split(" | ")
            .map(|cell| cell.trim().trim_matches('`').to_owned())
            .collect()
    })
    .collect()
}

/// The keys of `config/default.toml` with their values as they are written there.
fn defaults() -> BTreeSet<(String, String)> {
    let mut section = "";
    let mut keys = BTreeSet::new();
    for line in DEFAULTS.lines() {
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            section = name;
        } else if let Some((key, value)) = line.split_once(" = ").filter(|_| !line.starts_with('#'))
        {
            keys.insert((format!("{section}.{key}"), value.to_owned()));
        }
    }
    keys
}

#[test]
fn every_setting_stands_in_the_table_with_its_default() {
    let rows: BTreeSet<(String, String)> = table(&readme(), "setting")
        .into_iter()
        .map(|row| (row[0].clone(), row[1].clone()))
        .collect();
    let from_environment = ["discord.token", "discord.token_file", "store.url_file"]
        .map(|key| (key.to_owned(), "none".to_owned()));
    let expected: BTreeSet<_> = defaults().into_iter().chain(from_environment).collect();
    assert_eq!(rows, expected);
}

#[test]
fn every_module_stands_in_the_map() {
    let mapped: BTreeSet<String> =
        table(&readme(), "module").into_iter().map(|row| row[0].clone()).collect();
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let modules: BTreeSet<String> = (std::fs::read_dir(src).unwrap())
        .map(|entry| {
            entry.unwrap().file_name().to_string_lossy().trim_end_matches(".rs").to_owned()
        })
        .filter(|name| name != "lib" && name != "main")
        .collect();
    assert_eq!(mapped, modules);
}

#[test]
fn everything_that_is_kept_stands_in_the_table() {
    let rows: Vec<(String, String)> =
        table(&readme(), "table").into_iter().map(|row| (row[0].clone(), row[1].clone())).collect();
    let kept: Vec<(String, String)> = verbatim::store::STORED
        .iter()
        .map(|table| (table.name.to_owned(), table.holds.to_owned()))
        .collect();
    assert_eq!(rows, kept);
}

#[test]
fn every_library_is_named_with_its_reason() {
    let manifest: toml::Table = include_str!("../../Cargo.toml").parse().unwrap();
    let named: BTreeSet<String> = table(&readme(), "crate")
        .into_iter()
        .flat_map(|row| {
            row[0].split(", ").map(|name| name.trim_matches('`').to_owned()).collect::<Vec<_>>()
        })
        .collect();
    let used: BTreeSet<String> =
        manifest["dependencies"].as_table().unwrap().keys().cloned().collect();
    assert_eq!(named, used);
}

#[test]
fn the_reply_that_is_shown_is_the_reply_that_is_given() {
    let readme = readme();
    let shown = readme.split("```text\n$ cargo run --release -- ask \"").nth(1).unwrap();
    let (question, rest) = shown.split_once("\"\n").unwrap();
    let expected = rest.split("\n```").next().unwrap();
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_verbatim"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("VERBATIM__SEARCH__CACHE", env!("CARGO_TARGET_TMPDIR"))
        .args(["ask", question])
        .output()
        .unwrap();
    let words = |text: &str| {
        text.split(|c: char| c.is_whitespace() || c == '>')
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(words(&String::from_utf8(output.stdout).unwrap()), words(expected));
}

#[test]
fn paths_that_the_readme_names_exist() {
    for path in readme()
        .split('`')
        .filter(|name| name.contains('/') && !name.contains([' ', '<', '…', ':', '*', '§']))
    {
        if ["src/", "tests/", "config/", "corpus/", "benches/", ".ci/", "deploy/", "models/"]
            .iter()
            .any(|folder| path.starts_with(folder))
            && path != "config/local.toml"
        {
            assert!(Path::new(env!("CARGO_MANIFEST_DIR")).join(path).exists(), "{path}");
        }
    }
}
