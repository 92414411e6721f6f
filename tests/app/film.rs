//! The films: captions that can be read in every language, narration in step with them, runs laid out as the storyboard
//! says, and frames that are the same in every render and fit to be shown.

use std::path::PathBuf;

use bevy::prelude::{Rect, UVec2};
use bevy_egui::egui;
use film::gate::{Declared, Gate};
use film::{Encoder, Glance, probe};
use model::storyboard::{Join, Look, Place, Storyboard, What};
use setpoint::record::frames::Frames;
use setpoint::record::{Options, clip, files, record};
use setpoint::reel::aside::closer;
use setpoint::reel::frame::Frame;
use setpoint::reel::rehearse::begin;
use setpoint::reel::schedule::{aside as aside_run, lay_out};
use setpoint::reel::{Reel, card};
use setpoint::ui::style::set_fonts;
use setpoint::view::Theme;

use crate::images::can_draw;
use crate::library;

/// Largest distance between a line of narration and its caption, s.
const SYNC_S: f64 = 0.040;

fn explainer() -> Storyboard {
    library().film("explainer").expect("shipped").clone()
}

fn excerpt(span_s: (f64, f64)) -> Options {
    Options {
        film: explainer(),
        words: None,
        span_s,
        size: UVec2::new(320, 180),
        fps: 30,
        captions: true,
        theme: Theme::Dark,
        encoder: Encoder::BuiltIn,
        sound: None,
        played: None,
        looked_at: false,
    }
}

/// Every frame of an excerpt in small.
fn glances(options: &Options) -> Vec<Glance> {
    let mut frames = Frames::new(&library(), options).expect("it opens");
    let (w, h) = (options.size.x, options.size.y);
    let mut out = Vec::new();
    while let Some(pixels) = frames.draw_next().expect("it draws") {
        out.push(Glance::of(pixels, w, h));
    }
    out
}

#[test]
fn captions_can_be_read_in_every_language() {
    let (library, film) = (library(), explainer());
    let all = std::iter::once(None).chain(library.words.iter().filter(|w| w.film == film.id).map(Some));
    let mut languages = 0;
    for words in all {
        let found = files::caption_problems(&film, words);
        let lang = words.map_or("en", |w| &w.lang);
        assert!(found.is_empty(), "{lang}: {}", found.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"));
        languages += 1;
    }
    assert!(languages >= 6, "{languages} languages");
}

#[test]
fn every_phrase_has_its_letters_in_our_fonts() {
    let ctx = egui::Context::default();
    set_fonts(&ctx);
    let mut pass = ctx.run_ui(egui::RawInput::default(), |_| {});
    pass.textures_delta.clear();
    let family = egui::FontId::proportional(20.0);
    for words in &library().words {
        let missing: String = words
            .phrases
            .values()
            .flat_map(|p| p.chars())
            // Marks are drawn with the letter that they stand on.
            .filter(|c| !c.is_whitespace() && !matches!(c, '\u{200c}' | '\u{200d}'))
            .filter(|c| !ctx.fonts_mut(|f| f.has_glyph(&family, *c)))
            .collect();
        assert!(missing.is_empty(), "{}: no glyph for {missing}", words.lang);
    }
}

#[test]
fn the_explainer_takes_a_minute_at_most() {
    let seconds = explainer().seconds();
    assert!((57.0..=60.0).contains(&seconds), "{seconds} s");
}

#[test]
fn narration_begins_with_its_caption_and_says_the_same() {
    for shot in &explainer().shots {
        let Some(said) = &shot.narration else { continue };
        let first = shot.captions.first().expect("what is said is written");
        assert!((said.from_s - first.from_s).abs() <= SYNC_S, "{}: {} and {}", shot.id, said.from_s, first.from_s);
        let written: Vec<String> = shot.captions.iter().map(|c| c.text.replace('\n', " ")).collect();
        assert_eq!(written.join(" "), said.text, "{}", shot.id);
    }
}

#[test]
fn a_shot_makes_thirty_ticks_a_second_and_ends_at_its_hour() {
    let film = explainer();
    let (runs, legs) = lay_out(&film);
    assert_eq!(legs.len(), film.shots.len());
    for (shot, leg) in film.shots.iter().zip(&legs) {
        assert_eq!(leg.ticks.len(), (shot.seconds * 30.0).round() as usize + 1, "{}", shot.id);
        assert!(leg.ticks.windows(2).all(|w| w[1] - w[0] <= 1), "{}", shot.id);
        assert!(leg.ticks.last() <= Some(&runs[leg.run].ticks), "{}", shot.id);
        if shot.join == Join::On {
            assert!(leg.ticks[0] > 0, "{} goes on where the shot before ended", shot.id);
        }
    }
}

#[test]
fn every_picture_of_the_explainer_is_a_run() {
    for shot in &explainer().shots {
        assert!(shot.panes.iter().all(|p| p.time.last().is_some_and(|t| t.1 > 0.0)), "{} shows a run", shot.id);
        let words = |w: &What| matches!(w, What::Word { .. } | What::Card { .. } | What::Legend {} | What::Press {});
        let drawn = shot.overlays.iter().filter(|o| !words(&o.what));
        assert!(drawn.clone().all(|o| o.pane < shot.panes.len()), "{}: what is drawn is read off a run", shot.id);
    }
}

#[test]
fn an_excerpt_has_its_frames_twice_the_same_and_none_is_faulty() {
    if !can_draw() {
        return;
    }
    // Over a cross-fade, so that both ways into a shot are seen.
    let options = excerpt((5.2, 6.7));
    let first = glances(&options);
    assert_eq!(first.len(), 45);
    let second = glances(&options);
    for (n, (a, b)) in first.iter().zip(&second).enumerate() {
        assert_eq!(a.hash(), b.hash(), "frame {n} differs between two renders");
    }
    let mut gate = Gate::new(options.fps);
    first.into_iter().for_each(|g| gate.look(g, Declared::default()));
    let flaws = gate.finish();
    assert!(flaws.is_empty(), "{}", flaws.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"));
}

#[test]
fn an_excerpt_is_the_same_part_of_the_film() {
    if !can_draw() {
        return;
    }
    let long = glances(&excerpt((11.1, 11.8)));
    let short = glances(&excerpt((11.5, 11.8)));
    let tail = &long[long.len() - short.len()..];
    for (n, (a, b)) in tail.iter().zip(&short).enumerate() {
        assert_eq!(a.hash(), b.hash(), "frame {n} depends on where one began to look");
    }
}

#[test]
fn a_recorded_run_is_what_its_file_claims() {
    if !can_draw() {
        return;
    }
    let library = library();
    let source = model::storyboard::Source::Level("3.2".to_owned(), model::storyboard::TakePlan::Good);
    let wanted = clip::Clip {
        source,
        seed: 1,
        receptors: Some(400),
        hours: (0.0, 24.0),
        seconds: 1.0,
        picture: false,
        zoom: None,
        effect: None,
    };
    let film = clip::storyboard(&wanted, &library, None).expect("a shipped level");
    let options = Options { film, span_s: (0.0, 1.0), ..excerpt((0.0, 1.0)) };
    let folder = tempfile::tempdir().expect("a folder");
    let path: PathBuf = folder.path().join("clip.mp4");
    let done = record(&library, &options, &path, Some(7), &mut |_, _| true).expect("it is recorded");
    assert_eq!(done.kept.map(|pixels| pixels.len()), Some(320 * 180 * 4));
    let found = probe::probe(&path).expect("it is a film");
    assert_eq!((found.width, found.height, found.frames), (320, 180, 30));
    assert!((found.fps - 30.0).abs() < 1e-6 && (found.seconds - 1.0).abs() < 1e-6 && found.fast_start);
    assert_eq!(found.bytes, done.report.bytes);
    let mut decoded = 0;
    probe::pictures(&path, |_, _| decoded += 1).expect("it can be decoded");
    assert_eq!(decoded, 30);
}

#[test]
fn a_recording_that_is_stopped_leaves_no_file() {
    if !can_draw() {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("half.mp4");
    let stopped = record(&library(), &excerpt((0.0, 1.0)), &path, None, &mut |done, _| done < 4);
    assert!(stopped.is_err());
    assert_eq!(std::fs::read_dir(folder.path()).expect("it is there").count(), 0);
}

#[test]
fn a_second_pane_is_drawn_from_the_receptors_of_its_own_run() {
    let (library, film) = (library(), explainer());
    let shot = film.shots.iter().position(|s| s.panes.len() > 1).expect("one shot compares two bodies");
    let pane = film.shots[shot].panes[1].clone();
    assert!(pane.has_scene());
    let mut app = bevy::app::App::new();
    app.add_plugins((bevy::MinimalPlugins, sim::plugin));
    let reel = Reel::new(app.world_mut(), &library, film.clone(), None, None, None).expect("it can be played");
    let aside = reel.aside(shot).expect("it was rehearsed");
    // The same run, played by itself.
    let (run, leg) = aside_run(&pane, film.shots[shot].seconds);
    let take = &film.takes[pane.take];
    let cast = take.cast(&library).expect("shipped");
    let mut alone = bevy::app::App::new();
    alone.add_plugins((bevy::MinimalPlugins, sim::plugin));
    begin(alone.world_mut(), &run, &cast, take.seed, take.receptors);
    for second in [0.0, 1.3, 4.8] {
        sim::rewind::to_tick(alone.world_mut(), leg.tick(second));
        let states = &alone.world().resource::<sim::census::Census>().by_slot;
        assert_eq!(aside.states(second), states.as_slice(), "at {second} s");
        assert_eq!(aside.tick(second), leg.tick(second));
    }
    let record = reel.record(shot, 1).expect("it has a record").0;
    assert!((record.time_h.last().expect("rows") - pane.hour(film.shots[shot].seconds)).abs() < 1e-6);
}

#[test]
fn both_halves_of_a_split_picture_live() {
    if !can_draw() {
        return;
    }
    let film = explainer();
    let shot = film.shots.iter().position(|s| s.panes.len() > 1).expect("one shot compares two bodies");
    let start: f64 = film.shots[..shot].iter().map(|s| s.seconds).sum();
    let options = Options { captions: false, ..excerpt((start, start + 1.2)) };
    let mut frames = Frames::new(&library(), &options).expect("it opens");
    // Of the right half the part under everything that is written there.
    let part = |pixels: &[u8]| -> Vec<u8> {
        let row = |y: usize| pixels[(y * 320 + 165) * 4..(y * 320 + 235) * 4].to_vec();
        (100..150).flat_map(row).collect()
    };
    let mut parts = Vec::new();
    while let Some(pixels) = frames.draw_next().expect("it draws") {
        parts.push(part(pixels));
    }
    let tones: std::collections::BTreeSet<[u8; 3]> = parts[20].chunks(4).map(|p| [p[0], p[1], p[2]]).collect();
    assert!(tones.len() > 60, "a scene stands there: {} colours", tones.len());
    assert!(parts.windows(2).skip(12).all(|w| w[0] != w[1]), "and it moves");
}

#[test]
fn an_excerpt_of_a_split_shot_is_the_same_part_of_the_film() {
    if !can_draw() {
        return;
    }
    let mut film = explainer();
    let split = film.shots.iter().find(|s| s.panes.len() > 1).expect("one shot compares two bodies").clone();
    let short = |shot: &model::storyboard::Shot, seconds: f64| {
        let mut shot = shot.clone();
        (shot.seconds, shot.join) = (seconds, Join::Cut);
        shot
    };
    film.shots = vec![short(&film.shots[1], 0.5), short(&split, 0.8)];
    let of = |span_s: (f64, f64)| glances(&Options { film: film.clone(), ..excerpt(span_s) });
    let (long, short) = (of((0.3, 1.3)), of((1.0, 1.3)));
    let tail = &long[long.len() - short.len()..];
    for (n, (a, b)) in tail.iter().zip(&short).enumerate() {
        assert_eq!(a.hash(), b.hash(), "frame {n} depends on where one began to look");
    }
}

#[test]
fn a_closer_look_fills_its_place_and_leaves_no_edge() {
    let place = Rect::new(960.0, 0.0, 1920.0, 1080.0);
    for (x, y) in [(0.0, 0.0), (0.5, 0.5), (0.3, 1.0), (1.0, 0.2)] {
        let rect = closer(place, Some(Look { at: (x, y), times: 2.0 }));
        assert!(rect.contains(place.min) && rect.contains(place.max), "{rect:?}");
        assert!((rect.size() - place.size() * 2.0).length() < 0.01);
    }
    assert_eq!(closer(place, None), place);
}

#[test]
fn a_code_is_there_where_a_storyboard_gives_one() {
    assert_eq!(card::modules(""), None);
    let (side, dark) = card::modules("https://example.org/setpoint").expect("it fits");
    assert_eq!(dark.len(), side * side);
    // Its three corners: a dark frame of seven modules, a light one, a dark middle.
    for (x, y) in [(0, 0), (side - 7, 0), (0, side - 7)] {
        let at = |dx: usize, dy: usize| dark[(y + dy) * side + x + dx];
        assert!((0..7).all(|n| at(n, 0) && at(n, 6) && at(0, n) && at(6, n)));
        assert!((1..6).all(|n| !at(n, 1) && !at(1, n)) && at(3, 3));
    }
}

#[test]
fn overlays_have_their_room_in_a_picture_of_any_shape() {
    let sides = [Place::Left, Place::BottomLeft, Place::Right, Place::BottomRight];
    for (w, h) in [(1920.0, 1080.0), (640.0, 360.0), (1080.0, 1080.0), (1080.0, 1920.0), (1080.0, 1350.0)] {
        let all = egui::Rect::from_min_size(egui::Pos2::ZERO, egui::vec2(w, h));
        for (split, both) in [(false, false), (false, true), (true, false), (true, true)] {
            let frame = Frame::new(all, split, false, false, both);
            let put = |place| frame.place(place, egui::vec2(700.0, 520.0), true);
            for place in sides.into_iter().chain([Place::Middle, Place::Bottom, Place::Top, Place::TopRight]) {
                let rect = put(place);
                let at = format!("{w}x{h}, split {split}, both {both}, {place:?}: {rect:?}");
                assert!(frame.room().expand(0.5).contains_rect(rect), "{at}");
                // What stands alone is large, however the picture is turned.
                let alone = !split && !both && sides.contains(&place);
                assert!(!alone || rect.width() > 0.3 * w, "{at}");
                assert!(!alone || h < 1.5 * w || rect.width() > 0.7 * w, "{at}");
            }
            if both {
                let (left, right) = (put(Place::Left), put(Place::Right));
                assert!(!left.shrink(0.5).intersects(right.shrink(0.5)), "{w}x{h}, split {split}: {left:?} {right:?}");
            }
        }
    }
}
