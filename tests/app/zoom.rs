//! The zoom: its arithmetic, its pictures, and that the whole cell shows exactly the census.

use std::path::PathBuf;

use bevy::prelude::*;
use model::receptor::STATES;
use model::scene::{CellKind, SCALES, Scale};
use proptest::prelude::*;
use setpoint::save::Settings;
use setpoint::sheet;
use setpoint::view::cell_plan::{CellPlan, Outline};
use setpoint::view::drawn::{EMPTY, count};
use setpoint::view::far::InOnePiece;
use setpoint::view::far_stage::Cell;
use setpoint::view::zoom::{self, Dive, Map, map_of, weights};
use setpoint::view::{SceneInput, SceneStats, Theme, Zoom, state_color};
use sim::census::Census;

use crate::images::{can_draw, check};
use crate::library;

#[derive(Clone, Debug)]
enum Wanted {
    Nearer(f32),
    Step(bool),
    GoTo(usize),
    Wait(f32, bool),
}

fn wanted() -> impl Strategy<Value = Wanted> {
    prop_oneof![
        any::<f32>().prop_map(Wanted::Nearer),
        (-5.0_f32..5.0).prop_map(Wanted::Nearer),
        any::<bool>().prop_map(Wanted::Step),
        (0_usize..5).prop_map(Wanted::GoTo),
        (-1.0_f32..3.0, any::<bool>()).prop_map(|(dt, still)| Wanted::Wait(dt, still)),
    ]
}

proptest! {
    #[test]
    fn no_wish_leads_out_of_range_and_the_scales_always_share_the_whole_picture(
        wishes in prop::collection::vec(wanted(), 1..60)
    ) {
        let mut zoom = Zoom::default();
        for wish in wishes {
            match wish {
                Wanted::Nearer(by) => zoom.nearer(by),
                Wanted::Step(nearer) => zoom.step(nearer),
                Wanted::GoTo(i) => zoom.go_to(SCALES[i]),
                Wanted::Wait(dt, still) => zoom.advance(dt, still),
            }
            prop_assert!((0.0..=4.0).contains(&zoom.now()) && (0.0..=4.0).contains(&zoom.wished()), "{zoom:?}");
            let shares = weights(zoom.now());
            prop_assert!((shares.iter().sum::<f32>() - 1.0).abs() < 1e-6, "{shares:?}");
            prop_assert!(shares.iter().all(|s| (0.0..=1.0).contains(s)));
        }
    }

    #[test]
    fn going_nearer_never_shows_more_of_the_farther_scales(a in 0.0_f32..4.0, step in 0.0_f32..1.0) {
        // what is seen of scale i and all nearer ones grows all the way
        let (far, near) = (weights(a), weights((a + step).min(4.0)));
        for i in 0..5 {
            let beyond = |shares: [f32; 5]| shares[i..].iter().sum::<f32>();
            prop_assert!(beyond(near) >= beyond(far) - 1e-6, "scale {i}: {far:?} {near:?}");
        }
    }

    #[test]
    fn a_point_of_a_nearer_scale_stays_where_the_farther_one_has_it(at in 0.0_f32..3.0, x in 0.0_f32..900.0) {
        let dive = |fx: f32, fy: f32, ratio| Dive { focus: Vec2::new(fx, fy), target: Vec2::new(450.0, 330.0), ratio };
        let dives = [dive(460.0, 110.0, 15.0), dive(450.0, 330.0, 3.2), dive(450.0, 80.0, 17.0)];
        // the focus of each dive, seen through the farther scale, is the target seen through the nearer one
        for (i, dive) in dives.iter().enumerate().take(2) {
            let through = |map: Map, p| map.apply(p);
            let (far, near) = (map_of(i, at, &dives), map_of(i + 1, at, &dives));
            if at <= i as f32 + 1.0 {
                let off = through(far, dive.focus).distance(through(near, dive.target));
                prop_assert!(off < 0.05 * far.scale.max(1.0), "{i} at {at}: {off}");
                prop_assert!((far.scale / dive.ratio / near.scale - 1.0).abs() < 1e-3);
            }
            let p = Vec2::new(x, 200.0);
            prop_assert!(far.invert(far.apply(p)).distance(p) < 0.1);
        }
    }
}

#[test]
fn a_wish_is_reached_and_a_whole_scale_is_seen_alone() {
    for (i, scale) in SCALES.into_iter().enumerate() {
        let mut zoom = Zoom::default();
        zoom.go_to(scale);
        (0..240).for_each(|_| zoom.advance(1.0 / 30.0, false));
        assert_eq!((zoom.now(), zoom.scale()), (i as f32, scale));
        assert_eq!(weights(zoom.now())[i], 1.0);
        assert_eq!(Scale::from_name(scale.name()), Ok(scale));
    }
    assert!(Scale::from_name("atom").is_err_and(|e| e.contains("person, tissue, cell, membrane, receptor")));
}

#[test]
fn nobody_is_left_standing_between_two_pictures() {
    for tenths in 0..40 {
        let mut zoom = Zoom::still(tenths as f32 * 0.1);
        (0..300).for_each(|_| zoom.advance(1.0 / 30.0, false));
        assert!(weights(zoom.now()).contains(&1.0), "from {tenths} tenths: {zoom:?}");
    }
}

/// A population with every state and empty slots.
fn population(n: usize) -> Vec<u8> {
    (0..n as u64).map(|i| (model::chance::mix(i) % 10) as u8).map(|s| if s == 9 { EMPTY } else { s }).collect()
}

/// What the table says, place by place and seat by seat.
fn table_counts(plan: &CellPlan) -> [u32; 9] {
    let area = plan.organelles.grid * plan.organelles.grid;
    let seats = plan.seats_at..plan.seats_at + setpoint::view::cell_inside::LATTICE * area;
    let mut counts = count(&plan.table[..plan.seats_at]);
    for (sum, n) in counts.iter_mut().zip(count(&plan.table[seats])) {
        *sum += n;
    }
    counts
}

#[test]
fn the_table_of_the_whole_cell_equals_the_census_at_every_size_and_after_changes() {
    for (n, flat) in [(1, false), (99, false), (10_000, false), (10_000, true), (1_000_000, false)] {
        let mut truth = population(n);
        let mut plan = CellPlan::new(n, n, flat);
        for round in 0..3_u64 {
            plan.follow(&truth);
            assert_eq!(table_counts(&plan), count(&truth), "{n} receptors, round {round}");
            for (i, state) in truth.iter_mut().enumerate() {
                if model::chance::mix(i as u64 ^ (round << 40)).is_multiple_of(3) {
                    *state = (u64::from(*state) + round + 1) as u8 % 9;
                }
            }
        }
    }
}

#[test]
fn no_two_receptors_of_the_whole_cell_share_a_mark() {
    let truth = population(3000);
    let mut plan = CellPlan::new(truth.len(), truth.len(), false);
    plan.follow(&truth);
    let outline = Outline::new(CellKind::Round, 900.0);
    let marks: Vec<Vec2> = (0..truth.len()).filter_map(|slot| plan.mark(slot, &outline)).collect();
    assert_eq!(marks.len(), truth.iter().filter(|s| **s != EMPTY).count());
    for (i, a) in marks.iter().enumerate() {
        assert!(marks[i + 1..].iter().all(|b| a.distance(*b) > 0.4), "{a}");
        let off = (*a - outline.middle) / outline.axes;
        assert!(off.length() < 1.1, "{a} lies outside");
    }
}

#[test]
fn every_mark_of_the_whole_cell_has_the_colour_of_its_receptor_in_the_picture() {
    if !can_draw() {
        return;
    }
    let settings = Settings { reduced_motion: true, ..Settings::default() };
    let mut stage = sheet::open(&library(), "mu_opioid", 500, &settings, sheet::STAGE).expect("it can be drawn");
    let picture = sheet::scene_at(&mut stage, Zoom::at(Scale::Cell)).expect("it can be drawn");
    let world = stage.world();
    let census = world.resource::<Census>().clone();
    assert_eq!(world.resource::<SceneStats>().drawn_counts, census.counts);
    let rect = world.resource::<SceneInput>().rect;
    let kind = world.resource::<SceneInput>().scene.cell;
    let cell = world.resource::<Cell>();
    let outline = Outline::new(kind, rect.width() / rect.height() * setpoint::view::layout::HEIGHT);
    let scale = rect.height() / setpoint::view::layout::HEIGHT;
    let mut seen = [0_u32; 9];
    let mut wrong = 0;
    for (slot, &state) in cell.drawn().iter().enumerate() {
        let Some(at) = cell.plan.mark(slot, &outline) else { continue };
        let at = at * scale;
        let wanted = state_color(STATES[usize::from(state)], Theme::Dark);
        let near = (-3..=3).flat_map(|dx| (-3..=3).map(move |dy| (dx, dy))).any(|(dx, dy)| {
            let (x, y) = (at.x as i32 + dx, at.y as i32 + dy);
            let inside = x >= 0 && y >= 0 && (x as u32) < picture.width() && (y as u32) < picture.height();
            inside && {
                let p = picture.get_pixel(x as u32, y as u32).0;
                (0..3).all(|c| (f32::from(p[c]) / 255.0 - wanted[c]).abs() < 0.06)
            }
        });
        seen[usize::from(state)] += u32::from(near);
        wrong += u32::from(!near);
    }
    // labels and the sandbox's words may hide a few
    assert!(wrong <= 6, "{wrong} marks are not where they belong; seen {seen:?} of {:?}", census.counts);
}

#[test]
fn every_system_says_what_it_looks_like_and_every_organ_can_be_reached() {
    for system in &library().systems {
        assert_ne!(system.scene.place, "somewhere in the body", "{} has no scene", system.id);
        assert!(!system.scene.signs.is_empty() || system.id == "serotonin", "{} shows nothing", system.id);
    }
    assert_eq!(zoom::place(Scale::Receptor), zoom::NEAREST);
}

#[test]
fn five_scales_and_the_ways_between_look_as_they_did() {
    if !can_draw() {
        return;
    }
    let mut stage =
        sheet::open(&library(), "mu_opioid", 6000, &Settings::default(), sheet::STAGE).expect("it can be drawn");
    for scale in SCALES {
        let picture = sheet::scene_at(&mut stage, Zoom::at(scale)).expect("it can be drawn");
        check(&format!("zoom_{}", scale.name()), &picture);
    }
    if let Some(folder) = std::env::var_os("SETPOINT_SHOTS").map(PathBuf::from) {
        for k in 0..=40 {
            let picture = sheet::scene_at(&mut stage, Zoom::still(k as f32 * 0.1)).expect("it can be drawn");
            picture.save(folder.join(format!("way_{k:02}.png"))).expect("the folder is there");
        }
    }
}

#[test]
fn a_picture_drawn_in_tiles_is_the_same_as_in_one_piece() {
    if !can_draw() {
        return;
    }
    // one body system for each kind of cell, and one of enzymes
    for system in ["mu_opioid", "beta2_airway", "beta1_heart", "parietal_cell", "vascular_nitrate", "adrenal_axis"] {
        let mut stage =
            sheet::open(&library(), system, 900, &Settings::default(), sheet::STAGE).expect("it can be drawn");
        for at in [0.0, 0.4, 0.75, 1.0, 1.5, 1.9, 2.0, 2.5, 2.7] {
            let zoom = Zoom::still(at);
            let take = |stage: &mut setpoint::capture::Stage| {
                *stage.world().resource_mut::<Zoom>() = zoom;
                stage.picture().expect("it can be drawn")
            };
            take(&mut stage);
            let tiles = take(&mut stage);
            stage.world().insert_resource(InOnePiece);
            let whole = take(&mut stage);
            stage.world().remove_resource::<InOnePiece>();
            let off = |a: &[u8; 4], b: &[u8; 4]| (0..3).any(|c| a[c].abs_diff(b[c]) > 16);
            let wrong = tiles.pixels().zip(whole.pixels()).filter(|(a, b)| off(&a.0, &b.0)).count();
            // a lone pixel may fall on the other side of an edge; a part that is left out is hundreds of them
            assert!(wrong < 12, "{system} at {at}: {wrong} pixels differ");
        }
    }
}

#[test]
fn no_place_on_the_way_costs_much_more_than_the_usual_frame() {
    const PLACES: usize = 61;
    if !can_draw() {
        return;
    }
    let mut stage =
        sheet::open(&library(), "mu_opioid", 10_000, &Settings::default(), sheet::STAGE).expect("it can be drawn");
    // of several passes the best counts: other programs on the machine are not the zoom's fault
    let mut best = [f64::INFINITY; PLACES];
    for _ in 0..3 {
        for (k, ms) in best.iter_mut().enumerate() {
            *stage.world().resource_mut::<Zoom>() = Zoom::still(k as f32 * 4.0 / (PLACES - 1) as f32);
            let began = std::time::Instant::now();
            stage.frame().expect("the device is there");
            *ms = ms.min(began.elapsed().as_secs_f64() * 1e3);
        }
    }
    let mut sorted = best;
    sorted.sort_by(f64::total_cmp);
    let (median, longest) = (sorted[PLACES / 2], sorted[PLACES - 1]);
    println!("median frame {median:.0} ms, longest {longest:.0} ms");
    assert!(longest < 4.0 * median, "{longest:.0} ms against {median:.0} ms: {best:.0?}");
}
