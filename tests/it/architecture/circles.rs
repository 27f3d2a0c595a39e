//! Circles of files: which files of one room lead back to themselves.

use std::collections::{BTreeMap, BTreeSet};

use super::names::Names;
use super::sources::Source;

/// Each file with the files of its room that it uses, and one name that it takes from each.
pub(super) type Uses<'a> = BTreeMap<&'a str, BTreeMap<&'a str, String>>;

/// Finds what the files of each room use of each other. A re-export alone uses nothing: it only
/// gives a file's item a second address, as `mod` gives the file its own.
pub(super) fn uses_inside_rooms<'a>(sources: &'a [Source], names: &Names<'a>) -> Uses<'a> {
    let room = |file: &str| file.split('/').next().unwrap().to_owned();
    let mut uses = Uses::new();
    for source in sources {
        let imported = source.imports.iter().filter(|import| !import.is_reexport);
        let named = imported.map(|import| &import.path).chain(&source.paths);
        let used = uses.entry(source.path.as_str()).or_default();
        for path in named {
            if let Some(found) = names.definition(&source.module, path)
                && found.file != source.path
                && room(found.file) == source.path.split('/').next().unwrap()
            {
                used.entry(found.file).or_insert(found.name);
            }
        }
    }
    uses
}

/// The largest sets of files in which each leads to each other.
pub(super) fn circles<'a>(uses: &Uses<'a>) -> Vec<BTreeSet<&'a str>> {
    let reached: BTreeMap<&str, BTreeSet<&str>> =
        uses.keys().map(|file| (*file, reached_from(uses, file))).collect();
    let circles: BTreeSet<BTreeSet<&str>> = reached
        .iter()
        .filter(|(file, files)| files.contains(*file))
        .map(|(file, files)| {
            files.iter().filter(|other| reached[*other].contains(file)).copied().collect()
        })
        .collect();
    circles.into_iter().collect()
}

fn reached_from<'a>(uses: &Uses<'a>, file: &'a str) -> BTreeSet<&'a str> {
    let (mut reached, mut open) = (BTreeSet::new(), vec![file]);
    while let Some(next) = open.pop() {
        open.extend(uses[next].keys().filter(|used| reached.insert(**used)));
    }
    reached
}
