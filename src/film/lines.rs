//! Breaks a text into lines of about equal width. Words stay whole where a script has spaces; Japanese breaks between characters,
//! but never before closing marks or small kana, and never within a word in Latin letters or a number. Not here: what fits ([`crate::limits`]).

use crate::limits::Limits;

/// Never at the beginning of a line.
const NOT_FIRST: &str =
    "、。，．・：；？！」』）］｝〕〉》】ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ々…,.:;?!)]}%";
/// Never at the end of a line.
const NOT_LAST: &str = "「『（［｛〔〈《【([{";
/// Good places to end a line: after these a thought pauses.
const PAUSES: &str = "、。，．：；？！,.:;?!」』）)";
/// A line that ends with a pause may be this much longer than its fellow, as a share of the line.
const PAUSE_WORTH: f64 = 0.3;

/// As few lines as fit, as equal as may be. Breaks that the author wrote are kept as they are.
#[must_use]
pub fn balanced(text: &str, limits: &Limits) -> Vec<String> {
    if text.trim().contains('\n') {
        return text.trim().lines().map(|l| l.trim().to_owned()).filter(|l| !l.is_empty()).collect();
    }
    let pieces = if limits.full_width { between_characters(text.trim()) } else { words(text.trim()) };
    if pieces.is_empty() {
        return Vec::new();
    }
    let widths = |from: usize, to: usize| limits.width(pieces[from..to].concat().trim_end());
    let most = limits.line as f64;
    // Fewest lines first, then the least uneven: by squares of what is free in each line.
    let count = pieces.len();
    let mut best: Vec<Option<(usize, f64, usize)>> = vec![None; count + 1];
    best[0] = Some((0, 0.0, 0));
    for end in 1..=count {
        for begin in (0..end).rev() {
            let width = widths(begin, end);
            if width > most && begin + 1 < end {
                break;
            }
            let Some((lines, cost, _)) = best[begin] else { continue };
            let pause = end < count && pieces[end - 1].trim_end().ends_with(|c| PAUSES.contains(c));
            let free = (most - width) / most - if pause { PAUSE_WORTH } else { 0.0 };
            let next = (lines + 1, cost + free * free.abs(), begin);
            if best[end].is_none_or(|b| (next.0, next.1) < (b.0, b.1)) {
                best[end] = Some(next);
            }
        }
    }
    let mut out = Vec::new();
    let mut end = count;
    while let Some((_, _, begin)) = best[end].filter(|_| end > 0) {
        out.push(pieces[begin..end].concat().trim_end().to_owned());
        end = begin;
    }
    out.reverse();
    out
}

/// Words, each with the space after it. What a no-break space joins stays together.
fn words(text: &str) -> Vec<String> {
    text.split([' ', '\t']).filter(|w| !w.is_empty()).map(|w| format!("{w} ")).collect()
}

/// Pieces between which a line may break.
fn between_characters(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut last: Option<char> = None;
    for c in text.chars() {
        let narrow = |c: char| c.is_ascii_alphanumeric();
        let together = last.is_some_and(|l| {
            NOT_FIRST.contains(c)
                || NOT_LAST.contains(l)
                || c == ' '
                || (narrow(l) && narrow(c))
                || c == '\u{A0}'
                || l == '\u{A0}'
        });
        match pieces.last_mut().filter(|_| together) {
            Some(piece) => piece.push(c),
            None => pieces.push(c.to_string()),
        }
        last = Some(c);
    }
    pieces
}
