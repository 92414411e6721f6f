//! The map of chapters: what is open, what is next, and that everything on it can be reached.

use std::collections::BTreeMap;

use bevy_egui::egui::{self, Key};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use model::content::Library;
use model::level::Bet;
use model::rows::{CHAPTERS, ROWS, chapter};
use setpoint::campaign::{Stars, after, next, waits_for};
use setpoint::sitting::{BestRun, Record};
use setpoint::ui::map::{Map, map_ui};
use setpoint::ui::map_gaps::{Gap, gaps};
use setpoint::ui::map_layout::{STATION, lay_out};
use setpoint::ui::{Wish, stars, style};
use setpoint::view::Theme;
use sim::recall::Written;

use crate::{dressed, library};

fn passed(ids: &[&str]) -> Stars {
    ids.iter().map(|id| ((*id).to_owned(), 2)).collect()
}

/// Levels of the chapters that are played in order.
fn first_part(library: &Library) -> Vec<&str> {
    let first = library.levels.iter().filter(|l| chapter(&l.id).is_some_and(|c| c <= 1));
    first.map(|l| l.id.as_str()).collect()
}

#[test]
fn the_first_two_chapters_are_played_in_order_and_then_everything_is_open() {
    let library = library();
    let levels = &library.levels;
    let waits = |stars: &Stars, id: &str| waits_for(levels, stars, false, id).map(|l| l.id.clone());
    let none = Stars::new();
    assert_eq!(waits(&none, "0.1"), None);
    assert_eq!(waits(&none, "0.2").as_deref(), Some("0.1"));
    assert_eq!(waits(&none, "8.4").as_deref(), Some("0.1"));
    assert_eq!(waits(&passed(&["0.1"]), "8.4").as_deref(), Some("0.2"));
    assert_eq!(waits(&passed(&["8.4"]), "8.4"), None, "what was passed once stays open");
    assert_eq!(waits(&passed(&["1.2"]), "1.3").as_deref(), Some("0.1"));
    let all = passed(&first_part(&library));
    assert!(levels.iter().all(|l| waits(&all, &l.id).is_none()));
    assert!(levels.iter().all(|l| waits_for(levels, &none, true, &l.id).is_none()), "a teacher opens all");
    assert_eq!(waits(&none, "x.1"), None, "a level of one's own waits for nothing");
}

#[test]
fn next_is_the_first_open_level_that_was_not_passed() {
    let library = library();
    let levels = &library.levels;
    let next_id = |stars: &Stars| next(levels, stars, false).map(|l| l.id.clone());
    assert_eq!(next_id(&Stars::new()).as_deref(), Some("0.1"));
    assert_eq!(next_id(&passed(&["0.1", "0.2"])).as_deref(), Some("1.1"));
    let every: Vec<&str> = levels.iter().map(|l| l.id.as_str()).collect();
    assert_eq!(next_id(&passed(&every)), None);
    assert_eq!(after(levels, "0.1").map(|l| l.id.as_str()), Some("0.2"));
    assert!(after(levels, levels.last().map_or("", |l| l.id.as_str())).is_none());
}

/// The map in a harness that gathers its wishes.
fn harness<'a>(library: &'a Library, stars: &'a Stars, every: bool, size: (f32, f32)) -> Harness<'a, Vec<Wish>> {
    with_best(library, stars, &NO_RUNS, every, size)
}

static NO_RUNS: BTreeMap<String, String> = BTreeMap::new();

/// The same with best runs.
fn with_best<'a>(
    library: &'a Library,
    stars: &'a Stars,
    best: &'a BTreeMap<String, String>,
    every: bool,
    size: (f32, f32),
) -> Harness<'a, Vec<Wish>> {
    let mut ready = false;
    let frame = 1.0 / 60.0;
    Harness::builder().with_size(egui::vec2(size.0, size.1)).with_step_dt(frame).build_ui_state(
        move |ui, wishes: &mut Vec<Wish>| {
            if !dressed(ui, &mut ready) {
                return;
            }
            let ink = style::ink(Theme::Dark);
            wishes.extend(map_ui(ui, Map { library, stars, best, every, ink, theme: Theme::Dark }));
        },
        Vec::new(),
    )
}

#[test]
fn every_level_stands_on_the_map_with_its_stars_and_a_locked_one_says_how_it_is_opened() {
    let library = library();
    let stars = passed(&["0.1"]);
    let mut map = harness(&library, &stars, false, (1280.0, 1000.0));
    map.run();
    for level in &library.levels {
        map.get_by_label_contains(&format!("{} {},", level.id, level.title));
    }
    for (i, about) in library.chapters.iter().enumerate() {
        map.get_by_label(&format!("{i}  {}", about.name));
    }
    map.get_by_label_contains("8.4 Red, green, white, not yet, first 0.2").click();
    map.run();
    assert!(map.state().is_empty(), "it only says why not");
    let left = first_part(&library).len() - 1;
    map.get_by_label_contains(&format!("Not yet: first 0.2 The same dose. {left} levels left in chapters 0 and 1"));
    map.get_by_label("First: 0.2").click();
    map.run();
    map.get_by_label("Begin 0.2").click();
    map.run();
    assert!(matches!(&map.state()[..], [Wish::Level(id)] if id == "0.2"), "{:?}", map.state());
    map.state_mut().clear();
    map.get_by_label_contains("8.4 Red, green, white, not yet, first 0.2").click();
    map.run();
    map.get_by_label("Settings").click();
    map.run();
    assert!(matches!(&map.state()[..], [Wish::Settings]), "{:?}", map.state());
}

#[test]
fn a_click_tells_of_an_open_level_and_begins_it_only_with_its_button_or_the_second_click() {
    let library = library();
    let stars = passed(&["0.1"]);
    let mut map = harness(&library, &stars, true, (1280.0, 720.0));
    map.run();
    map.get_by_label_contains("3.2 The patch that stopped working").click();
    map.run();
    assert!(map.state().is_empty(), "a click only tells: {:?}", map.state());
    let level = library.level("3.2").expect("shipped");
    map.get_by_label(&level.about);
    map.get_by_label(&format!("About {} minutes.", level.teacher.minutes));
    for ask in stars::ASKS {
        map.get_by_label(ask);
    }
    assert!(map.query_by_label(&level.idea).is_none(), "the idea is told once it was passed");
    map.get_by_label("Begin 3.2").click();
    map.run();
    assert!(matches!(&map.state()[..], [Wish::Level(id)] if id == "3.2"), "{:?}", map.state());
    map.state_mut().clear();
    let at = map.get_by_label_contains("0.1 Push, and it pushes back, 2 of 3 stars").rect().center();
    // Two clicks in one place, as quick as a hand makes them.
    for pressed in [true, false, true, false] {
        let modifiers = egui::Modifiers::NONE;
        map.event(egui::Event::PointerMoved(at));
        map.event(egui::Event::PointerButton { pos: at, button: egui::PointerButton::Primary, pressed, modifiers });
    }
    map.step();
    map.get_by_label(&library.level("0.1").expect("shipped").idea);
    assert!(matches!(&map.state()[..], [Wish::Level(id)] if id == "0.1"), "{:?}", map.state());
}

#[test]
fn the_strip_tells_of_the_best_run() {
    let library = library();
    let stars = passed(&["0.1"]);
    let world = |hints| BestRun {
        stars: 2,
        hints,
        record: Record { content: 0, seed: 1, receptors: 200, home_h_per_s: 1.0, written: Written::default() },
    };
    for (hints, said) in [(0, "no hint"), (1, "1 hint"), (3, "3 hints")] {
        let best = BTreeMap::from([("0.1".to_owned(), world(hints).text()), ("0.2".to_owned(), "what?".to_owned())]);
        let mut map = with_best(&library, &stars, &best, false, (1280.0, 720.0));
        map.run();
        map.get_by_label_contains("0.2 The same dose").click();
        map.run();
        assert!(map.query_by_label_contains("Best run").is_none(), "one that cannot be read is not told");
        map.get_by_label_contains("0.1 Push, and it pushes back, 2 of 3 stars").click();
        map.run();
        map.get_by_label(&format!("About 8 minutes. Best run: 2 stars, {said}; dashed beside the next one."));
    }
}

#[test]
fn what_is_told_before_a_level_is_not_the_answer_to_its_bet() {
    for level in &library().levels {
        assert!(level.about.ends_with('?'), "{}: it asks: {}", level.id, level.about);
        assert_ne!(level.about, level.prompt, "{} has words of its own", level.id);
        let Bet::Choice { options, right, .. } = &level.bet else { continue };
        for told in [&level.about, &level.title] {
            assert!(!told.to_lowercase().contains(&options[*right].to_lowercase()), "{}: {told}", level.id);
        }
    }
}

#[test]
fn the_keyboard_alone_plays_what_is_next_and_reaches_every_station_and_every_system() {
    let library = library();
    let stars = passed(&["0.1", "0.2"]);
    let mut map = harness(&library, &stars, true, (960.0, 540.0));
    map.run();
    map.key_press(Key::Enter);
    map.run();
    assert!(matches!(&map.state()[..], [Wish::Level(id)] if id == "1.1"), "{:?}", map.state());
    let mut played = std::collections::BTreeSet::new();
    for _ in 0..library.levels.len() + library.systems.len() + 8 {
        map.state_mut().clear();
        map.key_press(Key::Tab);
        map.run();
        map.key_press(Key::Enter);
        map.run();
        played.extend(map.state().iter().map(|w| format!("{w:?}")));
    }
    for level in &library.levels {
        assert!(played.contains(&format!("Level({:?})", level.id)), "{}: {played:?}", level.id);
    }
    for system in &library.systems {
        assert!(played.contains(&format!("Sandbox({:?})", system.id)), "{}", system.id);
    }
    assert!(played.contains("Title"));
}

#[test]
fn arrows_lead_from_station_to_station() {
    let library = library();
    let stars = Stars::new();
    let mut map = harness(&library, &stars, true, (1280.0, 1000.0));
    map.run();
    map.key_press(Key::ArrowRight);
    map.run();
    map.key_press(Key::Enter);
    map.run();
    assert!(matches!(&map.state()[..], [Wish::Level(id)] if id == "0.2"), "{:?}", map.state());
}

#[test]
fn nothing_on_the_map_lies_on_something_else_at_any_width() {
    for width in [200.0, 320.0, 436.0, 480.0, 640.0, 800.0, 912.0, 1232.0, 1900.0, 3000.0] {
        for counts in [vec![2, 4, 2, 3, 4, 4, 2, 2, 1, 0], vec![8, 2, 6, 6, 10, 15, 7, 13, 10, 3], vec![0; 10]] {
            let map = lay_out(width, &counts);
            let all: Vec<egui::Pos2> = map.stations.iter().flatten().copied().collect();
            assert_eq!(map.stations.iter().map(Vec::len).collect::<Vec<_>>(), counts);
            for (i, a) in all.iter().enumerate() {
                for b in &all[i + 1..] {
                    assert!(a.distance(*b) > 2.0 * STATION + 4.0, "{width} {counts:?}: {a:?} {b:?}");
                }
                assert!(!map.words.iter().any(|w| w.expand(STATION - 6.0).contains(*a)), "{width}: {a:?} in words");
                assert!(!map.sandbox.contains(*a));
            }
            for (i, a) in map.chapters.iter().enumerate() {
                assert!(map.chapters[i + 1..].iter().all(|b| !a.shrink(1.0).intersects(b.shrink(1.0))), "{width}");
                assert!(!a.shrink(1.0).intersects(map.sandbox.shrink(1.0)), "{width}");
            }
            assert!(map.size.y.is_finite() && map.size.y > 100.0);
        }
    }
}

#[test]
fn the_map_is_drawn_at_every_size_and_in_every_look() {
    use bevy::prelude::UVec2;
    use setpoint::save::{Progress, Settings};
    use setpoint::screens::Screen;
    if !crate::images::can_draw() {
        return;
    }
    let keep = std::env::var_os("SETPOINT_SHOTS").map(std::path::PathBuf::from);
    let some = passed(&["0.1", "0.2", "1.1"]);
    let first = passed(&first_part(&library()));
    for (name, size, ui_scale, look, stars) in [
        ("new", (1280, 720), 100, Theme::Dark, Stars::new()),
        ("some", (1280, 720), 100, Theme::Dark, some.clone()),
        ("projector", (1280, 720), 200, Theme::Projector, some),
        ("small", (960, 540), 100, Theme::Projector, first.clone()),
        ("tiny", (960, 540), 200, Theme::Dark, first.clone()),
        ("large", (1920, 1080), 100, Theme::Microscope, first),
    ] {
        let settings = Settings { ui_scale, look, ..Settings::default() };
        let shot = crate::images::screen(Screen::Levels, UVec2::new(size.0, size.1), settings);
        let mut stage = setpoint::shot::open(library(), &shot).expect("it can be drawn");
        stage.world().insert_resource(Progress { stars, ..Progress::default() });
        let drawn = stage.picture().expect("it can be drawn");
        let ground = *drawn.get_pixel(2, 2);
        assert!(drawn.pixels().filter(|p| **p != ground).count() > 20_000, "{name} shows something");
        if let Some(folder) = &keep {
            drawn.save(folder.join(format!("map_{name}.png"))).expect("the folder is there");
        }
    }
}

#[test]
fn every_row_is_a_station_or_a_dot_that_says_what_is_to_come() {
    let library = library();
    for of in 0..CHAPTERS {
        let built: Vec<&str> =
            library.levels.iter().filter(|l| chapter(&l.id) == Some(of)).map(|l| l.id.as_str()).collect();
        let gaps = gaps(of, &built);
        let dots: usize = gaps.iter().map(|gap| gap.rows.len()).sum();
        let rows = ROWS.iter().filter(|row| chapter(row.id) == Some(of)).count();
        assert_eq!(built.len() + dots, rows, "chapter {of}");
        assert!(gaps.windows(2).all(|pair| pair[0].after < pair[1].after), "chapter {of}");
    }
    let first = gaps(1, &["1.1", "1.2", "1.3", "1.4", "1.6", "1.7"]);
    assert_eq!(
        first,
        [
            Gap { after: 4, rows: vec!["1.5  Spare receptors".to_owned()] },
            Gap { after: 6, rows: vec!["1.8  Re-sensitisation".to_owned()] },
        ]
    );
    assert!(gaps(0, &["0.1", "0.2"]).is_empty());
}

#[test]
fn a_number_that_is_left_out_says_why_when_it_is_pointed_at() {
    let library = library();
    let stars = Stars::new();
    let mut map = harness(&library, &stars, true, (1240.0, 760.0));
    map.run();
    map.ctx.all_styles_mut(|s| s.interaction.tooltip_delay = 0.0);
    map.get_all_by_label("1 more to come").next().expect("1.5 is not built").hover();
    map.run_steps(4);
    map.get_by_label("More to come");
}
