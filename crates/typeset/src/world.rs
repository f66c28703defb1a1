//! What Typst sees while it sets a document: the given files, the embedded fonts, one date.
use std::collections::HashMap;

use sha2::{Digest, Sha256};
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{DiagSpan, FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt};

use crate::fonts::FONTS;
use crate::{File, TypesetError};

pub(crate) struct World {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    main: FileId,
    sources: HashMap<FileId, Source>,
    files: HashMap<FileId, Bytes>,
    today: Option<Datetime>,
    fingerprint: String,
}

impl World {
    pub(crate) fn new(given: &[File<'_>], main: &str, today: Option<Datetime>) -> Result<Self, TypesetError> {
        let mut sources = HashMap::new();
        let mut files = HashMap::new();
        let mut digest = Sha256::new();
        for file in given {
            let id = id_of(file.name)?;
            for part in [file.name.as_bytes(), file.bytes] {
                digest.update(part.len().to_le_bytes());
                digest.update(part);
            }
            if let (true, Ok(text)) = (is_source(file.name), std::str::from_utf8(file.bytes)) {
                sources.insert(id, Source::new(id, text.to_owned()));
            }
            files.insert(id, Bytes::new(file.bytes.to_vec()));
        }
        let id = id_of(main)?;
        if !sources.contains_key(&id) {
            return Err(TypesetError::Missing {
                name: main.to_owned(),
            });
        }
        let mut fingerprint = format!("{:x}", digest.finalize());
        // Sixteen bytes tell templates apart.
        fingerprint.truncate(32);
        Ok(Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(FONTS.iter())),
            main: id,
            sources,
            files,
            today,
            fingerprint,
        })
    }

    /// The same for the same files: the identifier of the PDF is made of it.
    pub(crate) fn fingerprint(&self) -> String {
        self.fingerprint.clone()
    }

    /// File and line of a byte in a template.
    pub(crate) fn line_of(&self, span: DiagSpan, byte: usize) -> Option<String> {
        let id = span.id()?;
        let line = self.sources.get(&id)?.lines().byte_to_line(byte)? + 1;
        Some(format!("{}:{line}", id.get().vpath().get_without_slash()))
    }
}

impl typst::World for World {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.sources.get(&id).cloned().ok_or_else(|| not_found(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.get(&id).cloned().ok_or_else(|| not_found(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        self.today
    }
}

/// Whether a file is markup; names are ours and in lower case.
fn is_source(name: &str) -> bool {
    std::path::Path::new(name).extension() == Some("typ".as_ref())
}

fn id_of(name: &str) -> Result<FileId, TypesetError> {
    let path = VirtualPath::new(name).map_err(|_| TypesetError::Name {
        name: name.to_owned(),
    })?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

fn not_found(id: FileId) -> FileError {
    FileError::NotFound(id.get().vpath().get_without_slash().into())
}
