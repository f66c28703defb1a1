//! How much one document may cost.

/// What one document may cost; beyond it reading stops with an issue that says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Largest file that is opened, in bytes.
    pub max_bytes: u64,
    /// Pages that are read; further ones stay unread with the issue `too_many_pages`.
    pub max_pages: u32,
    /// Wall-clock seconds for one reading or one page image; pages that are pictures have more, see
    /// [`Limits::for_scans`].
    pub max_seconds: u64,
    /// Wall-clock seconds that each page that is a picture adds to the time of its document.
    pub max_seconds_per_scan: u64,
    /// Address space of the child process, in bytes. The in-process functions do not watch it.
    pub max_memory_bytes: u64,
    /// Pixels of one page image.
    pub max_pixels: u64,
    /// Files that are taken out of one upload, however deep they are packed.
    pub max_parts: u32,
    /// How deep: 3 takes out what is packed in a file that is packed in a file that is packed in an upload.
    pub max_depth: u32,
    /// Bytes of all files that are taken out of one upload.
    pub max_unpacked_bytes: u64,
    /// How many times larger than the archive its files together may be, beyond the first
    /// [`FREE_UNPACKED_BYTES`]. Pictures and PDFs hardly shrink at all, text and tables to about a tenth.
    pub max_expansion: u64,
}

/// No document keeps a worker longer than half an hour, however many pages it has; the pages that were reached count.
pub(crate) const MOST_SECONDS_OF_SCANS: u64 = 30 * 60;

/// What an archive may unpack to whatever its own size: a blank table shrinks to nearly nothing and harms nobody.
pub(crate) const FREE_UNPACKED_BYTES: u64 = 16 * 1024 * 1024;

/// What is left of the limits for taking files out of one upload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Allowance {
    /// Files that may still be taken out.
    pub parts: u32,
    /// Levels of packing that may still be opened.
    pub depth: u32,
    /// Bytes that may still be taken out.
    pub bytes: u64,
}

impl Limits {
    /// Values for an office on ordinary hardware: 200 MiB, 2,000 pages, 60 seconds and 10 for each scan, 2 GiB of
    /// memory, and page images of up to 40 megapixels (A4 at 600 dpi has 35); 200 files of together 400 MiB out of one
    /// upload, three levels deep, at most 100 times as large as they are packed.
    pub const fn recommended() -> Self {
        Self {
            max_bytes: 200 * 1024 * 1024,
            max_pages: 2_000,
            max_seconds: 60,
            max_seconds_per_scan: 10,
            max_memory_bytes: 2 * 1024 * 1024 * 1024,
            max_pixels: 40_000_000,
            max_parts: 200,
            max_depth: 3,
            max_unpacked_bytes: 400 * 1024 * 1024,
            max_expansion: 100,
        }
    }

    /// The limits for recognising this many pages: the more, the longer, up to [`MOST_SECONDS_OF_SCANS`].
    #[must_use]
    pub fn for_scans(self, pages: usize) -> Self {
        let pages = u64::try_from(pages).unwrap_or(u64::MAX);
        let more = self.max_seconds_per_scan.saturating_mul(pages);
        Self {
            max_seconds: self.max_seconds.saturating_add(more.min(MOST_SECONDS_OF_SCANS)),
            ..self
        }
    }

    /// All of it, for a file as it was uploaded.
    pub const fn allowance(&self) -> Allowance {
        Allowance {
            parts: self.max_parts,
            depth: self.max_depth,
            bytes: self.max_unpacked_bytes,
        }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self::recommended()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_scans_have_longer_but_never_for_ever() {
        let limits = Limits::recommended();
        assert_eq!(limits.for_scans(0), limits);
        assert_eq!(limits.for_scans(100).max_seconds, 60 + 1_000);
        assert_eq!(limits.for_scans(2_000).max_seconds, 60 + MOST_SECONDS_OF_SCANS);
        assert_eq!(
            limits.for_scans(usize::MAX).max_seconds,
            60 + MOST_SECONDS_OF_SCANS
        );
    }
}
