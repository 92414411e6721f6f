//! The three circles: cards stay wholly inside of their region, whatever the window, and names clear of every line.

use bevy_egui::egui::{Pos2, Rect, Vec2};
use setpoint::ui::venn_pack::apart;
use setpoint::ui::venn_shape::{RIM, Region, Venn};

/// Rooms of the circles beside the list: 1280x720 and 1920x1080 at 100 % and at 200 %, and a debrief's.
const ROOMS: [(f32, f32); 5] = [(770.0, 540.0), (1400.0, 900.0), (280.0, 210.0), (460.0, 380.0), (480.0, 540.0)];
/// As wide as names of cards are, points: "Antidepressant" among them.
const WIDE: [f32; 6] = [104.0, 139.0, 153.0, 132.0, 121.0, 93.0];

fn venns() -> impl Iterator<Item = Venn> {
    ROOMS.into_iter().map(|size| Venn::within(Rect::from_min_size(Pos2::new(480.0, 96.0), Vec2::from(size))))
}

fn regions() -> impl Iterator<Item = Region> {
    (0..8).map(|bits| [bits & 1 > 0, bits & 2 > 0, bits & 4 > 0])
}

#[test]
fn cards_stand_wholly_in_their_region_and_none_on_another() {
    for venn in venns() {
        for region in regions() {
            for n in 1..=WIDE.len() {
                let packed = venn.pack(region, &WIDE[..n]);
                let told = format!("{n} in {region:?} of {:?}: {packed:?}", venn.rect.size());
                assert_eq!(packed.places.len(), n);
                for (i, card) in packed.places.iter().enumerate() {
                    assert!(venn.holds(region, *card), "{told}");
                    // Not by the same rule: all along its round edge a card is in no other region.
                    let round = 0.5 * card.height();
                    for k in 0..=60 {
                        let way = Vec2::angled(std::f32::consts::TAU * k as f32 / 60.0) * round;
                        let along = (card.width() - card.height()) * (k % 9) as f32 / 8.0;
                        let [left, right] =
                            [card.left() + round, card.right() - round].map(|x| Pos2::new(x, card.center().y));
                        let above = Pos2::new(left.x + along, if k % 2 == 0 { card.top() } else { card.bottom() });
                        for at in [left + way, right + way, above] {
                            assert_eq!(venn.region(at), Some(region), "{told}");
                        }
                    }
                    assert!(packed.places[i + 1..].iter().all(|other| apart(*other, *card) >= 1.0), "{told}");
                }
            }
        }
    }
}

#[test]
fn in_a_large_window_one_card_has_its_name_in_every_region_and_three_have_theirs_in_one_circle() {
    for venn in venns().filter(|venn| venn.radius > 150.0) {
        for region in regions() {
            let [one, three] = [1, 3].map(|n| venn.pack(region, &WIDE[..n]).named);
            let circles = region.iter().filter(|inside| **inside).count();
            assert!(one && (three || circles > 1), "{region:?} of {:?}", venn.rect.size());
        }
    }
}

#[test]
fn cards_lie_apart_by_the_room_between_their_round_ends() {
    let card = |x: f32, y: f32, w: f32| Rect::from_center_size(Pos2::new(x, y), Vec2::new(w, 30.0));
    assert!((apart(card(0.0, 0.0, 100.0), card(120.0, 0.0, 100.0)) - 20.0).abs() < 1e-3);
    assert!((apart(card(0.0, 0.0, 100.0), card(40.0, 34.0, 60.0)) - 4.0).abs() < 1e-3);
    assert!((apart(card(0.0, 0.0, 30.0), card(30.0, 40.0, 30.0)) - 20.0).abs() < 1e-3);
    assert!(apart(card(0.0, 0.0, 100.0), card(10.0, 10.0, 40.0)) < 0.0);
}

#[test]
fn names_touch_no_line_and_stand_within_the_room() {
    for venn in venns() {
        let rooms: Vec<Rect> = (0..3).map(|k| venn.name_room(k)).collect();
        for (k, room) in rooms.iter().enumerate() {
            assert!(venn.rect.expand(1.0).contains_rect(*room), "{k} of {:?}: {room:?}", venn.rect);
            for centre in venn.centres {
                assert!(room.distance_to_pos(centre) >= venn.radius + RIM + 2.0, "{k} of {:?}", venn.rect.size());
            }
            assert!(rooms[k + 1..].iter().all(|other| !other.intersects(*room)), "{:?}", venn.rect.size());
        }
    }
}
