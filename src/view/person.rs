//! The person: which organs are lit, and the signs that the effects of this moment show, with their rhythms.
//!
//! Rhythms are the body's own (a heart beats at its beats a minute whatever the time-lapse) and never faster than 3 Hz;
//! withdrawal shows as the mirror image, since each sign is drawn from the same effect on the other side of its set
//! point. Not here: the silhouette (`assets/shaders/far/person.wgsl`).

use bevy::{math::ops, prelude::*};
use model::scene::{Organ, Shows};

use super::{
    SceneInput,
    labels::{Anchor, Label},
    layout::Layout,
    zoom::Map,
};

/// Vectors of signs in the uniform.
pub const SIGNS: usize = 5;
/// Nothing in the person moves faster, Hz.
const FASTEST_HZ: f64 = 3.0;

/// A sign at this moment.
#[derive(Clone, Debug, PartialEq)]
pub struct SignNow {
    /// What it is.
    pub shows: Shows,
    /// Its reading, in its unit.
    pub reading: f32,
    /// Its reading at the set point.
    pub set_point: f32,
    /// Its unit.
    pub unit: String,
}

/// Signs of withdrawal and rebound that are felt now, each 0-1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Felt {
    /// All together.
    pub withdrawal: f32,
    /// Trembling hands.
    pub tremor: f32,
    /// Sweat.
    pub sweat: f32,
    /// Gooseflesh.
    pub gooseflesh: f32,
    /// A racing heart.
    pub racing: f32,
}

/// What the shader is told about the person.
#[derive(Resource, Clone, Debug, Default)]
pub struct Person {
    /// Lit organs, bits.
    pub lit: f32,
    /// Numbers; see `far.wgsl`.
    pub signs: [Vec4; SIGNS],
    phases: [f64; 4],
}

/// Where an organ is, design units from the middle line of the person, and from the top.
#[must_use]
pub fn organ_at(organ: Organ) -> Vec2 {
    match organ {
        Organ::Brain => Vec2::new(0.0, 72.0),
        Organ::Brainstem => Vec2::new(0.0, 116.0),
        Organ::Eyes => Vec2::new(19.0, 104.0),
        Organ::Nose => Vec2::new(0.0, 122.0),
        Organ::Airways => Vec2::new(46.0, 320.0),
        Organ::Heart => Vec2::new(14.0, 330.0),
        Organ::Vessels => Vec2::new(139.0, 400.0),
        Organ::Stomach => Vec2::new(30.0, 424.0),
        Organ::Liver => Vec2::new(-40.0, 410.0),
        Organ::Gut => Vec2::new(0.0, 512.0),
        Organ::Adrenals => Vec2::new(-50.0, 452.0),
        Organ::Nerves => Vec2::new(0.0, 240.0),
    }
}

/// The organ that shows a sign.
fn organ_of(shows: Shows) -> Organ {
    match shows {
        Shows::Pupils => Organ::Eyes,
        Shows::Breaths | Shows::Airflow => Organ::Airways,
        Shows::HeartRate => Organ::Heart,
        Shows::Pressure | Shows::Widening => Organ::Vessels,
        Shows::GutWaves => Organ::Gut,
        Shows::Tremor => Organ::Nerves,
        Shows::NoseFlow => Organ::Nose,
        Shows::Acid => Organ::Stomach,
        Shows::BrainActivity => Organ::Brain,
    }
}

/// A reading as people say it ("pupils 2.1 mm").
fn words(sign: &SignNow) -> String {
    let name = match sign.shows {
        Shows::Pupils => "pupils",
        Shows::Breaths => "breathing",
        Shows::HeartRate => "heart",
        Shows::Pressure => "pressure",
        Shows::Widening => "vessels",
        Shows::GutWaves => "gut",
        Shows::Tremor => "trembling",
        Shows::Airflow => "airways",
        Shows::NoseFlow => "nose",
        Shows::Acid => "acid",
        Shows::BrainActivity => "brain",
    };
    let unit = sign.unit.replace(" pupil", "");
    let digits = usize::from(sign.reading.abs() < 10.0 && !unit.starts_with('%') && !unit.contains("min"));
    format!("{name} {:.*} {unit}", digits, sign.reading)
}

impl Person {
    /// Moves the rhythms on by `dt` seconds and notes the signs of this moment.
    pub fn advance(&mut self, input: &SceneInput, dt: f64) {
        let reading = |shows| input.signs.iter().find(|s| s.shows == shows);
        let value = |shows, usual: f32| reading(shows).map_or(usual, |s| s.reading);
        // relative to the set point, 1 is usual
        let share = |shows| reading(shows).map_or(1.0, |s| s.reading / s.set_point.abs().max(1e-3));
        let felt = input.felt;
        let has = |shows| f32::from(u8::from(reading(shows).is_some()));
        let breaths = value(Shows::Breaths, 14.0 + 6.0 * felt.withdrawal);
        let heart = value(Shows::HeartRate, 68.0 + 40.0 * felt.racing);
        let gut = share(Shows::GutWaves).clamp(0.0, 2.0);
        let rates = [breaths / 60.0, heart / 60.0, 0.16 * gut, 2.6 * f32::from(u8::from(felt.tremor > 0.02))];
        for (phase, hz) in self.phases.iter_mut().zip(rates) {
            *phase = (*phase + dt * f64::from(hz).clamp(0.0, FASTEST_HZ)).rem_euclid(4096.0);
        }
        let still = if input.reduced_motion { 0.0 } else { 1.0 };
        let phase = |i: usize| (self.phases[i].fract() as f32) * std::f32::consts::TAU;
        let activity = if has(Shows::BrainActivity) > 0.0 {
            match reading(Shows::BrainActivity) {
                Some(s) if s.set_point.abs() < 1e-3 => 1.0 - s.reading / 100.0,
                _ => share(Shows::BrainActivity),
            }
        } else {
            1.0
        };
        // the liver too, where a drug of the run changes an enzyme of it
        let liver = (!input.amounts.enzymes.is_empty()).then_some(Organ::Liver);
        let liver = liver.filter(|o| !input.scene.organs.contains(o));
        self.lit = input.scene.organs.iter().chain(&liver).map(|o| (1_u32 << *o as u32) as f32).sum();
        let pupil = value(Shows::Pupils, 4.0 + 2.5 * felt.withdrawal * has(Shows::Pupils));
        self.signs = [
            // breath phase, depth, heart phase, how visible the inset of the eye is
            Vec4::new(phase(0), still * (breaths / 14.0).clamp(0.0, 1.3), phase(1), has(Shows::Pupils)),
            // gut phase, strength, tremor, brain activity
            Vec4::new(
                (self.phases[2] % 64.0) as f32 * std::f32::consts::TAU,
                gut,
                felt.tremor * still * ops::sin(phase(3)),
                activity.clamp(0.0, 2.5),
            ),
            // pupil mm, pressure share, airways 0-1, nose 0-1
            Vec4::new(
                pupil,
                share(Shows::Pressure) * share_wide(reading(Shows::Widening)),
                (value(Shows::Airflow, 100.0) / 100.0).clamp(0.0, 1.0),
                (value(Shows::NoseFlow, 100.0) / 100.0).clamp(0.0, 1.0),
            ),
            // acid share, sweat, gooseflesh, withdrawal
            Vec4::new(share(Shows::Acid).clamp(0.0, 3.0), felt.sweat, felt.gooseflesh, felt.withdrawal),
            Vec4::new(still, still * (heart / 70.0).clamp(0.4, 1.6), 0.0, 0.0),
        ];
    }

    /// The words beside the person, each with a line from its organ.
    pub fn labels(&self, labels: &mut Vec<Label>, input: &SceneInput, layout: &Layout, map: Map) {
        let middle = layout.width * 0.5;
        let mut lines: Vec<(Organ, String, bool)> =
            input.signs.iter().map(|s| (organ_of(s.shows), words(s), false)).collect();
        lines.extend(input.scene.organs.first().map(|o| (*o, input.scene.place.clone(), true)));
        lines.extend(input.amounts.enzymes.iter().map(|e| (Organ::Liver, e.words(), false)));
        lines.sort_by(|a, b| organ_at(a.0).y.total_cmp(&organ_at(b.0).y));
        let window = |p: Vec2| layout.rect.min + map.apply(p + Vec2::new(middle, 0.0)) * layout.scale;
        let mut low = [f32::NEG_INFINITY; 2];
        for (k, (organ, text, place)) in lines.into_iter().enumerate() {
            let from = organ_at(organ);
            // the place of the cell to the left, signs to the right unless one stands there already
            let eyes = organ == Organ::Eyes;
            if eyes {
                // under the inset of the eye, which has a line of its own
                labels.push(Label {
                    text: text.into(),
                    at: window(Vec2::new(-188.0, 178.0)),
                    anchor: Anchor::Top,
                    from: None,
                });
                continue;
            }
            let left = place || (k % 2 == 1 && low[0] + 90.0 > from.y && from.x <= 14.0);
            let side = usize::from(left);
            // the task stands in the corner on the right, the inset of the eye on the left
            let inset = input.signs.iter().any(|s| s.shows == Shows::Pupils);
            let above = if left && !inset {
                84.0
            } else if left {
                252.0
            } else {
                178.0
            };
            let y = (from.y - 4.0).max(low[side] + 44.0).max(above);
            low[side] = y;
            let sign = if left { -1.0 } else { 1.0 };
            // what there are two of is named on its own side
            let pair = matches!(organ, Organ::Vessels | Organ::Airways | Organ::Adrenals);
            let from = if pair { Vec2::new(sign * from.x.abs(), from.y) } else { from };
            let to = Vec2::new(sign * (middle - 150.0).clamp(120.0, 226.0), y);
            labels.push(Label {
                text: text.into(),
                at: window(to),
                anchor: if left { Anchor::Right } else { Anchor::Left },
                from: Some(window(from)),
            });
        }
    }
}

fn share_wide(sign: Option<&SignNow>) -> f32 {
    // "% wider", about 0
    sign.map_or(1.0, |s| 1.0 + s.reading / 60.0)
}
