//! What the body pushes back with: nothing at first, more after weeks, and all there is once the drug is gone.

use model::assemble::Setting;
use model::content::Library;
use model::plan::Act;

use crate::support::close;

#[test]
fn a_naive_body_pushes_nothing_back_and_withdrawal_is_all_pushing_back() {
    let library = Library::embedded().expect("the shipped content is right");
    let engine = library.assemble("mu_opioid", &["morphine"], &Setting::default()).expect("it is shipped");
    let mut body = engine.naive_body();
    let dose = Act::Give { drug: 0, route: 0, du: 1.0 };
    let relief = engine.system.effects.iter().position(|e| e.id == "relief").expect("it is there");
    close(engine.pushback(relief, &body).counter(), 0.0, 1e-12, "at the start");
    let mut after_day = [0.0; 28];
    for (day, counter) in after_day.iter_mut().enumerate() {
        for dose_of_day in 0..4 {
            engine.apply(&mut body, &dose);
            let to_h = day as f64 * 24.0 + 6.0 * f64::from(dose_of_day + 1);
            engine.advance(&mut body, to_h, &[], |_, _| ()).expect("it can be solved");
        }
        let push = engine.pushback(relief, &body);
        assert!(push.naive > push.now, "day {day}: {push:?}");
        *counter = -push.counter();
    }
    assert!(after_day[27] > 1.2 * after_day[0], "{after_day:?}");
    engine.apply(&mut body, &Act::Wash);
    let alone = engine.pushback(relief, &body);
    close(alone.naive, 0.0, 1e-9, "no drug, no effect in a naive body");
    assert!(alone.now < 0.0, "{alone:?}");
}
