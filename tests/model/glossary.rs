//! The words that the screen explains: how they are checked, and where a text uses them.

use model::content::{Kind, Library};
use model::glossary::Glossary;
use model::prose;

use crate::support::library;

fn read(text: &str) -> (Glossary, Vec<String>) {
    let mut library = Library::default();
    let found = library.extend([(Kind::Glossary, "assets/glossary.ron", text)]);
    (library.glossary, found.iter().map(ToString::to_string).collect())
}

fn used<'a>(glossary: &'a Glossary, text: &'a str) -> Vec<(&'a str, &'a str)> {
    glossary.uses(text).into_iter().map(|(at, word)| (&text[at], glossary.words[word].word.as_str())).collect()
}

#[test]
fn the_words_of_pharmacology_are_shipped_in_the_order_of_the_alphabet() {
    let glossary = &library().glossary;
    for word in [
        "DU",
        "agonist",
        "antagonist",
        "EC50",
        "Emax",
        "half-life",
        "seed",
        "set point",
        "receptor",
        "tolerance",
        "dependence",
        "withdrawal",
        "arrestin",
        "internalisation",
        "upregulation",
        "downregulation",
        "enzyme induction",
        "clearance",
        "steady state",
        "rebound",
        "taper",
        "rotation",
        "cross-tolerance",
    ] {
        assert!(glossary.words.iter().any(|w| w.word == word), "{word}");
    }
    assert!(glossary.words.is_sorted_by_key(|w| w.word.to_lowercase()));
}

#[test]
fn what_a_word_means_reads_no_harder_than_a_debrief() {
    let glossary = &library().glossary;
    let all: Vec<&str> = glossary.words.iter().map(|w| w.says.as_str()).collect();
    let grade = prose::grade(&all.join(" "));
    assert!(grade <= 7.0, "{grade}");
    for word in &glossary.words {
        let grade = prose::grade(&word.says);
        assert!(grade <= 9.0, "{}: {grade}", word.word);
    }
}

#[test]
fn every_word_is_found_by_each_of_its_spellings_and_by_no_other_words() {
    let glossary = &library().glossary;
    for word in &glossary.words {
        for spelling in [&word.word].into_iter().chain(&word.also) {
            assert_eq!(glossary.find(spelling), Some(word), "{spelling}");
        }
    }
    assert_eq!(glossary.find("receptor of"), None);
    assert_eq!(glossary.find(""), None);
}

#[test]
fn the_longest_word_wins_and_case_plurals_and_signs_do_not_matter() {
    let glossary = &library().glossary;
    let text = "A partial agonist, two Half-Lives; Receptors (1 DU) du, half life, set-point, deceptors";
    let found = used(glossary, text);
    assert_eq!(
        found,
        [
            ("partial agonist", "partial agonist"),
            ("Half-Lives", "half-life"),
            ("Receptors", "receptor"),
            ("DU", "DU"),
            ("half life", "half-life"),
            ("set-point", "set point"),
        ]
    );
}

#[test]
fn words_are_found_between_letters_of_any_script() {
    let glossary = &library().glossary;
    assert_eq!(used(glossary, "Körper · receptor → ‚taper‘ 受容体").len(), 2);
    assert!(used(glossary, "half, life. partial. agonists").iter().all(|(at, _)| *at == "agonists"));
}

#[test]
fn everything_wrong_with_a_word_is_told_at_once_and_none_of_it_is_taken() {
    let long = "word ".repeat(26);
    let text = format!(
        "(words: [
            (word: \"\", says: \"Fine.\"),
            (word: \"one\", also: [\"One\"], says: \"{long}\", see: [\"two\"]),
            (word: \"three\", says: \"An addict takes 5 mg. Two. Three.\", see: [\"three\"]),
        ])"
    );
    let (glossary, found) = read(&text);
    let all = found.join("\n");
    for what in [
        "words[0].word: 0 letters; allowed: 1 to 30",
        "words[1].also[0]: \"One\" is a spelling of \"one\" too",
        "words[1].says: 1 sentences; allowed: 1 to 2, a full stop",
        "words[1].says: 26 words; allowed: at most 25",
        "words[1].see[0]: no word \"two\"; allowed: ",
        "words[2].says: 3 sentences",
        "put people first",
        "amount by weight",
        "words[2].see[0]: it leads to itself",
    ] {
        assert!(all.contains(what), "{what}: {all}");
    }
    assert!(found.iter().all(|line| line.starts_with("assets/glossary.ron:")), "{all}");
    assert!(glossary.words.is_empty());
    assert!(read("(words: [(word: \"a\", means: \"b\")])").1[0].contains("means"));
    assert_eq!(read("(words: 3)").1.len(), 1);
}

#[test]
fn a_reader_finds_a_word_by_a_part_of_it_and_by_what_it_means() {
    let glossary = &library().glossary;
    let found = |typed: &str| glossary.words.iter().filter(|w| w.answers(typed)).count();
    assert_eq!(found(""), glossary.words.len());
    assert!(found(" Half-LIFE ") >= 1 && found("caps") >= 1);
    assert_eq!(found("zzz"), 0);
}
