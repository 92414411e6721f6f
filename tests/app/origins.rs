//! Labels and names of source texts stand on the screen with the words that they stand for.

use setpoint::ui::origins::{LABELS, in_words, label_words, say_label};

use crate::library;

#[test]
fn a_label_becomes_words_with_the_label_behind_them() {
    assert_eq!(in_words("Turnover of 0.35 a day: FIT"), "Turnover of 0.35 a day: chosen to fit measured data (FIT)");
    assert_eq!(in_words("(level 0.1; ID)"), "(level 0.1; measured, used as it is, ID)");
    assert_eq!(in_words("Hours to days (S0)"), "Hours to days (the source text on tolerance and dependence, S0)");
    assert_eq!(in_words("S4: a leaf"), "The source text on kratom (S4): a leaf");
    // What only looks like one stays as it is.
    for same in ["A dose that fits", "IDs, S01 and FITS", "Größe: 25-50 % (Fine and Portenoy 2009)", "", "lower)"] {
        assert_eq!(in_words(same), same);
    }
}

#[test]
fn no_source_on_the_screen_leaves_a_short_name_alone() {
    let library = library();
    let levels = library.levels.iter().flat_map(|l| l.sources.iter().chain(&l.disputed).map(String::as_str));
    let words = library.glossary.words.iter().map(|w| w.origin.as_str());
    let numbers = library.ledger.iter().map(|entry| entry.num.source.as_str());
    let mut names: Vec<String> = LABELS.iter().map(|label| format!("{label:?}")).collect();
    names.extend(model::rows::SEEDS.iter().map(|(id, _)| (*id).to_owned()));
    let mut met = 0;
    for text in levels.chain(words).chain(numbers) {
        let said = in_words(text);
        for name in &names {
            for (at, _) in said.match_indices(name.as_str()) {
                let around = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
                let (before, after) = (&said[..at], &said[at + name.len()..]);
                if around(before.chars().next_back()) || around(after.chars().next()) {
                    continue;
                }
                met += 1;
                assert!(before.ends_with('(') || before.ends_with(", "), "{said}");
            }
        }
    }
    assert!(met > 40, "{met} short names were met");
}

#[test]
fn the_glossary_says_what_the_labels_say() {
    let library = library();
    let word = library.glossary.words.iter().find(|w| w.word == "labels of numbers").expect("it is explained");
    for label in LABELS {
        assert!(word.says.contains(&format!("{label:?}: {}", label_words(label))), "{label:?}: {}", word.says);
        assert!(say_label(label).ends_with(&format!("({label:?})")));
    }
}
