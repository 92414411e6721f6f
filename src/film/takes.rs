//! Where takes of a narration are: files in a folder, or the same files built into the program. Not here: what is done with
//! them ([`crate::voice`]).

use std::path::{Path, PathBuf};

use crate::voice::{PLACEHOLDER, path};
use crate::{Error, Pcm, wav};

/// Takes, each by its name `NN_id.wav`.
#[derive(Clone, Copy, Debug)]
pub enum Takes<'a> {
    /// Files in a folder.
    Folder(&'a Path),
    /// Names and bytes of files that are built in.
    BuiltIn(&'a [(&'a str, &'a [u8])]),
}

impl<'a> From<&'a Path> for Takes<'a> {
    fn from(folder: &'a Path) -> Self {
        Self::Folder(folder)
    }
}

impl Takes<'_> {
    /// Where the take of a line is, counted from 0, or is said to be.
    pub(crate) fn place(&self, index: usize, id: &str) -> PathBuf {
        match self {
            Self::Folder(folder) => path(folder, index, id),
            Self::BuiltIn(_) => path(Path::new(""), index, id),
        }
    }

    /// The take of a line as it was recorded, and whether it is a placeholder; nothing if there is none.
    pub(crate) fn read(&self, index: usize, id: &str) -> Result<Option<(Pcm, bool)>, Error> {
        let place = self.place(index, id);
        let take = match self {
            Self::Folder(_) if !place.exists() => return Ok(None),
            Self::Folder(_) => wav::read(&place)?,
            Self::BuiltIn(all) => {
                let Some((_, bytes)) = all.iter().find(|(name, _)| Path::new(name) == place) else { return Ok(None) };
                wav::parse(bytes).map_err(|what| Error::content(&place, what))?
            }
        };
        Ok(Some((take.sound, take.made_by == PLACEHOLDER)))
    }
}
