//! Public services of the blueprint.
pub(crate) mod list;
