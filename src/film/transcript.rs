//! The film in words, for those who cannot see or hear it: Markdown. Not here: captions.

/// One shot in words.
#[derive(Clone, Debug, PartialEq)]
pub struct Shot {
    /// Heading.
    pub title: String,
    /// When it begins, s.
    pub start_s: f64,
    /// When it ends, s.
    pub end_s: f64,
    /// What is said; empty if nothing.
    pub spoken: String,
    /// What is seen.
    pub seen: String,
    /// What is heard besides the voice; empty if nothing.
    pub heard: String,
}

/// The transcript: title, a line about it, and each shot with its times, words, picture and sounds.
#[must_use]
pub fn markdown(title: &str, about: &str, shots: &[Shot]) -> String {
    let _ = (title, about, shots);
    String::new()
}
