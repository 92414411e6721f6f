//! Writes the list of built-in content files, so that a new drug or level needs no line of code.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    let root = Path::new(&env::var("CARGO_MANIFEST_DIR").expect("cargo sets it")).join("../..");
    let mut out = String::from(
        "/// Kind, name and text of every built-in file.\npub const FILES: &[(super::Kind, &str, &str)] = &[\n",
    );
    let folders = [
        ("Drug", "assets/drugs"),
        ("System", "assets/systems"),
        ("Enzyme", "assets/enzymes"),
        ("People", "assets"),
        ("Level", "levels"),
        ("Scenario", "levels/scenarios"),
        ("Film", "assets/films"),
        ("Words", "assets/films/words"),
    ];
    for (kind, folder) in folders {
        let path = root.join(folder);
        // Below `assets` lies everything else too: a new shader is no reason to build the model anew.
        if kind != "People" {
            println!("cargo::rerun-if-changed={}", path.display());
        }
        let mut files: Vec<PathBuf> = fs::read_dir(&path)
            .map(|dir| dir.filter_map(|entry| entry.ok().map(|e| e.path())).collect())
            .unwrap_or_default();
        files.retain(|f| f.extension().is_some_and(|e| e == "ron"));
        files.sort();
        for file in files {
            let name = format!("{folder}/{}", file.file_name().expect("a file has a name").to_string_lossy());
            let full = file.canonicalize().expect("it was listed just now");
            println!("cargo::rerun-if-changed={}", full.display());
            let kind = match name.as_str() {
                "levels/chapters.ron" => "Chapters",
                "assets/glossary.ron" => "Glossary",
                _ => kind,
            };
            writeln!(out, "    (super::Kind::{kind}, {name:?}, include_str!({full:?})),").expect("writing to a string");
        }
    }
    out.push_str("];\n");
    let target = Path::new(&env::var("OUT_DIR").expect("cargo sets it")).join("embedded.rs");
    fs::write(target, out).expect("the build folder can be written");
}
