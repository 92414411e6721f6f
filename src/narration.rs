//! The takes of the explainer's narration, built in: whoever has the program alone hears them too. A take in
//! `assets/narration/en` that a person has spoken is built in with the next build. And films as long as their takes. Not here:
//! how takes are made and levelled (`film::voice`).

#[cfg(not(target_arch = "wasm32"))]
use film::{takes::Takes, voice};
#[cfg(not(target_arch = "wasm32"))]
use model::{storyboard::Storyboard, stretch::stretched};

#[cfg(not(target_arch = "wasm32"))]
use crate::record::files;

/// Name and bytes of each take.
pub const TAKES: &[(&str, &[u8])] = &[
    ("01_same_dose.wav", include_bytes!("../assets/narration/en/01_same_dose.wav")),
    ("02_push_back.wav", include_bytes!("../assets/narration/en/02_push_back.wav")),
    ("03_silenced.wav", include_bytes!("../assets/narration/en/03_silenced.wav")),
    ("04_inside.wav", include_bytes!("../assets/narration/en/04_inside.wav")),
    ("05_fewer.wav", include_bytes!("../assets/narration/en/05_fewer.wav")),
    ("06_elsewhere.wav", include_bytes!("../assets/narration/en/06_elsewhere.wav")),
    ("07_balance.wav", include_bytes!("../assets/narration/en/07_balance.wav")),
    ("08_stop.wav", include_bytes!("../assets/narration/en/08_stop.wav")),
    ("09_old_dose.wav", include_bytes!("../assets/narration/en/09_old_dose.wav")),
    ("10_tools.wav", include_bytes!("../assets/narration/en/10_tools.wav")),
    ("11_play.wav", include_bytes!("../assets/narration/en/11_play.wav")),
];

/// Makes the shots of a film as long as their takes.
///
/// # Errors
/// A take cannot be read, or the film would be too long; in words.
#[cfg(not(target_arch = "wasm32"))]
pub fn fit(film: &mut Storyboard, takes: &Takes) -> Result<(), String> {
    let lengths = voice::lengths(&files::lines(film), *takes).map_err(|e| e.to_string())?;
    let mut lengths = lengths.into_iter();
    let said = |shot: &model::storyboard::Shot| shot.narration.is_some();
    let by_shot: Vec<Option<f64>> =
        film.shots.iter().map(|shot| if said(shot) { lengths.next().flatten() } else { None }).collect();
    *film = stretched(film, &by_shot).map_err(|e| e.to_string())?;
    Ok(())
}
