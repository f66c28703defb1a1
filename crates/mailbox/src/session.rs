//! A mailbox that somebody signed in to.
use std::time::Duration;

use secrecy::ExposeSecret;
use time::OffsetDateTime;
use tokio::time::timeout;

use crate::answer;
use crate::connection::{self, Account};
use crate::error::MailboxError;
use crate::wire::{Outcome, Wire};

/// How long connecting and signing in may take; servers let a wrong password wait.
const SIGN_IN: Duration = Duration::from_secs(30);
/// How long a command may take.
const COMMAND: Duration = Duration::from_mins(1);
/// How long the largest message may take on a slow line.
const MESSAGE: Duration = Duration::from_mins(10);
/// How long a server may take to say good-bye.
const FAREWELL: Duration = Duration::from_secs(5);

/// Literals that nobody asked for, such as odd names of folders.
const STRAY_BYTES: usize = 64 * 1024;

/// A mailbox that somebody signed in to. After an error other than [`MailboxError::Refused`] and
/// [`MailboxError::Folder`] it is of no use any more.
pub struct Session {
    wire: Wire,
    moves: bool,
    expunges_singly: bool,
}

/// What came of fetching a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fetched {
    /// The message.
    Message {
        /// As it came, headers and all.
        content: Vec<u8>,
        /// When the server got it, by the server's clock.
        arrived_at: Option<OffsetDateTime>,
    },
    /// It has more bytes than asked for.
    TooLarge,
    /// It is not there any more.
    Gone,
}

impl Session {
    /// Connects and signs in.
    pub async fn sign_in(account: &Account) -> Result<Self, MailboxError> {
        within(SIGN_IN, Self::connect(account)).await
    }

    async fn connect(account: &Account) -> Result<Self, MailboxError> {
        let mut wire = connection::open(account).await?;
        let greeting = wire.greeting().await?;
        if !greeting.text.to_ascii_uppercase().starts_with(b"* OK") {
            return Err(MailboxError::Protocol);
        }
        identify(&mut wire, account).await?;
        let able = accepted(wire.command("CAPABILITY", STRAY_BYTES).await?)?;
        let able = answer::capabilities(&able.responses);
        Ok(Self {
            wire,
            moves: able.contains("MOVE"),
            expunges_singly: able.contains("UIDPLUS"),
        })
    }

    /// Opens a folder; gives its UIDVALIDITY: while it stays the same, a number means the same message.
    pub async fn open(&mut self, folder: &str) -> Result<u32, MailboxError> {
        let command = format!("SELECT {}", quoted(folder)?);
        let opened = self.command(&command).await?;
        if !opened.is_accepted {
            return Err(MailboxError::Folder);
        }
        answer::uid_validity(&opened.responses).ok_or(MailboxError::Protocol)
    }

    /// Makes a folder if it is not there.
    pub async fn ensure_folder(&mut self, folder: &str) -> Result<(), MailboxError> {
        let name = quoted(folder)?;
        let there = self.command(&format!("STATUS {name} (UIDVALIDITY)")).await?;
        if there.is_accepted || self.command(&format!("CREATE {name}")).await?.is_accepted {
            Ok(())
        } else {
            Err(MailboxError::Folder)
        }
    }

    /// The numbers of the messages in the open folder that nobody deleted, oldest first.
    pub async fn list(&mut self) -> Result<Vec<u32>, MailboxError> {
        let found = accepted(self.command("UID SEARCH UNDELETED").await?)?;
        Ok(answer::search_hits(&found.responses).into_iter().collect())
    }

    /// A message of the open folder, if it has at most `max_bytes`. It stays unread.
    pub async fn fetch(&mut self, uid: u32, max_bytes: u64) -> Result<Fetched, MailboxError> {
        let asked = accepted(
            self.command(&format!("UID FETCH {uid} (UID RFC822.SIZE)"))
                .await?,
        )?;
        let Some(known) = answer::message(asked.responses, uid) else {
            return Ok(Fetched::Gone);
        };
        // Some servers only guess the size.
        if known.size_bytes.is_some_and(|size| size > max_bytes) {
            return Ok(Fetched::TooLarge);
        }
        let limit = u32::try_from(max_bytes.saturating_add(1)).unwrap_or(u32::MAX);
        let literal_bytes = usize::try_from(limit)
            .unwrap_or(usize::MAX)
            .saturating_add(STRAY_BYTES);
        let command = format!("UID FETCH {uid} (UID INTERNALDATE BODY.PEEK[]<0.{limit}>)");
        let fetched = within(MESSAGE, self.wire.command(&command, literal_bytes)).await?;
        let Some(found) = answer::message(accepted(fetched)?.responses, uid) else {
            return Ok(Fetched::Gone);
        };
        let content = found.content.ok_or(MailboxError::Refused)?;
        if content.len() as u64 > max_bytes {
            return Ok(Fetched::TooLarge);
        }
        Ok(Fetched::Message {
            content,
            arrived_at: found.arrived_at,
        })
    }

    /// Moves a message of the open folder into another one. Where the server cannot move, it is copied and then marked as
    /// deleted, and removed here only if that removes nothing else.
    pub async fn move_to(&mut self, uid: u32, folder: &str) -> Result<(), MailboxError> {
        let name = quoted(folder)?;
        if self.moves {
            return self.obeyed(&format!("UID MOVE {uid} {name}")).await;
        }
        self.obeyed(&format!("UID COPY {uid} {name}")).await?;
        self.obeyed(&format!("UID STORE {uid} +FLAGS.SILENT (\\Deleted)"))
            .await?;
        if self.expunges_singly {
            self.obeyed(&format!("UID EXPUNGE {uid}")).await?;
        }
        Ok(())
    }

    /// Says good-bye.
    pub async fn sign_out(mut self) {
        // Whether it was heard does not matter: the connection ends either way.
        let _ = within(FAREWELL, self.wire.command("LOGOUT", STRAY_BYTES)).await;
    }

    async fn command(&mut self, command: &str) -> Result<Outcome, MailboxError> {
        within(COMMAND, self.wire.command(command, STRAY_BYTES)).await
    }

    async fn obeyed(&mut self, command: &str) -> Result<(), MailboxError> {
        accepted(self.command(command).await?).map(|_| ())
    }
}

/// User and password go as literals: any character may be in them.
async fn identify(wire: &mut Wire, account: &Account) -> Result<(), MailboxError> {
    let (user, password) = (&account.user, account.password.expose_secret());
    let tag = wire.tag();
    let start = format!("{tag} LOGIN {{{}}}", user.len());
    wire.send(start.as_bytes()).await?;
    wire.wait_for_more(&tag).await.map_err(not_signed_in)?;
    let name = format!("{user} {{{}}}", password.len());
    wire.send(name.as_bytes()).await?;
    wire.wait_for_more(&tag).await.map_err(not_signed_in)?;
    wire.send(password.as_bytes()).await?;
    let signed_in = wire.outcome(&tag, STRAY_BYTES).await?;
    if signed_in.is_accepted {
        Ok(())
    } else {
        Err(MailboxError::SignIn)
    }
}

fn not_signed_in(error: MailboxError) -> MailboxError {
    if error == MailboxError::Refused {
        MailboxError::SignIn
    } else {
        error
    }
}

fn accepted(outcome: Outcome) -> Result<Outcome, MailboxError> {
    if outcome.is_accepted {
        Ok(outcome)
    } else {
        Err(MailboxError::Refused)
    }
}

async fn within<T>(
    limit: Duration,
    work: impl Future<Output = Result<T, MailboxError>>,
) -> Result<T, MailboxError> {
    timeout(limit, work).await.unwrap_or(Err(MailboxError::TimedOut))
}

/// The name of a folder as servers take it. Umlauts are written as in the server's own list of folders (`&APw-`).
fn quoted(folder: &str) -> Result<String, MailboxError> {
    if folder.is_empty() || !folder.bytes().all(|byte| (0x20..0x7f).contains(&byte)) {
        return Err(MailboxError::Folder);
    }
    let escaped = folder.replace('\\', "\\\\").replace('"', "\\\"");
    Ok(format!("\"{escaped}\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_folders_end_no_command() {
        assert_eq!(quoted(r#"A "b" \c"#).unwrap(), r#""A \"b\" \\c""#);
        for name in ["", "a\r\nA9 DELETE INBOX", "Übernommen", "a\0"] {
            assert_eq!(quoted(name), Err(MailboxError::Folder), "{name:?}");
        }
    }
}
