//! The rules that hold the modules together, read off the parsed sources.

mod circles;
mod leftovers;
mod matches;
mod names;
mod self_tests;
mod sentences;
mod sources;
mod vocabulary;

use std::collections::{BTreeMap, BTreeSet};

use syn::visit::{self, Visit};
use syn::{ExprStruct, Item, ItemImpl, Type};

use names::Names;
use sources::{Source, sources};

pub(crate) use sources::collect_files;

/// Each room with the rooms that it may use; every room may use `text`, which uses none.
const MAY_USE: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("corpus", &[]),
    ("search", &["corpus"]),
    ("answer", &["corpus", "search"]),
    ("verify", &["corpus"]),
    // The fact finder of `answer` makes items, until the reader takes its place.
    ("quiz", &["corpus", "answer"]),
    ("evaluate", &["corpus", "answer"]),
    ("reply", &["corpus"]),
    ("config", &[]),
    ("telemetry", &["config"]),
    ("schedule", &[]),
    ("store", &[]),
    ("bot", &["corpus", "search", "answer", "verify", "quiz", "schedule", "store", "reply"]),
    ("terminal", &["bot", "reply"]),
    ("web", &["bot", "config", "corpus", "reply"]),
    ("health", &["bot"]),
    ("signals", &["bot", "config"]),
    ("discord", &["bot", "config", "health", "reply", "signals", "store"]),
    (
        "cli",
        &[
            "answer",
            "bot",
            "config",
            "corpus",
            "discord",
            "evaluate",
            "health",
            "quiz",
            "reply",
            "search",
            "signals",
            "store",
            "telemetry",
            "terminal",
            "verify",
            "web",
        ],
    ),
];

/// Libraries that only these rooms may name.
const ONLY: &[(&str, &[&str])] = &[
    ("serenity", &["discord"]),
    ("twilight_gateway", &["discord"]),
    ("tantivy", &["search"]),
    ("sqlx", &["store"]),
    ("config", &["config"]),
    ("clap", &["cli"]),
    ("anyhow", &["cli", "main"]),
    ("rustyline", &["terminal"]),
    ("axum", &["health", "web"]),
    ("hyper", &["web"]),
];

/// Rooms whose results depend on their inputs alone: no clock, no network, no chance.
const PURE: &[&str] =
    &["text", "corpus", "search", "answer", "verify", "quiz", "reply", "schedule"];

/// What a pure room may not name, by the beginning of the path.
const IMPURE: &[&[&str]] = &[
    &["std", "time"],
    &["std", "net"],
    &["tokio"],
    &["rand"],
    &["rand_chacha"],
    &["SystemTime"],
    &["Instant"],
    &["Timestamp", "now"],
    &["Zoned", "now"],
    &["jiff", "Timestamp", "now"],
    &["jiff", "Zoned", "now"],
];

/// Names of files and rooms that would say nothing about what is in them.
const EMPTY_NAMES: &[&str] = &["util", "utils", "helper", "helpers", "common", "manager", "misc"];

/// The longest file in lines, without its tests.
const LONGEST_FILE: usize = 400;

/// The most files that hold methods of the bot itself; everything else belongs to a service.
const MOST_BOT_FILES: usize = 3;

/// Where the bot's sentences stand.
const MESSAGES: &str = "bot/messages/";

/// Files that hold sentences of their own, with the reason. They speak to whoever runs the bot, or
/// hold sentences that nobody is shown.
const SENTENCES_ELSEWHERE: &[(&str, &str)] = &[
    ("cli/", "what the command line prints for whoever runs the bot"),
    ("corpus/companion_file.rs", CORPUS_ADVICE),
    ("corpus/doubts.rs", CORPUS_ADVICE),
    ("corpus/load.rs", CORPUS_ADVICE),
    ("corpus/left_over.rs", CORPUS_ADVICE),
    ("corpus/markdown.rs", CORPUS_ADVICE),
    ("corpus/quiz.rs", CORPUS_ADVICE),
    ("corpus/speech.rs", CORPUS_ADVICE),
    ("corpus/front_matter.rs", CORPUS_ADVICE),
    ("corpus/resolve.rs", "what is there in place of a reference that leads nowhere"),
    ("discord/error.rs", "texts of errors, which go to the log"),
    ("discord/gateway.rs", "why the bot is not connected, for whoever runs it"),
    ("discord/receive/commands.rs", DESCRIPTIONS),
    ("discord/receive/daily.rs", DESCRIPTIONS),
    ("discord/receive/lessons.rs", DESCRIPTIONS),
    ("discord/receive/quiz.rs", DESCRIPTIONS),
    ("discord/setup.rs", "what is wrong with the bot's registration, for whoever runs it"),
    ("quiz/generate/", "prompts, which are part of a quiz item"),
    ("reply/action.rs", "what can be wrong with a quiz item: its label, and what is stored"),
    ("schedule/zones.rs", "why a typed time zone cannot be used, as the text of an error"),
    ("store/error.rs", "texts of errors, which go to the log"),
];

const DESCRIPTIONS: &str = "descriptions of commands, which Discord shows where they are typed";

const CORPUS_ADVICE: &str = "how to mend a file of the corpus, for whoever wrote it";

#[test]
fn rooms_use_only_the_rooms_below_them() {
    let sources = sources();
    let names = Names::new(sources);
    let allowed: BTreeMap<&str, &[&str]> = MAY_USE.iter().copied().collect();
    let mut wrong = BTreeSet::new();
    for source in sources.iter().filter(|source| !matches!(source.room(), "lib" | "main")) {
        let room = source.room();
        let may = allowed.get(room).unwrap_or_else(|| panic!("the room {room} stands in no rule"));
        for path in source.named_paths() {
            if let Some(path) = names.absolute(&source.module, path)
                && let Some(used) = path.first().filter(|used| *used != room)
                && (!may.contains(&used.as_str()) && (used != "text" || room == "text"))
            {
                wrong.insert(format!("{} uses {}", source.path, path.join("::")));
            }
        }
    }
    assert_none(wrong);
}

#[test]
fn files_of_a_room_form_no_circle() {
    let sources = sources();
    let uses = circles::uses_inside_rooms(sources, &Names::new(sources));
    let describe = |circle: &BTreeSet<&str>| {
        let edges = circle.iter().flat_map(|file| {
            uses[file]
                .iter()
                .filter(|(used, _)| circle.contains(*used))
                .map(move |(used, name)| format!("{file} uses {name} of {used}"))
        });
        edges.collect::<Vec<_>>().join("\n    ")
    };
    let circles = circles::circles(&uses);
    assert_none(circles.iter().map(describe).collect());
}

#[test]
fn one_function_dispatches_requests() {
    let sources = sources();
    let names = Names::new(sources);
    let kind = names.definition(&["bot".to_owned()], &["RequestKind".to_owned()]);
    let kind = kind.expect("bot defines a RequestKind");
    let found: Vec<String> =
        sources.iter().flat_map(|source| matches::dispatchers(source, &names, &kind)).collect();
    assert_eq!(found.len(), 1, "{} is told apart in {found:#?}", kind.name);
}

fn type_name(ty: &Type) -> Option<String> {
    match ty {
        Type::Path(path) => path.path.segments.last().map(|segment| segment.ident.to_string()),
        _ => None,
    }
}

#[test]
fn the_bot_itself_has_methods_in_few_files() {
    let is_bot = |item: &Item| {
        matches!(item, Item::Impl(ItemImpl { trait_: None, self_ty, .. })
            if type_name(self_ty).as_deref() == Some("Bot"))
    };
    let files: Vec<String> = sources()
        .iter()
        .filter(|source| source.file().items.iter().any(is_bot))
        .map(|source| source.path.clone())
        .collect();
    assert!(files.len() <= MOST_BOT_FILES, "{} files: {files:#?}", files.len());
}

#[test]
fn every_sentence_of_the_bot_stands_in_its_messages() {
    let is_allowed = |path: &str| {
        [MESSAGES].iter().chain(SENTENCES_ELSEWHERE.iter().map(|(file, _)| file)).any(|allowed| {
            path == *allowed || (allowed.ends_with('/') && path.starts_with(allowed))
        })
    };
    let (sources, mut wrong) = (sources(), BTreeSet::new());
    for source in sources.iter().filter(|source| !is_allowed(&source.path)) {
        let sentences = sentences::sentences(source);
        wrong.extend(sentences.iter().map(|text| format!("{}: {text:?}", source.path)));
    }
    for (file, _) in SENTENCES_ELSEWHERE {
        let holds_one = |source: &Source| {
            source.path.starts_with(file) && !sentences::sentences(source).is_empty()
        };
        if !sources.iter().any(holds_one) {
            wrong.insert(format!("{file} needs no exception"));
        }
    }
    assert_none(wrong);
}

#[test]
fn libraries_stay_in_their_rooms() {
    let sources = sources();
    let names = Names::new(sources);
    let mut wrong = BTreeSet::new();
    for source in sources {
        for (library, rooms) in ONLY.iter().filter(|(_, rooms)| !rooms.contains(&source.room())) {
            if uses_library(source, &names, library) {
                wrong
                    .insert(format!("{} names {library}, which belongs to {rooms:?}", source.path));
            }
        }
    }
    assert_none(wrong);
}

/// Whether a file names a library, wherever and however: in a path, a `use`, a macro. A room may
/// have a library's name.
fn uses_library(source: &Source, names: &Names, library: &str) -> bool {
    let is_library = |path: &[String]| {
        path.first().is_some_and(|first| first == library)
            && names.absolute(&source.module, path).is_none()
    };
    source.imports.iter().any(|import| is_library(&import.path))
        || source.paths.iter().any(|path| path.len() > 1 && is_library(path))
}

#[test]
fn results_depend_on_their_inputs_alone() {
    let mut wrong = BTreeSet::new();
    for source in sources().iter().filter(|source| PURE.contains(&source.room())) {
        for path in source.named_paths() {
            let begins = |impure: &&[&str]| {
                path.len() >= impure.len()
                    && path.iter().zip(*impure).all(|(part, name)| part == name)
            };
            if IMPURE.iter().any(begins) {
                wrong.insert(format!("{} names {}", source.path, path.join("::")));
            }
        }
    }
    assert_none(wrong);
}

#[test]
fn a_quote_has_one_maker() {
    struct Makers(usize);
    impl<'ast> Visit<'ast> for Makers {
        fn visit_expr_struct(&mut self, made: &'ast ExprStruct) {
            self.0 += usize::from(made.path.segments.last().unwrap().ident == "Quote");
            visit::visit_expr_struct(self, made);
        }

        fn visit_item_impl(&mut self, item: &'ast ItemImpl) {
            struct Own(usize);
            impl<'ast> Visit<'ast> for Own {
                fn visit_expr_struct(&mut self, made: &'ast ExprStruct) {
                    self.0 += usize::from(made.path.is_ident("Self"));
                    visit::visit_expr_struct(self, made);
                }
            }
            if type_name(&item.self_ty).as_deref() == Some("Quote") {
                let mut own = Own(0);
                own.visit_item_impl(item);
                self.0 += own.0;
            }
            visit::visit_item_impl(self, item);
        }
    }
    for source in sources() {
        let mut makers = Makers(0);
        makers.visit_file(&source.file());
        let expected = usize::from(source.path == "corpus/quote.rs");
        assert_eq!(makers.0, expected, "{}", source.path);
    }
}

#[test]
fn files_are_short_and_open_with_their_purpose() {
    let mut wrong = BTreeSet::new();
    for source in sources() {
        let path = &source.path;
        if !source.text.starts_with("//! ") {
            wrong.insert(format!("{path} does not open with its purpose"));
        }
        let lines = source.text.lines().count() - source.test_lines;
        if lines > LONGEST_FILE {
            wrong.insert(format!("{path} has {lines} lines without its tests"));
        }
        if let Some(name) = source.module.iter().find(|name| EMPTY_NAMES.contains(&name.as_str())) {
            wrong.insert(format!("{path}: the name {name} says nothing"));
        }
    }
    assert_none(wrong);
}

/// Fails with the list of what breaks a rule.
fn assert_none(wrong: BTreeSet<String>) {
    assert!(
        wrong.is_empty(),
        "{} breaches:\n  {}",
        wrong.len(),
        Vec::from_iter(wrong).join("\n  ")
    );
}
