//! Files that are attached to a PDF (ISO 32000-2, 7.11.4): portfolios, paper clips on a page.
use std::collections::HashSet;

use aktenlage_domain::document::IssueCode;
use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, Object, ObjectIdentifier, Stream, String as PdfString};

use super::{Part, Unpacked, clean_name};
use crate::forms::decode;
use crate::limits::Allowance;
use crate::pdf::open;
use crate::{Limits, sniff};

/// Nodes of the tree of names that are looked at; more of them are a cycle or an attack.
const MAX_NODES: usize = 2_000;
/// Annotations that are looked at on one page.
const MAX_ANNOTATIONS: usize = 500;
/// Data that programs attach for programs: what the pages show, once more.
const DATA: &str = "application/xml";

/// Whether anything is attached.
pub(crate) fn is_there(pdf: &Pdf, max_pages: usize) -> bool {
    !files(pdf, max_pages).is_empty()
}

/// Takes out what is attached to a PDF.
pub(super) fn unpack(bytes: &[u8], limits: &Limits, allowance: Allowance) -> Unpacked {
    let pdf = match open(bytes) {
        Ok(pdf) => pdf,
        Err(code) => return Unpacked::refused(code),
    };
    let files = files(&pdf, usize::try_from(limits.max_pages).unwrap_or(usize::MAX));
    if files.is_empty() {
        return Unpacked::default();
    }
    if allowance.depth == 0 {
        return Unpacked::refused(IssueCode::NestedTooDeep);
    }
    if files.len() as u64 > u64::from(allowance.parts) {
        return Unpacked::refused(IssueCode::TooManyParts);
    }
    let mut unpacked = Unpacked::default();
    let mut bytes_left = allowance.bytes;
    for (index, file) in files.into_iter().enumerate() {
        let Ok(content) = file.stream.decoded_data() else {
            unpacked.say(IssueCode::PartsLeftOut);
            continue;
        };
        let Some(left) = bytes_left.checked_sub(content.len() as u64) else {
            return Unpacked::refused(IssueCode::UnpackedTooLarge);
        };
        bytes_left = left;
        if sniff::sniff(&content) == DATA {
            unpacked.say(IssueCode::TriflesLeftOut);
            continue;
        }
        let name = clean_name(&file.name);
        unpacked.parts.push(Part {
            place: format!("attached:{}", index + 1),
            name: if name.is_empty() {
                format!("anlage-{}", index + 1)
            } else {
                name
            },
            declared_type: None,
            content: content.into_owned(),
        });
    }
    unpacked
}

/// A file before it is unpacked.
struct Attached<'a> {
    name: String,
    stream: Stream<'a>,
}

/// All files, each once: first those of the document in the order of its tree of names, then those of its pages.
fn files<'a>(pdf: &'a Pdf, max_pages: usize) -> Vec<Attached<'a>> {
    let mut found = Vec::new();
    let mut seen: HashSet<ObjectIdentifier> = HashSet::new();
    let mut take = |specification: &Dict<'a>| {
        found.extend(file_of(specification).filter(|file| seen.insert(file.stream.obj_id())));
    };
    if let Some(root) = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id()) {
        let names = root.get::<Dict<'_>>(b"Names");
        let mut open: Vec<Dict<'_>> = names
            .and_then(|names| names.get(b"EmbeddedFiles"))
            .into_iter()
            .collect();
        let mut nodes = 0;
        while let Some(node) = open.pop() {
            nodes += 1;
            if nodes > MAX_NODES {
                break;
            }
            // Pairs of a name, which sorts, and the file.
            if let Some(pairs) = node.get::<Array<'_>>(b"Names") {
                for specification in pairs.iter::<Object<'_>>().filter_map(Object::into_dict) {
                    take(&specification);
                }
            }
            let kids = node.get::<Array<'_>>(b"Kids");
            let mut kids: Vec<Dict<'_>> = kids.iter().flat_map(Array::iter::<Dict<'_>>).collect();
            kids.reverse();
            open.extend(kids);
        }
        for specification in root
            .get::<Array<'_>>(b"AF")
            .iter()
            .flat_map(Array::iter::<Dict<'_>>)
        {
            take(&specification);
        }
    }
    for page in pdf.pages().iter().take(max_pages) {
        let annotations = page.raw().get::<Array<'_>>(b"Annots");
        let annotations = annotations.iter().flat_map(Array::iter::<Dict<'_>>);
        for annotation in annotations.take(MAX_ANNOTATIONS) {
            if let Some(specification) = annotation.get::<Dict<'_>>(b"FS") {
                take(&specification);
            }
        }
    }
    found
}

/// The file that a specification holds, under the name that people see.
fn file_of<'a>(specification: &Dict<'a>) -> Option<Attached<'a>> {
    let held = specification.get::<Dict<'a>>(b"EF")?;
    let stream = held
        .get::<Stream<'a>>(b"UF")
        .or_else(|| held.get::<Stream<'a>>(b"F"))?;
    let name = specification
        .get::<PdfString<'a>>(b"UF")
        .or_else(|| specification.get::<PdfString<'a>>(b"F"));
    Some(Attached {
        name: name.map(|name| decode(name.as_bytes())).unwrap_or_default(),
        stream,
    })
}
