//! How documents come in when no person puts them in: the channels, and why something was not taken in.
use crate::vocabulary::vocabulary;

vocabulary! {
    /// What puts files into a watched folder, or a mailbox. It is the channel of the submission.
    IntakeChannel {
        /// A scanner or a copier.
        Scan => "scan",
        /// A fax server.
        Fax => "fax",
        /// A portal for applications.
        Portal => "portal",
        /// A mail gateway, or a mailbox that is read.
        Mail => "mail",
    }
}

vocabulary! {
    /// What a source is.
    IntakeSourceKind {
        /// A watched folder.
        Folder => "folder",
        /// A mailbox that is read.
        Mailbox => "mailbox",
    }
}

vocabulary! {
    /// Why something in a watched folder or a mailbox was not taken in. Nothing is refused for what is in a file.
    IntakeRefusalCode {
        /// A file or a message is larger than the limit.
        FileTooLarge => "file_too_large",
        /// A folder holds more files than a submission may have.
        TooManyFiles => "too_many_files",
        /// The program may not read it.
        Unreadable => "unreadable",
        /// A symbolic link, a pipe, a device: nothing that holds a document.
        NotAFile => "not_a_file",
        /// A folder in a folder.
        NestedFolder => "nested_folder",
        /// Another message was taken in under the number of this one.
        NumberReused => "number_reused",
    }
}
