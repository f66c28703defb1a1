//! Why a mailbox could not be used.

/// Why a mailbox could not be used. No variant holds what the server said: it may quote a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MailboxError {
    /// No connection, or it broke off.
    #[error("the mail server cannot be reached: check host, port and network")]
    Unreachable,
    /// No answer in time.
    #[error("the mail server does not answer in time")]
    TimedOut,
    /// The server is not who it should be, or nobody who is trusted says so.
    #[error(
        "the certificate of the mail server is not trusted: check `host`, or name the office's own authority in `ca_file`"
    )]
    Certificate,
    /// Nobody is trusted.
    #[error(
        "no certificate authority can be read: check `ca_file`, or install the system's (ca-certificates)"
    )]
    Authorities,
    /// Without TLS to another machine.
    #[error("a connection without TLS stays on this machine: set `tls` to \"implicit\"")]
    NotLocal,
    /// User and password were refused.
    #[error("the mail server refuses user and password")]
    SignIn,
    /// A folder is not there and cannot be made.
    #[error("a folder of the mailbox cannot be opened or made: check `folder`, `taken` and `refused`")]
    Folder,
    /// A command was refused.
    #[error("the mail server refuses what was asked")]
    Refused,
    /// The answer makes no sense, or is larger than it may be.
    #[error("the mail server does not answer as IMAP asks for: check `port` and `tls`")]
    Protocol,
}

impl MailboxError {
    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unreachable => "mailbox_unreachable",
            Self::TimedOut => "mailbox_timed_out",
            Self::Certificate => "mailbox_certificate",
            Self::Authorities => "mailbox_authorities",
            Self::NotLocal => "mailbox_not_local",
            Self::SignIn => "mailbox_sign_in",
            Self::Folder => "mailbox_folder",
            Self::Refused => "mailbox_refused",
            Self::Protocol => "mailbox_protocol",
        }
    }
}
