//! The library's sources, parsed, without the items that only tests compile.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::visit_mut::{self, VisitMut};
use syn::{Attribute, ImplItem, Item, ItemUse, Meta, Stmt, Token, UseTree, Visibility};

/// A file of `src` without its tests.
pub(super) struct Source {
    /// The path below `src`, as in `bot/quiz/mod.rs`.
    pub(super) path: String,
    /// The path of the module, as in `["bot", "quiz"]`; empty for `lib.rs`.
    pub(super) module: Vec<String>,
    /// The whole text, tests included.
    pub(super) text: String,
    /// The items that it defines, but for modules.
    pub(super) items: BTreeSet<String>,
    /// All that the file's `use` declarations name, those inside functions too.
    pub(super) imports: Vec<Import>,
    /// All other paths, with those in macros; a lone name is a path too.
    pub(super) paths: BTreeSet<Vec<String>>,
    /// How many lines stand in test items.
    pub(super) test_lines: usize,
    /// The modules declared here that only tests compile.
    test_modules: Vec<String>,
}

/// One name that a `use` brings into a file.
pub(super) struct Import {
    /// The path as it is written.
    pub(super) path: Vec<String>,
    /// The name in this file; none for `*`.
    pub(super) name: Option<String>,
    /// Whether other files see the name here.
    pub(super) is_reexport: bool,
}

/// Every file of `src` but those that only tests compile.
pub(super) fn sources() -> &'static [Source] {
    static SOURCES: LazyLock<Vec<Source>> = LazyLock::new(read_sources);
    &SOURCES
}

fn read_sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    collect_files(&root, "rs", &mut paths);
    paths.sort();
    let mut sources: Vec<Source> = paths
        .iter()
        .map(|path| {
            let below: Vec<_> = path.strip_prefix(&root).unwrap().iter().collect();
            let below: Vec<&str> = below.iter().map(|part| part.to_str().unwrap()).collect();
            Source::parse(&below.join("/"), std::fs::read_to_string(path).unwrap())
        })
        .collect();
    let of_tests: BTreeSet<Vec<String>> = sources
        .iter()
        .flat_map(|source| {
            let path =
                |child: &String| [source.module.as_slice(), std::slice::from_ref(child)].concat();
            source.test_modules.iter().map(path).collect::<Vec<_>>()
        })
        .collect();
    sources.retain(|source| {
        !of_tests.iter().any(|module| source.module.starts_with(module.as_slice()))
    });
    sources
}

/// Adds all files below a folder whose name ends so.
pub(crate) fn collect_files(folder: &Path, extension: &str, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect_files(&path, extension, found);
        } else if path.extension().is_some_and(|ending| ending == extension) {
            found.push(path);
        }
    }
}

impl Source {
    /// Parses a file.
    pub(super) fn parse(path: &str, text: String) -> Source {
        let mut file = parsed(path, &text);
        let mut cut = Cut::default();
        cut.visit_file_mut(&mut file);
        let items = file.items.iter().filter_map(defined_name).collect();
        let mut imports = Vec::new();
        for item in &cut.uses {
            let is_reexport = !matches!(item.vis, Visibility::Inherited);
            add_imports(&item.tree, &mut Vec::new(), is_reexport, &mut imports);
        }
        for item in &file.items {
            if let Item::ExternCrate(item) = item {
                let name = item.ident.to_string();
                let path = vec![name.clone()];
                imports.push(Import { path, name: Some(name), is_reexport: false });
            }
        }
        let mut paths = BTreeSet::new();
        collect_paths(file.into_token_stream(), &mut paths);
        let module = path
            .trim_end_matches(".rs")
            .split('/')
            .filter(|part| !matches!(*part, "mod" | "lib"))
            .map(str::to_owned)
            .collect();
        Source {
            path: path.to_owned(),
            module,
            text,
            items,
            imports,
            paths,
            test_lines: cut.test_lines,
            test_modules: cut.test_modules,
        }
    }

    /// What is compiled without tests, without its `use` declarations.
    pub(super) fn file(&self) -> syn::File {
        let mut file = parsed(&self.path, &self.text);
        Cut::default().visit_file_mut(&mut file);
        file
    }

    /// The top-level module that the file belongs to: `lib` and `main` for the roots.
    pub(super) fn room(&self) -> &str {
        self.path.split('/').next().unwrap().trim_end_matches(".rs")
    }

    /// All that the file names, in `use` declarations and elsewhere.
    pub(super) fn named_paths(&self) -> impl Iterator<Item = &Vec<String>> {
        self.imports.iter().map(|import| &import.path).chain(&self.paths)
    }
}

fn parsed(path: &str, text: &str) -> syn::File {
    syn::parse_file(text).unwrap_or_else(|error| panic!("src/{path}: {error}"))
}

fn add_imports(tree: &UseTree, path: &mut Vec<String>, is_reexport: bool, to: &mut Vec<Import>) {
    let mut add = |path: &[String], name: Option<String>| {
        to.push(Import { path: path.to_vec(), name, is_reexport });
    };
    match tree {
        UseTree::Path(inner) => {
            path.push(inner.ident.to_string());
            add_imports(&inner.tree, path, is_reexport, to);
            path.pop();
        }
        UseTree::Group(group) => {
            for tree in &group.items {
                add_imports(tree, path, is_reexport, to);
            }
        }
        UseTree::Name(name) if name.ident == "self" => add(path, path.last().cloned()),
        UseTree::Name(name) => {
            let name = name.ident.to_string();
            add(&[path.as_slice(), std::slice::from_ref(&name)].concat(), Some(name));
        }
        UseTree::Rename(renamed) => {
            let whole = match renamed.ident == "self" {
                true => path.clone(),
                false => [path.as_slice(), &[renamed.ident.to_string()]].concat(),
            };
            add(&whole, Some(renamed.rename.to_string()));
        }
        UseTree::Glob(_) => add(path, None),
    }
}

/// Adds the names that `::` joins. What follows a dot is a field
/// or a method, what follows a `::` without a name before it is left out (`<T as Trait>::name`).
pub(super) fn collect_paths(tokens: TokenStream, found: &mut BTreeSet<Vec<String>>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mark = |at: usize, mark: char| matches!(tokens.get(at), Some(TokenTree::Punct(punct)) if punct.as_char() == mark);
    let joins = |at: usize| mark(at, ':') && mark(at + 1, ':');
    let mut at = 0;
    while at < tokens.len() {
        match &tokens[at] {
            TokenTree::Group(group) => collect_paths(group.stream(), found),
            TokenTree::Ident(first) => {
                let is_range = at >= 2 && mark(at - 2, '.');
                let is_member = at >= 1 && mark(at - 1, '.') && !is_range;
                let is_lifetime = at >= 1 && mark(at - 1, '\'');
                let after_type = at >= 3 && joins(at - 2) && mark(at - 3, '>');
                let mut path = vec![first.to_string()];
                while joins(at + 1)
                    && let Some(TokenTree::Ident(next)) = tokens.get(at + 3)
                {
                    path.push(next.to_string());
                    at += 3;
                }
                if !is_member && !is_lifetime && !after_type {
                    found.insert(path);
                }
            }
            _ => {}
        }
        at += 1;
    }
}

/// Whether an attribute keeps an item for tests alone: `#[cfg(test)]`, `#[cfg(all(test, …))]`.
fn is_for_tests(attributes: &[Attribute]) -> bool {
    fn needs_test(meta: &Meta) -> bool {
        match meta {
            Meta::Path(path) => path.is_ident("test"),
            Meta::List(list) if list.path.is_ident("all") => list
                .parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated)
                .is_ok_and(|conditions| conditions.iter().any(needs_test)),
            _ => false,
        }
    }
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("test")
            || (attribute.path().is_ident("cfg")
                && attribute.parse_args::<Meta>().is_ok_and(|condition| needs_test(&condition)))
    })
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

/// Cuts out what only tests compile, and the `use` declarations.
#[derive(Default)]
struct Cut {
    test_lines: usize,
    test_modules: Vec<String>,
    uses: Vec<ItemUse>,
}

impl Cut {
    fn keeps(&mut self, item: &Item) -> bool {
        let is_for_tests = is_for_tests(attributes(item));
        match item {
            _ if is_for_tests => {
                self.count(item);
                if let Item::Mod(module) = item
                    && module.content.is_none()
                {
                    self.test_modules.push(module.ident.to_string());
                }
            }
            Item::Use(item) => self.uses.push(item.clone()),
            _ => return true,
        }
        false
    }

    fn count(&mut self, item: &impl Spanned) {
        let span = item.span();
        self.test_lines += span.end().line + 1 - span.start().line;
    }
}

impl VisitMut for Cut {
    fn visit_file_mut(&mut self, file: &mut syn::File) {
        file.items.retain(|item| self.keeps(item));
        visit_mut::visit_file_mut(self, file);
    }

    fn visit_item_mod_mut(&mut self, module: &mut syn::ItemMod) {
        if let Some((_, items)) = &mut module.content {
            items.retain(|item| self.keeps(item));
        }
        visit_mut::visit_item_mod_mut(self, module);
    }

    fn visit_item_impl_mut(&mut self, item: &mut syn::ItemImpl) {
        item.items.retain(|item| {
            let attributes = match item {
                ImplItem::Fn(item) => &item.attrs,
                ImplItem::Const(item) => &item.attrs,
                ImplItem::Type(item) => &item.attrs,
                _ => return true,
            };
            let cut = is_for_tests(attributes);
            if cut {
                self.count(item);
            }
            !cut
        });
        visit_mut::visit_item_impl_mut(self, item);
    }

    fn visit_block_mut(&mut self, block: &mut syn::Block) {
        block.stmts.retain(|statement| match statement {
            Stmt::Item(item) => self.keeps(item),
            Stmt::Local(local) => !is_for_tests(&local.attrs),
            Stmt::Macro(call) => !is_for_tests(&call.attrs),
            Stmt::Expr(..) => true,
        });
        visit_mut::visit_block_mut(self, block);
    }
}

/// The name that an item defines, unless it is a module.
fn defined_name(item: &Item) -> Option<String> {
    let name = match item {
        Item::Const(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Fn(item) => &item.sig.ident,
        Item::Macro(item) => item.ident.as_ref()?,
        Item::Static(item) => &item.ident,
        Item::Struct(item) => &item.ident,
        Item::Trait(item) => &item.ident,
        Item::Type(item) => &item.ident,
        Item::Union(item) => &item.ident,
        _ => return None,
    };
    Some(name.to_string())
}
