//! How much a caption may hold, by language. Latin scripts follow what broadcasters ask for; Devanagari counts marks
//! with their letters; Japanese has wide characters and more meaning in each. Not here: the checks themselves.

/// Most lines of a caption at once, in every language.
pub const MAX_LINES: usize = 2;
/// Shortest time that a caption is on screen, s.
pub const MIN_SECONDS: f64 = 1.0;
/// Latin scripts: characters in a line.
pub const LATIN_LINE: usize = 42;
/// Latin scripts: characters a second.
pub const LATIN_PER_SECOND: f64 = 18.0;
/// Devanagari: characters in a line, a letter with its vowel signs counting as one.
pub const DEVANAGARI_LINE: usize = 42;
/// Devanagari: characters a second, counted the same way.
pub const DEVANAGARI_PER_SECOND: f64 = 18.0;
/// Japanese: full-width characters in a line.
pub const JAPANESE_LINE: usize = 21;
/// Japanese: full-width characters a second.
pub const JAPANESE_PER_SECOND: f64 = 9.0;

/// What holds for one language.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// Width of a line in characters (Japanese: full-width characters; two narrow ones count as one).
    pub line: usize,
    /// Characters a second.
    pub per_second: f64,
    /// Characters are full width and lines may break between any two of them.
    pub full_width: bool,
}

impl Limits {
    /// The limits of a language by its code: "ja", "hi"; every other is written in a Latin script.
    #[must_use]
    pub fn of(language: &str) -> Self {
        match language.split(['-', '_']).next() {
            Some("ja") => Self { line: JAPANESE_LINE, per_second: JAPANESE_PER_SECOND, full_width: true },
            Some("hi") => Self { line: DEVANAGARI_LINE, per_second: DEVANAGARI_PER_SECOND, full_width: false },
            _ => Self { line: LATIN_LINE, per_second: LATIN_PER_SECOND, full_width: false },
        }
    }
}

impl Limits {
    /// The width of a text in the characters that the limits count.
    #[must_use]
    pub fn width(&self, text: &str) -> f64 {
        let shown = text.chars().filter(|&c| !joins_the_one_before(c));
        if self.full_width { shown.map(|c| if is_wide(c) { 1.0 } else { 0.5 }).sum() } else { shown.count() as f64 }
    }
}

/// Marks that are drawn on or beside the letter before them: accents, the vowel signs of Devanagari, joiners.
fn joins_the_one_before(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{900}'..='\u{903}' | '\u{93A}'..='\u{93C}' | '\u{93E}'..='\u{94F}'
        | '\u{951}'..='\u{957}' | '\u{962}' | '\u{963}' | '\u{200B}'..='\u{200D}' | '\u{FE00}'..='\u{FE0F}')
}

/// Characters as wide as they are high.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{115F}' | '\u{2E80}'..='\u{A4CF}' | '\u{AC00}'..='\u{D7A3}' | '\u{F900}'..='\u{FAFF}'
        | '\u{FE30}'..='\u{FE6F}' | '\u{FF00}'..='\u{FF60}' | '\u{FFE0}'..='\u{FFE6}' | '\u{20000}'..='\u{3FFFD}')
}
