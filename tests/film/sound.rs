//! Sound through the AAC encoder and back, other rates, WAV files.

use film::aac;
use film::pcm::Pcm;
use film::resample::resampled;
use film::{Encoder, probe, wav};

use crate::support::{record, signal_to_noise_db, sine, syllables};

fn round_trip(sound: &Pcm) -> Pcm {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("film.mp4");
    record(&path, (sound.seconds() * 30.0).round() as u64, Some(sound.clone()), Encoder::BuiltIn);
    probe::sound(&path).unwrap()
}

#[test]
fn one_and_two_channels_come_back_in_step_and_clean() {
    let mono = syllables(48_000, 2.0);
    let mut stereo = mono.to_stereo();
    let right = sine(48_000, 1, 1500.0, 0.2, 2.0);
    stereo.samples.iter_mut().skip(1).step_by(2).zip(&right.samples).for_each(|(s, r)| *s += r);
    for sound in [mono, stereo] {
        let heard = round_trip(&sound);
        assert_eq!((heard.channels, heard.samples.len()), (sound.channels, sound.samples.len()));
        for c in 0..usize::from(sound.channels) {
            let clean = signal_to_noise_db(&sound.channel(c), &heard.channel(c));
            assert!(clean > 25.0, "{clean:.1} dB");
        }
    }
}

#[test]
fn two_channels_that_are_equal_come_back_equal() {
    let heard = round_trip(&syllables(48_000, 1.0).to_stereo());
    assert_eq!(heard.channel(0), heard.channel(1));
}

#[test]
fn the_loudest_noise_fits_into_packets_that_every_decoder_takes() {
    let mut state = 1u32;
    let mut noise = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        if state >> 31 == 0 { -1.0 } else { 1.0 }
    };
    let sound = Pcm::stereo(48_000, (0..96_000).map(|_| noise()).collect());
    let coded = aac::encode(&sound).unwrap();
    assert!(coded.packets.iter().all(|p| p.len() <= 2 * 6144 / 8));
    assert_eq!(round_trip(&sound).seconds(), 1.0);
}

#[test]
fn silence_takes_almost_nothing() {
    let coded = aac::encode(&Pcm::silence(48_000, 2, 1.0)).unwrap();
    assert_eq!((coded.moments, coded.packets.len()), (48_000, 48));
    assert!(coded.packets.iter().all(|p| p.len() < 32));
}

#[test]
fn a_minute_of_speech_and_tones_stays_below_two_megabytes() {
    let mut sound = syllables(48_000, 5.0).to_stereo();
    let tones = sine(48_000, 2, 523.25, 0.1, 5.0);
    sound.samples.iter_mut().zip(&tones.samples).for_each(|(s, t)| *s += t);
    let bytes: usize = aac::encode(&sound).unwrap().packets.iter().map(Vec::len).sum();
    assert!(bytes * 12 < 2_000_000, "{bytes}");
}

#[test]
fn a_sound_that_is_no_number_is_refused() {
    assert!(aac::encode(&Pcm::mono(48_000, vec![0.0, f32::NAN])).is_err());
    assert!(aac::encode(&Pcm { rate_hz: 48_000, channels: 3, samples: vec![0.0; 3] }).is_err());
}

#[test]
fn another_rate_keeps_tone_level_and_length() {
    for (from, to) in [(16_000, 48_000), (44_100, 48_000), (96_000, 48_000), (48_000, 24_000)] {
        let got = resampled(&sine(from, 1, 1000.0, 0.5, 0.5), to);
        let wanted = sine(to, 1, 1000.0, 0.5, 0.5);
        assert_eq!(got.samples.len(), wanted.samples.len());
        // Beyond its ends a sound is silent, which the filter smears a little.
        let inner = to as usize / 50..got.samples.len() - to as usize / 50;
        let clean = signal_to_noise_db(&wanted.samples[inner.clone()], &got.samples[inner]);
        assert!(clean > 70.0, "{from} to {to}: {clean:.1} dB");
    }
}

#[test]
fn what_a_lower_rate_cannot_hold_does_not_fold_back() {
    let got = resampled(&sine(48_000, 1, 15_000.0, 0.5, 0.5), 16_000);
    let loudest = got.samples[400..7600].iter().fold(0.0f32, |m, s| m.max(s.abs()));
    assert!(loudest < 1e-3, "{loudest}");
}

#[test]
fn wav_files_keep_samples_rate_and_what_made_them() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sound.wav");
    let sound = sine(22_050, 2, 440.0, 0.9, 0.2);
    let bytes = wav::write(&path, &sound, "a program").unwrap();
    let back = wav::read(&path).unwrap();
    assert_eq!((back.sound.rate_hz, back.sound.channels, back.made_by.as_str()), (22_050, 2, "a program"));
    assert_eq!(bytes, std::fs::metadata(&path).unwrap().len());
    let error = sound.samples.iter().zip(&back.sound.samples).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
    assert!(error < 1e-4);
    // Cut anywhere, it is read as far as it goes or refused with its name.
    let whole = std::fs::read(&path).unwrap();
    for end in 0..120 {
        std::fs::write(&path, &whole[..end]).unwrap();
        if let Err(error) = wav::read(&path) {
            assert!(error.to_string().contains("sound.wav"));
        }
    }
}
