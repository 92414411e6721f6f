//! What becomes of wishes about those who play: files are written, read and set aside. Nothing is ever deleted. Not here:
//! the files' names and forms ([`crate::profiles`]).

use bevy::prelude::*;

use super::{Screen, Table};
use crate::profiles::{self, MOST, Profiles, file_stem, progress_file, run_file};
use crate::save::{self, Keeper, Kept, Notice, Progress, Settings, Store};
use crate::ui::Wish;
use crate::ui::profiles::ProfileWish;

/// Where files lie that go from machine to machine.
pub const EXCHANGE: &str = "exchange";

/// Everything that such a wish may touch.
#[derive(bevy::ecs::system::SystemParam)]
pub struct Desk<'w> {
    keeper: Res<'w, Keeper>,
    profiles: ResMut<'w, Profiles>,
    progress: ResMut<'w, Progress>,
    kept: ResMut<'w, Kept>,
    settings: ResMut<'w, Settings>,
    notice: ResMut<'w, Notice>,
    table: ResMut<'w, Table>,
}

/// Grants them.
pub fn grant(mut wishes: MessageReader<Wish>, screen: Res<State<Screen>>, mut desk: Desk) {
    for wish in wishes.read() {
        if matches!(wish, Wish::Profiles) {
            desk.notice.0 = None;
            desk.look();
        }
        // Nobody changes places in the middle of a game.
        if let (Wish::Profile(wish), true) = (wish, *screen.get() != Screen::Playing) {
            if let Err(why) = desk.obey(wish.clone()) {
                desk.notice.0 = Some(why);
            }
            desk.look();
        }
    }
}

impl Desk<'_> {
    fn obey(&mut self, wish: ProfileWish) -> Result<(), String> {
        self.notice.0 = None;
        match wish {
            ProfileWish::Choose(number) => self.choose(number),
            ProfileWish::Create(name) => {
                if self.profiles.all.len() >= MOST {
                    return Err(format!("There is room for {MOST} players; remove one first."));
                }
                let number = self.profiles.free();
                self.write_own()?;
                self.profiles.all.push((number, name.clone()));
                self.profiles.now = number;
                (*self.progress, *self.kept) = (Progress { name, ..default() }, Kept::default());
                self.settings.profile = number;
                self.write_own()
            }
            ProfileWish::Rename(name) => {
                let now = self.profiles.now;
                if let Some(entry) = self.profiles.all.iter_mut().find(|(n, _)| *n == now) {
                    entry.1.clone_from(&name);
                }
                self.progress.name = name;
                self.write_own()
            }
            ProfileWish::Remove(number) => self.remove(number),
            ProfileWish::Reset => {
                self.write_own()?;
                let now = self.profiles.now;
                let aside = self.set_aside(now, "reset")?;
                let name = std::mem::take(&mut self.progress.name);
                (*self.progress, *self.kept) = (Progress { name, ..default() }, Kept::default());
                self.notice.0 = aside.map(|aside| format!("Begun anew. What was there is kept as {aside}."));
                self.write_own()
            }
            ProfileWish::Export => {
                let text = profiles::export(&self.progress)?;
                let store = self.store().ok_or("There is no folder to write to.")?;
                let stem = file_stem(self.profiles.name());
                let taken = store.names(EXCHANGE);
                let free = (1..).map(|n| format!("{stem}-{n}.ron")).find(|file| !taken.contains(file));
                let file = format!("{EXCHANGE}/{}", free.unwrap_or(stem));
                store.write(&file, &text).map_err(|e| format!("It could not be written: {e}"))?;
                let place = store.place(&file);
                self.notice.0 = Some(format!("Written: {place}"));
                Ok(())
            }
            ProfileWish::Import(file) => {
                let store = self.store().ok_or("There is no folder to read from.")?;
                // A name out of the list, and nothing that leads elsewhere.
                if !store.names(EXCHANGE).contains(&file) {
                    return Err(format!("{file} is not there any more."));
                }
                let text = store.read(&format!("{EXCHANGE}/{file}"));
                let text = text.map_err(|e| format!("{file} cannot be read: {e}"))?.unwrap_or_default();
                let other = profiles::import(&text).map_err(|e| format!("{file} holds no progress: {e}"))?;
                self.progress.take_over(&other);
                self.notice.0 = Some(format!("{file} was added: {} stars now.", self.progress.all_stars()));
                self.write_own()
            }
        }
    }

    fn store(&self) -> Option<&dyn Store> {
        self.keeper.0.as_deref()
    }

    /// Writes the progress of who plays now, so that nothing of it hangs on the end of the frame.
    fn write_own(&mut self) -> Result<(), String> {
        let file = progress_file(self.profiles.now);
        let before = self.notice.0.take();
        save::keep(&self.keeper, &file, &*self.progress, &mut self.notice);
        match std::mem::replace(&mut self.notice.0, before) {
            Some(why) => Err(why),
            None => Ok(()),
        }
    }

    fn choose(&mut self, number: u32) -> Result<(), String> {
        if self.profiles.name_of(number).is_none() || number == self.profiles.now {
            return Ok(());
        }
        self.write_own()?;
        let mut said = Notice::default();
        let found = self.store().map(|store| save::of_profile(store, number, &mut said));
        (*self.progress, *self.kept) = found.unwrap_or_default();
        (self.profiles.now, self.settings.profile) = (number, number);
        self.notice.0 = said.0;
        Ok(())
    }

    /// Removes somebody; if it is who plays now, the first of the others plays.
    fn remove(&mut self, number: u32) -> Result<(), String> {
        let name = self.profiles.name_of(number).ok_or("There is no such player.")?.to_owned();
        let other = self.profiles.all.iter().map(|(n, _)| *n).find(|n| *n != number);
        let other = other.ok_or("Somebody has to be there.")?;
        if number == self.profiles.now {
            self.choose(other)?;
        }
        let aside = self.set_aside(number, "removed")?;
        self.profiles.all.retain(|(n, _)| *n != number);
        self.notice.0 = Some(match aside {
            Some(aside) => format!("{name} was removed. The progress is kept as {aside}."),
            None => format!("{name} was removed."),
        });
        Ok(())
    }

    /// Moves somebody's files out of the way; says where the progress is, if there was one.
    fn set_aside(&self, number: u32, why: &str) -> Result<Option<String>, String> {
        let Some(store) = self.store() else { return Ok(None) };
        let names = store.names("");
        let mut moved = Vec::new();
        for file in [progress_file(number), run_file(number)] {
            if names.contains(&file) {
                let aside = store.set_aside(&file, why).map_err(|e| format!("{file} could not be set aside: {e}"))?;
                moved.push(store.place(&aside));
            }
        }
        Ok(moved.into_iter().next())
    }

    /// Sees which files can be taken over.
    fn look(&mut self) {
        let Some(store) = self.store() else { return };
        let files = store.names(EXCHANGE).into_iter().filter(|name| name.ends_with(".ron")).collect();
        let folder = store.place(EXCHANGE);
        (self.table.people.files, self.table.people.folder) = (files, folder);
    }
}
