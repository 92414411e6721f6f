//! From arguments to a film and the files beside it, with word of how far it is, and an exit code. Not here: what may be asked
//! for ([`super::command`]), recording itself.

use std::io::{Read, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use cli::progress::Bar;
use film::Encoder;
use model::content::Library;

use super::command::{RecordArgs, usage};
use super::subject::{Subject, read_run, subject};
use super::{Options, RecordError, beside, files, gate, record, record_gif, record_picture, sound};
use crate::capture::CaptureError;
use crate::narration;
use crate::view::Theme;

/// Exit code: no display or graphics adapter.
const NO_DISPLAY: u8 = 3;

/// What kind of file is asked for, by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A film.
    Film,
    /// A GIF.
    Gif,
    /// A picture of the last moment.
    Picture,
}

impl Kind {
    /// What the name of the output says.
    #[must_use]
    pub fn of(args: &RecordArgs) -> Self {
        let is = |ending: &str| args.output.extension().is_some_and(|e| e.eq_ignore_ascii_case(ending));
        match args.frames {
            None if is("gif") => Self::Gif,
            None if is("png") => Self::Picture,
            _ => Self::Film,
        }
    }
}

/// Records what the arguments ask for, telling `err` how far it is, and gives the exit code.
pub fn run(library: &Library, args: &RecordArgs, out: &mut dyn Write, err: &mut dyn Write) -> u8 {
    // A scenario may be a file of somebody's own.
    let own = match args.scenario.as_deref().map(cli::subject::find_case).transpose() {
        Ok(own) => own,
        Err(e) => {
            let _ = writeln!(err, "setpoint: {e}");
            return e.exit_code();
        }
    };
    let mut library = library.clone();
    if let Some(case) = &own {
        library.scenarios.retain(|s| s.id != case.scenario.id);
        library.scenarios.push(case.scenario.clone());
    }
    let played = match args.run.as_deref().map(|path| read_run(path, &library)).transpose() {
        Ok(played) => played,
        Err(what) => return failed(err, &what),
    };
    let takes = sound::takes(&args.narration);
    // A film is as long as what is said in it.
    let spoken = args.lang == "en" && args.level.is_none() && own.is_none() && played.is_none();
    let film = library.films.iter_mut().find(|f| spoken && f.id == args.film);
    if let Some(Err(what)) = film.map(|f| narration::fit(f, &takes)) {
        return failed(err, &what);
    }
    let scenario = own.as_ref().map(|case| case.scenario.id.as_str());
    let Subject { film, span_s, played } = match subject(&library, args, scenario, played) {
        Ok(found) => found,
        Err(what) => return usage(err, &what),
    };
    let words = library.words_of(&film.id, &args.lang).cloned();
    if words.is_none() && args.lang != "en" {
        let known: Vec<&str> = library.words.iter().filter(|w| w.film == film.id).map(|w| w.lang.as_str()).collect();
        let known = if known.is_empty() { "en".to_owned() } else { format!("en, {}", known.join(", ")) };
        return usage(err, &format!("no words in \"{}\" for this film; allowed: {known}", args.lang));
    }
    let unreadable = files::caption_problems(&film, words.as_ref());
    if !unreadable.is_empty() {
        let _ = unreadable.iter().try_for_each(|p| writeln!(err, "setpoint: {p}"));
        return cli::FAILED;
    }
    let kind = Kind::of(args);
    if args.gate && kind != Kind::Film {
        return usage(err, "--gate looks at a film; allowed: an output that ends with .mp4");
    }
    if let Err(missing) = crate::display::adapter() {
        let _ = writeln!(err, "setpoint: {missing}");
        return NO_DISPLAY;
    }
    // Narration is in English; other languages have captions.
    let score = match sound::Score::new(&film, &takes, args.lang == "en", span_s) {
        Ok(score) => Some(score),
        Err(e) => return failed(err, &e.to_string()),
    };
    let options = Options {
        span_s,
        size: args.size,
        // Ten a second are enough for a GIF, and what most programs play.
        fps: if kind == Kind::Gif { 10 } else { args.fps },
        captions: args.captions == "burned",
        theme: args.theme.as_deref().and_then(Theme::named).unwrap_or_default(),
        encoder: match (&args.frames, args.encoder.as_str()) {
            (Some(folder), _) => Encoder::Frames(folder.clone()),
            (None, "ffmpeg") => Encoder::Ffmpeg,
            (None, _) => Encoder::BuiltIn,
        },
        sound: score,
        words,
        film,
        played,
        looked_at: args.gate,
    };
    match make(&library, &options, args, kind, out, err) {
        Ok(true) => cli::OK,
        Ok(false) => cli::FAILED,
        Err(e) => {
            let _ = writeln!(err, "setpoint: {e}");
            match e {
                RecordError::Picture(CaptureError::NoAdapter) => NO_DISPLAY,
                RecordError::Picture(_) | RecordError::Reel(_) | RecordError::Film(_) | RecordError::Stopped => {
                    cli::FAILED
                }
            }
        }
    }
}

fn failed(err: &mut dyn Write, what: &str) -> u8 {
    let _ = writeln!(err, "setpoint: {what}");
    cli::FAILED
}

/// Raised when whoever watches is gone, or wants no more: the standard input has ended.
fn watcher() -> Arc<AtomicBool> {
    let gone = Arc::new(AtomicBool::new(false));
    let raised = Arc::clone(&gone);
    std::thread::spawn(move || {
        let mut input = std::io::stdin();
        let mut nothing = [0; 64];
        while input.read(&mut nothing).is_ok_and(|n| n > 0) {}
        raised.store(true, Ordering::Relaxed);
    });
    gone
}

/// Records; `false`: the film is there, and a check of it failed.
fn make(
    library: &Library,
    options: &Options,
    args: &RecordArgs,
    kind: Kind,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<bool, RecordError> {
    let frames = if kind == Kind::Picture { 1 } else { frames_in(options) };
    let gone = args.watched.then(watcher);
    let mut bar = Bar::new(frames, "frames");
    let began = std::time::Instant::now();
    let mut watch = |done: u64, all: u64| {
        if args.watched {
            // Whoever watched may be gone; the next look at the input says so.
            let _ = writeln!(out, "{done} {all}").and_then(|()| out.flush());
        } else {
            bar.show(done, err);
        }
        !gone.as_ref().is_some_and(|g| g.load(Ordering::Relaxed))
    };
    let mut track = None;
    let (bytes, kept) = match kind {
        Kind::Gif => (record_gif(library, options, &args.output, &mut watch)?, None),
        Kind::Picture => (record_picture(library, options, &args.output, &mut watch)?, None),
        Kind::Film => {
            let done = record(library, options, &args.output, Some(thumbnail_frame(options)), &mut watch)?;
            track = Some(done.drawn);
            (done.report.bytes, done.kept)
        }
    };
    bar.end(err);
    let seconds = began.elapsed().as_secs_f64();
    let mut written = Vec::new();
    if kind == Kind::Film && args.frames.is_none() {
        written = files::write(&args.output, &options.film, options.words.as_ref(), options.span_s)?;
        if let Some(pixels) = kept {
            let thumbnail = beside(&args.output, "png");
            film::stills::png_file(&thumbnail, &pixels, (options.size.x, options.size.y))?;
            written.push(thumbnail);
        }
    }
    let where_ = args.frames.as_ref().unwrap_or(&args.output).display();
    let peak = peak_mib().map_or_else(String::new, |mib| format!(", at most {mib} MiB of memory"));
    let _ = if kind == Kind::Picture {
        writeln!(out, "{where_}: {:.1} MB in {seconds:.0} s", bytes as f64 / 1e6)
    } else {
        writeln!(
            out,
            "{where_}: {frames} frames, {:.1} s, {:.1} MB in {seconds:.0} s ({:.1} frames/s{peak})",
            options.span_s.1 - options.span_s.0,
            bytes as f64 / 1e6,
            frames as f64 / seconds.max(1e-9),
        )
    };
    for file in written {
        let _ = writeln!(out, "{}", file.display());
    }
    match track.filter(|_| args.gate) {
        Some(drawn) => Ok(gate::look(library, options, &args.output, &drawn, out)?),
        None => Ok(true),
    }
}

fn frames_in(options: &Options) -> u64 {
    ((options.span_s.1 - options.span_s.0) * f64::from(options.fps)).round() as u64
}

/// The frame that stands for the film, counted from the first of the span: the last but one of the shot whose curve has moved,
/// when its caption has gone; else the middle.
fn thumbnail_frame(options: &Options) -> u64 {
    let frame = |s: f64| (s * f64::from(options.fps)).round().max(0.0) as u64;
    let (first, end) = (frame(options.span_s.0), frame(options.span_s.1));
    let starts = options.film.shots.iter().scan(0.0, |start: &mut f64, shot| {
        *start += shot.seconds;
        Some((*start, shot))
    });
    let is_curve = |shot: &model::storyboard::Shot| {
        shot.overlays.iter().any(|o| matches!(o.what, model::storyboard::What::Curve { .. }))
    };
    let curve = starts.filter(|(_, s)| is_curve(s)).map(|(end, _)| frame(end).saturating_sub(2));
    curve.filter(|n| (first..end).contains(n)).map(|n| n - first).next().unwrap_or((end - first) / 2)
}

/// Most memory that this process has held, MiB, where the system says.
fn peak_mib() -> Option<u64> {
    let text = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = text.lines().find(|l| l.starts_with("VmHWM"))?;
    line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kib| kib / 1024)
}
