//! The sound server of Linux: `PulseAudio`, or `PipeWire` which speaks the same, through its socket. The few messages that
//! one stream needs, in the protocol's version 15; no library has to be there to build or to run. Not here: what is
//! played ([`crate::device`]).

use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::time::Duration;

use crate::device::{Said, Source, State};
use crate::{SAMPLE_RATE_HZ, samples};

const VERSION: u32 = 15;
/// Said where an index is not known, and by messages that carry no samples.
const NONE: u32 = u32::MAX;
/// Commands.
const ERROR: u32 = 0;
const REPLY: u32 = 2;
const CREATE_STREAM: u32 = 3;
const AUTHENTICATE: u32 = 8;
const CLIENT_NAME: u32 = 9;
const REQUEST: u32 = 61;
const STREAM_KILLED: u32 = 64;
/// A stream of stereo frames of 32-bit floats.
const FRAME_BYTES: usize = 8;
const FLOAT_LE: u8 = 5;
/// What the server keeps in hand, s: the delay from a deed to its sound.
const LATENCY_S: f64 = 0.06;
/// A message from the server is no longer than this.
const LONGEST: usize = 1 << 20;
/// Samples that are sent at once.
const MOST_FRAMES: usize = 4096;
/// How often it is looked whether anybody still listens.
const LOOK: Duration = Duration::from_millis(300);
const NOBODY: &str = "no sound server answers (PulseAudio or PipeWire)";

/// Plays until nobody holds the loudspeaker any more.
pub(crate) fn play(mut source: Source, said: &Said) -> Result<(), String> {
    let path = socket().ok_or(NOBODY)?;
    let stream = UnixStream::connect(path).map_err(|_| NOBODY)?;
    let mut server = Server::greet(stream).map_err(|e| format!("{NOBODY}: {e}"))?;
    let (channel, wanted) = server.open_stream().map_err(|e| format!("the sound server gave no stream: {e}"))?;
    said.say(State::Playing);
    let gone = |e: std::io::Error| format!("the sound server went away: {e}");
    let mut going = server.send(channel, wanted as usize, &mut source).map_err(gone)?;
    while going {
        match server.hears().map_err(gone)? {
            // A server without a device asks for nothing.
            None => going = !source.listen(),
            Some((REQUEST, mut body)) => {
                let (on, bytes) = (body.number().map_err(gone)?, body.number().map_err(gone)?);
                if on == channel {
                    going = server.send(channel, bytes as usize, &mut source).map_err(gone)?;
                }
            }
            Some((STREAM_KILLED, _)) => return Err("the sound server ended the stream".to_owned()),
            Some(_) => {}
        }
    }
    Ok(())
}

/// Where the server's socket is.
fn socket() -> Option<PathBuf> {
    let told = std::env::var("PULSE_SERVER").ok().and_then(|s| s.strip_prefix("unix:").map(PathBuf::from));
    let within = |variable: &str, end: &str| std::env::var_os(variable).map(|folder| PathBuf::from(folder).join(end));
    let all = [told, within("PULSE_RUNTIME_PATH", "native"), within("XDG_RUNTIME_DIR", "pulse/native")];
    all.into_iter().flatten().find(|path| path.exists())
}

/// What the server knows its user by; a server that knows the socket's owner does not ask for it.
fn cookie() -> Vec<u8> {
    let home = std::env::var_os("HOME").map(PathBuf::from);
    let at_home = |end: &str| home.as_ref().map(|h| h.join(end));
    let told = std::env::var_os("PULSE_COOKIE").map(PathBuf::from);
    let all = [told, at_home(".config/pulse/cookie"), at_home(".pulse-cookie")];
    let found = all.into_iter().flatten().find_map(|path| std::fs::read(path).ok());
    found.filter(|c| c.len() == 256).unwrap_or_else(|| vec![0; 256])
}

struct Server {
    from: BufReader<UnixStream>,
    to: UnixStream,
    asked: u32,
}

impl Server {
    fn greet(stream: UnixStream) -> std::io::Result<Self> {
        stream.set_read_timeout(Some(Duration::from_secs(3)))?;
        stream.set_write_timeout(Some(Duration::from_secs(3)))?;
        let mut server = Self { to: stream.try_clone()?, from: BufReader::new(stream), asked: 0 };
        let theirs = server.ask(AUTHENTICATE, Body::default().put_number(VERSION).put_bytes(&cookie()))?.number()?;
        if theirs & 0xffff < VERSION {
            return Err(std::io::Error::other("it is too old"));
        }
        server.ask(CLIENT_NAME, Body::default().put_properties(&[("application.name", "Setpoint")]))?;
        Ok(server)
    }

    /// Opens a stream: its channel, and how many bytes it wants first.
    fn open_stream(&mut self) -> std::io::Result<(u32, u32)> {
        let bytes = (samples(LATENCY_S) * FRAME_BYTES) as u32;
        let mut body = Body::default();
        // Sample format, places of the channels (front left and right), the usual sink, buffers as the server likes them
        // but for how much is in hand.
        body.0.extend([b'a', FLOAT_LE, 2]);
        body.0.extend(SAMPLE_RATE_HZ.to_be_bytes());
        body.0.extend([b'm', 2, 1, 2]);
        body = body.put_number(NONE);
        // No sink by name; longest buffer; not paused.
        body.0.push(b'N');
        body = body.put_number(NONE);
        body.0.push(b'0');
        body = body.put_number(bytes).put_number(NONE).put_number(NONE).put_number(0);
        body.0.extend([b'v', 2, 0, 1, 0, 0, 0, 1, 0, 0]);
        // Seven leaves to change things, none given; not muted; the delay as we want it.
        body.0.extend(b"0000000");
        body.0.extend(b"01");
        body = body.put_properties(&[("media.name", "Data sounds"), ("media.role", "game")]);
        // Volume and silence as the person last had them for this program; nothing about early or suspended devices.
        body.0.extend(b"00000");
        let mut reply = self.ask(CREATE_STREAM, body)?;
        let channel = reply.number()?;
        let _sink_input = reply.number()?;
        let wanted = reply.number()?;
        self.from.get_ref().set_read_timeout(Some(LOOK))?;
        Ok((channel, wanted))
    }

    /// Asks and waits for the answer.
    fn ask(&mut self, command: u32, body: Body) -> std::io::Result<Received> {
        self.asked += 1;
        let asked = self.asked;
        let message = [Body::default().put_number(command).put_number(asked).0, body.0].concat();
        self.write(NONE, &message)?;
        loop {
            let (said, mut body) = self.hears()?.ok_or(ErrorKind::TimedOut)?;
            match said {
                REPLY if body.tag == asked => return Ok(body),
                ERROR if body.tag == asked => {
                    return Err(std::io::Error::other(format!("it refused ({})", body.number()?)));
                }
                _ => {}
            }
        }
    }

    /// The next message, `None` if there is none for a while.
    fn hears(&mut self) -> std::io::Result<Option<(u32, Received)>> {
        match self.from.fill_buf() {
            Ok([]) => return Err(ErrorKind::UnexpectedEof.into()),
            Ok(_) => {}
            Err(e) if matches!(e.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut | ErrorKind::Interrupted) => {
                return Ok(None);
            }
            Err(e) => return Err(e),
        }
        let mut head = [0; 20];
        self.from.read_exact(&mut head)?;
        let length = u32::from_be_bytes([head[0], head[1], head[2], head[3]]) as usize;
        if length > LONGEST {
            return Err(std::io::Error::new(ErrorKind::InvalidData, "a message out of all proportion"));
        }
        let mut body = vec![0; length];
        self.from.read_exact(&mut body)?;
        let mut received = Received { body, at: 0, tag: 0 };
        if head[4..8] != NONE.to_be_bytes() {
            // Samples come to those who record.
            return Ok(Some((NONE, received)));
        }
        let command = received.number()?;
        received.tag = received.number()?;
        Ok(Some((command, received)))
    }

    /// Sends so many bytes of what is to be played. `false`: it was the last.
    fn send(&mut self, channel: u32, bytes: usize, source: &mut Source) -> std::io::Result<bool> {
        let mut left = bytes / FRAME_BYTES;
        let mut frames = [[0.0; 2]; MOST_FRAMES];
        while left > 0 {
            let now = left.min(MOST_FRAMES);
            let more = source.fill(&mut frames[..now]);
            let samples: Vec<u8> = frames[..now].iter().flatten().flat_map(|x| x.to_le_bytes()).collect();
            self.write(channel, &samples)?;
            if !more {
                return Ok(false);
            }
            left -= now;
        }
        Ok(true)
    }

    fn write(&mut self, channel: u32, body: &[u8]) -> std::io::Result<()> {
        let mut message = Vec::with_capacity(20 + body.len());
        message.extend((body.len() as u32).to_be_bytes());
        message.extend(channel.to_be_bytes());
        // After what was sent before; no flags.
        message.extend([0; 12]);
        message.extend(body);
        self.to.write_all(&message)
    }
}

/// What is said to the server: values, each behind a letter for its kind.
#[derive(Default)]
struct Body(Vec<u8>);

impl Body {
    fn put_number(mut self, n: u32) -> Self {
        self.0.push(b'L');
        self.0.extend(n.to_be_bytes());
        self
    }

    fn put_bytes(mut self, bytes: &[u8]) -> Self {
        self.0.push(b'x');
        self.0.extend((bytes.len() as u32).to_be_bytes());
        self.0.extend(bytes);
        self
    }

    fn put_text(mut self, text: &str) -> Self {
        self.0.push(b't');
        self.0.extend(text.bytes().chain([0]));
        self
    }

    fn put_properties(mut self, properties: &[(&str, &str)]) -> Self {
        self.0.push(b'P');
        for (name, value) in properties {
            let value = [value.as_bytes(), &[0]].concat();
            self = self.put_text(name).put_number(value.len() as u32).put_bytes(&value);
        }
        self.0.push(b'N');
        self
    }
}

/// What the server said.
struct Received {
    body: Vec<u8>,
    at: usize,
    /// Which question this answers.
    tag: u32,
}

impl Received {
    fn number(&mut self) -> std::io::Result<u32> {
        match self.body.get(self.at..self.at + 5) {
            Some([b'L', a, b, c, d]) => {
                self.at += 5;
                Ok(u32::from_be_bytes([*a, *b, *c, *d]))
            }
            _ => Err(std::io::Error::new(ErrorKind::InvalidData, "not the number that was to be there")),
        }
    }
}
