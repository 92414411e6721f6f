//! The chapters of the campaign as content.

use model::content::{Kind, Library};
use model::rows::CHAPTERS;

use crate::support::library;

fn problems(text: &str) -> Vec<String> {
    let mut library = Library::default();
    library.extend([(Kind::Chapters, "levels/chapters.ron", text)]).iter().map(ToString::to_string).collect()
}

#[test]
fn ten_chapters_are_shipped_each_with_a_name_and_a_story() {
    let library = library();
    assert_eq!(library.chapters.len(), CHAPTERS);
    assert_eq!(library.chapters[0].name, "The set point");
    assert!(library.chapters.iter().all(|c| c.story.ends_with('.')));
}

#[test]
fn everything_wrong_with_chapters_is_told_at_once() {
    let long = "word ".repeat(26);
    let text = format!("(chapters: [(name: \"\", story: \"{long}\"), (name: \"An addict\", story: \"Take 5 mg.\")])");
    let found = problems(&text).join("\n");
    for what in ["2 chapters; allowed: 10", "0 letters", "26 words", "put people first", "amount by weight"] {
        assert!(found.contains(what), "{what}: {found}");
    }
    assert!(problems("(chapters: [(name: \"A\", tale: \"b\")])")[0].contains("tale"));
    assert_eq!(problems("(chapters: 3)").len(), 1);
}
