//! Content that does not exist, with every field of the schema: the tests of content files stand on it, so that whoever
//! retunes a shipped file breaks none of them.

use std::sync::LazyLock;

use model::content::{Kind, Library};
use model::problem::Problem;

pub const DRUG: &str = "drug.ron";
pub const METABOLITE: &str = "metabolite.ron";
pub const COMPANION: &str = "companion.ron";
pub const ENZYME: &str = "enzyme.ron";
pub const SYSTEM: &str = "system.ron";
pub const LEVEL: &str = "level.ron";
pub const CHOICE: &str = "choice.ron";

/// Kind, name and text of every fixture.
pub const FILES: [(Kind, &str, &str); 7] = [
    (Kind::Drug, DRUG, include_str!("fixtures/drug.ron")),
    (Kind::Drug, METABOLITE, include_str!("fixtures/metabolite.ron")),
    (Kind::Drug, COMPANION, include_str!("fixtures/companion.ron")),
    (Kind::System, SYSTEM, include_str!("fixtures/system.ron")),
    (Kind::Enzyme, ENZYME, include_str!("fixtures/enzyme.ron")),
    (Kind::Level, LEVEL, include_str!("fixtures/level.ron")),
    (Kind::Level, CHOICE, include_str!("fixtures/choice.ron")),
];

static LIBRARY: LazyLock<Library> = LazyLock::new(|| match Library::from_texts(FILES) {
    Ok(library) => library,
    Err(problems) => {
        let text: Vec<_> = problems.iter().map(ToString::to_string).collect();
        panic!("the fixtures have problems:\n{}", text.join("\n"))
    }
});

/// All fixtures together.
pub fn fixtures() -> &'static Library {
    &LIBRARY
}

/// Kind and text of one fixture.
pub fn fixture(name: &str) -> (Kind, &'static str) {
    let found = FILES.iter().find(|(_, n, _)| *n == name);
    found.map(|(kind, _, text)| (*kind, *text)).unwrap_or_else(|| panic!("no fixture {name}"))
}

/// The problems of one fixture with its text changed; the others are as they are.
pub fn problems_of(name: &str, text: &str) -> Vec<Problem> {
    let (kind, _) = fixture(name);
    fixtures().clone().extend([(kind, name, text)])
}

/// A fixture's text with the first `find` replaced.
pub fn changed(name: &str, find: &str, replace: &str) -> String {
    let (_, text) = fixture(name);
    assert!(text.contains(find), "{name} contains {find}");
    text.replacen(find, replace, 1)
}
