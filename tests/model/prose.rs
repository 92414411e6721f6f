//! How texts are measured.

use model::prose::{count, grade, syllables, unkind, weight};

#[test]
fn syllables_are_counted_as_a_reader_would() {
    for (word, n) in [
        ("the", 1),
        ("dose", 1),
        ("doses", 2),
        ("little", 2),
        ("body", 2),
        ("receptor", 3),
        ("stopped", 1),
        ("started", 2),
        ("pharmacology", 5),
        ("hm", 1),
    ] {
        assert_eq!(syllables(word), n, "{word}");
    }
}

#[test]
fn long_sentences_and_long_words_read_harder() {
    let easy = grade("The dog ran. It was hot. We sat down.");
    let hard =
        grade("Physiological counteradaptation unavoidably accompanies repetitive administration of substances.");
    assert!(easy < 2.0 && hard > 15.0, "{easy} {hard}");
    assert!(grade("").abs() < f64::EPSILON);
    assert!(grade("The desensitisation is on.") < 5.0, "a term is taught, not assumed");
}

#[test]
fn words_that_do_not_put_people_first_are_found_with_what_is_said_instead() {
    assert_eq!(
        unkind("An Addict's friend, and two abusers."),
        [("addict", "a person with an addiction"), ("abusers", "people who use the drug"),]
    );
    assert!(unkind("A person with an addiction. The room is cleaner.").is_empty());
}

#[test]
fn an_amount_by_weight_is_found_and_a_dose_unit_is_not() {
    for (text, found) in
        [("take 30 mg now", true), ("30mg", true), ("two milligrams", true), ("2 DU", false), ("image", false)]
    {
        assert_eq!(weight(text).is_some(), found, "{text}");
    }
    assert_eq!(count("one two  three"), 3);
}
