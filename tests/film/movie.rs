//! Films as files: what they claim is true, and nothing half stays behind.

use std::fs;
use std::path::Path;
use std::process::Command;

use film::probe::{self, Colour};
use film::{Encoder, Error, Movie, Pcm, Spec};

use crate::support::{frame, record, signal_to_noise_db, sine};

const BT_709: Colour = Colour { primaries: 1, transfer: 1, matrix: 1, full_range: false };

fn spec(encoder: Encoder) -> Spec {
    Spec { width: 160, height: 96, fps: 30, audio: true, encoder }
}

fn files(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|f| f.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn three_seconds_come_back_as_three_seconds() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("film.mp4");
    let report = record(&path, 90, Some(sine(48_000, 2, 440.0, 0.3, 3.0)), Encoder::BuiltIn);
    let claim = probe::probe(&path).unwrap();
    assert_eq!((claim.width, claim.height, claim.frames, claim.profile), (160, 96, 90, 100));
    assert_eq!((claim.fps, claim.seconds), (30.0, 3.0));
    assert_eq!((claim.bytes, report.frames, report.seconds), (report.bytes, 90, 3.0));
    assert!(claim.fast_start);
    assert_eq!((claim.colour, claim.stream_colour), (Some(BT_709), Some(BT_709)));
    assert_eq!(claim.key_frames, 2);
    let sound = claim.sound.unwrap();
    assert_eq!((sound.rate_hz, sound.channels, sound.seconds), (48_000, 2, 3.0));
    assert_eq!(probe::pictures(&path, |_, p| assert_eq!((p.width, p.height), (160, 96))).unwrap(), 90);
    assert_eq!(files(folder.path()), ["film.mp4"]);
}

#[test]
fn pictures_and_sound_keep_within_a_millisecond() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("film.mp4");
    // The picture turns white at frame 30, the sound begins at second 1.
    let mut movie = Movie::create(&path, spec(Encoder::BuiltIn)).unwrap();
    for n in 0..60 {
        movie.push(&crate::support::plain(160, 96, if n < 30 { [20; 3] } else { [255; 3] })).unwrap();
    }
    let mut sound = Pcm::silence(48_000, 1, 1.0);
    sound.samples.extend(sine(48_000, 1, 1000.0, 0.5, 1.0).samples);
    movie.finish(Some(sound)).unwrap();
    let mut white = Vec::new();
    probe::pictures(&path, |n, p| white.extend((p.y[0] > 200).then_some(n))).unwrap();
    assert_eq!(white[0], 30);
    let heard = probe::sound(&path).unwrap();
    let begins = heard.samples.iter().position(|s| s.abs() > 0.1).unwrap();
    assert!(begins.abs_diff(48_000) < 48, "{begins}");
}

#[test]
fn the_same_frames_and_sound_give_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let bytes = ["a.mp4", "b.mp4"].map(|name| {
        let path = folder.path().join(name);
        record(&path, 70, Some(sine(48_000, 2, 300.0, 0.3, 2.5)), Encoder::BuiltIn);
        fs::read(path).unwrap()
    });
    assert!(bytes[0] == bytes[1]);
}

#[test]
fn sound_is_the_same_early_or_late_and_is_fitted_to_the_pictures() {
    let folder = tempfile::tempdir().unwrap();
    let (late, early) = (folder.path().join("late.mp4"), folder.path().join("early.mp4"));
    record(&late, 60, Some(sine(48_000, 1, 300.0, 0.3, 9.0)), Encoder::BuiltIn);
    let mut movie = Movie::create(&early, spec(Encoder::BuiltIn)).unwrap();
    movie.hear(sine(48_000, 1, 300.0, 0.3, 2.0)).unwrap();
    assert!(movie.hear(sine(48_000, 1, 300.0, 0.3, 2.0)).is_err());
    (0..60).for_each(|n| movie.push(&frame(160, 96, n)).unwrap());
    movie.finish(None).unwrap();
    assert!(fs::read(&late).unwrap() == fs::read(&early).unwrap());
    assert_eq!(probe::sound(&late).unwrap().seconds(), 2.0);
}

#[test]
fn a_film_without_a_sound_track_has_none_and_one_that_was_left_out_is_silence() {
    let folder = tempfile::tempdir().unwrap();
    let (mute, silent) = (folder.path().join("mute.mp4"), folder.path().join("silent.mp4"));
    record(&mute, 5, None, Encoder::BuiltIn);
    assert_eq!(probe::probe(&mute).unwrap().sound, None);
    let mut movie = Movie::create(&silent, spec(Encoder::BuiltIn)).unwrap();
    movie.push(&frame(160, 96, 0)).unwrap();
    movie.finish(None).unwrap();
    assert!(probe::sound(&silent).unwrap().samples.iter().all(|s| *s == 0.0));
}

#[test]
fn a_film_that_is_dropped_or_panics_leaves_nothing_and_what_stood_there_stays() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("film.mp4");
    fs::write(&path, "mine").unwrap();
    let mut movie = Movie::create(&path, spec(Encoder::BuiltIn)).unwrap();
    movie.push(&frame(160, 96, 0)).unwrap();
    drop(movie);
    let panicked = std::thread::scope(|scope| {
        let recording = scope.spawn(|| {
            let mut movie = Movie::create(&path, spec(Encoder::BuiltIn)).unwrap();
            movie.push(&frame(160, 96, 0)).unwrap();
            movie.push(&[0; 3]).unwrap();
        });
        recording.join().is_err()
    });
    assert!(panicked);
    assert_eq!(files(folder.path()), ["film.mp4"]);
    assert_eq!(fs::read_to_string(&path).unwrap(), "mine");
}

#[test]
fn what_cannot_be_written_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    for path in [folder.path().join("missing/film.mp4"), file.join("film.mp4"), folder.path().to_owned()] {
        let error = Movie::create(&path, spec(Encoder::BuiltIn)).err().unwrap().to_string();
        assert!(error.contains(&path.display().to_string()), "{error}");
    }
    let full = Error::write(Path::new("out/film.mp4"), std::io::ErrorKind::StorageFull.into());
    assert_eq!(full.to_string(), "out/film.mp4: cannot be written (the disk is full)");
    let movie = Movie::create(&folder.path().join("film.mp4"), spec(Encoder::BuiltIn)).unwrap();
    assert!(movie.finish(None).unwrap_err().to_string().contains("no frame"));
}

#[test]
fn frames_are_numbered_pngs_with_exact_pixels_and_a_wav() {
    let folder = tempfile::tempdir().unwrap();
    let frames = folder.path().join("frames");
    let sound = sine(48_000, 2, 440.0, 0.3, 0.1);
    let report = record(&folder.path().join("film.mp4"), 3, Some(sound.clone()), Encoder::Frames(frames.clone()));
    assert_eq!(files(folder.path()), ["frames"]);
    assert_eq!(files(&frames), ["000000.png", "000001.png", "000002.png", "sound.wav"]);
    let bytes: u64 = files(&frames).iter().map(|f| fs::metadata(frames.join(f)).unwrap().len()).sum();
    assert_eq!(report.bytes, bytes);
    let mut reader = png::Decoder::new(std::io::BufReader::new(fs::File::open(frames.join("000002.png")).unwrap()))
        .read_info()
        .unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    reader.next_frame(&mut pixels).unwrap();
    let sent: Vec<u8> = frame(160, 96, 2).chunks_exact(4).flat_map(|p| p[..3].to_vec()).collect();
    assert!(pixels == sent);
    let heard = film::wav::read(&frames.join("sound.wav")).unwrap().sound;
    assert!(signal_to_noise_db(&sound.samples, &heard.samples) > 80.0);
}

#[test]
fn ffmpeg_makes_the_same_film_or_its_absence_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("film.mp4");
    if Command::new("ffmpeg").arg("-version").output().is_err() {
        eprintln!("SKIPPED the film itself: no ffmpeg on the PATH");
        let error = Movie::create(&path, spec(Encoder::Ffmpeg)).err().unwrap().to_string();
        assert!(error.starts_with("ffmpeg: not found on the PATH"), "{error}");
        return;
    }
    record(&path, 90, Some(sine(48_000, 2, 440.0, 0.3, 3.0)), Encoder::Ffmpeg);
    let claim = probe::probe(&path).unwrap();
    assert_eq!((claim.width, claim.height, claim.frames, claim.fps), (160, 96, 90, 30.0));
    assert_eq!((claim.fast_start, claim.colour), (true, Some(BT_709)));
    assert!((claim.sound.unwrap().seconds - 3.0).abs() < 0.04);
    assert_eq!(files(folder.path()), ["film.mp4"]);
}

#[test]
fn a_damaged_film_is_an_error_and_never_a_panic() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("film.mp4");
    record(&path, 4, Some(sine(48_000, 2, 440.0, 0.3, 0.2)), Encoder::BuiltIn);
    let whole = fs::read(&path).unwrap();
    let damaged = folder.path().join("damaged.mp4");
    let index = whole.windows(4).position(|w| w == b"mdat").unwrap();
    for at in (0..index).step_by(7) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0xFF;
        fs::write(&damaged, &bytes).unwrap();
        let _ = (probe::probe(&damaged), probe::sound(&damaged));
        fs::write(&damaged, &whole[..at]).unwrap();
        assert!(probe::probe(&damaged).is_err());
    }
}
