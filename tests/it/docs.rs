//! What the README and the manual say is true: tables match the program, links lead somewhere, paths exist.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use verbatim::config::DEFAULTS;

use crate::architecture::collect_files;
use crate::command_line::{self, program};
use crate::corpus;

/// The most lines of the README: what a newcomer reads in one go.
const README_LINES: usize = 120;

/// The folders whose files the documentation names by their path.
const FOLDERS: [&str; 10] = [
    "src/",
    "tests/",
    "config/",
    "corpus/",
    "benches/",
    ".ci/",
    "deploy/",
    "docs/",
    "migrations/",
    "models/",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(page: impl AsRef<Path>) -> String {
    let path = root().join(page);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The pages of the manual.
fn manual() -> Vec<PathBuf> {
    let mut pages = Vec::new();
    collect_files(&root().join("docs"), "md", &mut pages);
    pages
}

/// Every page for people: README, CONTRIBUTING and the manual.
fn pages() -> Vec<PathBuf> {
    let mut pages = manual();
    pages.extend(["README.md", "CONTRIBUTING.md"].map(|page| root().join(page)));
    pages
}

/// The rows of a page's table whose first heading is `first`, as cells. A page without it fails the test.
fn table(page: &str, first: &str) -> Vec<Vec<String>> {
    let (text, head) = (read(page), format!("| {first} |"));
    let rows = text
        .lines()
        .skip_while(|line| !line.starts_with(&head))
        .skip(2)
        .take_while(|line| line.starts_with('|'));
    let cells = |row: &str| {
        row.trim_matches('|')
            .split(" | ")
            .map(|cell| cell.trim().trim_matches('`').to_owned())
            .collect()
    };
    let rows: Vec<Vec<String>> = rows.map(cells).collect();
    assert!(!rows.is_empty(), "{page} has no table that begins with {first}");
    rows
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

/// What a page offers to links and what it links to.
#[derive(Default)]
struct Links {
    anchors: BTreeSet<String>,
    targets: Vec<String>,
}

impl Links {
    fn of(text: &str) -> Links {
        let mut links = Links::default();
        let mut heading: Option<String> = None;
        for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
            match event {
                Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                    links.targets.push(dest_url.into_string())
                }
                Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
                Event::Text(words) | Event::Code(words) => {
                    if let Some(heading) = &mut heading {
                        heading.push_str(&words);
                    }
                }
                Event::End(TagEnd::Heading(_)) => {
                    links.add_anchor(&heading.take().unwrap_or_default())
                }
                _ => {}
            }
        }
        links
    }

    /// The name that GitHub and mdBook give to a heading; a second one of the same words gets a number.
    fn add_anchor(&mut self, heading: &str) {
        let name: String = (heading.to_lowercase().chars())
            .filter_map(|c| match c {
                c if c.is_alphanumeric() || c == '-' || c == '_' => Some(c),
                c if c.is_whitespace() => Some('-'),
                _ => None,
            })
            .collect();
        let numbered =
            std::iter::once(name.clone()).chain((1..).map(|number| format!("{name}-{number}")));
        let free = numbered.into_iter().find(|name| !self.anchors.contains(name));
        self.anchors.extend(free);
    }
}

/// The links of some pages that lead nowhere within a folder, each with its page. Addresses of other sites are not followed.
fn broken_links(root: &Path, pages: &[PathBuf]) -> Vec<String> {
    let known: BTreeMap<PathBuf, Links> = pages
        .iter()
        .map(|page| {
            (page.canonicalize().unwrap(), Links::of(&std::fs::read_to_string(page).unwrap()))
        })
        .collect();
    let root = root.canonicalize().unwrap();
    let resolves = |page: &Path, target: &str| {
        let (path, anchor) =
            target.split_once('#').map_or((target, None), |(path, anchor)| (path, Some(anchor)));
        let file =
            if path.is_empty() { page.to_owned() } else { page.parent().unwrap().join(path) };
        let Ok(file) = file.canonicalize() else { return false };
        file.starts_with(&root)
            && anchor.is_none_or(|anchor| {
                known.get(&file).is_some_and(|links| links.anchors.contains(anchor))
            })
    };
    let mut broken = Vec::new();
    for (page, links) in &known {
        let own = links
            .targets
            .iter()
            .filter(|target| !target.contains("://") && !target.starts_with("mailto:"));
        broken.extend(
            own.filter(|target| !resolves(page, target))
                .map(|target| format!("{}: {target}", page.display())),
        );
    }
    broken
}

#[test]
fn the_configuration_table_lists_every_setting_with_its_default() {
    let rows: BTreeSet<(String, String)> = table("docs/operator/configuration.md", "setting")
        .into_iter()
        .map(|row| (row[0].clone(), row[1].clone()))
        .collect();
    let from_environment = ["discord.token", "discord.token_file", "store.url_file"]
        .map(|key| (key.to_owned(), "none".to_owned()));
    let expected: BTreeSet<_> = defaults().into_iter().chain(from_environment).collect();
    assert_eq!(rows, expected);
}

#[test]
fn the_module_map_lists_every_module_of_the_sources() {
    let mapped: BTreeSet<String> = table("docs/developer/architecture.md", "module")
        .into_iter()
        .map(|row| row[0].clone())
        .collect();
    let modules: BTreeSet<String> = (std::fs::read_dir(root().join("src")).unwrap())
        .map(|entry| {
            entry.unwrap().file_name().to_string_lossy().trim_end_matches(".rs").to_owned()
        })
        .filter(|name| name != "lib" && name != "main")
        .collect();
    assert_eq!(mapped, modules);
}

#[test]
fn the_stored_data_table_lists_every_table_of_the_database() {
    let rows: Vec<(String, String)> = table("docs/operator/database.md", "table")
        .into_iter()
        .map(|row| (row[0].clone(), row[1].clone()))
        .collect();
    let stored: Vec<(String, String)> = verbatim::store::STORED
        .iter()
        .map(|table| (table.name.to_owned(), table.holds.to_owned()))
        .collect();
    assert_eq!(rows, stored);
}

#[test]
fn the_libraries_table_gives_a_reason_for_every_dependency() {
    let manifest: toml::Table = include_str!("../../Cargo.toml").parse().unwrap();
    let rows = table("docs/developer/libraries.md", "crate");
    assert!(rows.iter().all(|row| row.len() == 2 && !row[1].is_empty()));
    let named: BTreeSet<String> = rows
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
fn the_reply_shown_in_the_readme_is_what_the_program_prints() {
    let readme = read("README.md");
    let shown = readme.split("```text\n$ cargo run --release -- ask \"").nth(1).unwrap();
    let (question, rest) = shown.split_once("\"\n").unwrap();
    let expected = rest.split("\n```").next().unwrap();
    let output = program(&["ask"]).args(question.split(' ')).output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
    let words = |text: &str| {
        text.split(|c: char| c.is_whitespace() || c == '>')
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(words(&command_line::text(&output.stdout)), words(expected));
}

#[test]
fn the_page_on_adding_a_speech_says_what_may_be_missing_and_what_to_clean_out() {
    let page = "docs/operator/adding-a-speech.md";
    assert!(read("README.md").contains(page) && read(page).contains("Headings are optional."));
    let cells: Vec<String> = table(page, "On the page").into_iter().flatten().collect();
    for left_over in ["[laughter]", "(Pg. 635)", "the people.¹", "Thank you.", "<b>", "a table"] {
        assert!(cells.iter().any(|cell| cell.contains(left_over)), "{left_over} is missing");
    }
}

#[test]
fn every_path_named_in_the_documentation_exists() {
    let mut missing = Vec::new();
    let mut named = 0;
    for page in pages() {
        let text = read(&page);
        for path in text
            .split('`')
            .filter(|name| name.contains('/') && !name.contains([' ', '<', '…', ':', '*', '§']))
        {
            if FOLDERS.iter().any(|folder| path.starts_with(folder)) && path != "config/local.toml"
            {
                named += 1;
                if !root().join(path).exists() {
                    missing.push(format!("{}: {path}", page.display()));
                }
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
    assert!(named > 20, "paths are found at all");
}

#[test]
fn the_readme_has_at_most_120_lines() {
    let lines = read("README.md").lines().count();
    assert!(lines <= README_LINES, "README.md has {lines} lines: what is more belongs to docs/");
}

#[test]
fn every_relative_link_and_anchor_in_the_documentation_resolves() {
    let broken = broken_links(root(), &pages());
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn every_page_of_the_manual_is_listed_in_its_summary() {
    let docs = root().join("docs");
    let mut listed = Links::of(&read("docs/SUMMARY.md")).targets;
    let pages = manual()
        .into_iter()
        .map(|page| page.strip_prefix(&docs).unwrap().to_string_lossy().into_owned());
    let mut expected: Vec<String> = pages.filter(|page| page != "SUMMARY.md").collect();
    expected.sort();
    listed.sort();
    assert_eq!(listed, expected, "each page once");
}

#[test]
fn broken_links_and_missing_anchors_are_reported_and_good_ones_are_not() {
    let dir = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        corpus::write(&dir, name, text);
        dir.path().join(name)
    };
    let pages = [
        write(
            "README.md",
            "# One `two`, three!\n\n## Twice\n\n## Twice\n\n[in a page](sub/page.md#here) [folder](sub)\n",
        ),
        write(
            "sub/page.md",
            "## Here\n\n| a |\n| --- |\n| [good](../README.md#one-two-three) |\n\n[twice](../README.md#twice-1) [self](#here)\n\
             [elsewhere](https://example.org/x#y) `[code](none.md)`\n\
             [no file](none.md) [no anchor](#there) [number](../README.md#twice-2) [outside](../../README.md)\n\n[named]\n\n\
             [named]: gone.md\n",
        ),
    ];
    let broken: Vec<String> = broken_links(dir.path(), &pages)
        .iter()
        .map(|line| line.rsplit(": ").next().unwrap().to_owned())
        .collect();
    assert_eq!(broken, ["none.md", "#there", "../README.md#twice-2", "../../README.md", "gone.md"]);
}
