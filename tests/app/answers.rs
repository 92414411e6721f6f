//! How a good player fills a board: every item right, by keys alone or by the mouse alone.

use bevy_egui::egui::{Key, pos2, vec2};
use model::level::Level;
use model::task::{Cases, Ordered, Placed, Task};
use setpoint::readings::Readings;
use setpoint::ui::venn_shape::Venn;

use crate::hand::Hand;
use crate::player::{By, NUMBERS};

/// Answers everything that a level asks.
pub fn give(hand: &mut Hand, by: By, level: &Level) {
    let [task] = level.tasks.as_slice() else { panic!("{}: {} boards", level.id, level.tasks.len()) };
    match (task, by) {
        (Task::Order(items), By::Mouse) => order_by_mouse(hand, items),
        (Task::Order(items), By::Keys) => order_by_keys(hand, items),
        (Task::Venn(items), By::Mouse) => circles_by_mouse(hand, items),
        (Task::Venn(items), By::Keys) => circles_by_keys(hand, items),
        (Task::Cases(cases), By::Mouse) => causes_by_mouse(hand, cases),
        (Task::Cases(cases), By::Keys) => causes_by_keys(hand, cases),
    }
    let game = hand.game();
    assert_eq!(game.answered().0, task.len(), "{}: {:?}", level.id, game.answers);
}

/// The middle of the times that are right, as a ruler of powers shows it, h.
fn middle_h(item: &Ordered) -> f64 {
    (item.right_h.0 * item.right_h.1).sqrt()
}

fn order_by_mouse(hand: &mut Hand, items: &[Ordered]) {
    for (i, item) in items.iter().enumerate() {
        let lane = hand.scroll_to(&format!("{}: not placed", item.name));
        // Its ends are a second and three months.
        let ruler = hand.find("Ruler").expect("it says what it is");
        let share = (middle_h(item) * 3600.0).ln() / (24.0_f64 * 91.0 * 3600.0).ln();
        let at = pos2(ruler.left() + share as f32 * ruler.width(), lane.center().y);
        if i % 2 == 0 {
            hand.click_at(at);
        } else {
            hand.drag(at + vec2(-30.0, 0.0), at);
        }
    }
}

fn order_by_keys(hand: &mut Hand, items: &[Ordered]) {
    for item in items {
        // The first arrow puts it at an hour; ten are a power of ten.
        hand.key(Key::ArrowRight);
        let steps = (10.0 * middle_h(item).log10()).round() as i32;
        let key = if steps > 0 { Key::ArrowRight } else { Key::ArrowLeft };
        (0..steps.abs()).for_each(|_| hand.key(key));
        hand.key(Key::ArrowDown);
    }
}

fn circles_by_mouse(hand: &mut Hand, items: &[Placed]) {
    let venn = Venn::within(hand.find("Three circles").expect("the diagram says what it is"));
    for (i, item) in items.iter().enumerate() {
        let to = venn.middle(item.right);
        let from = hand.scroll_to(&format!("{}: not placed", item.name)).left_top() + vec2(40.0, 14.0);
        if i % 2 == 0 {
            hand.drag(from, to);
        } else {
            hand.click_at(from);
            hand.click_at(to + vec2(0.0, venn.radius * 0.17));
        }
    }
}

fn circles_by_keys(hand: &mut Hand, items: &[Placed]) {
    for item in items {
        let circles = (0..3).filter(|k| item.right[*k]);
        let keys: Vec<Key> = circles.map(|k| NUMBERS[k]).collect();
        (if keys.is_empty() { vec![Key::Num0] } else { keys }).into_iter().for_each(|key| hand.key(key));
        hand.key(Key::ArrowDown);
    }
}

/// What the probes of the board read, once all of that is worked out.
fn read(hand: &mut Hand, patients: usize) {
    for _ in 0..400 {
        let readings = hand.stage.world().resource::<Readings>();
        if (0..patients).all(|patient| readings.of(0, patient).is_some()) {
            break;
        }
        hand.frames(2);
    }
    hand.frames(2);
}

fn causes_by_mouse(hand: &mut Hand, cases: &Cases) {
    let most = cases.most.map_or(0, |most| most as usize);
    let probes = cases.probes.iter().flat_map(|p| (1..=cases.cases.len()).map(move |n| (&p.name, n)));
    for (probe, patient) in probes.take(most) {
        hand.click(&format!("Read {probe} of patient {patient}"));
    }
    read(hand, cases.cases.len());
    for (i, case) in cases.cases.iter().enumerate() {
        hand.click(&format!("{}, patient {}", cases.causes[case.right], i + 1));
    }
}

fn causes_by_keys(hand: &mut Hand, cases: &Cases) {
    if cases.most.is_some() {
        hand.tab_to(&format!("Read {} of patient 1", cases.probes[0].name));
        hand.key(Key::Enter);
    }
    read(hand, cases.cases.len());
    for case in &cases.cases {
        hand.key(NUMBERS[case.right]);
        hand.key(Key::ArrowDown);
    }
}
