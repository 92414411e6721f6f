//! The mix: levels, ducking, peaks.

use film::Pcm;
use film::loudness::{lufs, true_peak_dbtp};
use film::mix::{ATTACK_S, DUCK_DB, RELEASE_S, Tracks, mix};
use film::voice::Take;

use crate::support::{sine, syllables};

fn take(start_s: f64, sound: Pcm) -> Take {
    Take { id: "a".to_owned(), start_s, sound, placeholder: false }
}

fn level_db(sound: &Pcm, from_s: f64, to_s: f64) -> f64 {
    let place = |s: f64| (s * 48_000.0) as usize * 2;
    let part = &sound.samples[place(from_s)..place(to_s)];
    10.0 * (part.iter().map(|&s| f64::from(s).powi(2)).sum::<f64>() / part.len() as f64).log10()
}

#[test]
fn voice_and_music_come_to_minus_16_lufs_below_minus_1_dbtp() {
    let tracks = Tracks {
        seconds: 8.0,
        voice: vec![take(1.0, syllables(48_000, 2.0)), take(4.0, syllables(48_000, 3.0))],
        music: Some(sine(44_100, 2, 220.0, 0.5, 20.0)),
        data: Some(sine(48_000, 1, 880.0, 0.2, 3.0)),
    };
    let mixed = mix(&tracks).unwrap();
    assert_eq!((mixed.sound.channels, mixed.sound.rate_hz, mixed.sound.seconds()), (2, 48_000, 8.0));
    assert!((lufs(&mixed.sound) + 16.0).abs() < 1.0 && (mixed.lufs + 16.0).abs() < 1.0, "{}", mixed.lufs);
    assert!(true_peak_dbtp(&mixed.sound) <= -1.0 && mixed.peak_dbtp <= -1.0, "{}", mixed.peak_dbtp);
    assert_eq!(mix(&tracks).unwrap(), mixed);
}

#[test]
fn peaks_are_held_even_when_a_sound_is_nothing_but_peaks() {
    let clicks = (0..48_000 * 4).map(|n| if n % 4800 < 4 { 1.0 } else { 0.0 }).collect();
    let mixed = mix(&Tracks { seconds: 4.0, data: Some(Pcm::mono(48_000, clicks)), ..Tracks::default() }).unwrap();
    assert!(mixed.peak_dbtp <= -1.0, "{}", mixed.peak_dbtp);
}

#[test]
fn music_steps_back_before_the_voice_and_comes_back_after_it() {
    // A voice that says nothing, so that only the music is heard.
    let tracks = Tracks {
        seconds: 10.0,
        voice: vec![take(3.0, Pcm::silence(48_000, 1, 3.0))],
        music: Some(sine(48_000, 2, 440.0, 0.2, 10.0)),
        data: None,
    };
    let sound = mix(&tracks).unwrap().sound;
    let before = level_db(&sound, 1.0, 3.0 - ATTACK_S);
    let under = level_db(&sound, 3.0, 6.0);
    let after = level_db(&sound, 6.0 + RELEASE_S, 9.5);
    assert!((before - under - DUCK_DB).abs() < 0.1, "{before} {under}");
    assert!((before - after).abs() < 0.1, "{before} {after}");
    // Nowhere a jump: neighbouring hundredths of a second differ little.
    let steps: Vec<f64> =
        (200..800).map(|n| level_db(&sound, f64::from(n) / 100.0, f64::from(n + 1) / 100.0)).collect();
    let largest = steps.windows(2).map(|w| (w[0] - w[1]).abs()).fold(0.0, f64::max);
    assert!(largest < 1.0, "{largest}");
}

#[test]
fn music_does_not_fill_short_pauses() {
    let silent = |start_s| take(start_s, Pcm::silence(48_000, 1, 1.0));
    let music = Some(sine(48_000, 2, 440.0, 0.2, 8.0));
    let sound = mix(&Tracks { seconds: 8.0, voice: vec![silent(2.0), silent(3.3)], music, data: None }).unwrap().sound;
    assert!((level_db(&sound, 2.2, 2.9) - level_db(&sound, 3.0, 3.3)).abs() < 0.1);
}

#[test]
fn nothing_to_hear_stays_silent_and_bad_lengths_are_refused() {
    let mixed = mix(&Tracks { seconds: 2.0, ..Tracks::default() }).unwrap();
    assert!(mixed.sound.samples.iter().all(|s| *s == 0.0) && mixed.sound.seconds() == 2.0);
    for seconds in [0.0, -1.0, f64::NAN, 1e9] {
        assert!(mix(&Tracks { seconds, ..Tracks::default() }).is_err());
    }
    let odd = Pcm { rate_hz: 48_000, channels: 3, samples: vec![0.0; 3] };
    assert!(mix(&Tracks { seconds: 1.0, music: Some(odd), ..Tracks::default() }).is_err());
}
