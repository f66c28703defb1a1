//! Post for a case that is there already: which case it may belong to, and joining it by the word of a clerk.
mod join;
pub(crate) mod likely;
mod view;

pub(crate) use join::check_takes_post;
pub use likely::LikelyCase;
pub use view::{JoinedPost, JoiningView};
