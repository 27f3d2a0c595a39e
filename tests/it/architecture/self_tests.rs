//! The rules themselves, tried on small sources.

use super::names::Names;
use super::sources::Source;
use super::{circles, matches, sentences, uses_library};

#[test]
fn libraries_are_found_wherever_they_are_named() {
    let names_it = |code: &str, library: &str| {
        let sources = [
            Source::parse("config.rs", "pub struct Settings;".to_owned()),
            Source::parse("discord/mod.rs", code.to_owned()),
        ];
        uses_library(&sources[1], &Names::new(&sources), library)
    };
    for code in [
        "fn leak(_: &serenity::all::Http) {}",
        "fn leak(_: serenity::all::Http) {}",
        "use serenity::all::Http;",
        "pub use ::serenity as s;",
        "use {serenity, std::io};",
        "extern crate serenity;",
        "fn f() { let quote = '\"'; serenity::all::f(\"\") }",
        "#[derive(serenity::Model)] struct S;",
        "type T = Vec<serenity :: all::Http>;",
        "fn f() { serenity::json!() }",
        "fn f() { vec![serenity::all::f()] }",
    ] {
        assert!(names_it(code, "serenity"), "{code}");
    }
    for code in [
        "use crate::config::Settings;",
        "use crate::{bot::Bot, config::{self, Settings}}; fn f() { config::Settings }",
        "fn f(_: &crate::config::Settings) {}",
        "use super::config; fn f() { config::Settings }",
        "fn f() { let say = \"config::x\"; let raw = r#\"config::\"x\"\"#; }",
        "fn f() { let config = 1; my_config::x() }",
        "#[cfg(test)] mod tests { use config::x; } #[cfg(all(test, unix))] fn f() { config::x() }",
    ] {
        assert!(!names_it(code, "config"), "{code}");
    }
}

#[test]
fn circles_are_found_through_re_exports_and_parents() {
    let circles = |files: &[(&str, &str)]| {
        let sources: Vec<Source> =
            files.iter().map(|(path, text)| Source::parse(path, (*text).to_owned())).collect();
        let uses = circles::uses_inside_rooms(&sources, &Names::new(&sources));
        let circles = circles::circles(&uses);
        circles
            .into_iter()
            .map(|circle| circle.into_iter().map(str::to_owned).collect::<Vec<_>>())
            .collect::<Vec<_>>()
    };
    let door = "mod one; mod two; pub use one::One; pub struct Top;";
    let one = "use super::two::Two; pub struct One(Two);";
    assert_eq!(
        circles(&[
            ("a/mod.rs", door),
            ("a/one.rs", one),
            ("a/two.rs", "use super::One; pub struct Two; fn f() { One }"),
        ]),
        [["a/one.rs", "a/two.rs"]],
        "a name leads to the file that defines it"
    );
    assert_eq!(
        circles(&[
            ("a/mod.rs", door),
            ("a/one.rs", one),
            ("a/two.rs", "pub struct Two; #[cfg(test)] mod tests { use super::super::One; }"),
        ]),
        Vec::<Vec<String>>::new(),
        "tests and re-exports use nothing"
    );
    assert_eq!(
        circles(&[
            ("a/mod.rs", "mod one; pub struct Top; fn f() { vec![one::make()] }"),
            ("a/one.rs", "use super::*; pub fn make() -> Top { crate::a::Top }"),
        ]),
        [["a/mod.rs", "a/one.rs"]],
        "a parent that uses its child, and a child that uses its parent's items"
    );
}

#[test]
fn dispatchers_are_found_in_every_form() {
    let request = "pub struct Request { pub kind: RequestKind } pub enum RequestKind { Ask, Cite }";
    let count = |code: &str| {
        let sources = [
            Source::parse("bot/mod.rs", request.to_owned()),
            Source::parse("discord/mod.rs", format!("use crate::bot::RequestKind; {code}")),
        ];
        let names = Names::new(&sources);
        let kind = ["bot", "RequestKind"].map(str::to_owned);
        let kind = names.definition(&kind[..1], &kind[1..]).unwrap();
        matches::dispatchers(&sources[1], &names, &kind).len()
    };
    for code in [
        "fn f() { match kind { RequestKind::Ask => 1, _ => 2 } }",
        "use crate::bot::RequestKind as Kind; fn f() { match kind { Kind::Ask => 1, _ => 2 } }",
        "impl A { fn f() { if let RequestKind::Ask = a {} else if let RequestKind::Cite = a {} } }",
        "fn f() -> bool { matches!(kind, RequestKind::Ask | RequestKind::Cite) }",
    ] {
        assert_eq!(count(code), 1, "{code}");
    }
    for code in [
        "fn f() -> RequestKind { match text { \"ask\" => RequestKind::Ask, _ => RequestKind::Cite } }",
        "fn f() -> bool { matches!(kind, RequestKind::Ask) }",
        "#[cfg(test)] fn f() { match kind { RequestKind::Ask => 1, _ => 2 } }",
    ] {
        assert_eq!(count(code), 0, "{code}");
    }
}

#[test]
fn sentences_are_distinguished_from_names_labels_and_queries() {
    for text in [
        "Nothing was found.",
        "The text does not mention {one}",
        "{have} of {need} players want it.",
        " Nobody had it right.",
        "“{question}” was taught to lead here.",
        "Did you mean {}?",
    ] {
        assert!(sentences::is_sentence(text), "{text}");
    }
    for text in [
        "Next passage",
        "Manage Server",
        "SELECT id FROM settings WHERE scope = ?",
        "{}:{number}",
        "Who When Where Which",
        "verbatim/{version} on {host}",
        "of the speech.",
    ] {
        assert!(!sentences::is_sentence(text), "{text}");
    }
}
