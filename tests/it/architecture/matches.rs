//! Finds the functions that tell the variants of an enum apart.

use std::collections::BTreeSet;

use quote::ToTokens;
use syn::parse::{Parse, ParseStream};
use syn::visit::{self, Visit};
use syn::{Arm, Expr, ExprLet, ExprMatch, Local, Macro, Pat, Signature, Token};

use super::names::{Definition, Names};
use super::sources::{Source, collect_paths};

/// The functions of a file that dispatch on an enum: that `match` on it, or ask for two of its
/// variants by `if let`, `let … else` or `matches!`.
pub(super) fn dispatchers(source: &Source, names: &Names, on: &Definition) -> Vec<String> {
    let mut functions = Functions { source, names, on, open: Vec::new(), found: Vec::new() };
    functions.visit_file(&source.file());
    functions.found
}

struct Functions<'a> {
    source: &'a Source,
    names: &'a Names<'a>,
    on: &'a Definition<'a>,
    open: Vec<Function>,
    found: Vec<String>,
}

struct Function {
    name: String,
    matches: bool,
    variants: Vec<String>,
}

/// What `matches!` takes.
struct Matches {
    pattern: Pat,
}

impl Parse for Matches {
    fn parse(input: ParseStream) -> syn::Result<Matches> {
        input.parse::<Expr>()?;
        input.parse::<Token![,]>()?;
        let pattern = Pat::parse_multi_with_leading_vert(input)?;
        input.parse::<proc_macro2::TokenStream>()?;
        Ok(Matches { pattern })
    }
}

impl Functions<'_> {
    /// The variants that a pattern names.
    fn variants(&self, pattern: &Pat) -> Vec<String> {
        let mut paths = BTreeSet::new();
        collect_paths(pattern.to_token_stream(), &mut paths);
        let named = |path: &Vec<String>| {
            let found = self.names.definition(&self.source.module, path)?;
            (found == *self.on && path.len() > 1).then(|| path.last().cloned())?
        };
        paths.iter().filter_map(named).collect()
    }

    fn add(&mut self, pattern: &Pat, matches: bool) {
        let variants = self.variants(pattern);
        if let Some(function) = self.open.last_mut() {
            function.matches |= matches && !variants.is_empty();
            function.variants.extend(variants);
        }
    }

    fn function(&mut self, signature: &Signature, visit: impl FnOnce(&mut Self)) {
        let name = signature.ident.to_string();
        self.open.push(Function { name, matches: false, variants: Vec::new() });
        visit(self);
        let mut function = self.open.pop().unwrap();
        function.variants.sort();
        function.variants.dedup();
        if function.matches || function.variants.len() > 1 {
            self.found.push(format!("{}: fn {}", self.source.path, function.name));
        }
    }
}

impl<'ast> Visit<'ast> for Functions<'_> {
    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.function(&item.sig, |this| visit::visit_item_fn(this, item));
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.function(&item.sig, |this| visit::visit_impl_item_fn(this, item));
    }

    fn visit_trait_item_fn(&mut self, item: &'ast syn::TraitItemFn) {
        self.function(&item.sig, |this| visit::visit_trait_item_fn(this, item));
    }

    fn visit_expr_match(&mut self, item: &'ast ExprMatch) {
        for Arm { pat, .. } in &item.arms {
            self.add(pat, true);
        }
        visit::visit_expr_match(self, item);
    }

    fn visit_expr_let(&mut self, item: &'ast ExprLet) {
        self.add(&item.pat, false);
        visit::visit_expr_let(self, item);
    }

    fn visit_local(&mut self, item: &'ast Local) {
        self.add(&item.pat, false);
        visit::visit_local(self, item);
    }

    fn visit_macro(&mut self, call: &'ast Macro) {
        if call.path.is_ident("matches")
            && let Ok(Matches { pattern }) = call.parse_body()
        {
            self.add(&pattern, false);
        }
    }
}
