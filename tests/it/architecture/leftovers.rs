//! Nothing is left lying: every dependency is used, every snapshot belongs to a test.

use std::collections::BTreeSet;
use std::path::Path;

use super::assert_none;
use super::sources::{collect_files, collect_paths, sources};

/// All names of a folder's Rust files, their tests too.
fn names_in(folder: &Path) -> BTreeSet<String> {
    let (mut files, mut paths) = (Vec::new(), BTreeSet::new());
    collect_files(folder, "rs", &mut files);
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        collect_paths(text.parse().unwrap(), &mut paths);
    }
    paths.into_iter().flatten().collect()
}

#[test]
fn every_dependency_is_used() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let manifest: toml::Table =
        std::fs::read_to_string(root.join("Cargo.toml")).unwrap().parse().unwrap();
    let of_library: BTreeSet<String> =
        sources().iter().flat_map(|source| source.named_paths().flatten().cloned()).collect();
    let of_tests: BTreeSet<String> = ["src", "tests", "benches"]
        .iter()
        .flat_map(|folder| names_in(&root.join(folder)))
        .collect();
    let mut wrong = BTreeSet::new();
    for (table, names) in [("dependencies", of_library), ("dev-dependencies", of_tests)] {
        for name in manifest[table].as_table().unwrap().keys() {
            if !names.contains(&name.replace('-', "_")) {
                wrong.insert(format!("{name} in [{table}] is not used"));
            }
        }
    }
    assert_none(wrong);
}

#[test]
fn every_snapshot_belongs_to_a_test() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut snapshots, mut wrong) = (Vec::new(), BTreeSet::new());
    collect_files(&src, "snap", &mut snapshots);
    assert!(!snapshots.is_empty());
    for snapshot in snapshots {
        // `verbatim__bot__verify__tests__name-2.snap` in `bot/snapshots` or `bot/verify/snapshots`.
        let name = snapshot.file_stem().unwrap().to_str().unwrap().to_owned();
        let test = name.rsplit("__").next().unwrap().split('-').next().unwrap();
        let folder = snapshot.parent().unwrap().parent().unwrap();
        let mut files = Vec::new();
        collect_files(folder, "rs", &mut files);
        let is_tested = files.iter().any(|file| {
            let text = std::fs::read_to_string(file).unwrap();
            let below = file.strip_prefix(&src).unwrap().with_extension("");
            let module = below.to_str().unwrap().replace('/', "__");
            let module = module.trim_end_matches("__mod").trim_end_matches("__tests");
            name.starts_with(&format!("verbatim__{module}__"))
                && text.contains(&format!("fn {test}("))
        });
        if !is_tested {
            wrong.insert(format!("{} belongs to no test", snapshot.display()));
        }
    }
    assert_none(wrong);
}
