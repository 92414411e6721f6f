//! What heroes look like: turns each hero's state mixture into quads.
//!
//! Shape tells the state before colour does: cup closed or open, ligand, G protein, studs, cap, coat, ring, shards.
//! Not here: when states change (`hero`), and the enzyme's drawings (`enzyme_glyphs`).

use bevy::{math::ops, prelude::*};
use model::{
    receptor::{ReceptorState, STATES},
    scene::Protein,
};

use super::{
    SceneInput, actors, cyclase,
    glyph::{Glyph, Glyphs, Layer},
    hero::{Hero, Heroes},
    hero_parts::{coat, ligand, marks, ring},
    kinds::{channel, fine, tail},
    layout::Layout,
    noise::{breathe, drift, signed, tremble, unit},
    palette::{Rgb, Tone, mix, state_color, tone},
    pose::VESICLE,
    profile::Profile,
    traffic::cage,
};

/// The body colour of a hero in this state. Phosphorylation shows in the studs, so its body is only half yellow.
#[must_use]
pub fn body_color(state: ReceptorState, input: &SceneInput) -> Rgb {
    let own = input.color(state);
    match state {
        ReceptorState::Phosphorylated => mix(input.color(ReceptorState::Active), own, 0.55),
        ReceptorState::Pit => input.color(ReceptorState::Arrestin),
        ReceptorState::Resting
        | ReceptorState::Active
        | ReceptorState::Arrestin
        | ReceptorState::Endosome
        | ReceptorState::Recycling
        | ReceptorState::Lysosome
        | ReceptorState::New => own,
    }
}

/// Draws all heroes of the receptor kind.
pub fn draw(glyphs: &mut Glyphs, heroes: &Heroes, input: &SceneInput, layout: &Layout, line: &Profile, seconds: f64) {
    for (i, hero) in heroes.0.iter().enumerate().filter(|(_, hero)| hero.alpha > 0.0) {
        let id = i as u32;
        let now = if input.reduced_motion { 0.0 } else { seconds };
        let w = |state| hero.mix[state as usize];
        let mut tint = [0.0; 3];
        for state in STATES {
            let color = body_color(state, input);
            (0..3).for_each(|c| tint[c] += color[c] * w(state));
        }
        let pose = hero.pose;
        let still = if input.reduced_motion { 0.0 } else { 1.0 };
        // what a vesicle carries is kicked about with it
        let carried = (drift(id ^ 0x55, now, 0.5) * 4.0 + tremble(id ^ 0x66, now) * 0.8) * pose.ring;
        let at = pose.at + (tremble(id, now) * 0.35 * pose.size + carried) * still;
        let change = 4.0 * w_peak(hero);
        let turn = pose.turn + signed(id, 9) * 0.02 + still * change * 0.05 * ops::sin((now * 14.0) as f32);
        let up = Vec2::new(ops::sin(turn), -ops::cos(turn));
        let place = |d: f32| at - up * d * pose.size;
        let (active, phos) = (w(ReceptorState::Active), w(ReceptorState::Phosphorylated));
        let cap = w(ReceptorState::Arrestin) + w(ReceptorState::Pit);
        let broken = w(ReceptorState::Lysosome).max(1.0 - hero.alpha);

        if active > 0.0 {
            let pulse = 0.42 + 0.14 * breathe(now, 0.9, unit(id, 3)) * still;
            let tint = state_color(ReceptorState::Active, input.theme);
            let glow =
                Glyph { kind: fine::GLOW, at, half: Vec2::splat(78.0), tint, alpha: pulse * active, ..default() };
            glyphs.push(Layer::Fine, glow);
        }
        ring(glyphs, hero, at + up * VESICLE * pose.ring.max(0.4), input);
        coat(glyphs, layout.hero_x(i), w(ReceptorState::Pit), line, input);

        cage(glyphs, hero, at + up * VESICLE * pose.ring.max(0.4), input);
        if let Some(kind) = channel_kind(input) {
            // studs hang on a short loop; what silences it is a plug, no arrestin
            let body = Glyph { at, turn, size: pose.size, tint, ..default() };
            let alpha = hero.alpha * (1.0 - broken).max(0.0).sqrt();
            // a pump is tied to the drug, not tagged
            let studs = if input.scene.protein == Protein::Pump { 0.0 } else { (phos + cap).min(1.0) };
            glyphs.push(
                Layer::Tail,
                Glyph {
                    kind: tail::TAIL,
                    half: Vec2::new(17.0, 29.0),
                    offset: Vec2::new(25.0, 66.0),
                    shape: [3.0 * studs, (now * 0.9 % 1000.0) as f32 + i as f32, 0.0],
                    accent: tone(Tone::Phosphate, input.theme),
                    alpha: alpha * studs,
                    ..body
                },
            );
            let highlight = f32::from(u8::from(hero.slot.is_some() && hero.slot == input.highlight));
            glyphs.push(
                Layer::Channel,
                Glyph {
                    kind,
                    half: Vec2::new(46.0, 84.0),
                    shape: [
                        active + 0.4 * phos * f32::from(u8::from(studs > 0.0)),
                        (now % 1000.0) as f32 + i as f32 * 0.37,
                        0.0,
                    ],
                    accent: tone(Tone::Phosphate, input.theme),
                    extra: cap.min(0.99) + 2.0 * highlight,
                    alpha,
                    ..body
                },
            );
            let seat = at + Vec2::from_angle(turn).rotate(Vec2::new(27.0, -50.0)) * pose.size;
            ligand(glyphs, hero, id, seat, input, now);
            marks(glyphs, hero, broken, at + up * VESICLE, now, input);
            continue;
        }
        if active > 0.0 {
            let dock = cyclase::dock(i, input, layout, line);
            actors::g_protein(glyphs, i, hero, place(62.0), dock, input, now);
        }
        actors::kinase(glyphs, id, hero, place(78.0) + Vec2::new(30.0, 0.0), input, now);
        actors::arrestin(glyphs, id, hero, place(60.0), turn, cap, input, now);
        let body =
            Glyph { at, turn, size: pose.size, tint, alpha: hero.alpha * (1.0 - broken).max(0.0).sqrt(), ..default() };
        glyphs.push(
            Layer::Tail,
            Glyph {
                kind: tail::TAIL,
                half: Vec2::new(17.0, 29.0),
                offset: Vec2::new(25.0, 66.0),
                shape: [3.0 * (phos + cap).min(1.0), (now * 0.9 % 1000.0) as f32 + i as f32, 0.0],
                accent: tone(Tone::Phosphate, input.theme),
                ..body
            },
        );
        glyphs.push(
            Layer::Receptor,
            Glyph {
                half: Vec2::new(34.0, 62.0),
                shape: [active + 0.75 * phos + 0.7 * cap, 0.0, 0.0],
                extra: f32::from(u8::from(hero.slot.is_some() && hero.slot == input.highlight)),
                ..body
            },
        );
        ligand(glyphs, hero, id, place(-43.0), input, now);
        marks(glyphs, hero, broken, at + up * VESICLE, now, input);
    }
}

/// The drawing of a protein that is no receptor of seven helices.
fn channel_kind(input: &SceneInput) -> Option<f32> {
    match input.scene.protein {
        Protein::SevenHelices | Protein::Cyclase | Protein::Nuclear => None,
        Protein::Pentamer => Some(channel::PENTAMER),
        Protein::Tetramer => Some(channel::TETRAMER),
        Protein::Pump => Some(channel::PUMP),
        Protein::Carrier => Some(channel::CARRIER),
    }
}

/// How much a hero is in between states, 0 at rest.
fn w_peak(hero: &Hero) -> f32 {
    let most = hero.mix.iter().copied().fold(0.0, f32::max);
    (most * (1.0 - most)).clamp(0.0, 0.25)
}
