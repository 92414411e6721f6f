//! Every level, played by somebody who knows it, through the game's own door. `setpoint bench campaign` prints the times.

use setpoint::game::offered;
use setpoint::session::{open, play};

use crate::library;

#[test]
fn a_good_player_plays_the_whole_campaign_from_bet_to_debrief_and_passes_every_level() {
    let library = library();
    let mut stage = open(&library).expect("nothing is drawn");
    let began = std::time::Instant::now();
    let levels = offered(library).levels;
    for level in &levels {
        let played = play(&mut stage, &level.id).expect("nothing is drawn").expect("it is offered");
        println!("{} {}: {} stars, {:.1} s", played.id, played.title, played.stars, played.wall_s);
        assert!(played.stars >= 1, "{}: {:?}", played.id, played.missed);
    }
    println!("a session of {} levels: {:.0} s", levels.len(), began.elapsed().as_secs_f64());
}
