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

/// The words before each part, in the film's language.
#[derive(Clone, Debug, PartialEq)]
pub struct Labels {
    /// Before what is said.
    pub spoken: String,
    /// Before what is seen.
    pub seen: String,
    /// Before what is heard besides the voice.
    pub heard: String,
}

impl Default for Labels {
    fn default() -> Self {
        Self { spoken: "Narrator".to_owned(), seen: "Picture".to_owned(), heard: "Sound".to_owned() }
    }
}

/// The transcript: title, a line about it, and each shot with its times, words, picture and sounds.
#[must_use]
pub fn markdown(title: &str, about: &str, shots: &[Shot], labels: &Labels) -> String {
    let mut out = format!("# {}\n\n{}\n", plain(title), plain(about));
    for shot in shots {
        out += &format!("\n## {} - {}: {}\n", clock(shot.start_s), clock(shot.end_s), plain(&shot.title));
        let parts = [(&labels.seen, &shot.seen), (&labels.spoken, &shot.spoken), (&labels.heard, &shot.heard)];
        for (label, words) in parts.into_iter().filter(|(_, words)| !words.trim().is_empty()) {
            out += &format!("\n**{label}:** {}\n", plain(words));
        }
    }
    out
}

/// `0:05.6`.
fn clock(second: f64) -> String {
    let tenths = (second.max(0.0) * 10.0).round() as u64;
    format!("{}:{:02}.{}", tenths / 600, tenths / 10 % 60, tenths % 10)
}

/// One paragraph; what Markdown would take as marks is kept as it is.
fn plain(words: &str) -> String {
    let joined = words.split_whitespace().collect::<Vec<_>>().join(" ");
    joined.chars().flat_map(|c| "\\*_`[]<>#".contains(c).then_some('\\').into_iter().chain([c])).collect()
}
