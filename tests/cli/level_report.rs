//! What `level-report` tells, and what `new-level` writes.

use crate::run;

#[test]
fn a_new_level_is_sound_says_what_its_row_is_and_never_overwrites() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let path = dir.path().join("levels").join("1_05_mine.ron");
    std::fs::create_dir_all(path.parent().expect("it has one")).expect("can be made");
    let path = path.to_str().expect("UTF-8");
    let done = run(&["new-level", "1.5", "-o", path]);
    assert_eq!(done.code, 0, "{}", done.err);
    let text = std::fs::read_to_string(path).expect("it was written");
    assert!(text.starts_with("// Row 1.5: Spare receptors.") && text.contains("id: \"1.5\""), "{text}");
    assert!(text.matches("//").count() > 15, "it is commented");
    let checked = run(&["check", path]);
    assert_eq!(checked.code, 0, "{}", checked.out);
    let again = run(&["new-level", "1.5", "-o", path]);
    assert_eq!(again.code, 1);
    assert_eq!(std::fs::read_to_string(path).expect("still there"), text);
}

#[test]
fn an_id_of_another_form_is_refused() {
    for id in ["", "one", "12.1", "1", "1.x"] {
        let done = run(&["new-level", id, "-o", "/nowhere/at/all.ron"]);
        assert_eq!(done.code, 2, "{id}");
        assert!(done.err.contains("allowed: chapter 0 to 9"), "{}", done.err);
    }
}

#[test]
fn the_report_names_every_level_and_every_open_row() {
    let done = run(&["level-report"]);
    assert_eq!(done.code, 0);
    let library = model::content::Library::embedded().expect("sound");
    for level in &library.levels {
        assert!(done.out.contains(&format!("{} {}", level.id, level.title)), "{}", level.id);
    }
    let open = model::rows::ROWS.iter().filter(|r| library.level(r.id).is_none());
    for row in open {
        assert!(done.out.contains(&format!("{} {}", row.id, row.item)), "{}", row.id);
    }
    assert!(done.out.contains("of 80 rows are open"));
}

#[test]
fn the_readme_has_the_table_of_the_levels_as_they_are() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../README.md");
    let readme = std::fs::read_to_string(path).expect("it is there");
    let library = model::content::Library::embedded().expect("sound");
    let table = cli::level_report::table(&library);
    let whole = cli::level_report::with_table(&readme, &table).expect("README.md has the marks around the table");
    assert!(whole == readme, "write it anew: cargo run -p cli -- level-report --markdown --into README.md");
}

#[test]
fn the_table_takes_its_place_between_the_marks_and_nowhere_else() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let path = dir.path().join("page.md");
    let (first, last) = cli::level_report::MARKS;
    std::fs::write(&path, format!("before\n{first}STALE\n{last}\nafter\n")).expect("written");
    let done = run(&["level-report", "--markdown", "--into", path.to_str().expect("UTF-8")]);
    assert_eq!(done.code, 0, "{}", done.err);
    let text = std::fs::read_to_string(&path).expect("there");
    assert!(text.starts_with("before\n") && text.ends_with("after\n") && !text.contains("STALE"), "{text}");
    assert!(text.contains("| 0.1 | Push, and it pushes back |"));
    std::fs::write(&path, "no place").expect("written");
    let done = run(&["level-report", "--markdown", "--into", path.to_str().expect("UTF-8")]);
    assert_eq!(done.code, 1);
    assert_eq!(std::fs::read_to_string(&path).expect("there"), "no place");
    assert_eq!(run(&["level-report", "--into", "x.md"]).code, 2);
}

#[test]
fn the_table_for_a_readme_has_a_line_for_each_level() {
    let done = run(&["level-report", "--markdown"]);
    let library = model::content::Library::embedded().expect("sound");
    assert_eq!(done.out.lines().count(), library.levels.len() + 2);
    assert!(done.out.lines().all(|l| l.starts_with('|') && l.ends_with('|')));
}
