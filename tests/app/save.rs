//! Settings and progress: kept whole, and never lost.

use std::fs;

use setpoint::save::{Folder, Notice, Progress, Settings, Store, load};

#[test]
fn what_is_written_is_read_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = Folder(folder.path().join("deep/er"));
    let mut progress = Progress::default();
    assert!(progress.note("1.1", 2));
    assert!(!progress.note("1.1", 1), "a worse result changes nothing");
    let text = ron::ser::to_string_pretty(&progress, ron::ser::PrettyConfig::default()).expect("plain data");
    store.write("progress.ron", &text).expect("it can be written");
    let mut notice = Notice::default();
    assert_eq!(load::<Progress>(&store, "progress.ron", &mut notice), progress);
    assert_eq!(notice, Notice::default());
    assert_eq!(fs::read_dir(&store.0).expect("it is there").count(), 1, "no temporary file is left");
}

#[test]
fn a_broken_save_is_set_aside_with_a_message() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = Folder(folder.path().to_owned());
    for (n, broken) in ["(stars: {", "", "\u{0}\u{1}", "(stars: {\"1.1\": 999})"].into_iter().enumerate() {
        fs::write(folder.path().join("progress.ron"), broken).expect("it can be written");
        let mut notice = Notice::default();
        assert_eq!(load::<Progress>(&store, "progress.ron", &mut notice), Progress::default());
        let text = notice.0.expect("it is spoken of");
        assert!(text.contains("set aside"), "{text}");
        let aside = folder.path().join(format!("progress.ron.broken-{}", n + 1));
        assert_eq!(fs::read_to_string(aside).expect("nothing is lost"), broken);
        assert!(!folder.path().join("progress.ron").exists());
    }
}

#[test]
fn bytes_that_are_no_text_are_set_aside_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = Folder(folder.path().to_owned());
    fs::write(folder.path().join("settings.ron"), [0xff, 0xfe, 0x00, 0x80]).expect("it can be written");
    let mut notice = Notice::default();
    assert_eq!(load::<Settings>(&store, "settings.ron", &mut notice), Settings::default());
    assert!(notice.0.is_some());
    assert!(folder.path().join("settings.ron.broken-1").exists());
}

#[test]
fn settings_of_an_older_program_keep_what_they_say() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = Folder(folder.path().to_owned());
    store.write("settings.ron", "(ui_scale: 150)").expect("it can be written");
    let settings: Settings = load(&store, "settings.ron", &mut Notice::default());
    assert_eq!(settings, Settings { ui_scale: 150, ..Settings::default() });
}

#[test]
fn settings_out_of_range_are_brought_back() {
    let wild = Settings { ui_scale: 9000, receptors: Some(3), ..Settings::default() }.within_range();
    assert_eq!((wild.ui_scale, wild.receptors), (200, Some(100)));
}

#[test]
fn the_projector_of_an_older_program_stays_the_projector() {
    let folder = tempfile::tempdir().expect("there is room");
    let store = Folder(folder.path().to_owned());
    store.write("settings.ron", "(projector: true, ui_scale: 125)").expect("it can be written");
    let settings = load::<Settings>(&store, "settings.ron", &mut Notice::default()).within_range();
    assert_eq!((settings.theme(), settings.ui_scale), (setpoint::view::Theme::Projector, 125));
}
