<<<<<<< HEAD
//! x
use model::content::Library;
use model::run::play;
#[test]
fn probe() {
    let lib = Library::embedded().unwrap_or_else(|p| {
        for x in &p {
            eprintln!("{x}");
        }
        panic!()
    });
    for l in &lib.levels {
        println!("== {} ", l.id);
        for (n, plan) in [("good", &l.good), ("naive", &l.naive)] {
            let mut all = l.script.actions.clone();
            all.extend(plan.actions.clone());
            let p = model::plan::Plan::from_actions(all);
            let t0 = std::time::Instant::now();
            let r = play(l.engine(&lib).unwrap(), &p, l.duration_h, l.grid_h()).unwrap();
            println!("-- {n} {:?}", t0.elapsed());
            for g in l.goals.iter().chain(&l.budget) {
                println!("{} {:?} {}", g.test.met(&r.trace), g.test.sides(&r.trace), g.text);
            }
            if let model::level::Bet::Number { answer, .. } = &l.bet {
                println!("bet {}", answer.of(&r.trace));
            }
            for m in &l.moments {
                println!("  {} {}", m.text, model::quantity::say_duration(m.at.of(&r.trace)));
            }
            if l.id == "0.2" {
                for d in 0..8 {
                    let f = |s: &str, a: f64, b: f64| {
                        model::goal::Value::parse(&format!("max({s}, {a}h..{b}h)"), &|_| true).unwrap().of(&r.trace)
                    };
                    let a = 24.0 * d as f64;
                    println!(
                        "day {d} relief {:.3} site {:.3} level {:.2} occ {:.3} shift {:.3} calm {:.3} W {:.1}",
                        f("effect.relief", a, a + 24.0),
                        f("site.morphine", a, a + 24.0),
                        f("level.morphine", a, a + 24.0),
                        f("occupancy", a, a + 24.0),
                        f("ec50.relief", a, a + 24.0),
                        f("effect.calm", a, a + 24.0),
                        f("symptom.withdrawal", a, a + 24.0)
                    );
                }
            }
        }
    }
}
=======
#[test]
fn t() {}
>>>>>>> scene
