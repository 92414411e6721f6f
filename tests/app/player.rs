//! A good player with a hand, for any level that there is: places the right bet, plays the whole good plan or fills the
//! board, and goes on to the debrief, by keys alone or by the mouse alone. Every place is found by what is written there.

use bevy_egui::egui::{Key, Pos2, pos2, vec2};
use model::bet::number_is_right;
use model::level::{Bet, Control, Level};
use model::plan::{Act, Action};
use model::tool::{Drawing, Tool, Way};
use setpoint::game::{BetMade, Phase, Verdict};
use setpoint::screens::Table;
use setpoint::session::right_bet;
use setpoint::ui::controls::dose_keys;
use setpoint::ui::plan_desk;
use sim::TICKS_PER_S;
use sim::clock::{Clock, SPEEDS_H_PER_S};
use sim::course::Course;

use crate::answers;
use crate::hand::Hand;
use crate::library;

pub const NUMBERS: [Key; 9] =
    [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num8, Key::Num9];
/// Seconds in which the player wants to be at the last act: faster than that the level is made to go.
const HURRY_S: f64 = 8.0;
/// Hours that are no difference.
const SAME_H: f64 = 1e-6;

/// What the player uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// The mouse alone.
    Mouse,
    /// The keyboard alone.
    Keys,
}

/// Plays the level that the hand was opened with, patient after patient, to its debrief.
pub fn play(hand: &mut Hand, by: By) -> Verdict {
    let level = hand.game().level.expect("opened with a level");
    bet(hand, by, &level);
    assert_eq!(hand.phase(), Phase::Run, "{}", level.id);
    let patients = library().level(&level.id).expect("shipped").parts().count();
    for patient in 0..patients {
        if patient > 0 {
            press(hand, by, Key::Enter, "Next patient");
        }
        let level = hand.game().level.expect("still");
        assert_eq!((hand.phase(), hand.game().ward.at), (Phase::Run, patient), "{}", level.id);
        if level.tasks.is_empty() {
            treat(hand, by, &level);
            press(hand, by, Key::E, "Finish");
        } else {
            answers::give(hand, by, &level);
            press(hand, by, Key::Enter, "Hand in");
        }
        hand.wait();
        assert_eq!(hand.phase(), Phase::Debrief, "{}, patient {patient}", level.id);
    }
    hand.game().verdict.expect("judged")
}

/// A button, or the key that stands for it.
fn press(hand: &mut Hand, by: By, key: Key, button: &str) {
    match by {
        By::Mouse => hand.click(button),
        By::Keys => hand.key(key),
    }
}

fn bet(hand: &mut Hand, by: By, level: &Level) {
    const PLACE: &str = "Place the bet and begin";
    let right = right_bet(level, &library()).expect("every bet has an answer");
    match (&level.bet, right, by) {
        (Bet::Choice { options, .. }, BetMade::Choice(right), By::Mouse) => {
            hand.click(&options[right]);
            hand.click(PLACE);
        }
        (Bet::Choice { .. }, BetMade::Choice(right), By::Keys) => {
            hand.key(NUMBERS[right]);
            hand.key(Key::Enter);
        }
        (Bet::Number { ends, .. }, BetMade::Number(right), _) => {
            let made = |hand: &mut Hand| match hand.game().bet {
                Some(BetMade::Number(made)) => made,
                _ => 0.5 * (ends.0 + ends.1),
            };
            let near = |made: f64| number_is_right(made, right) && (made - right).abs() < 0.05 * (ends.1 - ends.0);
            slide(hand, by, |told| told == "Your bet", (right, 0.0), made, near);
            finish_bet(hand, by, PLACE);
        }
        (Bet::Curve { .. }, BetMade::Curve(right), _) => {
            draw(hand, by, &right);
            finish_bet(hand, by, PLACE);
        }
        (bet, right, _) => panic!("{}: {bet:?} and {right:?}", level.id),
    }
}

fn finish_bet(hand: &mut Hand, by: By, button: &str) {
    if by == By::Keys {
        hand.tab_to(button);
    }
    press(hand, by, Key::Enter, button);
}

/// Moves a slider until its value is near the one that is wanted. Where it is narrow not every value has a point: then to the
/// nearest one on a `side`, more than it (1) or less (-1), or on any (0).
fn slide(
    hand: &mut Hand,
    by: By,
    named: impl Fn(&str) -> bool,
    (wanted, side): (f64, f64),
    value: impl Fn(&mut Hand) -> f64,
    near: impl Fn(f64) -> bool,
) {
    if by == By::Keys {
        hand.tab_until("the slider", &named);
        for _ in 0..200 {
            let now = value(hand);
            if near(now) {
                return;
            }
            hand.key(if now < wanted { Key::ArrowRight } else { Key::ArrowLeft });
            assert!(value(hand) != now, "an arrow moves the slider");
        }
        panic!("{wanted} is not reached by arrows");
    }
    // Two clicks say how much a point is worth; then to where it should be, and to its neighbours.
    let rail = *hand.all(&named).first().expect("there is a slider");
    // Dragged there, not clicked: a slider moves only while the button is down.
    let mut click = |x: f32| {
        let to = pos2(x, rail.center().y);
        hand.drag(to + vec2(4.0, 0.0), to);
        value(hand)
    };
    let (a, b) = ((rail.left() + 14.0).round(), (rail.left() + 44.0).round());
    let (at_a, at_b) = (click(a), click(b));
    let guess = (a + ((wanted - at_a) / (at_b - at_a)) as f32 * (b - a)).round().max(rail.left() + 2.0);
    let mut best = (f64::INFINITY, guess);
    for aside in [0.0, 1.0, -1.0, 2.0, -2.0, 3.0, -3.0] {
        let now = click(guess + aside);
        if near(now) {
            return;
        }
        let worse = if (now - wanted) * side < 0.0 { 10.0 } else { 1.0 };
        if (now - wanted).abs() * worse < best.0 {
            best = ((now - wanted).abs() * worse, guess + aside);
        }
    }
    click(best.1);
}

/// Draws the curve of a bet, point by point.
fn draw(hand: &mut Hand, by: By, right: &[f64]) {
    let heights = |hand: &mut Hand| match hand.game().bet {
        Some(BetMade::Curve(drawn)) => drawn,
        _ => Vec::new(),
    };
    let is_point = |told: &str| told.starts_with("Height at ");
    if by == By::Mouse {
        let mut points: Vec<Pos2> = hand.all(is_point).iter().map(|area| area.center()).collect();
        points.sort_by(|a, b| a.x.total_cmp(&b.x));
        // What a point of height is worth, two clicks say.
        hand.click_at(points[0] - vec2(0.0, 30.0));
        let high = heights(hand)[0];
        hand.click_at(points[0] + vec2(0.0, 30.0));
        let each = (high - heights(hand)[0]) / 60.0;
        let middle = 0.5 * (high + heights(hand)[0]);
        for (at, wanted) in points.iter().zip(right) {
            hand.click_at(*at - vec2(0.0, ((wanted - middle) / each) as f32));
        }
        return;
    }
    hand.tab_until("the first point", is_point);
    // The first arrow makes a bet of what was in the middle.
    hand.key(Key::ArrowUp);
    for (k, wanted) in right.iter().enumerate() {
        if k > 0 {
            hand.key(Key::ArrowRight);
        }
        for _ in 0..20 {
            let before = heights(hand)[k];
            hand.key(if before < *wanted { Key::ArrowUp } else { Key::ArrowDown });
            if (heights(hand)[k] < *wanted) != (before < *wanted) || heights(hand)[k] == before {
                break;
            }
        }
    }
}

/// Plays the good plan: each act at its hour.
fn treat(hand: &mut Hand, by: By, level: &Level) {
    let acts = &level.good.actions;
    if level.controls.is_empty() {
        taper(hand, by, level);
        return;
    }
    if let Some(place) = level.controls.iter().position(|c| matches!(c, Control::DailyPatch { .. })) {
        wear(hand, by, place, acts);
        return;
    }
    hurry(hand, by, acts.last().map_or(0.0, |act| act.at_h));
    for act in acts {
        reach(hand, by, level, act.at_h);
        let before = hand.given();
        dose(hand, by, act);
        assert_eq!(hand.given() - before, usize::from(act.act != Act::Wash), "{}: {act:?}", level.id);
    }
}

/// Makes time go faster, so that an hour is not long in coming.
fn hurry(hand: &mut Hand, by: By, hour: f64) {
    for _ in 0..SPEEDS_H_PER_S.len() {
        let clock = hand.stage.world().resource::<Clock>();
        if clock.speed_h_per_s * HURRY_S >= hour || clock.faster(1) <= clock.speed_h_per_s {
            return;
        }
        press(hand, by, Key::CloseBracket, "Faster");
    }
}

fn now_h(hand: &mut Hand) -> f64 {
    hand.stage.world().resource::<Course>().t_h()
}

/// Goes to an hour: to where the level stops by itself by playing, else by the time line and by single steps.
fn reach(hand: &mut Hand, by: By, level: &Level, hour: f64) {
    loop {
        let now = now_h(hand);
        if now >= hour - SAME_H {
            return;
        }
        if !level.pauses_h.iter().any(|stop| *stop > now + SAME_H && *stop <= hour + SAME_H) {
            travel(hand, by, level, hour);
            return;
        }
        press(hand, by, Key::Space, "Play");
        hand.wait();
        assert!(now_h(hand) > now, "{}: time goes on from {now} h", level.id);
    }
}

/// Goes to an hour that the level does not stop at: a leap along the time line, and steps.
fn travel(hand: &mut Hand, by: By, level: &Level, hour: f64) {
    const LINE: &str = "Time, hours";
    let line = hand.find(LINE).expect("the time line says what it is");
    let track = f64::from(line.width()) - 16.0;
    match by {
        By::Mouse => {
            // A point is some hours wide: the last one before.
            let x = (f64::from(line.left()) + 8.0 + hour / level.duration_h * track).floor();
            if (x - f64::from(line.left()) - 8.0) / track * level.duration_h > now_h(hand) {
                hand.click_at(pos2(x as f32, line.top() + 18.0));
                hand.wait();
            }
        }
        By::Keys => {
            let leap_h = 0.1 * level.duration_h;
            if hour - now_h(hand) >= leap_h - SAME_H {
                hand.tab_to(LINE);
            }
            while hour - now_h(hand) >= leap_h - SAME_H {
                hand.key(Key::PageDown);
                hand.wait();
            }
        }
    }
    // Steps are as long as time goes fast: long ones first.
    for speed in SPEEDS_H_PER_S.into_iter().rev().filter(|s| s / TICKS_PER_S > 2e-4 * level.duration_h) {
        while hour - now_h(hand) >= speed / TICKS_PER_S - SAME_H {
            set_speed(hand, by, speed);
            press(hand, by, Key::Period, "Step on");
        }
    }
}

fn set_speed(hand: &mut Hand, by: By, wanted: f64) {
    for _ in 0..SPEEDS_H_PER_S.len() {
        let speed = hand.stage.world().resource::<Clock>().speed_h_per_s;
        if speed > wanted * 1.001 {
            press(hand, by, Key::OpenBracket, "Slower");
        } else if speed < wanted * 0.999 {
            press(hand, by, Key::CloseBracket, "Faster");
        }
    }
}

/// One dose, or a wash, now.
fn dose(hand: &mut Hand, by: By, action: &Action) {
    let game = hand.game();
    let Act::Give { du, .. } = action.act else {
        assert_eq!(action.act, Act::Wash, "that is what there are buttons for");
        match by {
            By::Keys => hand.key(Key::W),
            By::Mouse if hand.find("Wash out").is_some() => hand.click("Wash out"),
            By::Mouse => hand.click("Wash"),
        }
        return;
    };
    let keys = dose_keys(&game);
    let place = keys.iter().position(|(_, act)| *act == action.act).expect("the good plan gives what is offered");
    match by {
        By::Keys => hand.key(NUMBERS[place]),
        By::Mouse => {
            // The same amount of another drug has a button of its own, in the order of the keys.
            let label = format!("{du} DU");
            let same = |act: &Act| matches!(act, Act::Give { du: other, .. } if *other == du);
            let before = keys[..place].iter().filter(|(_, act)| same(act)).count();
            let offered = keys.iter().filter(|(_, act)| same(act)).count();
            // What a tool offers stands below the doses, if at all.
            let buttons = hand.all(|told| told == label);
            assert!(buttons.len() >= offered, "{label}: {buttons:?}");
            hand.click_at(buttons[before].center());
        }
    }
}

/// Sets the hours of a patch and wears it.
fn wear(hand: &mut Hand, by: By, place: usize, acts: &[Action]) {
    let hour = |is: &dyn Fn(&Act) -> bool| acts.iter().find(|a| is(&a.act)).map_or(24.0, |a| a.at_h.rem_euclid(24.0));
    let on = hour(&|act| matches!(act, Act::Give { .. }));
    let off = hour(&|act| matches!(act, Act::PatchOff { .. }));
    let set = move |hand: &mut Hand| hand.stage.world().resource::<Table>().hours[place];
    if set(hand).0 != on {
        slide(hand, by, |told| told == "on", (on, 0.0), |hand| set(hand).0, |now| now == on);
    }
    if set(hand).1 != off {
        slide(hand, by, |told| told == "off", (off, 0.0), |hand| set(hand).1, |now| now == off);
    }
    assert_eq!(set(hand), (on, off));
    if by == By::Keys {
        hand.tab_to("Wear it");
    }
    press(hand, by, Key::Enter, "Wear it");
}

/// Draws the taper that the good plan is.
fn taper(hand: &mut Hand, by: By, level: &Level) {
    let (wanted, tool) = drawing(hand, level);
    let Drawing::Taper { way, over_h, last, levels } = wanted else { panic!("a taper") };
    let name = match way {
        Way::Linear => "Linear",
        Way::Exponential => "Exponential",
        Way::EqualOccupancy => "Equal occupancy",
    };
    if by == By::Keys {
        hand.tab_to(name);
    }
    press(hand, by, Key::Enter, name);
    let drawn = |hand: &mut Hand| hand.stage.world().resource::<Table>().plans.drafts[0].drawing.clone();
    let read = move |hand: &mut Hand| {
        let Drawing::Taper { over_h, last, levels, .. } = drawn(hand) else { panic!("a taper") };
        (over_h, last, f64::from(levels))
    };
    let Tool::Taper { every_h, first, .. } = tool else { panic!("a taper") };
    let (h, du) = (0.5 * every_h, 0.005 * first);
    // Where it has to be another taper, a gentler one: longer, and to a smaller last dose.
    slide(hand, by, |t| t.starts_with("length "), (over_h, 1.0), |w| read(w).0, |now| (now - over_h).abs() < h);
    let many = f64::from(levels);
    slide(hand, by, |t| t.ends_with(" levels"), (many, 1.0), |w| read(w).2, |now| (now - many).abs() < 0.5);
    slide(hand, by, |t| t.starts_with("last dose "), (last, -1.0), |w| read(w).1, |now| (now - last).abs() < du);
}

/// What has to be drawn so that it comes to the good plan.
fn drawing(hand: &mut Hand, level: &Level) -> (Drawing, Tool) {
    let tool = level.tools.first().expect("a level without controls has a tool").clone();
    let Tool::Taper { every_h, over_h: (shortest, longest), most_levels, .. } = tool else { panic!("{tool:?}") };
    let acts = &level.good.actions;
    let Some(Act::Give { du: last, .. }) = acts.last().map(|a| a.act) else { panic!("doses") };
    let drugs = hand.game().drugs;
    let lengths = (0..).map(|k| shortest + f64::from(k) * every_h).take_while(|h| *h <= longest + SAME_H);
    for over_h in lengths {
        for (way, levels) in [Way::Linear, Way::Exponential, Way::EqualOccupancy]
            .into_iter()
            .flat_map(|way| (1..=most_levels).map(move |levels| (way, levels)))
        {
            let drawing = Drawing::Taper { way, over_h, last, levels };
            let drawn = plan_desk::acts(&tool, &drawing, &drugs, level.duration_h);
            if drawn.is_ok_and(|drawn| alike(&drawn, acts)) {
                return (drawing, tool);
            }
        }
    }
    panic!("{}: the good plan cannot be drawn", level.id)
}

fn alike(a: &[Action], b: &[Action]) -> bool {
    let dose = |act: &Act| if let Act::Give { du, .. } = act { *du } else { f64::NAN };
    let same =
        |(a, b): (&Action, &Action)| (a.at_h - b.at_h).abs() < SAME_H && (dose(&a.act) - dose(&b.act)).abs() < 1e-9;
    a.len() == b.len() && a.iter().zip(b).all(same)
}
