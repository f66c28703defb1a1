//! How much one document may cost.

/// What one document may cost; beyond it reading stops with an issue that says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Largest file that is opened, in bytes.
    pub max_bytes: u64,
    /// Pages that are read; further ones stay unread with the issue `too_many_pages`.
    pub max_pages: u32,
    /// Wall-clock seconds for one reading or one page image.
    pub max_seconds: u64,
    /// Address space of the child process, in bytes. The in-process functions do not watch it.
    pub max_memory_bytes: u64,
    /// Pixels of one page image.
    pub max_pixels: u64,
}

impl Limits {
    /// Values for an office on ordinary hardware: 200 MiB, 2,000 pages, 60 seconds, 2 GiB of memory, and page
    /// images of up to 40 megapixels (A4 at 600 dpi has 35).
    pub const fn recommended() -> Self {
        Self {
            max_bytes: 200 * 1024 * 1024,
            max_pages: 2_000,
            max_seconds: 60,
            max_memory_bytes: 2 * 1024 * 1024 * 1024,
            max_pixels: 40_000_000,
        }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self::recommended()
    }
}
