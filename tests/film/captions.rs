//! Captions: lines, files, checks, in scripts of all kinds.

use film::captions::{Cue, at, lines, problems, srt, web_vtt};
use film::limits::Limits;
use film::transcript::{Labels, Shot, markdown};

fn cue(id: &str, start_s: f64, end_s: f64, text: &str) -> Cue {
    Cue { id: id.to_owned(), start_s, end_s, text: text.to_owned() }
}

#[test]
fn lines_are_few_and_balanced() {
    let english = Limits::of("en");
    assert_eq!(lines("Press play. Try it yourself.", &english), ["Press play. Try it yourself."]);
    let two = lines("Within seconds to minutes, kinases tag the receptor and arrestin uncouples it.", &english);
    assert_eq!(two.len(), 2);
    assert!(two.iter().all(|l| (30..=42).contains(&l.len())), "{two:?}");
    assert_eq!(two.join(" "), "Within seconds to minutes, kinases tag the receptor and arrestin uncouples it.");
}

#[test]
fn breaks_of_the_author_are_kept() {
    assert_eq!(lines("Stop suddenly and the\ncounterweight swings free:", &Limits::of("en")).len(), 2);
    assert_eq!(lines("one\ntwo\nthree", &Limits::of("en")).len(), 3);
}

#[test]
fn japanese_breaks_between_characters_but_never_before_a_full_stop() {
    let japanese = Limits::of("ja");
    let text = "毎日同じ量を使うと、だんだん効かなくなります。それはなぜでしょうか。";
    let two = lines(text, &japanese);
    assert_eq!((two.len(), two.concat().as_str()), (2, text));
    assert!(two.iter().all(|l| l.chars().count() <= 21), "{two:?}");
    let small = lines("そのあとで、ゆっくりと元へ戻っていくだけでした。きっとそうなんですよ、きっと", &japanese);
    assert!(small.iter().all(|l| !l.starts_with(['。', '、', 'っ', 'ゃ', 'ー'])), "{small:?}");
    // A pause is a better place than the exact middle.
    let pause = lines("薬は信号を設定点からずらします。細胞は押し返します。", &japanese);
    assert_eq!(pause, ["薬は信号を設定点からずらします。", "細胞は押し返します。"]);
    let word = lines("受容体の名前はGPCRと書きます。とても大切なので覚えてください。", &japanese);
    assert!(word.iter().any(|l| l.contains("GPCR")), "{word:?}");
}

#[test]
fn hindi_counts_a_letter_with_its_signs_as_one() {
    let hindi = Limits::of("hi");
    assert_eq!(hindi.width("दवा"), 2.0);
    assert_eq!(hindi.width("शरीर"), 3.0);
    assert_eq!(Limits::of("ja").width("薬A"), 1.5);
    assert_eq!(Limits::of("fr").width("réponse"), 7.0);
}

#[test]
fn good_captions_have_no_problems() {
    let cues = [
        cue("1", 0.6, 5.62, "Take the same dose every day, and it slowly stops working. Why?"),
        cue("2", 5.7, 11.12, "The drug pushes a signal off its set point. The cell pushes back."),
        cue("3", 11.12, 12.7, "Press play. Try it yourself."),
    ];
    assert_eq!(problems(&cues, &Limits::of("en")), []);
    assert_eq!(
        problems(&[cue("1", 0.0, 3.0, "毎日同じ量を使うと、だんだん効かなくなります。")], &Limits::of("ja")),
        []
    );
}

#[test]
fn every_problem_is_told_at_once_with_its_cue() {
    let long = "This caption goes on and on until it cannot be set in two lines of forty-two characters any more.";
    let cues = [
        cue("long", 0.0, 9.0, long),
        cue("fast", 9.0, 10.0, "Nobody can read this in a second."),
        cue("short", 10.0, 10.5, "Oh."),
        cue("over", 10.4, 12.0, "Begins too early."),
        cue("empty", 12.0, 14.0, "  "),
        cue("wide", 14.0, 18.0, "Donaudampfschifffahrtsgesellschaftskapitänsmütze"),
        cue("when", f64::NAN, 20.0, "Never."),
        cue("back", 22.0, 21.0, "Backwards."),
    ];
    let found: Vec<String> = problems(&cues, &Limits::of("en")).iter().map(ToString::to_string).collect();
    for (cue, what) in [
        ("long", "lines"),
        ("fast", "characters a second"),
        ("short", "is shown for 0.50 s"),
        ("over", "before caption short ends"),
        ("empty", "is empty"),
        ("wide", "has 48 characters"),
        ("when", "has no times"),
        ("back", "is shown for"),
    ] {
        let told = found.iter().filter(|f| f.starts_with(&format!("caption {cue}: ")) && f.contains(what)).count();
        assert_eq!(told, 1, "{cue}: {found:?}");
    }
    assert_eq!(
        problems(&[cue("1", 0.0, 2.0, "毎日同じ量を使うと、だんだん効かなくなります。")], &Limits::of("ja")).len(),
        1
    );
}

#[test]
fn webvtt_and_srt_have_their_forms() {
    let cues = [cue("a", 0.6, 5.62, "Signal < set point & falling"), cue("b", 3599.9996, 3602.0, "Late.")];
    let english = Limits::of("en");
    assert_eq!(
        web_vtt(&cues, &english),
        "WEBVTT\n\n1\n00:00:00.600 --> 00:00:05.620\nSignal &lt; set point &amp; falling\n\n2\n01:00:00.000 --> 01:00:02.000\nLate.\n"
    );
    assert_eq!(
        srt(&cues, &english),
        "1\n00:00:00,600 --> 00:00:05,620\nSignal < set point & falling\n\n2\n01:00:00,000 --> 01:00:02,000\nLate.\n"
    );
    assert_eq!(at(&cues, 5.0).map(|c| c.id.as_str()), Some("a"));
    assert_eq!(at(&cues, 5.62), None);
}

#[test]
fn a_transcript_tells_picture_words_and_sound() {
    let shot = Shot {
        title: "The same dose".to_owned(),
        start_s: 0.6,
        end_s: 65.4,
        spoken: "Why?".to_owned(),
        seen: "Seven *equal* pills.".to_owned(),
        heard: String::new(),
    };
    let text = markdown("Explainer", "A minute.", &[shot], &Labels::default());
    assert_eq!(
        text,
        "# Explainer\n\nA minute.\n\n## 0:00.6 - 1:05.4: The same dose\n\n**Picture:** Seven \\*equal\\* pills.\n\n**Narrator:** Why?\n"
    );
}
