//! `setpoint doctor`: what this machine has, what is missing, what to install.

use std::io::{self, Write};

use crate::display::{self, Missing};
use crate::save::Folder;

/// Writes the report; gives 0 when the game can open, 3 when not.
///
/// # Errors
/// `out` cannot be written to.
pub fn report(out: &mut dyn Write) -> io::Result<u8> {
    writeln!(out, "setpoint {}", env!("CARGO_PKG_VERSION"))?;
    writeln!(out, "machine   {}", machine())?;
    writeln!(out, "display   {}", display::describe())?;
    let adapters = crate::capture::adapters();
    if adapters.is_empty() {
        writeln!(out, "graphics  none")?;
    }
    for name in &adapters {
        let software = name.to_lowercase().contains("llvmpipe");
        writeln!(out, "graphics  {name}{}", if software { " (software: works, slower)" } else { "" })?;
    }
    match Folder::usual() {
        Some(folder) => writeln!(out, "saves     {}", folder.0.display())?,
        None => writeln!(out, "saves     no home folder: progress is not kept")?,
    }
    match display::preflight() {
        Ok(()) => {
            writeln!(out, "all there: `setpoint` opens the game")?;
            Ok(0)
        }
        Err(missing) => {
            writeln!(out, "missing   {missing}")?;
            if missing == Missing::Display && !adapters.is_empty() {
                writeln!(out, "pictures without a window work all the same: `setpoint screenshot --help`")?;
            }
            Ok(3)
        }
    }
}

/// Processor, cores, memory and system in one line.
#[must_use]
pub fn machine() -> String {
    let Ok(mut system) = sysinfo::System::new() else { return "unknown machine".to_owned() };
    system.refresh_cpu_all();
    system.refresh_memory();
    let cpu = system.cpus().first().map_or("unknown processor", |c| c.brand()).trim().to_owned();
    let gib = system.total_memory() as f64 / f64::from(1 << 30);
    let os = sysinfo::System::long_os_version().unwrap_or_default();
    format!("{cpu}, {} cores, {gib:.0} GiB, {os}", system.cpus().len())
}
