//! The project's words: names that were given up for the field's terms do not come back.
//!
//! Text in quotes is left alone: SQL, JSON keys and commands keep their old words, as do stored
//! names under `#[serde(rename)]`.

use std::collections::BTreeSet;
use std::path::Path;

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use regex::Regex;
use syn::Signature;
use syn::visit::Visit;

use super::assert_none;
use super::sources::{collect_files, sources};

/// Each name with its sort and what is said today: a `name` of a type, function, field or variable,
/// a `path` of two parts that mean something else alone, a `file` or folder.
const ABANDONED: &str = include_str!("../../data/abandoned_names.tsv");

fn today(sort: &str, name: &str) -> Option<&'static str> {
    ABANDONED.lines().find_map(|line| {
        let (of, names) = line.split_once('\t')?;
        let (old, new) = names.split_once('\t')?;
        (of == sort && old == name).then_some(new)
    })
}

/// Adds all identifiers of a file, its tests too.
fn identifiers(tokens: TokenStream, found: &mut BTreeSet<String>) {
    for token in tokens {
        match token {
            TokenTree::Ident(name) => {
                found.insert(name.to_string());
            }
            TokenTree::Group(group) => identifiers(group.stream(), found),
            _ => {}
        }
    }
}

#[test]
fn abandoned_names_do_not_come_back() {
    let mut wrong = BTreeSet::new();
    for source in sources() {
        let (path, mut names) = (&source.path, BTreeSet::new());
        identifiers(source.text.parse().unwrap(), &mut names);
        for name in &names {
            if let Some(new) = today("name", name) {
                wrong.insert(format!("{path}: {name}, today {new}"));
            }
        }
        for named in source.paths.iter().filter(|named| named.len() > 1) {
            let last = named[named.len() - 2..].join("::");
            if let Some(new) = today("path", &last) {
                wrong.insert(format!("{path}: {last}, today {new}"));
            }
        }
        let file = path.trim_end_matches(".rs");
        if let Some((name, new)) =
            file.split('/').find_map(|name| today("file", name).map(|new| (name, new)))
        {
            wrong.insert(format!("{path}: {name}, today {new}"));
        }
    }
    assert_none(wrong);
}

#[test]
fn constructors_are_called_new_or_from_and_readers_of_text_parse() {
    let mut wrong = BTreeSet::new();
    for source in sources() {
        for name in functions_of_old_names(&source.file()) {
            wrong.insert(format!("{}: {name}", source.path));
        }
    }
    assert_none(wrong);
}

/// The functions that are called `of`, or `read` and take text.
fn functions_of_old_names(file: &syn::File) -> Vec<String> {
    struct Found(Vec<String>);
    impl<'ast> Visit<'ast> for Found {
        fn visit_signature(&mut self, signature: &'ast Signature) {
            let takes_text = signature.inputs.iter().any(|input| {
                let input = input.to_token_stream().to_string();
                input.ends_with("str") || input.contains("& str") || input.contains("String")
            });
            if signature.ident == "of" || signature.ident == "read" && takes_text {
                self.0.push(signature.to_token_stream().to_string());
            }
        }
    }
    let mut found = Found(Vec::new());
    found.visit_file(file);
    found.0
}

#[test]
fn the_manual_does_not_speak_of_abandoned_names() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut pages = vec![root.join("README.md"), root.join("CONTRIBUTING.md")];
    if root.join("docs").is_dir() {
        collect_files(&root.join("docs"), "md", &mut pages);
    }
    let code = Regex::new("`([^`\n]+)`").unwrap();
    let word = Regex::new(r"\w+(?:::\w+)*").unwrap();
    let mut wrong = BTreeSet::new();
    for page in pages.iter().filter(|page| page.exists()) {
        let text = std::fs::read_to_string(page).unwrap();
        for span in code.captures_iter(&text) {
            for name in word.find_iter(&span[1]) {
                let parts = || name.as_str().split("::");
                // A type's name begins with a capital; small words are commands and settings, too.
                let old = parts()
                    .filter(|part| part.starts_with(char::is_uppercase) || part.contains('_'))
                    .find_map(|part| today("name", part))
                    .or_else(|| today("path", name.as_str()));
                if let Some(new) = old {
                    wrong.insert(format!("{}: `{}`, today {new}", page.display(), &span[1]));
                }
            }
        }
    }
    assert_none(wrong);
}
