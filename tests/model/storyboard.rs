//! Storyboards: what a file may say, and that everything wrong in one is said at once.

use model::content::{Kind, Library};
use model::storyboard::{FIXED, Pane, SHOT_STEP_S};

fn library() -> Library {
    Library::embedded().expect("the shipped files are sound")
}

fn problems(text: &str) -> Vec<String> {
    let mut library = library();
    library.extend([(Kind::Film, "films/mine.ron", text)]).iter().map(ToString::to_string).collect()
}

#[test]
fn shots_are_whole_frames_at_thirty_and_at_sixty_a_second() {
    for fps in [30.0, 60.0_f64] {
        let frames = SHOT_STEP_S * fps;
        assert!((frames - frames.round()).abs() < 1e-9);
    }
}

#[test]
fn the_hour_of_a_pane_runs_straight_between_its_keys_and_the_zoom_eases() {
    let pane = Pane {
        take: 0,
        time: vec![(0.0, 0.0), (1.0, 2.0), (3.0, 10.0)],
        zoom: vec![(0.0, 3.0), (2.0, 4.0)],
        follow: model::storyboard::Follow::Usual,
        look: None,
        labels: Vec::new(),
    };
    assert!((pane.hour(0.5) - 1.0).abs() < 1e-12);
    assert!((pane.hour(2.0) - 6.0).abs() < 1e-12);
    assert!((pane.hour(9.0) - 10.0).abs() < 1e-12);
    assert!((pane.pace(0.5) - 2.0).abs() < 1e-12 && (pane.pace(2.5) - 4.0).abs() < 1e-12);
    assert!((pane.zoom_at(1.0) - 3.5).abs() < 1e-12);
    assert!(pane.zoom_at(0.2) - 3.0 < 0.1);
}

#[test]
fn every_mistake_of_a_storyboard_is_told_with_file_line_and_field() {
    let text = r#"(
    id: "mine", title: "Mine", about: "x",
    takes: [
        (id: "a", level: "9.9", seed: 1, receptors: 10),
        (id: "b", scenario: "film_dish", seed: 1, receptors: 400),
    ],
    shots: [(
        id: "one", seconds: 2.05, shows: "x", sources: ["x"],
        panes: [(take: "b", time: [(0.0, "1h"), (2.0, "9d")], zoom: [(0.0, 7.0)], follow: First("asleep"))],
        overlays: [(what: Plot(series: [("x", "effect.nothing")])), (what: Curve(effect: "nothing"), from: 3.0)],
        captions: [(from: 1.0, until: 0.5, text: "x")],
        narration: (id: "No Name", from: 0.0, text: "x"),
    )],
)"#;
    let all = problems(text).join("\n");
    for wanted in [
        "takes[0].level: no level \"9.9\"",
        "takes[0].receptors",
        "shots[0].seconds",
        "shots[0].panes[0].time",
        "shots[0].panes[0].zoom",
        "shots[0].panes[0].follow: no state \"asleep\"",
        "shots[0].overlays[0].what: no series \"effect.nothing\"",
        "shots[0].overlays[1].what: no effect \"nothing\"",
        "shots[0].captions[0]",
        "shots[0].narration.id",
    ] {
        assert!(all.contains(wanted), "not told: {wanted}\n{all}");
    }
    assert!(all.lines().all(|line| line.starts_with("films/mine.ron:")), "{all}");
}

#[test]
fn a_film_of_more_than_a_minute_is_refused() {
    let shot = |i: u32| {
        format!(
            r#"(id: "s{i}", seconds: 31.0, shows: "x", sources: ["x"], panes: [(take: "b", time: [(0.0, "0h"), (31.0, "1h")], zoom: [(0.0, 3.0)])])"#
        )
    };
    let text = format!(
        r#"(id: "mine", title: "Mine", about: "x", takes: [(id: "b", scenario: "film_dish", seed: 1, receptors: 400)], shots: [{}, {}])"#,
        shot(1),
        shot(2)
    );
    let all = problems(&text).join("\n");
    assert!(all.contains("shots: 62.0 s in all"), "{all}");
}

#[test]
fn words_must_be_there_for_every_phrase_and_for_nothing_else() {
    let text = r#"(film: "explainer", lang: "eo", name: "Esperanto", phrases: {"drug": "drogo", "nonsense": "x"})"#;
    let mut library = library();
    let found: Vec<String> =
        library.extend([(Kind::Words, "words/mine.ron", text)]).iter().map(ToString::to_string).collect();
    let all = found.join("\n");
    assert!(all.contains("no words for \"receptor\"") && all.contains("\"nonsense\" is nowhere"), "{all}");
    assert!(!all.contains("no words for \"drug\""), "{all}");
}

#[test]
fn what_overlays_say_by_themselves_is_among_the_phrases() {
    let library = library();
    let film = library.film("explainer").expect("shipped");
    let phrases = film.phrases();
    assert!(FIXED.iter().all(|f| phrases.contains(f)));
}
