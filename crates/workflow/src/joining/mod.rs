//! Post for a case that is there already: which case it may belong to, and joining it, or single documents of it, by the
//! word of a clerk.
mod join;
pub(crate) mod likely;
pub(crate) mod place;
mod view;

pub(crate) use join::check_takes_post;
pub use likely::LikelyCase;
pub use place::Placed;
pub use view::{JoinedPost, JoiningView, PlacedDocument};
