//! How level texts read: words, reading age, words that do not put people first, amounts by weight. Not here: which texts a
//! level has ([`crate::raw_level`]).

/// Words that speak of people as what they have or do, each with what is said instead.
pub const UNKIND: [(&str, &str); 22] = [
    ("addict", "a person with an addiction"),
    ("addicts", "people with an addiction"),
    ("junkie", "a person who uses drugs"),
    ("junkies", "people who use drugs"),
    ("user", "a person who uses the drug"),
    ("users", "people who use the drug"),
    ("abuser", "a person who uses the drug"),
    ("abusers", "people who use the drug"),
    ("abuse", "use"),
    ("abused", "used"),
    ("alcoholic", "a person who drinks heavily"),
    ("alcoholics", "people who drink heavily"),
    ("drunk", "a person who has drunk"),
    ("clean", "free of the drug"),
    ("dirty", "positive (of a test)"),
    ("habit", "use"),
    ("victim", "a person"),
    ("suffer", "has"),
    ("suffers", "has"),
    ("sufferer", "a person"),
    ("fix", "dose"),
    ("weakness", "biology"),
];

/// Pharmacology's own words, which a reading age does not count: they are taught, not assumed.
const TERMS: [&str; 71] = [
    "receptor",
    "receptors",
    "tolerance",
    "dependence",
    "addiction",
    "withdrawal",
    "agonist",
    "agonists",
    "antagonist",
    "arrestin",
    "phosphate",
    "desensitisation",
    "internalisation",
    "downregulation",
    "sensitisation",
    "enzyme",
    "enzymes",
    "membrane",
    "endosome",
    "lysosome",
    "lysosomes",
    "opioid",
    "opioids",
    "morphine",
    "methadone",
    "fentanyl",
    "diamorphine",
    "nitroglycerin",
    "salbutamol",
    "formoterol",
    "isoprenaline",
    "propranolol",
    "metoprolol",
    "clonidine",
    "ketamine",
    "amphetamine",
    "mitragynine",
    "kratom",
    "tyramine",
    "ephedrine",
    "noradrenaline",
    "adrenaline",
    "cortisol",
    "midazolam",
    "rifampicin",
    "diazepam",
    "lorazepam",
    "chlorzoxazone",
    "ethanol",
    "alcohol",
    "paroxetine",
    "caffeine",
    "oxymetazoline",
    "adenylyl",
    "cyclase",
    "camp",
    "cyp2e1",
    "cyp3a4",
    "pharmacokinetic",
    "pharmacodynamic",
    "anaesthesia",
    "anaesthetic",
    "nitrate",
    "nitrates",
    "prednisolone",
    "benzodiazepine",
    "benzodiazepines",
    "stimulant",
    "occupancy",
    "relief",
    "ceiling",
];

/// Words that speak ill of people in a text, each with what is said instead.
#[must_use]
pub fn unkind(text: &str) -> Vec<(&'static str, &'static str)> {
    let bare = |word: &str| word.trim_end_matches("'s").trim_matches('\'').to_lowercase();
    let found: Vec<String> = words(text).map(bare).collect();
    UNKIND.iter().filter(|(word, _)| found.iter().any(|w| w == word)).copied().collect()
}

/// The first amount by weight ("30 mg") in a text.
#[must_use]
pub fn weight(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split_whitespace().collect();
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let unit =
        |word: &str| matches!(bare(word).as_str(), "mg" | "milligram" | "milligrams" | "microgram" | "micrograms");
    let glued = |word: &str| {
        let word = bare(word);
        word.strip_suffix("mg").is_some_and(|n| !n.is_empty() && n.chars().all(|c| c.is_ascii_digit() || c == '.'))
    };
    parts.iter().find(|word| unit(word) || glued(word)).map(|word| bare(word))
}

/// Number of words.
#[must_use]
pub fn count(text: &str) -> usize {
    text.split_whitespace().count()
}

/// The Flesch-Kincaid grade of a text, its terms left out of the count of syllables; 0 where there is nothing to read.
#[must_use]
pub fn grade(text: &str) -> f64 {
    let sentences = text.split(['.', '!', '?', ':', ';']).filter(|s| words(s).next().is_some()).count();
    let words: Vec<&str> = words(text).filter(|w| w.chars().any(char::is_alphabetic)).collect();
    if words.is_empty() {
        return 0.0;
    }
    let plain: Vec<&str> = words.iter().filter(|w| !TERMS.contains(&w.to_lowercase().as_str())).copied().collect();
    let syllables: usize = plain.iter().map(|w| syllables(w)).sum();
    let long = syllables as f64 / plain.len().max(1) as f64;
    0.39 * words.len() as f64 / sentences.max(1) as f64 + 11.8 * long - 15.59
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '\'')).filter(|w| !w.is_empty())
}

/// Syllables of an English word, as groups of vowels; a silent e at the end is none.
#[must_use]
pub fn syllables(word: &str) -> usize {
    let word = word.to_lowercase();
    let vowel = |c: char| "aeiouy".contains(c);
    let groups = word.split(|c: char| !vowel(c)).filter(|g| !g.is_empty()).count();
    let silent = word.ends_with('e') && !word.ends_with("le") || word.ends_with("es") && !word.ends_with("ses");
    let silent = silent || word.ends_with("ed") && !word.ends_with("ted") && !word.ends_with("ded");
    groups.saturating_sub(usize::from(silent)).max(1)
}
