//! Whether there is something to show a window on. Asked before the window library is, which would not take no for an
//! answer.

/// What keeps a window from opening.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Missing {
    /// Neither X11 nor Wayland.
    #[error(
        "no display: neither DISPLAY nor WAYLAND_DISPLAY leads to a running display server\nstart it in a desktop session, or try `xvfb-run setpoint` (Debian: apt install xvfb); `setpoint screenshot` needs none"
    )]
    Display,
    /// No graphics driver.
    #[error(
        "no graphics adapter: no Vulkan, Metal or DirectX driver was found\ninstall one, for instance the software driver (Debian: apt install libvulkan1 mesa-vulkan-drivers)"
    )]
    Adapter,
}

/// Checks display and adapter; the first that is missing.
///
/// # Errors
/// [`Missing`], in two lines for the person.
pub fn preflight() -> Result<(), Missing> {
    if !reachable() {
        return Err(Missing::Display);
    }
    adapter()
}

/// Checks the adapter alone.
///
/// # Errors
/// [`Missing::Adapter`].
pub fn adapter() -> Result<(), Missing> {
    if crate::capture::adapters().is_empty() { Err(Missing::Adapter) } else { Ok(()) }
}

/// The display that a window would open on, as text for the doctor.
#[must_use]
pub fn describe() -> String {
    let set = |name: &str| std::env::var(name).ok().filter(|v| !v.is_empty()).map(|v| format!("{name}={v}"));
    let found: Vec<String> = ["WAYLAND_DISPLAY", "DISPLAY"].into_iter().filter_map(set).collect();
    let state = if reachable() { "reachable" } else { "not reachable" };
    if found.is_empty() { format!("none named, {state}") } else { format!("{}, {state}", found.join(" ")) }
}

/// Whether a display server answers. Outside of Unix there always is one.
#[cfg(not(all(unix, not(target_os = "macos"))))]
#[must_use]
pub fn reachable() -> bool {
    true
}

/// Whether a display server answers.
#[cfg(all(unix, not(target_os = "macos")))]
#[must_use]
pub fn reachable() -> bool {
    use std::os::unix::net::UnixStream;
    use std::path::PathBuf;
    let wayland = std::env::var_os("WAYLAND_DISPLAY").filter(|v| !v.is_empty()).is_some_and(|name| {
        let folder = std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from).unwrap_or_default();
        UnixStream::connect(folder.join(name)).is_ok()
    });
    wayland || std::env::var("DISPLAY").is_ok_and(|d| x11(&d))
}

/// Whether the X server of `display` ("`:0`", "`host:10.0`") takes connections.
#[cfg(all(unix, not(target_os = "macos")))]
fn x11(display: &str) -> bool {
    use std::net::TcpStream;
    use std::os::unix::net::UnixStream;
    let Some((host, rest)) = display.rsplit_once(':') else { return false };
    let Ok(number) = rest.split('.').next().unwrap_or_default().parse::<u16>() else { return false };
    if host.is_empty() || host == "unix" {
        return UnixStream::connect(format!("/tmp/.X11-unix/X{number}")).is_ok() || abstract_x11(number);
    }
    6000_u16.checked_add(number).is_some_and(|port| TcpStream::connect((host, port)).is_ok())
}

#[cfg(target_os = "linux")]
fn abstract_x11(number: u16) -> bool {
    use std::os::linux::net::SocketAddrExt;
    use std::os::unix::net::{SocketAddr, UnixStream};
    SocketAddr::from_abstract_name(format!("/tmp/.X11-unix/X{number}"))
        .is_ok_and(|a| UnixStream::connect_addr(&a).is_ok())
}

#[cfg(all(unix, not(target_os = "linux"), not(target_os = "macos")))]
fn abstract_x11(_: u16) -> bool {
    false
}
