//! Mailboxes: what people send by e-mail becomes a submission without upload, once.
//!
//! A mailbox is looked into again and again. Each message is fetched, recorded together with its submission and moved to
//! another folder of the mailbox. If the process ends between record and move, the next look finds the message in the
//! record and only moves it. Nothing is deleted.
use std::time::Duration;

use aktenlage_domain::intake::IntakeRefusalCode;
use aktenlage_mailbox::{Account, Fetched, MailboxError, Session};
use aktenlage_store::MessageNumber;
use bytes::Bytes;
use sha2::{Digest, Sha256};
use time::OffsetDateTime;
use tokio::sync::watch::Receiver;

use crate::error::WorkflowError;
use crate::receive_application::{IncomingFile, ReceivedMessage};
use crate::runner;
use crate::watched_folder::Look;
use crate::workbench::Workbench;

/// Longest time between two looks after failures: servers lock accounts that knock too often.
const LONGEST_PAUSE: Duration = Duration::from_mins(30);

/// A mailbox that is read.
#[doc(alias = "Postfach")]
#[derive(Clone, Debug)]
pub struct Mailbox {
    /// What it is called in the record: no two sources have the same name.
    pub name: String,
    /// Whose it is and how it is reached.
    pub account: Account,
    /// The folder in which messages arrive.
    pub folder: String,
    /// Where messages lie that became submissions.
    pub taken: String,
    /// Where messages lie that were refused.
    pub refused: String,
    /// How long to wait between two looks.
    pub poll: Duration,
}

/// Looks into one mailbox.
pub struct MailboxWatcher {
    workbench: Workbench,
    mailbox: Mailbox,
    /// Looks in a row that did not go well.
    failures: u32,
}

/// What became of a message.
struct Done {
    is_taken: bool,
    /// Whether this look recorded it.
    is_new: bool,
}

/// Why a message still lies where it lay.
enum Trouble {
    /// The others can be dealt with.
    Message(&'static str),
    /// Nothing can be done in this look.
    Look(&'static str),
}

impl Workbench {
    /// A watcher for a mailbox.
    pub fn mailbox_watcher(&self, mailbox: Mailbox) -> MailboxWatcher {
        MailboxWatcher {
            workbench: self.clone(),
            mailbox,
            failures: 0,
        }
    }
}

impl MailboxWatcher {
    /// What the mailbox is called.
    pub fn name(&self) -> &str {
        &self.mailbox.name
    }

    /// Looks again and again until `stop` says so: then the message at hand is finished and the rest is left for the next
    /// start. After a look that failed it waits longer.
    pub async fn watch(mut self, mut stop: Receiver<bool>) {
        while !*stop.borrow() {
            let stopping = stop.clone();
            self.look_until(move || *stopping.borrow()).await;
            tokio::select! {
                () = tokio::time::sleep(pause(self.mailbox.poll, self.failures)) => {}
                changed = stop.changed() => {
                    if changed.is_err() {
                        return;
                    }
                }
            }
        }
    }

    /// Looks once. Nothing that goes wrong ends it: what could not be done is counted and done in a later look.
    pub async fn look(&mut self) -> Look {
        self.look_until(|| false).await
    }

    async fn look_until(&mut self, is_stopping: impl Fn() -> bool + Send) -> Look {
        let mut look = Look::default();
        if let Err(code) = self.go_through(&mut look, is_stopping).await {
            look.problem = Some(code);
        }
        self.failures = match look.problem {
            Some(_) => self.failures.saturating_add(1),
            None => 0,
        };
        self.workbench
            .note_look(&self.mailbox.name, look.waiting + look.failed, look.problem);
        self.tell(look);
        look
    }

    /// Counts alone: what is in a message is nobody's business here.
    fn tell(&self, look: Look) {
        let source = self.mailbox.name.as_str();
        if let Some(code) = look.problem {
            let failed = look.failed;
            tracing::warn!(source, code, failed, "a mailbox needs a look by a person");
        }
        if look.taken + look.known + look.refused > 0 {
            let Look {
                taken,
                known,
                refused,
                ..
            } = look;
            tracing::info!(source, taken, known, refused, "messages came through a mailbox");
        }
    }

    async fn go_through(
        &self,
        look: &mut Look,
        is_stopping: impl Fn() -> bool + Send,
    ) -> Result<(), &'static str> {
        let mut session = self.sign_in().await?;
        let Mailbox { taken, refused, .. } = &self.mailbox;
        for folder in [taken, refused] {
            session.ensure_folder(folder).await.map_err(MailboxError::code)?;
        }
        let folder = &self.mailbox.folder;
        let uid_validity = session.open(folder).await.map_err(MailboxError::code)?;
        let uids = session.list().await.map_err(MailboxError::code)?;
        look.waiting = uids.len();
        for uid in uids {
            if is_stopping() {
                break;
            }
            let number = MessageNumber {
                folder: folder.clone(),
                uid_validity,
                uid,
            };
            match self.deal_with(&mut session, number, look).await {
                Ok(()) => look.waiting -= 1,
                Err(Trouble::Message(code)) => {
                    look.waiting -= 1;
                    look.failed += 1;
                    look.problem = Some(code);
                }
                Err(Trouble::Look(code)) => return Err(code),
            }
        }
        session.sign_out().await;
        Ok(())
    }

    async fn sign_in(&self) -> Result<Session, &'static str> {
        let signed_in = Session::sign_in(&self.mailbox.account).await;
        signed_in.map_err(MailboxError::code)
    }

    /// Records a message and moves it away.
    async fn deal_with(
        &self,
        session: &mut Session,
        number: MessageNumber,
        look: &mut Look,
    ) -> Result<(), Trouble> {
        let uid = number.uid;
        let limit = self.workbench.office().file_bytes;
        let fetched = session.fetch(uid, limit).await;
        let recorded = match fetched.map_err(|error| trouble(error, error.code()))? {
            Fetched::Gone => return Ok(()),
            Fetched::TooLarge => self.refuse(&number, IntakeRefusalCode::FileTooLarge).await,
            Fetched::Message { content, arrived_at } => {
                self.receive(number, content.into(), arrived_at).await
            }
        };
        let done = recorded.map_err(|error| self.not_recorded(&error))?;
        match done {
            Done { is_new: false, .. } => look.known += 1,
            Done { is_taken: true, .. } => look.taken += 1,
            Done { is_taken: false, .. } => look.refused += 1,
        }
        let shelf = if done.is_taken {
            &self.mailbox.taken
        } else {
            &self.mailbox.refused
        };
        let moved = session.move_to(uid, shelf).await;
        moved.map_err(|error| trouble(error, "not_moved"))
    }

    /// What became a submission is known by its content, whatever its number is now; a number that stands for other
    /// content than before is not believed.
    async fn receive(
        &self,
        number: MessageNumber,
        content: Bytes,
        arrived_at: Option<OffsetDateTime>,
    ) -> Result<Done, WorkflowError> {
        let source = self.mailbox.name.clone();
        let sha256 = digest(content.clone()).await?;
        let mut view = self.workbench.read().await?;
        let is_known = view.mailbox_message_by_content(&sha256).await?.is_some();
        let is_used = view.mailbox_message_by_number(&source, &number).await?.is_some();
        drop(view);
        if is_known {
            return Ok(Done {
                is_taken: true,
                is_new: false,
            });
        }
        if is_used {
            return self.refuse(&number, IntakeRefusalCode::NumberReused).await;
        }
        let file = IncomingFile {
            file_name: format!("nachricht-{}.eml", number.uid),
            content: content.clone(),
        };
        let message = ReceivedMessage {
            source,
            number,
            sha256,
            size_bytes: i64::try_from(content.len()).unwrap_or(i64::MAX),
        };
        let received = self
            .workbench
            .receive_from_mailbox(&message, file, arrived_at)
            .await?;
        Ok(Done {
            is_taken: true,
            is_new: received.is_some(),
        })
    }

    async fn refuse(&self, number: &MessageNumber, code: IntakeRefusalCode) -> Result<Done, WorkflowError> {
        let source = &self.mailbox.name;
        let is_new = self
            .workbench
            .refuse_from_mailbox(source, name_of(number), code)
            .await?;
        Ok(Done {
            is_taken: false,
            is_new,
        })
    }

    /// A full disk or a database that is away stop the look: the next message would only be fetched in vain.
    fn not_recorded(&self, error: &WorkflowError) -> Trouble {
        let source = self.mailbox.name.as_str();
        tracing::error!(source, %error, "a message could not be recorded");
        let code = runner::code(error);
        if matches!(error, WorkflowError::StorageFull | WorkflowError::Unavailable(_)) {
            Trouble::Look(code)
        } else {
            Trouble::Message(code)
        }
    }
}

/// Whether the session is still of use after an error.
fn trouble(error: MailboxError, code: &'static str) -> Trouble {
    if matches!(error, MailboxError::Refused | MailboxError::Folder) {
        Trouble::Message(code)
    } else {
        Trouble::Look(error.code())
    }
}

/// What a message is called where names of files stand: folder, UIDVALIDITY and UID.
fn name_of(number: &MessageNumber) -> String {
    let MessageNumber {
        folder,
        uid_validity,
        uid,
    } = number;
    format!("{folder}/{uid_validity}/{uid}")
}

async fn digest(content: Bytes) -> Result<String, WorkflowError> {
    let hashing = tokio::task::spawn_blocking(move || format!("{:x}", Sha256::digest(&content)));
    hashing
        .await
        .map_err(|_| WorkflowError::Internal("hashing a message broke off".to_owned()))
}

/// Twice as long after each failure.
fn pause(poll: Duration, failures: u32) -> Duration {
    let longest = LONGEST_PAUSE.max(poll);
    poll.saturating_mul(2_u32.saturating_pow(failures)).min(longest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failures_make_the_pause_longer() {
        let poll = Duration::from_mins(1);
        let pauses: Vec<u64> = (0..7).map(|failures| pause(poll, failures).as_secs()).collect();
        assert_eq!(pauses, [60, 120, 240, 480, 960, 1_800, 1_800]);
        assert_eq!(pause(poll, u32::MAX), LONGEST_PAUSE);
        let rare = Duration::from_hours(1);
        assert_eq!(pause(rare, 3), rare);
    }
}
