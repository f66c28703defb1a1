//! A mailbox over IMAP: lists, fetches and moves messages. Knows nothing of cases, and says nothing of what it read.
//!
//! The part of `IMAP4rev1` (RFC 3501) that taking messages in needs, with MOVE (RFC 6851) or UIDPLUS (RFC 4315) where the
//! server has them. What a server may send is bounded in size and time. No error and no log line holds what it sent:
//! answers quote messages, commands hold the password (`docs/decisions/0027-mailbox.md` says why no library does this).
#![warn(missing_docs)]

mod answer;
mod connection;
mod error;
mod session;
mod wire;

pub use connection::{Account, Security};
pub use error::MailboxError;
pub use session::{Fetched, Session};
