//! Who plays: profiles, what becomes of their files, and progress that goes from machine to machine.

use std::fs;
use std::path::Path;

use bevy::prelude::*;
use bevy_egui::egui::{self};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use setpoint::capture::Stage;
use setpoint::profiles::{Profiles, file_stem, import, progress_file, tidy};
use setpoint::save::{Folder, Notice, Progress, Store};
use setpoint::ui::profiles::{Page, People, ProfileWish, profiles_ui};
use setpoint::ui::{Wish, style};
use setpoint::view::Theme;

use crate::{dressed, kept_in, wish};

fn people(stage: &Stage) -> (String, Vec<String>) {
    let profiles = stage.shown().resource::<Profiles>();
    (profiles.name().to_owned(), profiles.all.iter().map(|(_, name)| name.clone()).collect())
}

fn say(stage: &Stage) -> String {
    stage.shown().resource::<Notice>().0.clone().unwrap_or_default()
}

fn ask(stage: &mut Stage, about: ProfileWish) {
    wish(stage, Wish::Profiles);
    wish(stage, Wish::Profile(about));
}

fn files(folder: &Path) -> Vec<String> {
    Folder(folder.to_owned()).names("")
}

#[test]
fn the_progress_of_an_older_program_belongs_to_the_first_player() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("progress.ron"), "(stars: {\"1.1\": 2}, last: Some(\"1.1\"))").expect("written");
    let stage = kept_in(folder.path());
    assert_eq!(people(&stage), ("Player 1".to_owned(), vec!["Player 1".to_owned()]));
    assert_eq!(stage.shown().resource::<Progress>().stars["1.1"], 2);
}

#[test]
fn each_player_has_a_progress_of_their_own_and_who_played_last_plays() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut stage = kept_in(folder.path());
    stage.world().resource_mut::<Progress>().note("0.1", 3);
    ask(&mut stage, ProfileWish::Create("Ada".to_owned()));
    assert_eq!(people(&stage), ("Ada".to_owned(), vec!["Player 1".to_owned(), "Ada".to_owned()]));
    assert!(stage.shown().resource::<Progress>().stars.is_empty());
    stage.world().resource_mut::<Progress>().note("0.2", 1);
    ask(&mut stage, ProfileWish::Rename("Ada L.".to_owned()));
    drop(stage);
    let mut stage = kept_in(folder.path());
    assert_eq!(people(&stage).0, "Ada L.");
    assert_eq!(stage.shown().resource::<Progress>().all_stars(), 1);
    ask(&mut stage, ProfileWish::Choose(1));
    assert_eq!(stage.shown().resource::<Progress>().stars["0.1"], 3);
    ask(&mut stage, ProfileWish::Choose(77));
    assert_eq!(people(&stage).0, "Player 1", "nobody has that number");
}

#[test]
fn whoever_is_removed_or_begins_anew_is_set_aside_and_never_lost() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut stage = kept_in(folder.path());
    ask(&mut stage, ProfileWish::Create("Ada".to_owned()));
    stage.world().resource_mut::<Progress>().note("0.2", 2);
    ask(&mut stage, ProfileWish::Reset);
    assert!(say(&stage).contains("reset-1"), "{}", say(&stage));
    assert_eq!(people(&stage).0, "Ada");
    assert!(stage.shown().resource::<Progress>().stars.is_empty());
    let aside = fs::read_to_string(folder.path().join("progress-2.ron.reset-1")).expect("set aside");
    assert!(aside.contains("\"0.2\": 2"), "{aside}");
    stage.world().resource_mut::<Progress>().note("0.1", 1);
    ask(&mut stage, ProfileWish::Remove(2));
    assert_eq!(people(&stage), ("Player 1".to_owned(), vec!["Player 1".to_owned()]));
    assert!(
        fs::read_to_string(folder.path().join("progress-2.ron.removed-1")).expect("set aside").contains("\"0.1\": 1")
    );
    ask(&mut stage, ProfileWish::Remove(1));
    assert!(say(&stage).contains("Somebody has to be there"), "{}", say(&stage));
    drop(stage);
    assert_eq!(people(&kept_in(folder.path())).1, ["Player 1"]);
}

#[test]
fn progress_goes_to_a_file_and_another_player_takes_it_over_without_losing_anything() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut stage = kept_in(folder.path());
    {
        let mut progress = stage.world().resource_mut::<Progress>();
        progress.note("0.1", 3);
        progress.note("0.2", 1);
        progress.bookmarks.insert("0.2".to_owned(), vec![(1.5, "here".to_owned())]);
    }
    ask(&mut stage, ProfileWish::Export);
    assert!(say(&stage).contains("player-1-1.ron"), "it says where: {}", say(&stage));
    ask(&mut stage, ProfileWish::Create("Ada".to_owned()));
    stage.world().resource_mut::<Progress>().note("0.2", 2);
    ask(&mut stage, ProfileWish::Import("player-1-1.ron".to_owned()));
    let progress = stage.shown().resource::<Progress>();
    assert_eq!((progress.stars["0.1"], progress.stars["0.2"]), (3, 2));
    assert_eq!(progress.bookmarks["0.2"].len(), 1);
    assert_eq!(progress.name, "Ada");
    ask(&mut stage, ProfileWish::Import("../progress.ron".to_owned()));
    assert!(say(&stage).contains("not there any more"));
    fs::write(folder.path().join("exchange/broken.ron"), "(stars: {\"0.1\": ").expect("written");
    ask(&mut stage, ProfileWish::Import("broken.ron".to_owned()));
    assert!(say(&stage).contains("holds no progress"), "{}", say(&stage));
    assert_eq!(stage.shown().resource::<Progress>().all_stars(), 5);
}

#[test]
fn nothing_that_is_no_progress_is_taken_for_one() {
    for text in
        ["", "  \n", "()", "(ui_scale: 150)", "[1, 2]", "(stars: {\"0.1\": 999})", "(stars: 3)", &"(".repeat(9999)]
    {
        assert!(import(text).is_err(), "{text:.40}");
    }
    assert_eq!(import("(stars: {\"0.1\": 200})").expect("out of range, brought back").stars["0.1"], 3);
}

#[test]
fn broken_files_of_any_kind_are_set_aside_and_everybody_else_is_there() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut stage = kept_in(folder.path());
    stage.world().resource_mut::<Progress>().note("0.1", 3);
    ask(&mut stage, ProfileWish::Create("Ada".to_owned()));
    drop(stage);
    let whole = fs::read(folder.path().join("progress-2.ron")).expect("written");
    let mut luck = 7_u64;
    for round in 0..12 {
        luck = model::chance::mix(luck);
        let mut broken = whole.clone();
        broken.truncate(luck as usize % whole.len());
        broken.extend_from_slice(&luck.to_le_bytes());
        fs::write(folder.path().join("progress-2.ron"), &broken).expect("written");
        for stray in ["progress-.ron", "progress-02.ron", "progress-99999999999.ron", "progress-x.ron"] {
            fs::write(folder.path().join(stray), &broken).expect("written");
        }
        let mut notice = Notice::default();
        let store = Folder(folder.path().to_owned());
        let found = Profiles::find(&store, 2, &mut notice);
        assert_eq!(found.all.iter().map(|(n, _)| *n).collect::<Vec<_>>(), [1, 2], "round {round}");
        assert!(notice.0.is_some());
        let kept = files(folder.path()).into_iter().filter(|n| n.starts_with("progress-2.ron.broken"));
        let kept: Vec<Vec<u8>> = kept.map(|n| fs::read(folder.path().join(n)).expect("there")).collect();
        assert!(kept.contains(&broken), "round {round}: never lost");
    }
    assert_eq!(kept_in(folder.path()).shown().resource::<Progress>().stars["0.1"], 3);
}

#[test]
fn names_are_tidy_and_files_have_plain_names() {
    assert_eq!(tidy("  Ada \n Lovelace ").as_deref(), Some("Ada Lovelace"));
    assert_eq!(tidy(" \t"), None);
    assert_eq!(tidy(&"x".repeat(99)).map(|n| n.len()), Some(24));
    assert_eq!(file_stem("Ada / ..\\ Łovelace"), "ada-ovelace");
    assert_eq!(file_stem("漢字"), "player");
    assert_eq!((progress_file(1), progress_file(12)), ("progress.ron".to_owned(), "progress-12.ron".to_owned()));
}

/// The page in a harness that gathers its wishes.
fn harness<'a>(profiles: &'a Profiles, files: &[&str]) -> Harness<'a, (Vec<Wish>, Page)> {
    let files = files.iter().map(|f| (*f).to_owned()).collect();
    let page = Page { files, folder: "/somewhere/exchange".to_owned(), ..Page::default() };
    let mut ready = false;
    Harness::builder().with_size(egui::vec2(900.0, 700.0)).build_ui_state(
        move |ui, (wishes, page): &mut (Vec<Wish>, Page)| {
            if !dressed(ui, &mut ready) {
                return;
            }
            let people = People { profiles, stars: 5, notice: None };
            wishes.extend(profiles_ui(ui, style::ink(Theme::Dark), people, page));
        },
        (Vec::new(), page),
    )
}

#[test]
fn removing_and_beginning_anew_ask_a_second_question() {
    let profiles = Profiles { now: 1, all: vec![(1, "Ada".to_owned()), (2, "Bo".to_owned())] };
    let mut page = harness(&profiles, &["bo-1.ron"]);
    page.run();
    let mut click = |label: &str, at: usize| {
        page.get_all_by_label(label).nth(at).expect("it is there").click();
        page.run();
        page.state().0.iter().map(|w| format!("{w:?}")).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(click("Remove", 1), "");
    assert_eq!(click("No", 0), "");
    assert_eq!(click("Remove", 1), "");
    assert_eq!(click("Yes, remove", 0), "Profile(Remove(2))");
    assert!(!click("Reset", 0).contains("Reset"));
    assert!(click("Yes, begin anew", 0).ends_with("Profile(Reset)"));
    assert!(click("Play", 0).ends_with("Profile(Choose(2))"));
    assert!(click("Export to a file", 0).ends_with("Profile(Export)"));
    assert!(click("Import", 0).ends_with("Profile(Import(\"bo-1.ron\"))"));
    assert!(click("Back", 0).ends_with("Title"));
}
