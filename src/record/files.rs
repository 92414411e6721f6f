//! What stands beside a film: captions as `WebVTT` and SRT, the transcript, the thumbnail; and the narration's lines. Not here:
//! the film itself.

use std::fs;
use std::path::{Path, PathBuf};

use film::{Cue, captions, limits::Limits, transcript, voice};
use model::storyboard::Storyboard;
use model::words::Words;

use super::beside;

/// A phrase in another language, or as it is.
fn say<'a>(words: Option<&'a Words>, phrase: &'a str) -> &'a str {
    words.map_or(phrase, |w| w.say(phrase))
}

/// When each shot begins, s, with the shot.
fn starts(film: &Storyboard) -> impl Iterator<Item = (f64, &model::storyboard::Shot)> {
    film.shots.iter().scan(0.0, |start: &mut f64, shot| {
        let began = (*start * 1000.0).round() / 1000.0;
        *start += shot.seconds;
        Some((began, shot))
    })
}

/// The captions of a film, in seconds of the film.
#[must_use]
pub fn cues(film: &Storyboard, words: Option<&Words>) -> Vec<Cue> {
    let all = starts(film).flat_map(|(start, shot)| {
        shot.captions.iter().enumerate().map(move |(i, caption)| Cue {
            id: format!("{}.{}", shot.id, i + 1),
            start_s: start + caption.from_s,
            end_s: start + caption.until_s,
            text: say(words, &caption.text).to_owned(),
        })
    });
    all.collect()
}

/// Cues of a span, in seconds from its start.
#[must_use]
pub fn within(cues: Vec<Cue>, (from_s, to_s): (f64, f64)) -> Vec<Cue> {
    let cut = cues.into_iter().filter(|c| c.end_s > from_s && c.start_s < to_s);
    cut.map(|c| Cue { start_s: (c.start_s - from_s).max(0.0), end_s: c.end_s.min(to_s) - from_s, ..c }).collect()
}

/// What is wrong with the captions, in words.
#[must_use]
pub fn caption_problems(film: &Storyboard, words: Option<&Words>) -> Vec<captions::Problem> {
    captions::problems(&cues(film, words), &Limits::of(words.map_or("en", |w| &w.lang)))
}

/// What is said when; each line must be over when its shot is.
#[must_use]
pub fn lines(film: &Storyboard) -> Vec<voice::Line> {
    let all = starts(film).filter_map(|(start, shot)| {
        let said = shot.narration.as_ref()?;
        let (start_s, end_s) = (start + said.from_s, start + shot.seconds);
        Some(voice::Line { id: said.id.clone(), text: said.text.clone(), start_s, end_s })
    });
    all.collect()
}

/// The film in words.
#[must_use]
pub fn words_of(film: &Storyboard, words: Option<&Words>) -> String {
    let shots: Vec<transcript::Shot> = starts(film)
        .map(|(start_s, shot)| {
            let spoken = shot.captions.iter().map(|c| say(words, &c.text).replace('\n', " "));
            transcript::Shot {
                title: shot.id.replace('_', " "),
                start_s,
                end_s: start_s + shot.seconds,
                spoken: spoken.collect::<Vec<_>>().join(" "),
                seen: shot.shows.clone(),
                heard: shot.heard.clone(),
            }
        })
        .collect();
    transcript::markdown(say(words, &film.title), &film.about, &shots, &transcript::Labels::default())
}

/// Writes captions and transcript beside the film of a span; gives the files.
///
/// # Errors
/// One cannot be written.
pub fn write(
    path: &Path,
    film: &Storyboard,
    words: Option<&Words>,
    span_s: (f64, f64),
) -> Result<Vec<PathBuf>, film::Error> {
    let limits = Limits::of(words.map_or("en", |w| &w.lang));
    let cues = within(cues(film, words), span_s);
    let mut written = Vec::new();
    let mut put = |ending: &str, text: String| {
        let file = beside(path, ending);
        fs::write(&file, text).map_err(|e| film::Error::write(&file, e))?;
        written.push(file);
        Ok::<_, film::Error>(())
    };
    if !cues.is_empty() {
        put("vtt", captions::web_vtt(&cues, &limits))?;
        put("srt", captions::srt(&cues, &limits))?;
    }
    put("md", words_of(film, words))?;
    Ok(written)
}
