//! Taught forms as files: one self-describing file for each teaching, kept for good.
//!
//! A file is named `<id>.<number>.toml`. A later teaching of the same print names the numbers it takes the place of;
//! a form that is forgotten gets one more file that says so. Nothing is overwritten and nothing deleted, so that the
//! version that an old suggestion names can still be looked at.
mod file;
mod folder;

pub use file::{FormFileError, from_toml, to_toml};
pub(crate) use folder::in_force;
pub use folder::{FolderState, FormFolder, FormFolderError, TaughtForm};
