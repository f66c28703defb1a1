//! Why a document could not be set, with the line of the template.
use typst::WorldExt;
use typst::diag::SourceDiagnostic;

use crate::world::World;

/// Why a document could not be set. All of these are mistakes in a template or in what it was given; the texts of a
/// person's data are not in the message.
#[derive(Debug, thiserror::Error)]
pub enum TypesetError {
    /// A name of a file is not a plain path; rename it.
    #[error("'{name}' is no name for a file of a template")]
    Name {
        /// Which.
        name: String,
    },
    /// The main template is not among the files, or is not UTF-8; pass it.
    #[error("the template '{name}' is not there or is not UTF-8")]
    Missing {
        /// Which.
        name: String,
    },
    /// Typst refuses the template, or the document does not keep to its standard; correct the template.
    #[error("{place}: {reason}")]
    Template {
        /// File and line, `letter.typ:12`, where it is known.
        place: String,
        /// What Typst says.
        reason: String,
    },
    /// A template says of a place something else than name, width and height; use `place-of` of the template.
    #[error("a named place lacks {what}")]
    Place {
        /// What is not there.
        what: &'static str,
    },
}

impl TypesetError {
    pub(crate) fn template(world: &World, found: &[SourceDiagnostic]) -> Self {
        let Some(first) = found.first() else {
            return Self::Template {
                place: String::new(),
                reason: "Typst gives no reason".to_owned(),
            };
        };
        let line = world
            .range(first.span)
            .and_then(|range| world.line_of(first.span, range.start));
        Self::Template {
            place: line.unwrap_or_else(|| "template".to_owned()),
            reason: first.message.to_string(),
        }
    }
}
