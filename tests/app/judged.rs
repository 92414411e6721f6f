//! What goals and limits judge can be seen: each series has a plot, each bound a line with its number.

use bevy::math::UVec2;
use bevy_egui::egui::{self, Key, Shape};
use egui_kittest::Harness;
use model::content::Library;
use model::goal::Reference;
use model::level::Level;
use model::so_far::SoFar;
use model::trace::Trace;
use setpoint::game::{Game, Phase};
use setpoint::screens::Table;
use setpoint::screens::column::{Card, judged_plots, page};
use setpoint::ui::charts::View;
use setpoint::ui::facts::Book;
use setpoint::ui::judged::{self, Bound, Place};
use setpoint::ui::style::ink;
use setpoint::view::Theme;

use crate::hand::Hand;
use crate::{dressed, library};

/// Every level with every patient, compared with the runs that its goals name.
fn everybody(library: &Library) -> Vec<Level> {
    let all = library.levels.iter().flat_map(Level::parts);
    all.filter(|level| !level.goals.is_empty()).map(|level| level.bound(library)).collect()
}

fn running(level: &Level, library: &Library) -> Game {
    let mut game = Game::level(level, library, 1, Some(200));
    game.phase = Phase::Run;
    game
}

#[test]
fn each_series_that_a_goal_or_limit_judges_has_a_plot_on_the_first_page() {
    let library = library();
    for level in everybody(&library) {
        let mut game = running(&level, &library);
        let (plots, cards) = (judged_plots(&game), page(&game, 0));
        for (number, goal) in judged::all(&level).enumerate() {
            let series = goal.test.judges().expect("a goal judges something");
            if series.starts_with("given.") {
                continue;
            }
            let shown = plots.iter().find(|p| p.goals.contains(&number) && p.series.iter().any(|s| s == series));
            let shown = shown.unwrap_or_else(|| panic!("{}: no plot shows {series}", level.id));
            let card = match shown.place {
                Place::Level => Card::Level,
                Place::Effect => Card::Effect,
                Place::Own(k) => Card::Judged(k),
            };
            assert!(cards[..plots.len()].contains(&card), "{}: {series} is not among the first: {cards:?}", level.id);
        }
        for usual in [Card::Level, Card::Effect, Card::Roster, Card::Curve] {
            assert_eq!(cards.iter().filter(|c| **c == usual).count(), 1, "{}: {usual:?}", level.id);
        }
        game.phase = Phase::Bet;
        assert_eq!(judged_plots(&game), [], "{}: before the bet nothing is told", level.id);
    }
}

/// The words that were painted.
fn painted(shapes: &[egui::epaint::ClippedShape]) -> Vec<String> {
    fn of(shape: &Shape, out: &mut Vec<String>) {
        if let Shape::Text(text) = shape {
            out.push(text.galley.text().to_owned());
        }
        if let Shape::Vec(all) = shape {
            all.iter().for_each(|s| of(s, out));
        }
    }
    let mut out = Vec::new();
    shapes.iter().for_each(|s| of(&s.shape, &mut out));
    out
}

/// The plots of a level over a run, as they are painted in a column of the usual width; with its bounds.
fn drawn(level: &Level, library: &Library, trace: &Trace) -> (Vec<String>, Vec<(Bound, [String; 2])>) {
    let game = running(level, library);
    let (setup, _) = game.setup(library).expect("checked");
    let body = setup.engine.naive_body();
    let book = Book { ledger: &library.ledger, engine: &setup.engine, body: &body };
    let bounds = judged::bounds(level, trace, trace);
    let said = bounds.iter().map(|b| (b.clone(), [book.bound_said(b, false), book.bound_said(b, true)])).collect();
    let view = View {
        trace,
        ghost: None,
        ghost_name: "",
        done: &[],
        from_h: 0.0,
        duration_h: level.duration_h,
        now_h: level.duration_h,
        marks: 4,
        height: 110.0,
        ink: ink(Theme::Dark),
        book,
        bounds: &bounds,
        over: false,
    };
    let effect = setup.engine.system.effects.iter().position(|e| e.id == level.effect).expect("it is there");
    let drugs: Vec<_> = game.drugs.iter().map(|d| (d.id.clone(), d.name.clone())).collect();
    let mut ready = false;
    let mut panel = Harness::builder().with_size(egui::vec2(340.0, 1400.0)).build_ui(|ui| {
        if !dressed(ui, &mut ready) {
            return;
        }
        for plot in judged_plots(&game) {
            match plot.place {
                Place::Level => view.level_ui(ui, &drugs),
                Place::Effect => view.effect_ui(ui, effect),
                Place::Own(k) => view.judged_ui(ui, ["a", "b", "c", "d", "e"][usize::from(k)], &plot.series, &[]),
            }
        }
    });
    panel.run_steps(3);
    let words = painted(&panel.output().shapes);
    drop(panel);
    (words, said)
}

#[test]
fn each_bound_stands_in_its_plot_with_its_number() {
    let library = library();
    for level in everybody(&library) {
        let good = level.reference(Reference::Good, &library).expect("it is stored");
        let (words, bounds) = drawn(&level, &library, &good);
        let asked = judged::all(&level).filter(|g| !g.test.judges().is_some_and(|s| s.starts_with("given.")));
        assert_eq!(bounds.len(), asked.count(), "{}: every bound is known after the good run", level.id);
        for (bound, said) in bounds {
            assert_eq!(bound.so_far, SoFar::Met, "{}: {}", level.id, bound.text);
            assert!(words.iter().any(|w| said.contains(w)), "{}: {said:?} is not among {words:?}", level.id);
        }
    }
}

#[test]
fn a_bound_says_the_number_of_the_goal_and_that_it_is_missed() {
    let library = library();
    let said = |id: &str, run: Reference| -> Vec<String> {
        let level = library.level(id).expect("shipped").bound(&library);
        let trace = level.reference(run, &library).expect("it is stored");
        drawn(&level, &library, &trace).1.into_iter().map(|(_, [full, _])| full).collect()
    };
    let of = |id: &str| said(id, Reference::Good);
    assert_eq!(of("4.1")[..3], ["at least 23 %", "at most 31 %", "at least 8.4 (60 % of normal)"]);
    assert!(of("4.1")[3].ends_with("(3.05 times that at 1 d)"), "{:?}", of("4.1"));
    assert_eq!(of("5.7")[0], "at most 0.1 % more");
    assert_eq!(of("8.4")[2], "at most 14");
    assert_eq!(of("5.10")[0], "at most 73.5");
    assert_eq!(of("3.4")[0], "down to 20 %");
    assert!(of("3.4")[1].ends_with("(62 % of the first)"));
    assert_eq!(of("7.2"), ["above 11 at least 10 times", "at most 19", "above 3 at most 10 times"]);
    let naive = said("4.1", Reference::Naive);
    assert!(naive.iter().any(|words| words.starts_with("missed: ")), "{naive:?}");
}

#[test]
fn pointing_at_a_goal_points_at_its_plot() {
    let mut hand = Hand::on("4.1", UVec2::new(1280, 720), 100);
    hand.click("Begin without a bet");
    let level = hand.game().level.expect("a level");
    let pointed = |hand: &mut Hand| hand.stage.world().resource::<Table>().pointed;
    assert_eq!(pointed(&mut hand), None);
    for (number, goal) in judged::all(&level).enumerate() {
        // A number and its unit stay together.
        let area = hand.find(&goal.text.replace(" %", "\u{a0}%")).expect("it is told");
        hand.point(area.center());
        assert_eq!(pointed(&mut hand), Some(number), "{}", goal.text);
    }
    hand.point(egui::pos2(300.0, 300.0));
    assert_eq!(pointed(&mut hand), None);
    let mut reached = std::collections::BTreeSet::new();
    for _ in 0..120 {
        hand.key(Key::Tab);
        reached.extend(pointed(&mut hand));
    }
    assert_eq!(reached.len(), 5, "the keyboard comes to all of them");
}
