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
