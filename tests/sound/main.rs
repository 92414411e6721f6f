//! The synthesiser, measured: what it renders is listened to with numbers.

#[test]
fn wavs_for_looking() {
    use sound::*;
    let dir = std::path::Path::new("/tmp/ears");
    std::fs::create_dir_all(dir).unwrap();
    let put = |name: &str, frames: &[Frame]| {
        let bytes: Vec<u8> = frames.iter().flatten().flat_map(|x| x.to_le_bytes()).collect();
        std::fs::write(dir.join(format!("{name}.f32")), bytes).unwrap();
    };
    for g in sound::grain::GRAINS {
        let mut m = Mixer::new(1);
        m.set_gains(Gains::FULL);
        let mut out = vec![[0.0; 2]; 48000];
        m.hear(&Counts::of(g, 1));
        m.render(&mut out);
        put(g.name(), &out);
        for rate in [30_u32, 1000, 100_000, 3_000_000] {
            let mut m = Mixer::new(1);
            m.set_gains(Gains::FULL);
            let mut out = vec![[0.0; 2]; 48000 * 6];
            for b in out.chunks_mut(1600) {
                m.hear(&Counts::of(g, (rate / 30).max(1)));
                m.render(b);
            }
            put(&format!("{}_{rate}", g.name()), &out);
        }
    }
    let mut m = Mixer::new(1);
    m.set_gains(Gains::FULL);
    m.set_chord(true);
    let mut out = vec![[0.0; 2]; 48000 * 24];
    let n = out.len() as f64 / 1600.0;
    for (i, b) in out.chunks_mut(1600).enumerate() {
        let t = i as f64 / n;
        m.set_deviation(if t < 0.15 {
            0.0
        } else if t < 0.5 {
            (t - 0.15) / 0.35
        } else if t < 0.6 {
            0.0
        } else if t < 0.95 {
            -(t - 0.6) / 0.35
        } else {
            -1.0
        });
        m.render(b);
    }
    put("chord", &out);
    let mut m = Mixer::new(1);
    m.set_gains(Gains::FULL);
    m.set_chord(true);
    let mut out = vec![[0.0; 2]; 48000 * 20];
    for (i, b) in out.chunks_mut(1600).enumerate() {
        let t = i as f64 / 30.0;
        let mut c = Counts::default();
        if i == 60 {
            c.add(Grain::Dose, 1);
        }
        if t > 3.0 && t < 10.0 {
            c.add(Grain::Tick, 40);
        }
        if t > 4.0 && t < 11.0 {
            c.add(Grain::Thud, 30);
        }
        if t > 8.0 && t < 14.0 {
            c.add(Grain::Pop, 5);
        }
        if t > 12.0 && i % 10 == 0 {
            c.add(Grain::Chirp, 1);
        }
        if t > 15.0 && i % 12 == 3 {
            c.add(Grain::Crunch, 1);
        }
        if t > 16.0 && i % 20 == 7 {
            c.add(Grain::Birth, 1);
        }
        m.set_deviation(if t < 2.0 { 0.0 } else { 0.8 * (-(t - 3.0) / 6.0).exp().min(1.0) });
        m.hear(&c);
        m.render(b);
    }
    put("score", &out);
    put("music", &music::music(40.0, 3));
}
