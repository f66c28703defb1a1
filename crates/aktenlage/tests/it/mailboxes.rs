//! What lies in a mailbox of a real server becomes a submission once, is moved and never lost, and failures are told.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use aktenlage_domain::clock::date_from_text;
use aktenlage_domain::ids::CaseId;
use aktenlage_domain::intake::{IntakeRefusalCode, IntakeSourceKind};
use aktenlage_extract::Limits;
use aktenlage_mailbox::{Account, Security, Session};
use aktenlage_workflow::views::{ActorView, AuditView};
use aktenlage_workflow::{IntakeSource, LastLook, Look, Mailbox, MailboxWatcher};
use tempfile::TempDir;

use crate::bench::{Bench, MAILBOX};
use crate::commands::Desk;
use crate::gate::Gate;
use crate::mail_server::{MailServer, PASSWORD};

/// Largest message of these tests.
const LIMIT: u64 = 200_000;

const DAY: &str = "2026-11-20";

/// A message with two files, as people send it. Lines end as servers send them.
fn letter(from: &str) -> Vec<u8> {
    let text = format!(
        "From: {from} <{from}@beispiel.example>\n\
         To: antraege@amt.example\n\
         Subject: Wohngeld fuer {from}\n\
         Date: Fri, 20 Nov 2026 09:30:00 +0100\n\
         Message-ID: <{from}@beispiel.example>\n\
         MIME-Version: 1.0\n\
         Content-Type: multipart/mixed; boundary=grenze\n\n\
         --grenze\nContent-Type: text/plain; charset=utf-8\n\nAnbei mein Antrag.\n\
         --grenze\nContent-Type: text/plain; name=Antrag.txt\n\
         Content-Disposition: attachment; filename=Antrag.txt\n\nAntrag auf Wohngeld\n\
         --grenze\nContent-Type: text/plain; name=Mietvertrag.txt\n\
         Content-Disposition: attachment; filename=Mietvertrag.txt\n\nMietvertrag mit {from}\n\
         --grenze--\n"
    );
    text.replace('\n', "\r\n").into_bytes()
}

fn mailbox(account: Account) -> Mailbox {
    Mailbox {
        name: MAILBOX.to_owned(),
        account,
        folder: "INBOX".to_owned(),
        taken: "Uebernommen".to_owned(),
        refused: "Abgelehnt".to_owned(),
        poll: Duration::from_mins(1),
    }
}

/// A workbench that reads a mailbox.
struct Office {
    bench: Bench,
    watcher: MailboxWatcher,
    account: Account,
    _home: TempDir,
}

impl Office {
    async fn new(server: &MailServer) -> Self {
        let home = tempfile::tempdir().unwrap();
        let limits = Limits {
            max_bytes: LIMIT,
            ..Limits::recommended()
        };
        let clock = Arc::new(Gate::new());
        let bench = Bench::watching(home.path(), limits, clock, Vec::new()).await;
        let account = server.account();
        let watcher = bench.workbench.mailbox_watcher(mailbox(account.clone()));
        Self {
            bench,
            watcher,
            account,
            _home: home,
        }
    }

    /// As a process that starts again, perhaps with another configuration.
    fn restart(&mut self, change: impl FnOnce(&mut Mailbox)) {
        let mut changed = mailbox(self.account.clone());
        change(&mut changed);
        self.watcher = self.bench.workbench.mailbox_watcher(changed);
    }

    /// Entries of an action, oldest first.
    async fn entries(&self, action: &str) -> Vec<AuditView> {
        let (mut entries, _) = self.bench.workbench.audit_page(None, 500).await.unwrap();
        entries.reverse();
        entries.retain(|entry| entry.action == action);
        entries
    }

    async fn cases(&self) -> Vec<CaseId> {
        let received = self.entries("submission_received").await;
        received
            .iter()
            .map(|entry| entry.case.clone().unwrap().0)
            .collect()
    }

    async fn source(&self) -> IntakeSource {
        let sources = self.bench.workbench.intake_sources().await.unwrap();
        sources.into_iter().find(|source| source.name == MAILBOX).unwrap()
    }

    async fn last_look(&self) -> LastLook {
        self.source().await.last_look.unwrap()
    }

    /// What a look met that could do nothing.
    async fn problem(&mut self) -> &'static str {
        let look = self.watcher.look().await;
        assert_eq!((look.taken, look.known, look.refused), (0, 0, 0));
        assert_eq!(self.last_look().await.problem, look.problem);
        look.problem.unwrap()
    }
}

#[tokio::test]
async fn messages_arrive_once_however_often_they_are_found() {
    let Some(server) = MailServer::start() else { return };
    let mut office = Office::new(&server).await;
    assert_eq!(office.watcher.look().await, Look::default(), "an empty mailbox");
    for name in ["yilmaz", "novak", "sommer"] {
        server.deliver(name, &letter(name), DAY);
    }
    let mut large = letter("riese");
    large.resize(usize::try_from(LIMIT).unwrap() + 1, b'x');
    server.deliver("riese", &large, DAY);
    let first = office.watcher.look().await;
    let expected = Look {
        taken: 3,
        refused: 1,
        ..Look::default()
    };
    assert_eq!(first, expected);
    let lying = |folder: &str| server.count(folder);
    assert_eq!((lying(""), lying(".Uebernommen"), lying(".Abgelehnt")), (0, 3, 1));
    assert_eq!(office.watcher.look().await, Look::default());

    // The same message once more, as when somebody copies it back; then with new numbers for all that lies there.
    server.deliver("yilmaz", &letter("yilmaz"), "2026-11-21");
    office.restart(|_| {});
    let again = office.watcher.look().await;
    assert_eq!((again.taken, again.known, again.problem), (0, 1, None));
    server.forget_numbers();
    server.deliver("novak", &letter("novak"), "2026-11-21");
    let renumbered = office.watcher.look().await;
    assert_eq!((renumbered.taken, renumbered.known), (0, 1));
    assert_eq!((lying(""), lying(".Uebernommen")), (0, 5), "nothing is deleted");

    let received = office.entries("submission_received").await;
    assert_eq!(received.len(), 3);
    for entry in &received {
        assert!(matches!(entry.actor, ActorView::System), "no person did it");
        assert_eq!(entry.detail["source"], MAILBOX);
        assert_eq!(entry.detail["channel"], "mail");
        assert_eq!(
            entry.detail["received_on"], DAY,
            "the day on which the server got it"
        );
        for secret in ["Wohngeld", "beispiel", "yilmaz"] {
            assert!(!entry.detail.to_string().contains(secret), "{}", entry.detail);
        }
    }
    let source = office.source().await;
    assert_eq!((source.taken, source.refused), (3, 1));
    assert_eq!(source.kind, IntakeSourceKind::Mailbox);
    let refusal = &source.last_refusals[0];
    assert_eq!(refusal.code, IntakeRefusalCode::FileTooLarge);
    assert!(refusal.file_name.starts_with("INBOX/"), "{}", refusal.file_name);
    let last = source.last_look.unwrap();
    assert_eq!(
        (last.waiting, last.problem, last.good_at),
        (0, None, Some(last.at))
    );

    office.bench.work_off().await;
    let case = office.cases().await[0];
    let detail = office.bench.workbench.case_detail(case).await.unwrap();
    assert_eq!(
        detail.row.case.received_on,
        date_from_text(DAY).unwrap(),
        "deadlines count from it"
    );
    let names: Vec<_> = detail
        .documents
        .iter()
        .map(|document| document.document.file_name.as_str())
        .collect();
    assert!(names[0].starts_with("nachricht-"), "{names:?}");
    for name in ["Antrag.txt", "Mietvertrag.txt"] {
        assert!(names.contains(&name), "{names:?}");
    }
    let message = detail.documents[0].document.id;
    let (_, original) = office.bench.workbench.document_original(message).await.unwrap();
    let sent = ["yilmaz", "novak", "sommer"].map(letter);
    assert!(sent.iter().any(|sent| sent[..] == original[..]), "byte for byte");
    office.bench.check().await;
}

#[tokio::test]
async fn a_message_that_was_recorded_and_not_moved_is_only_moved() {
    let Some(server) = MailServer::start() else { return };
    let mut office = Office::new(&server).await;
    server.deliver("novak", &letter("novak"), DAY);
    let mut session = Session::sign_in(&office.account).await.unwrap();
    session.open("INBOX").await.unwrap();
    assert_eq!(session.list().await.unwrap().len(), 1, "it has its number");
    session.sign_out().await;
    server.remember();
    assert_eq!(office.watcher.look().await.taken, 1);

    // The process ended before the move: the mailbox is as it was, numbers and all.
    server.go_back();
    office.restart(|_| {});
    let again = office.watcher.look().await;
    assert_eq!((again.taken, again.known, again.problem), (0, 1, None));
    assert_eq!((server.count(""), server.count(".Uebernommen")), (0, 1));

    // A server that gives a number away twice: what it stands for now is not lost and not believed.
    server.go_back();
    server.replace_message(&letter("fremd"));
    let reused = office.watcher.look().await;
    assert_eq!((reused.taken, reused.known, reused.refused), (0, 0, 1));
    assert_eq!((server.count(""), server.count(".Abgelehnt")), (0, 1));
    let refusal = office.source().await.last_refusals.remove(0);
    assert_eq!(refusal.code, IntakeRefusalCode::NumberReused);
    // Recorded and not moved as well: no second entry.
    server.go_back();
    server.replace_message(&letter("fremd"));
    let once = office.watcher.look().await;
    assert_eq!((once.known, once.refused), (1, 0));
    assert_eq!((server.count(""), server.count(".Abgelehnt")), (0, 1));

    assert_eq!(office.cases().await.len(), 1);
    assert_eq!(office.entries("intake_refused").await.len(), 1);
    office.bench.work_off().await;
    office.bench.check().await;
}

#[tokio::test]
async fn servers_that_cannot_move_get_a_copy_and_a_mark() {
    for (capabilities, left) in [("IMAP4rev1 UIDPLUS", 0), ("IMAP4rev1", 1)] {
        let Some(server) = MailServer::with_capabilities(capabilities) else {
            return;
        };
        let mut office = Office::new(&server).await;
        server.deliver("sommer", &letter("sommer"), DAY);
        assert_eq!(office.watcher.look().await.taken, 1, "{capabilities}");
        assert_eq!(server.count(".Uebernommen"), 1);
        assert_eq!(server.count(""), left, "{capabilities}: marked as deleted");
        assert_eq!(office.watcher.look().await, Look::default(), "{capabilities}");
        office.bench.work_off().await;
        office.bench.check().await;
    }
}

#[tokio::test]
async fn what_goes_wrong_is_told_by_a_code() {
    let Some(server) = MailServer::start() else { return };
    let mut office = Office::new(&server).await;
    server.deliver("yilmaz", &letter("yilmaz"), DAY);
    office.restart(|mailbox| mailbox.account.password = "falsch".into());
    assert_eq!(office.problem().await, "mailbox_sign_in");
    let stranger = server.path("stranger.pem");
    office.restart(|mailbox| mailbox.account.authorities = Some(stranger));
    assert_eq!(office.problem().await, "mailbox_certificate");
    office.restart(|mailbox| mailbox.account.host = "127.0.0.1".to_owned());
    assert_eq!(
        office.problem().await,
        "mailbox_certificate",
        "it is for another name"
    );
    let nothing = server.path("names");
    office.restart(|mailbox| mailbox.account.authorities = Some(nothing));
    assert_eq!(office.problem().await, "mailbox_authorities");
    office.restart(|mailbox| {
        mailbox.account.security = Security::Plain;
        mailbox.account.host = "192.0.2.1".to_owned();
    });
    assert_eq!(office.problem().await, "mailbox_not_local");
    office.restart(|mailbox| mailbox.folder = "Nirgends".to_owned());
    assert_eq!(office.problem().await, "mailbox_folder");
    assert_eq!(office.last_look().await.good_at, None);

    office.restart(|_| {});
    assert_eq!(office.watcher.look().await.taken, 1, "nothing was lost");
    let good = office.last_look().await;
    drop(server);
    assert_eq!(office.problem().await, "mailbox_unreachable");
    let bad = office.last_look().await;
    assert_eq!(bad.good_at, Some(good.at), "when it last went well");
    office.bench.work_off().await;
    office.bench.check().await;
}

/// What the office writes into its configuration.
fn configuration(server: &MailServer, password_file: &Path) -> String {
    format!(
        "[[intake.mailboxes]]\nname = \"antraege\"\nhost = \"localhost\"\nport = {}\nca_file = \"{}\"\n\
         user = \"post\"\npassword_file = \"{}\"\n",
        server.port(),
        server.path("ca.pem").display(),
        password_file.display()
    )
}

#[test]
fn the_commands_read_mailboxes_and_keep_quiet() {
    let Some(server) = MailServer::start() else { return };
    let desk = Desk::new();
    let (config, secret) = (desk.path("office.toml"), desk.path("secret"));
    fs_err::write(&secret, format!("{PASSWORD}\n")).unwrap();
    let text = configuration(&server, &secret);
    fs_err::write(&config, &text).unwrap();
    server.deliver("novak", &letter("novak"), DAY);
    let call = |arguments: &[&str], environment: &[(&str, &str)]| {
        let mut all = vec!["--config", config.to_str().unwrap()];
        all.extend_from_slice(arguments);
        let mut loud = vec![("AKTENLAGE_LOG", "trace")];
        loud.extend_from_slice(environment);
        let ended = desk.run_in(&loud, &all);
        for word in ["@beispiel", "mit novak", "\"und\" mehr"] {
            assert!(!ended.stderr.contains(word), "{word}: {}", ended.stderr);
        }
        ended
    };
    let doctor = |arguments: &[&str]| call(arguments, &[]).stdout;
    assert!(doctor(&["doctor"]).contains("not asked"));
    assert!(doctor(&["doctor", "--mailboxes"]).contains("1 messages wait"));
    let first = call(&["intake", "look"], &[]);
    assert_eq!(
        first.good(),
        "antraege: 1 taken, 0 known, 0 refused, 0 waiting, 0 failed\n"
    );
    assert!(desk.run(&["audit", "verify"]).good().starts_with("valid: "));

    fs_err::write(&secret, "falsch").unwrap();
    assert!(doctor(&["doctor", "--mailboxes"]).contains("mailbox_sign_in"));
    let refused = call(&["intake", "look"], &[]);
    assert_eq!(refused.code, Some(1));
    assert!(refused.stdout.contains("mailbox_sign_in"), "{}", refused.stdout);
    // From the environment, and what is wrong with a configuration.
    let from_environment = text.replace(
        &format!("password_file = {secret:?}"),
        "password_variable = \"POST_PASSWORD\"",
    );
    fs_err::write(&config, &from_environment).unwrap();
    let again = call(&["intake", "look"], &[("POST_PASSWORD", PASSWORD)]);
    assert!(again.good().starts_with("antraege: 0 taken"));
    assert!(
        call(&["intake", "look"], &[])
            .bad()
            .contains("variable for the password")
    );
    for (line, expected) in [
        ("tls = \"starttls\"\n", "there is no STARTTLS"),
        ("taken = \"INBOX\"\n", "expected three names"),
        ("poll_seconds = 1\n", "5 to 3600"),
        (
            "password_file = \"x\"\n",
            "either password_file or password_variable",
        ),
    ] {
        fs_err::write(&config, format!("{from_environment}{line}")).unwrap();
        let refused = call(&["intake", "look"], &[]);
        assert!(refused.bad().contains(expected), "{expected}: {}", refused.stderr);
    }
}
