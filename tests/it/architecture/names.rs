//! Which file defines what a path names, through `use`, `super` and re-exports.

use std::collections::{BTreeMap, BTreeSet};

use super::sources::Source;

/// Re-exports of re-exports are followed this far.
const MOST_STEPS: usize = 16;

/// All names of the library, module by module.
pub(super) struct Names<'a> {
    modules: BTreeMap<&'a [String], Module<'a>>,
}

struct Module<'a> {
    file: &'a str,
    items: &'a BTreeSet<String>,
    imports: BTreeMap<&'a str, &'a [String]>,
    globs: Vec<&'a [String]>,
}

/// An item and the file that defines it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Definition<'a> {
    pub(super) file: &'a str,
    pub(super) name: String,
}

impl<'a> Names<'a> {
    pub(super) fn new(sources: &'a [Source]) -> Names<'a> {
        let modules = sources.iter().filter(|source| source.path != "main.rs").map(|source| {
            let (mut imports, mut globs) = (BTreeMap::new(), Vec::new());
            for import in &source.imports {
                match &import.name {
                    Some(name) => {
                        imports.insert(name.as_str(), import.path.as_slice());
                    }
                    None => globs.push(import.path.as_slice()),
                }
            }
            let module = Module { file: &source.path, items: &source.items, imports, globs };
            (source.module.as_slice(), module)
        });
        Names { modules: modules.collect() }
    }

    /// The path from the library's root, where a path as it stands in this module leads into the
    /// library; no re-export of another module is followed.
    pub(super) fn absolute(&self, module: &[String], path: &[String]) -> Option<Vec<String>> {
        self.absolute_within(module, path, MOST_STEPS)
    }

    /// The item that a path in this module names, and its file; none for a module or anything from
    /// outside of the library.
    pub(super) fn definition(&self, module: &[String], path: &[String]) -> Option<Definition<'a>> {
        self.find(&self.absolute(module, path)?, MOST_STEPS)
    }

    fn absolute_within(
        &self,
        module: &[String],
        path: &[String],
        steps: usize,
    ) -> Option<Vec<String>> {
        let steps = steps.checked_sub(1)?;
        let (first, rest) = path.split_first()?;
        match first.as_str() {
            "crate" => return Some(rest.to_vec()),
            "self" if rest.is_empty() => return None,
            "self" => return Some([module, rest].concat()),
            "super" => {
                let (_, mut parent) = module.split_last()?;
                let mut rest = rest;
                while let Some(("super", further)) =
                    rest.split_first().map(|(next, further)| (next.as_str(), further))
                {
                    (parent, rest) = (parent.split_last()?.1, further);
                }
                return Some([parent, rest].concat());
            }
            _ => {}
        }
        let here = self.modules.get(module)?;
        let child = [module, std::slice::from_ref(first)].concat();
        if here.items.contains(first) || self.modules.contains_key(child.as_slice()) {
            return Some([module, path].concat());
        }
        // `use name::…` of a library has the library's own name for its first.
        if let Some(import) =
            here.imports.get(first.as_str()).filter(|import| import.first() != Some(first))
        {
            let target = self.absolute_within(module, import, steps)?;
            return Some([target.as_slice(), rest].concat());
        }
        here.globs.iter().filter(|glob| glob.first() != Some(first)).find_map(|glob| {
            let target = self.absolute_within(module, glob, steps)?;
            let whole = [target.as_slice(), path].concat();
            self.find(&whole, steps).map(|_| whole)
        })
    }

    fn find(&self, path: &[String], steps: usize) -> Option<Definition<'a>> {
        let steps = steps.checked_sub(1)?;
        let depth = (0..path.len()).rev().find(|end| self.modules.contains_key(&path[..*end]))?;
        let (module, rest) = path.split_at(depth);
        let (name, here) = (rest.first()?, &self.modules[module]);
        if here.items.contains(name) {
            return Some(Definition { file: here.file, name: name.clone() });
        }
        if let Some(import) = here.imports.get(name.as_str()) {
            let target = self.absolute_within(module, import, steps)?;
            return self.find(&[target.as_slice(), &rest[1..]].concat(), steps);
        }
        here.globs.iter().find_map(|glob| {
            let target = self.absolute_within(module, glob, steps)?;
            self.find(&[target.as_slice(), rest].concat(), steps)
        })
    }
}
