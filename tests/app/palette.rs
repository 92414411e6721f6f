//! Colours of the states: far apart for every eye where they stand side by side, in every look. Shapes and outlines tell the
//! states too; this is about colour alone.

use model::receptor::{ReceptorState, STATES};
use setpoint::view::{THEMES, state_color};

type Matrix = [[f32; 3]; 3];

/// How eyes without one kind of cone see linear light (Machado, Oliveira and Fernandes 2009, severity 1).
const EYES: [(&str, Matrix); 4] = [
    ("all cones", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    (
        "protanopia",
        [[0.152_286, 1.052_583, -0.204_868], [0.114_503, 0.786_281, 0.099_216], [-0.003_882, -0.048_116, 1.051_998]],
    ),
    (
        "deuteranopia",
        [[0.367_322, 0.860_646, -0.227_968], [0.280_085, 0.672_501, 0.047_413], [-0.011_82, 0.042_94, 0.968_881]],
    ),
    (
        "tritanopia",
        [[1.255_528, -0.076_749, -0.178_779], [-0.078_411, 0.930_809, 0.147_602], [0.004_733, 0.691_367, 0.303_9]],
    ),
];

fn times(m: &Matrix, v: [f32; 3]) -> [f32; 3] {
    m.map(|row| row.iter().zip(v).map(|(a, b)| a * b).sum())
}

/// CIE L*a*b* of a colour as an eye sees it.
fn lab(color: [f32; 3], eye: &Matrix) -> [f32; 3] {
    let linear = color.map(|c| if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) });
    let seen = times(eye, linear).map(|c| c.clamp(0.0, 1.0));
    let xyz = times(&[[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]], seen);
    let white = [0.950_47, 1.0, 1.088_83];
    let f: Vec<f32> = xyz
        .iter()
        .zip(white)
        .map(|(v, w)| v / w)
        .map(|t| if t > 0.008_856 { t.cbrt() } else { 7.787 * t + 16.0 / 116.0 })
        .collect();
    [116.0 * f[1] - 16.0, 500.0 * (f[0] - f[1]), 200.0 * (f[1] - f[2])]
}

/// The two states that look most alike, and by how much they differ.
fn closest(states: &[ReceptorState], theme: setpoint::view::Theme, eye: &Matrix) -> (f32, String) {
    let mut found = (f32::INFINITY, String::new());
    for (i, a) in states.iter().enumerate() {
        for b in &states[i + 1..] {
            let [p, q] = [a, b].map(|s| lab(state_color(*s, theme), eye));
            let apart = p.iter().zip(q).map(|(p, q)| (p - q).powi(2)).sum::<f32>().sqrt();
            if apart < found.0 {
                found = (apart, format!("{a:?} and {b:?}"));
            }
        }
    }
    found
}

#[test]
fn states_that_stand_side_by_side_differ_in_colour_for_every_eye() {
    use ReceptorState::{Active, Arrestin, Phosphorylated, Resting};
    for (theme, name, _) in THEMES {
        for (eye, matrix) in &EYES {
            let (apart, who) = closest(&[Resting, Active, Phosphorylated, Arrestin], theme, matrix);
            // A difference of 2 can just be seen; one of 9 is seen at a glance.
            assert!(apart > 9.0, "{name}, {eye}: {who} are {apart} apart");
        }
    }
}

#[test]
fn all_states_differ_in_colour() {
    for (theme, name, _) in THEMES {
        let (apart, who) = closest(&STATES, theme, &EYES[0].1);
        assert!(apart > 11.0, "{name}: {who} are {apart} apart");
    }
}

/// Size of the cut-out of a receptor of the crowd, points: its body, and little of the ground.
const CUT: (u32, u32) = (16, 10);

/// Cut-outs of the receptors of each state in grey, with brightness and contrast taken out: every other one, and the rest.
fn grey_cuts(look: setpoint::view::Theme) -> Vec<(ReceptorState, [Vec<Vec<f32>>; 2])> {
    use setpoint::view::slots::Slots;
    let settings = setpoint::save::Settings { look, reduced_motion: true, ..Default::default() };
    let mut stage = setpoint::sheet::open(&crate::library(), "mu_opioid", 700, &settings, setpoint::sheet::STAGE)
        .expect("it can be drawn");
    // before the dose: no molecule floats before anything; and as many of each state of the surface as there can be
    sim::rewind::to_hour(stage.world(), 0.0);
    let mut census = stage.world().resource_mut::<sim::census::Census>();
    census.by_slot.iter_mut().enumerate().for_each(|(slot, state)| *state = (slot % 5) as u8);
    census.generation += 1;
    let zoom = setpoint::view::Zoom::at(model::scene::Scale::Membrane);
    let picture = setpoint::sheet::scene_at(&mut stage, zoom).expect("it can be drawn");
    let world = stage.world();
    let rect = world.resource::<setpoint::view::SceneInput>().rect;
    let slots = world.resource::<Slots>();
    let luma = |x: u32, y: u32| {
        let p = picture.get_pixel(x, y).0;
        0.2126 * f32::from(p[0]) + 0.7152 * f32::from(p[1]) + 0.0722 * f32::from(p[2])
    };
    let mut cuts: Vec<[Vec<Vec<f32>>; 2]> = STATES.iter().map(|_| [Vec::new(), Vec::new()]).collect();
    for (slot, &state) in slots.drawn.iter().enumerate().filter(|(_, state)| usize::from(**state) < STATES.len()) {
        let Some(design) = slots.place(slot) else { continue };
        let at = slots.layout.to_window(design) - rect.min;
        let (x, y) = (at.x as u32, at.y as u32);
        // the nearer rows, where shapes are large
        if !(205.0..266.0).contains(&design.y) || x < CUT.0 || y < CUT.1 || x + CUT.0 >= picture.width() {
            continue;
        }
        let halves = &mut cuts[usize::from(state)];
        let fewer = usize::from(halves[0].len() > halves[1].len());
        // the farther, the smaller: all cut-outs show the same
        let horizon = setpoint::view::crowd::horizon();
        let size = (design.y - horizon) / (setpoint::view::layout::NEAR_Y - horizon);
        let pixel = |k: u32| {
            let off = |i: u32, side: u32| (i as f32 + 0.5 - side as f32 * 0.5) * size;
            luma((at.x + off(k % CUT.0, CUT.0)) as u32, (at.y + off(k / CUT.0, CUT.1)) as u32)
        };
        halves[fewer].push((0..CUT.0 * CUT.1).map(pixel).collect());
    }
    STATES.into_iter().zip(cuts).filter(|(_, halves)| halves[1].len() >= 3).collect()
}

/// A cut-out of mean 0 and spread 1.
fn plain(cut: &[f32]) -> Vec<f32> {
    let mean = cut.iter().sum::<f32>() / cut.len() as f32;
    let spread = (cut.iter().map(|v| (v - mean).powi(2)).sum::<f32>() / cut.len() as f32).sqrt();
    cut.iter().map(|v| (v - mean) / spread.max(1e-3)).collect()
}

/// The middle of many cut-outs, pixel by pixel: what lies before one or the other falls out.
fn middle(cuts: &[Vec<f32>]) -> Vec<f32> {
    let pixel = |k: usize| {
        let mut values: Vec<f32> = cuts.iter().map(|cut| cut[k]).collect();
        values.sort_by(f32::total_cmp);
        values[values.len() / 2]
    };
    plain(&(0..cuts[0].len()).map(pixel).collect::<Vec<f32>>())
}

#[test]
fn in_grey_the_states_are_told_by_their_shapes_alone_in_every_look() {
    if !crate::images::can_draw() {
        return;
    }
    for (look, name, _) in THEMES {
        let cuts = grey_cuts(look);
        assert_eq!(cuts.len(), 5, "{name}: all states of the surface are there");
        // learnt from every other one, tried on the rest
        let learnt: Vec<_> = cuts.iter().map(|(state, halves)| (*state, middle(&halves[0]))).collect();
        // what all have in common tells nothing
        let common: Vec<f32> =
            (0..learnt[0].1.len()).map(|k| learnt.iter().map(|(_, m)| m[k]).sum::<f32>() / 5.0).collect();
        let own = |cut: &[f32]| plain(&cut.iter().zip(&common).map(|(v, c)| v - c).collect::<Vec<f32>>());
        let learnt: Vec<_> = learnt.iter().map(|(state, cut)| (*state, own(cut))).collect();
        let alike = |p: &[f32], q: &[f32]| p.iter().zip(q).map(|(p, q)| p * q).sum::<f32>();
        let guess = |cut: &[f32]| {
            let cut = own(&plain(cut));
            learnt.iter().max_by(|a, b| alike(&a.1, &cut).total_cmp(&alike(&b.1, &cut))).map(|(state, _)| *state)
        };
        for (state, [_, tried]) in &cuts {
            let right = tried.iter().filter(|cut| guess(cut) == Some(*state)).count();
            println!("{name}: {right} of {} {state:?} are recognised", tried.len());
            // one in ten may stand behind a chain of sugar
            assert!(
                tried.len() - right <= tried.len().div_ceil(10),
                "{name}: {right} of {} {state:?} are recognised",
                tried.len()
            );
        }
    }
}
