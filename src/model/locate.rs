//! Finds the line of a field in a RON text, so that a problem found after parsing can still point at it.
//! Not a parser: it follows names and list positions and never fails; an unknown path gives the nearest known parent.

/// Line (from 1) of the dotted `path` ("effects[0].shift.pain") in `text`, or of its nearest known parent.
#[must_use]
pub fn line_of(text: &str, path: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = skip_to_open(bytes, 0);
    let mut best = at;
    for part in path.split('.').filter(|p| !p.is_empty()) {
        let (name, index) = match part.split_once('[') {
            Some((name, rest)) => (name, rest.trim_end_matches(']').parse::<usize>().ok()),
            None => (part, None),
        };
        // A bare "[2]" means the outermost list, as in a plan file.
        let Some(found) = (if name.is_empty() { Some(at) } else { find_field(bytes, at, name) }) else { break };
        best = found;
        at = found;
        if let Some(index) = index {
            let Some(found) = find_item(bytes, at, index) else { break };
            best = found;
            at = found;
        }
    }
    1 + bytes[..best.min(bytes.len())].iter().filter(|b| **b == b'\n').count()
}

fn skip_to_open(bytes: &[u8], from: usize) -> usize {
    let mut walk = Walk { bytes, at: from };
    while let Some((at, b)) = walk.next() {
        if matches!(b, b'(' | b'{' | b'[') {
            return at;
        }
    }
    from
}

/// Position of the value of `name:` directly inside of the bracket that opens at or after `from`, searching deeper
/// brackets too when a wrapper (an enum variant, a tuple) stands between.
fn find_field(bytes: &[u8], from: usize, name: &str) -> Option<usize> {
    let open = skip_to_open(bytes, from);
    let mut depth = 0_usize;
    let mut walk = Walk { bytes, at: open };
    while let Some((at, b)) = walk.next() {
        match b {
            b'(' | b'{' | b'[' => depth += 1,
            b')' | b'}' | b']' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return None;
                }
            }
            b':' => {
                let key = word_before(bytes, at);
                if key == name.as_bytes() {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}

fn find_item(bytes: &[u8], from: usize, index: usize) -> Option<usize> {
    let open = skip_to_open(bytes, from);
    let (mut depth, mut item) = (0_usize, 0_usize);
    let mut walk = Walk { bytes, at: open };
    while let Some((at, b)) = walk.next() {
        match b {
            b'(' | b'{' | b'[' => {
                if depth == 1 && item == index {
                    return Some(at);
                }
                depth += 1;
            }
            b')' | b'}' | b']' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return None;
                }
            }
            b',' if depth == 1 => item += 1,
            _ if depth == 1 && item == index && !b.is_ascii_whitespace() => return Some(at),
            _ => {}
        }
    }
    None
}

fn word_before(bytes: &[u8], colon: usize) -> &[u8] {
    let is_word = |b: u8| b.is_ascii_alphanumeric() || b == b'_' || b == b'-' || b == b'.';
    let mut end = colon;
    while end > 0 && (bytes[end - 1].is_ascii_whitespace() || bytes[end - 1] == b'"') {
        end -= 1;
    }
    let mut start = end;
    while start > 0 && is_word(bytes[start - 1]) {
        start -= 1;
    }
    &bytes[start..end]
}

/// Walks the bytes that are neither in a string nor in a line comment.
struct Walk<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Walk<'_> {
    fn next(&mut self) -> Option<(usize, u8)> {
        loop {
            let b = *self.bytes.get(self.at)?;
            if b == b'"' {
                self.at += 1;
                while self.at < self.bytes.len() && self.bytes[self.at] != b'"' {
                    self.at += if self.bytes[self.at] == b'\\' { 2 } else { 1 };
                }
                self.at += 1;
                return Some((self.at.min(self.bytes.len()) - 1, b'"'));
            }
            if b == b'/' && self.bytes.get(self.at + 1) == Some(&b'/') {
                while self.at < self.bytes.len() && self.bytes[self.at] != b'\n' {
                    self.at += 1;
                }
                continue;
            }
            self.at += 1;
            return Some((self.at - 1, b));
        }
    }
}
