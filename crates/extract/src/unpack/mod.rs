//! Taking files out of e-mails, archives and PDFs, and the pages of an e-mail's own text.
//!
//! Works in memory, one level at a time: a part that is itself an e-mail or an archive comes out as it is, and
//! whoever took it out decides whether to open it. Never fails: what could not be taken out is told by a code.

mod archive;
mod attached;
mod letter;
mod mail;
mod name;
mod wire;

use aktenlage_domain::document::IssueCode;
pub(crate) use attached::is_there as has_attached_files;
pub(crate) use letter::FOOT_TOP;
pub use name::{clean_name, last_name};
pub(crate) use wire::{from_frames, to_frames};

use crate::limits::Allowance;
use crate::pdf::on_own_stack;
use crate::{Limits, sniff};

/// A file that was packed in another one, as it was packed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its place: the section number of an e-mail (RFC 3501, for example `2.1`), the number of the entry in an archive,
    /// counted from 1, or `attached:1` and so on of a PDF. The same file gives the same places.
    pub place: String,
    /// Its name with folders, cleaned by [`clean_name`]; never empty, never a path.
    pub name: String,
    /// The type that the container claims.
    pub declared_type: Option<String>,
    /// Its bytes.
    pub content: Vec<u8>,
}

/// What came out of a container.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(crate) struct Unpacked {
    /// The files in it.
    pub(crate) parts: Vec<Part>,
    /// Pages of its own text as a PDF; only e-mails have some.
    pub(crate) pages: Option<Vec<u8>>,
    /// What was left in it and why; each code once.
    pub(crate) issues: Vec<IssueCode>,
}

impl Unpacked {
    fn refused(code: IssueCode) -> Self {
        Self {
            issues: vec![code],
            ..Self::default()
        }
    }

    fn say(&mut self, code: IssueCode) {
        if !self.issues.contains(&code) {
            self.issues.push(code);
        }
    }
}

/// Takes out what an e-mail or an archive holds, or what is attached to a PDF, within the limits. A container that breaks one of them is left
/// as it is: a part of the files would look like all of them.
pub(crate) fn unpack(bytes: &[u8], limits: &Limits, allowance: Allowance) -> Unpacked {
    let work = || match sniff::sniff(bytes) {
        sniff::MAIL => mail::unpack(bytes, allowance),
        sniff::ZIP => archive::unpack(bytes, limits, allowance),
        sniff::PDF => attached::unpack(bytes, limits, allowance),
        _ => Unpacked::refused(IssueCode::UnsupportedType),
    };
    on_own_stack(work).unwrap_or_else(|| Unpacked::refused(IssueCode::ReaderCrashed))
}
