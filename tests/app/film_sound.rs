//! The sound of films: voice, music and data sounds where the storyboard and the receptors say, data sounds in step with the
//! frame that shows them, the same bytes every time; and the live explainer's sound, which follows its pictures.

use bevy::prelude::*;
use film::mix::{DUCK_DATA_DB, DUCK_DB, layers};
use film::takes::Takes;
use film::{Encoder, Pcm};
use model::receptor::ReceptorState;
use setpoint::narration;
use setpoint::record::frames::Frames;
use setpoint::record::sound::{Ear, Score};
use setpoint::record::{Options, gate, record};
use setpoint::screens::explainer::film as explainer;
use setpoint::screens::soundtrack::wanted;
use setpoint::view::Theme;
use sim::census::Census;
use sound::score::Start;
use sound::{Frame, samples};

use crate::images::can_draw;
use crate::library;

/// Over the beginning of a shot in which receptors are phosphorylated and capped, before and after its line begins.
const SPAN_S: (f64, f64) = (9.9, 11.5);

fn takes() -> Takes<'static> {
    Takes::BuiltIn(narration::TAKES)
}

fn excerpt(span_s: (f64, f64)) -> Options {
    let film = explainer(&library()).expect("shipped");
    let score = Score::new(&film, &takes(), true, span_s).expect("takes are built in");
    Options {
        film,
        words: None,
        span_s,
        size: UVec2::new(320, 180),
        fps: 30,
        captions: true,
        theme: Theme::Dark,
        encoder: Encoder::BuiltIn,
        sound: Some(score),
        played: None,
        looked_at: true,
    }
}

fn heard(options: &Options) -> Vec<Frame> {
    let mut frames = Frames::new(&library(), options).expect("it opens");
    while frames.draw_next().expect("it draws").is_some() {}
    frames.heard()
}

/// Loudness of a part, dB.
fn level_db(sound: &Pcm, from_s: f64, to_s: f64) -> f64 {
    let place = |s: f64| (samples(s) * 2).min(sound.samples.len());
    let part = &sound.samples[place(from_s)..place(to_s)];
    10.0 * (part.iter().map(|s| f64::from(*s).powi(2)).sum::<f64>() / part.len().max(1) as f64).max(1e-12).log10()
}

#[test]
fn every_line_of_the_explainer_has_its_take_built_in() {
    let film = explainer(&library()).expect("shipped");
    let lines = setpoint::record::files::lines(&film);
    let lengths = film::voice::lengths(&lines, takes()).expect("they can be read");
    for (line, length) in lines.iter().zip(&lengths) {
        let length = length.unwrap_or_else(|| panic!("no take of {}", line.id));
        assert!(length <= line.end_s - line.start_s + 0.001, "{} is longer than its shot", line.id);
    }
    assert_eq!(narration::TAKES.len(), lines.len(), "none too many");
}

#[test]
fn an_excerpt_has_voice_music_and_data_sounds_each_in_its_place() {
    if !can_draw() {
        return;
    }
    let options = excerpt(SPAN_S);
    let score = options.sound.as_ref().expect("it has sound");
    let tracks = score.tracks(heard(&options));
    let heard = layers(&tracks).expect("it can be mixed");
    for take in score.voice() {
        let (from, to) = (take.start_s, take.start_s + take.sound.seconds());
        assert!(level_db(&heard.voice, from + 0.1, to - 0.1) > -30.0, "{} is spoken", take.id);
    }
    let gaps = score.voice().windows(2).map(|w| (w[0].start_s + w[0].sound.seconds(), w[1].start_s));
    for (from, to) in gaps.filter(|(a, b)| b - a > 0.05) {
        assert!(level_db(&heard.voice, from, to) < -90.0, "nobody speaks at {from} s");
    }
    for second in 2..(options.film.seconds() as u32 - 3) {
        let level = level_db(&heard.music, f64::from(second), f64::from(second + 1));
        assert!((-75.0..-20.0).contains(&level), "music at {second} s: {level:.0} dB");
    }
    // Data sounds: nothing before the span, something within, stepped back as far as the music.
    assert!(level_db(&heard.data, 0.0, SPAN_S.0 - 0.1) < -110.0);
    assert!(level_db(&heard.data, SPAN_S.0 + 0.3, SPAN_S.1) > -60.0, "receptors are heard");
    let mut alone = tracks.clone();
    alone.voice.clear();
    let alone = layers(&alone).expect("it can be mixed");
    let spoken = score.voice().iter().find(|t| t.id == "silenced").expect("it is spoken");
    let (from, to) = (spoken.start_s + 0.1, SPAN_S.1);
    let steps = [(&alone.music, &heard.music, DUCK_DB), (&alone.data, &heard.data, DUCK_DATA_DB)];
    for (free, under, db) in steps {
        let step = level_db(free, from, to) - level_db(under, from, to);
        assert!((step - db).abs() < 0.5, "stepped back by {step:.1} dB, not {db}");
    }
}

#[test]
fn what_a_frame_shows_is_heard_within_forty_milliseconds() {
    let mut world = World::new();
    let mut ear = Ear::default();
    let mut by_slot = vec![ReceptorState::Active as u8; 40];
    let happens = [12_usize, 31, 47];
    for frame in 0..60 {
        if let Some(which) = happens.iter().position(|n| *n == frame) {
            by_slot[which] = ReceptorState::Phosphorylated as u8;
        }
        world.insert_resource(Census { by_slot: by_slot.clone(), ..Census::default() });
        ear.listen(&world, frame == 0, (frame + 1) as f64 / 30.0);
    }
    let heard = ear.heard();
    assert_eq!(heard.len(), samples(2.0));
    let mut silent_until = 0;
    for frame in happens {
        let shown = samples(frame as f64 / 30.0);
        let first =
            (silent_until..heard.len()).find(|n| heard[*n].iter().any(|s| s.abs() > 1e-4)).expect("it is heard");
        let late_s = (first as f64 - shown as f64) / 48_000.0;
        assert!((0.0..=0.040).contains(&late_s), "frame {frame}: {late_s:.3} s late");
        // A tick is over before the next one is due.
        silent_until = shown + samples(0.45);
    }
}

#[test]
fn two_recordings_with_sound_have_the_same_bytes_and_pass_the_gate() {
    if !can_draw() {
        return;
    }
    let (library, options) = (library(), excerpt((10.1, 10.9)));
    let folder = tempfile::tempdir().expect("a folder");
    let path = |n: u32| folder.path().join(format!("{n}.mp4"));
    let first = record(&library, &options, &path(1), None, &mut |_, _| true).expect("it is recorded");
    record(&library, &options, &path(2), None, &mut |_, _| true).expect("it is recorded");
    let bytes = |n: u32| std::fs::read(path(n)).expect("it is there");
    assert!(bytes(1) == bytes(2), "equal frames and sounds give equal bytes");

    let mut said = Vec::new();
    let fine = gate::look(&library, &options, &path(1), &first.drawn, &mut said).expect("it can be looked at");
    let said = String::from_utf8(said).expect("words");
    assert!(fine && !said.contains("FAILED"), "{said}");
    assert!(said.lines().count() >= 12, "{said}");
    // The gate can fail: other frames, a caption over a label, a file that claims something else.
    let mut wrong = first.drawn.clone();
    wrong.glances.swap(3, 20);
    wrong.misplaced.push("frame 7: the caption stands over other words".to_owned());
    let other = Options { fps: 60, ..options.clone() };
    for (drawn, options, wanted) in [(&wrong, &options, "FAILED"), (&first.drawn, &other, "FAILED the file has")] {
        let mut said = Vec::new();
        assert!(!gate::look(&library, options, &path(1), drawn, &mut said).expect("it can be looked at"));
        let said = String::from_utf8(said).expect("words");
        assert!(said.contains(wanted), "{said}");
    }
}

#[test]
fn the_live_explainers_sound_follows_its_pictures_and_is_silent_where_they_stand() {
    let from = |second: f64| Start { second, spoken: true };
    let playing = Some((from(10.0), 100.0));
    assert_eq!(wanted(from(10.0), true, None, 100.0), Some(Some(from(10.0))), "it begins");
    assert_eq!(wanted(from(12.02), true, playing, 102.0), None, "it goes on");
    assert_eq!(wanted(from(11.5), true, playing, 102.0), Some(Some(from(11.5))), "pictures that lag are waited for");
    assert_eq!(wanted(from(12.0), false, playing, 102.0), Some(None), "paused or scrubbed");
    assert_eq!(wanted(from(30.0), false, None, 102.0), None, "it is silent already");
    let music = Start { second: 12.0, spoken: false };
    assert_eq!(wanted(music, true, playing, 102.0), Some(Some(music)), "another language has no voice");
}

#[test]
fn volumes_of_voice_and_music_are_those_of_the_settings() {
    let film = explainer(&library()).expect("shipped");
    let score = Score::new(&film, &takes(), true, (0.0, film.seconds())).expect("takes are built in");
    let played = score.played().expect("it can be mixed");
    assert_eq!((played.voice.len(), played.music.len()), (samples(film.seconds()), samples(film.seconds())));
    let gains = setpoint::save::Volumes { voice: 0, ..setpoint::save::Volumes::default() }.gains();
    let mut player = sound::score::Player::default();
    player.set_gains(gains);
    let silent_music = sound::score::Score { music: Vec::new(), ..played };
    player.load(std::sync::Arc::new(silent_music));
    player.play(Some(Start { second: 1.0, spoken: true }));
    let mut out = vec![[0.0; 2]; samples(0.5)];
    player.render(&mut out);
    assert!(out[samples(0.1)..].iter().all(|f| f.iter().all(|s| s.abs() < 1e-6)), "the voice's slider is at nought");
}
