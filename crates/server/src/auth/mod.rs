//! Who is calling: passwords, session tokens, the cookie, and the check in front of every route.
pub(crate) mod address;
pub(crate) mod cookie;
pub(crate) mod cross_site;
pub(crate) mod guard;
pub mod password;
pub mod randomness;
pub(crate) mod token;
