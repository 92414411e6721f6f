//! dev
use bevy::prelude::*;
use setpoint::{
    capture::Stage,
    view::{self, *},
};
use std::time::Instant;

fn mix(n: usize, w: [f32; 9], seed: u32) -> Vec<u8> {
    let total: f32 = w.iter().sum();
    (0..n)
        .map(|i| {
            let mut u = view::noise::unit(i as u32, seed) * total;
            for (s, x) in w.iter().enumerate() {
                if u < *x {
                    return s as u8;
                }
                u -= x;
            }
            0
        })
        .collect()
}

fn pills(mut contexts: bevy_egui::EguiContexts, labels: Res<SceneLabels>) -> Result {
    let ctx = contexts.ctx_mut()?;
    use bevy_egui::egui;
    for (i, l) in labels.0.iter().enumerate() {
        let align = if l.anchor == Anchor::Top { egui::Align2::CENTER_TOP } else { egui::Align2::CENTER_BOTTOM };
        egui::Area::new(egui::Id::new(i)).fixed_pos(egui::pos2(l.at.x, l.at.y)).pivot(align).show(ctx, |ui| {
            egui::Frame::new().fill(egui::Color32::from_rgba_unmultiplied(11, 18, 32, 210)).corner_radius(9).inner_margin(egui::Margin::symmetric(8, 2)).show(ui, |ui| {
                ui.label(egui::RichText::new(l.text).color(egui::Color32::from_rgb(244, 241, 232)).size(12.5));
            });
        });
    }
    Ok(())
}

fn cpu_ms() -> f64 {
    let t = std::fs::read_to_string("/proc/self/stat").unwrap();
    let f: Vec<&str> = t.rsplit(')').next().unwrap().split_whitespace().collect();
    (f[11].parse::<f64>().unwrap() + f[12].parse::<f64>().unwrap()) * 10.0
}

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let out = &args[1];
    if args.iter().any(|a| a == "rule") {
        let n = 50_000;
        let mut drawn = Vec::new();
        for tick in 0..200u64 {
            let mut truth = mix(n, [30., 14. + (tick % 17) as f32, 12., 16., 6., 12., 4., 3., 3.], 100 + tick as u32);
            for (i, t) in truth.iter_mut().enumerate() { if view::noise::unit(i as u32, tick as u32 / 10) < 0.02 { *t = 255; } }
            let before = drawn.clone();
            let t = Instant::now();
            view::drawn::update(&mut drawn, &truth, if tick == 0 { 9.0 } else { 0.2 }, tick);
            let e = t.elapsed();
            assert_eq!(view::drawn::count(&drawn), view::drawn::count(&truth));
            if tick > 0 {
                let (a, b) = (view::drawn::count(&before), view::drawn::count(&truth));
                let changes = before.iter().zip(&drawn).filter(|(x, y)| x != y).count();
                let forced = before.iter().zip(&truth).filter(|(x, y)| (**x == 255) != (**y == 255)).count();
                let least: u32 = a.iter().zip(&b).map(|(x, y)| x.saturating_sub(*y)).sum();
                if tick % 19 == 1 { println!("tick {tick}: {changes} changes, {forced} forced, least {least}, {e:?}"); }
            }
        }
        return;
    }
    let want = |n: &str| args.len() < 3 || args[2..].iter().any(|a| n.starts_with(a.as_str()));
    let size = UVec2::new(920, 640);
    let mut stage = Stage::new(size, 1.0, |app| {
        view::plugin(app);
        app.add_systems(bevy_egui::EguiPrimaryContextPass, pills);
    })
    .unwrap();
    stage.world().resource_mut::<SceneClock>().follow_time = false;
    let base = SceneInput { rect: Rect::new(0., 0., 920., 640.), drug_free: 0.5, ..default() };
    let mixed = [30., 14., 12., 16., 6., 12., 4., 3., 3.];
    let scenes: Vec<(&str, SceneInput)> = vec![
        ("mixed10k", SceneInput { true_states: mix(10_000, mixed, 7), ..base.clone() }),
        (
            "rest10k",
            SceneInput {
                true_states: mix(10_000, [1., 0., 0., 0., 0., 0., 0., 0., 0.], 7),
                drug_free: 0.0,
                ..base.clone()
            },
        ),
        (
            "active10k",
            SceneInput { true_states: mix(10_000, [70., 30., 0., 0., 0., 0., 0., 0., 0.], 7), ..base.clone() },
        ),
        ("mixed200", SceneInput { true_states: mix(200, mixed, 8), antagonist_free: 0.4, ..base.clone() }),
        ("mixed2k", SceneInput { true_states: mix(2000, mixed, 18), ..base.clone() }),
        ("mixed40k", SceneInput { true_states: mix(40_000, mixed, 9), ..base.clone() }),
        (
            "inside10k",
            SceneInput { true_states: mix(10_000, [10., 2., 4., 8., 8., 45., 12., 8., 3.], 9), ..base.clone() },
        ),
        (
            "enzyme10k",
            SceneInput {
                true_states: mix(10_000, [60., 40., 0., 0., 0., 0., 0., 0., 0.], 9),
                target: TargetKind::Enzyme,
                store: 0.6,
                effect: 0.7,
                ..base.clone()
            },
        ),
        ("projector10k", SceneInput { true_states: mix(10_000, mixed, 7), theme: Theme::Projector, ..base.clone() }),
        ("projector200", SceneInput { true_states: mix(200, mixed, 8), theme: Theme::Projector, ..base.clone() }),
    ];
    if args.len() > 2 && want("perf") {
        stage.warm_up().ok();
        let input = scenes[0].1.clone();
        let g = stage.world().resource::<SceneInput>().generation + 1;
        *stage.world().resource_mut::<SceneInput>() = SceneInput { generation: g, ..input };
        let mut time = |stage: &mut Stage, what: &str| {
            for _ in 0..3 { stage.world().resource_mut::<SceneClock>().seconds += 0.033; stage.frame().unwrap(); }
            let t = Instant::now(); let c = cpu_ms();
            for _ in 0..20 { stage.world().resource_mut::<SceneClock>().seconds += 0.033; stage.frame().unwrap(); }
            println!("{what}: {:.1} ms wall, {:.1} ms cpu", t.elapsed().as_secs_f64() * 50.0, (cpu_ms() - c) / 20.0);
        };
        time(&mut stage, "all");
        let entities: Vec<Entity> = { let w = stage.world(); let mut q = w.query_filtered::<Entity, With<view::ScenePart>>(); q.iter(w).collect() };
        for e in entities.iter().rev() {
            stage.world().despawn(*e);
            time(&mut stage, &format!("without {e}"));
        }
        return;
    }
    for (name, input) in scenes {
        if !want(name) {
            continue;
        }
        let g = stage.world().resource::<SceneInput>().generation + 1;
        *stage.world().resource_mut::<SceneInput>() = SceneInput { generation: g, ..input };
        stage.world().resource_mut::<view::hero::Heroes>().0.clear();
        stage.warm_up().unwrap();
        for _ in 0..8 {
            stage.world().resource_mut::<SceneClock>().seconds += 0.2;
            stage.frame().unwrap();
        }
        let picture = stage.picture().unwrap();
        let t = Instant::now();
        for _ in 0..30 {
            stage.world().resource_mut::<SceneClock>().seconds += 0.033;
            stage.frame().unwrap();
        }
        println!(
            "{name}: {:.1} ms per frame, {:?}",
            t.elapsed().as_secs_f64() * 1000.0 / 30.0,
            stage.world().resource::<SceneStats>()
        );
        let crop = image::imageops::crop_imm(&picture, 560, 90, 360, 250).to_image();
        image::imageops::resize(&crop, 1080, 750, image::imageops::FilterType::Nearest).save(format!("{out}/{name}_a.png")).unwrap();
        let crop = image::imageops::crop_imm(&picture, 300, 400, 360, 240).to_image();
        image::imageops::resize(&crop, 1080, 720, image::imageops::FilterType::Nearest).save(format!("{out}/{name}_b.png")).unwrap();
        picture.save(format!("{out}/{name}.png")).unwrap();
    }
}
