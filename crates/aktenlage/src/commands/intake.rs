//! Files of the command line, and the files that are packed in them.
use std::collections::VecDeque;

use aktenlage_extract::confined::{Reader, Taken};
use aktenlage_extract::{Allowance, Reading};
use bytes::Bytes;

/// A file as read.
pub(super) struct TakenFile {
    /// Its name; of a packed one behind the names of what it is packed in.
    pub(super) name: String,
    /// Where it is packed; `None` if it was named on the command line.
    pub(super) part: Option<String>,
    /// Its bytes.
    pub(super) bytes: Bytes,
    /// What has its pages: its own bytes, or a PDF that was made of them.
    pub(super) pages: Bytes,
    /// What was read.
    pub(super) reading: Reading,
}

/// Takes a file in, and then what is packed in it, within the limits of one upload.
pub(super) async fn take_in(reader: &Reader, name: String, bytes: Vec<u8>) -> Vec<TakenFile> {
    let mut left = reader.limits().allowance();
    let mut waiting = VecDeque::from([(name, None, Bytes::from(bytes), left.depth)]);
    let mut files = Vec::new();
    while let Some((name, part, bytes, depth)) = waiting.pop_front() {
        let allowance = Allowance { depth, ..left };
        let Taken {
            reading,
            rendition,
            parts,
        } = reader.take(bytes.clone(), allowance).await;
        // In front, in order: what is packed in a file follows it.
        for part in parts.into_iter().rev() {
            left.parts = left.parts.saturating_sub(1);
            left.bytes = left.bytes.saturating_sub(part.content.len() as u64);
            let name = format!("{name} » {}", part.name);
            waiting.push_front((
                name,
                Some(part.place),
                part.content.into(),
                depth.saturating_sub(1),
            ));
        }
        files.push(TakenFile {
            name,
            part,
            pages: rendition.unwrap_or_else(|| bytes.clone()),
            bytes,
            reading,
        });
    }
    files
}
