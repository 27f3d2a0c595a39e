//! Finds the sentences that a person could read in the sources.

use std::sync::LazyLock;

use proc_macro2::{TokenStream, TokenTree};
use regex::Regex;
use syn::visit::{self, Visit};
use syn::{Attribute, ExprMethodCall, Lit, Macro};

use super::sources::Source;

/// Macros whose text goes to the log, or to the developer when the program breaks.
const NOT_SHOWN: &[&str] = &[
    "trace",
    "debug",
    "info",
    "warn",
    "error",
    "event",
    "trace_span",
    "debug_span",
    "info_span",
    "warn_span",
    "error_span",
    "panic",
    "unreachable",
    "unimplemented",
    "todo",
    "assert",
    "assert_eq",
    "assert_ne",
    "debug_assert",
    "debug_assert_eq",
    "debug_assert_ne",
];

/// Small words that stand in sentences, and hardly in names and labels.
const SMALL_WORDS: &[&str] = &[
    "is", "are", "was", "were", "be", "has", "have", "had", "do", "does", "not", "no", "nothing",
    "can", "cannot", "could", "will", "may", "must", "please", "you", "your", "i", "it", "its",
    "this", "that", "these", "there", "here", "which", "who", "what", "when", "where", "because",
    "so", "than", "the",
];

static PLACEHOLDER: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\{[^{}]*\}").unwrap());

/// The sentences in a file's string literals. Left out: attributes (documentation, the texts of
/// error types, clap's help), logs, panics.
pub(super) fn sentences(source: &Source) -> Vec<String> {
    let mut literals = Literals(Vec::new());
    literals.visit_file(&source.file());
    literals.0.retain(|text| is_sentence(text));
    literals.0
}

/// Whether a text is shaped as a sentence: three words or more, a capital (or a placeholder) first,
/// and an end or one of the small words; but neither SQL nor a list of names.
pub(super) fn is_sentence(text: &str) -> bool {
    let without_placeholders = PLACEHOLDER.replace_all(text, " ");
    let words: Vec<&str> = without_placeholders
        .split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty() && word.chars().all(|c| c.is_alphabetic() || c == '\''))
        .collect();
    let begins = text.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '{');
    let opens =
        begins.starts_with('{') || begins.chars().next().is_some_and(|first| first.is_uppercase());
    // SQL is written in capitals.
    let is_query = words
        .first()
        .is_some_and(|word| word.len() > 1 && word.chars().all(|c| c.is_ascii_uppercase()));
    let ends = text.trim_end().ends_with(['.', '!', '?', ':', '…'])
        || [". ", "! ", "? "].iter().any(|end| without_placeholders.contains(end));
    let is_prose = words.iter().any(|word| SMALL_WORDS.contains(&word.to_lowercase().as_str()));
    let is_list = words.iter().all(|word| word.starts_with(char::is_uppercase));
    words.len() >= 3 && !is_list && opens && !is_query && (ends || is_prose)
}

struct Literals(Vec<String>);

impl Literals {
    fn add_tokens(&mut self, tokens: TokenStream) {
        let mut skip = false;
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        for (at, token) in tokens.iter().enumerate() {
            match token {
                TokenTree::Ident(name) => {
                    let calls = |at: usize, mark: char| matches!(tokens.get(at), Some(TokenTree::Punct(punct)) if punct.as_char() == mark);
                    skip = NOT_SHOWN.contains(&name.to_string().as_str()) && calls(at + 1, '!');
                    skip |= name == "expect";
                }
                TokenTree::Group(group) => {
                    if !skip {
                        self.add_tokens(group.stream());
                    }
                    skip = false;
                }
                TokenTree::Literal(literal) => {
                    if let Lit::Str(text) = Lit::new(literal.clone()) {
                        self.0.push(text.value());
                    }
                }
                TokenTree::Punct(_) => {}
            }
        }
    }
}

impl<'ast> Visit<'ast> for Literals {
    fn visit_attribute(&mut self, _: &'ast Attribute) {}

    fn visit_macro(&mut self, call: &'ast Macro) {
        let name = call.path.segments.last().unwrap().ident.to_string();
        if !NOT_SHOWN.contains(&name.as_str()) {
            self.add_tokens(call.tokens.clone());
        }
    }

    fn visit_expr_method_call(&mut self, call: &'ast ExprMethodCall) {
        match call.method == "expect" {
            true => self.visit_expr(&call.receiver),
            false => visit::visit_expr_method_call(self, call),
        }
    }

    fn visit_lit_str(&mut self, literal: &'ast syn::LitStr) {
        self.0.push(literal.value());
    }
}
