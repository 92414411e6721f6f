//! A good player who plays through the game's own door. Here only the chapters that everybody has to pass; all others take
//! minutes: `setpoint bench campaign`.

use model::rows::chapter;
use setpoint::save::Progress;
use setpoint::session::{Hand, open, play};

use crate::library;

#[test]
fn a_good_player_plays_the_first_two_chapters_from_bet_to_debrief_for_three_stars_each() {
    let library = library();
    let mut stage = open(&library).expect("nothing is drawn");
    let levels = library.levels;
    let first: Vec<&str> = levels.iter().filter(|l| chapter(&l.id) <= Some(1)).map(|l| l.id.as_str()).collect();
    assert!(first.len() >= 6);
    for id in &first {
        let played = play(&mut stage, id, Hand::Careful).expect("nothing is drawn").expect("it is offered");
        println!("{} {}: {} stars, {:.1} s", played.id, played.title, played.stars, played.wall_s);
        assert_eq!(played.stars, 3, "{id}: {:?}", played.missed);
    }
    let progress = stage.shown().resource::<Progress>();
    assert!(first.iter().all(|id| progress.best.contains_key(*id)), "each has a best run");
    assert!(play(&mut stage, "no such level", Hand::Plain).expect("nothing is drawn").is_none());
}
