//! Music and the mixdown of a film's tracks.

use sound::mixdown::{MUSIC_DUCK_DB, Tracks, duck, mixdown};
use sound::music::music;
use sound::{Frame, Gains, samples};

use crate::ears::{loudness, mono, roughest_step, within_bounds};

#[test]
fn music_is_as_long_as_asked_quiet_and_without_a_click() {
    let piece = music(21.3, 7);
    assert_eq!(piece.len(), samples(21.3));
    assert!(within_bounds(&piece) && roughest_step(&piece) < 0.02);
    assert_eq!((piece[0], piece[piece.len() - 1]), ([0.0; 2], [0.0; 2]));
    let level = 20.0 * loudness(&mono(&piece)).log10();
    assert!((-40.0..-24.0).contains(&level), "{level:.1} dB");
    assert!(music(0.0, 7).is_empty() && music(-1.0, 7).is_empty());
}

#[test]
fn music_never_pauses_between_its_chords() {
    let piece = mono(&music(40.0, 2));
    for second in 3..36 {
        let part = &piece[samples(f64::from(second))..samples(f64::from(second + 1))];
        assert!(20.0 * loudness(part).log10() > -45.0, "at {second} s");
    }
}

#[test]
fn a_longer_piece_begins_like_a_shorter_one() {
    let (short, long) = (music(20.0, 3), music(30.0, 3));
    assert!(short[..samples(16.0)] == long[..samples(16.0)]);
    assert!(short != music(20.0, 4));
}

/// Silence, a loud tone from 2 s to 4 s, silence to 8 s.
fn speech() -> Vec<Frame> {
    let tone = |i: usize| if (samples(2.0)..samples(4.0)).contains(&i) { 0.3 * (i as f32 * 0.05).sin() } else { 0.0 };
    (0..samples(8.0)).map(|i| [tone(i); 2]).collect()
}

#[test]
fn a_track_steps_back_before_the_voice_begins_and_returns_after_it() {
    let mut track = vec![[0.5; 2]; samples(8.0)];
    duck(&mut track, &speech(), MUSIC_DUCK_DB);
    let db = |s: f64| 20.0 * (track[samples(s)][0] / 0.5).log10();
    assert!(db(1.0) > -0.1, "{}", db(1.0));
    for s in [2.0, 3.0, 4.0] {
        assert!((db(s) + MUSIC_DUCK_DB).abs() < 1.0, "{s} s: {}", db(s));
    }
    assert!(db(7.0) > -0.5, "{}", db(7.0));
    assert!(roughest_step(&track) < 1e-3);
}

#[test]
fn a_track_without_a_voice_stays_as_it_is() {
    let mut track = music(3.0, 1);
    duck(&mut track, &[], 12.0);
    assert!(track == music(3.0, 1));
}

#[test]
fn a_mixdown_is_as_long_as_its_longest_track_and_within_bounds() {
    let loud: Vec<Frame> = (0..samples(1.0)).map(|i| [(i as f32 * 0.1).sin(); 2]).collect();
    let long = music(3.0, 1);
    let out = mixdown(Tracks { voice: &loud, data: &loud, music: &long }, &Gains::FULL);
    assert_eq!(out.len(), long.len());
    assert!(within_bounds(&out));
    assert!(mixdown(Tracks { voice: &loud, data: &loud, music: &long }, &Gains::SILENT).iter().all(|f| *f == [0.0; 2]));
}

#[test]
fn the_voice_comes_through_as_it_is() {
    let voice = speech();
    let out = mixdown(Tracks { voice: &voice, ..Tracks::default() }, &Gains::FULL);
    assert!(out == voice);
}
