//! A mail server of one's own: Debian's Dovecot in a temporary folder, with certificates that were made for it.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use aktenlage_mailbox::{Account, Security};
use tempfile::TempDir;

const DOVECOT: &str = "/usr/sbin/dovecot";

/// The password of everybody.
pub(crate) const PASSWORD: &str = "Ümläute {3} \"und\" mehr";

/// A running server with one mailbox.
pub(crate) struct MailServer {
    process: Child,
    folder: TempDir,
    port: u16,
    user: String,
}

impl MailServer {
    /// Starts one that can do what it likes; `None` where Dovecot is not installed, unless everything is required.
    pub(crate) fn start() -> Option<Self> {
        Self::with_capabilities("")
    }

    /// One that offers these capabilities.
    #[expect(clippy::print_stderr, reason = "says why nothing was tested")]
    #[expect(
        clippy::disallowed_methods,
        reason = "tests are told by the environment what has to be there"
    )]
    pub(crate) fn with_capabilities(capabilities: &str) -> Option<Self> {
        if !Path::new(DOVECOT).is_file() {
            let is_required = std::env::var("AKTENLAGE_TEST_REQUIRE_ALL").as_deref() == Ok("1");
            assert!(!is_required, "required: dovecot-imapd is not installed");
            eprintln!("skipped: dovecot-imapd is not installed");
            return None;
        }
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path();
        // The server's processes are other users where it is started as root.
        fs_err::set_permissions(place, std::fs::Permissions::from_mode(0o755)).unwrap();
        certificates(place);
        for name in ["run", "mail/cur", "mail/new", "mail/tmp"] {
            fs_err::create_dir_all(place.join(name)).unwrap();
        }
        let is_root = fs_err::metadata(place).unwrap().uid() == 0;
        let (user, group, stranger) = if is_root {
            ("dovecot".to_owned(), "dovecot".to_owned(), "dovenull".to_owned())
        } else {
            let user = said("id", &["-un"]);
            (user.clone(), said("id", &["-gn"]), user)
        };
        let port = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let people = format!("post:{{PLAIN}}{PASSWORD}::::::\n");
        fs_err::write(place.join("people"), people).unwrap();
        let text = configuration(place, port, capabilities, &[&user, &group, &stranger]);
        fs_err::write(place.join("dovecot.conf"), text).unwrap();
        let output = std::fs::File::create(place.join("output")).unwrap();
        let process = Command::new(DOVECOT)
            .args(["-F", "-c"])
            .arg(place.join("dovecot.conf"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::from(output))
            .spawn()
            .unwrap();
        let server = Self {
            process,
            folder,
            port,
            user: format!("{user}:{group}"),
        };
        server.own();
        server.wait();
        Some(server)
    }

    /// Whose mailbox it is, as the office knows it.
    pub(crate) fn account(&self) -> Account {
        Account {
            host: "localhost".to_owned(),
            port: self.port,
            security: Security::ImplicitTls,
            authorities: Some(self.path("ca.pem")),
            user: "post".to_owned(),
            password: PASSWORD.into(),
        }
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Delivers a message on a day.
    pub(crate) fn deliver(&self, name: &str, content: &[u8], day: &str) {
        let file = self.path("mail/new").join(name);
        fs_err::write(&file, content).unwrap();
        run(
            "touch",
            &["-d", &format!("{day}T12:00:00Z"), file.to_str().unwrap()],
        );
        self.own();
    }

    /// How many messages lie in a folder; the one in which they arrive has no name.
    pub(crate) fn count(&self, folder: &str) -> usize {
        let folder = self.path("mail").join(folder);
        let files = |part: &str| fs_err::read_dir(folder.join(part)).map_or(0, Iterator::count);
        files("cur") + files("new")
    }

    /// Remembers the mailbox as it is.
    pub(crate) fn remember(&self) {
        settle();
        run(
            "cp",
            &["-a", self.text("mail").as_str(), self.text("memory").as_str()],
        );
    }

    /// Makes the mailbox what it was, as if nothing had happened since.
    pub(crate) fn go_back(&self) {
        settle();
        fs_err::remove_dir_all(self.path("mail")).unwrap();
        run(
            "cp",
            &["-a", self.text("memory").as_str(), self.text("mail").as_str()],
        );
    }

    /// Writes other content into the one message that lies where messages arrive.
    pub(crate) fn replace_message(&self, content: &[u8]) {
        let mut entries = fs_err::read_dir(self.path("mail/cur")).unwrap();
        fs_err::write(entries.next().unwrap().unwrap().path(), content).unwrap();
    }

    /// Forgets all numbers: the server gives new ones, under another UIDVALIDITY.
    pub(crate) fn forget_numbers(&self) {
        settle();
        for entry in fs_err::read_dir(self.path("mail")).unwrap() {
            let entry = entry.unwrap();
            if entry.file_name().to_str().unwrap().starts_with("dovecot") {
                fs_err::remove_file(entry.path()).unwrap();
            }
        }
    }

    fn text(&self, name: &str) -> String {
        self.path(name).to_str().unwrap().to_owned()
    }

    /// Only root can give files away, and only then it is necessary.
    fn own(&self) {
        run("chown", &["-R", &self.user, self.text("mail").as_str()]);
    }

    fn wait(&self) {
        let start = Instant::now();
        while TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            let said = fs_err::read_to_string(self.path("output")).unwrap();
            assert!(start.elapsed() < Duration::from_secs(20), "{said}");
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        // Politely, so that it takes its own processes along.
        let id = self.process.id().to_string();
        let _ = Command::new("kill").arg(id).status();
        let _ = self.process.wait();
    }
}

/// An authority, what it says of `localhost`, and another authority that says nothing.
fn certificates(place: &Path) {
    fs_err::write(
        place.join("names"),
        "subjectAltName=DNS:localhost\nbasicConstraints=CA:FALSE\n",
    )
    .unwrap();
    for name in ["ca", "stranger"] {
        let command = format!(
            "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN={name} -keyout {name}.key -out {name}.pem"
        );
        openssl(place, &command);
    }
    for command in [
        "req -newkey rsa:2048 -nodes -subj /CN=localhost -keyout server.key -out server.csr",
        "x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile names -out server.pem",
    ] {
        openssl(place, command);
    }
}

fn openssl(place: &Path, command: &str) {
    let output = Command::new("openssl")
        .args(command.split(' '))
        .current_dir(place)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// Listens on this machine alone, with TLS from the first byte.
fn configuration(place: &Path, port: u16, capabilities: &str, people: &[&str; 3]) -> String {
    let place = place.display();
    let [user, group, stranger] = people;
    let offered = if capabilities.is_empty() {
        String::new()
    } else {
        format!("imap_capability = {capabilities}\n")
    };
    format!(
        "base_dir = {place}/run
state_dir = {place}/run
log_path = {place}/log
protocols = imap
listen = 127.0.0.1
ssl = required
ssl_cert = <{place}/server.pem
ssl_key = <{place}/server.key
auth_failure_delay = 0 secs
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {stranger}
first_valid_uid = 1
mail_location = maildir:{place}/mail
{offered}passdb {{
  driver = passwd-file
  args = scheme=PLAIN {place}/people
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={place}/mail
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = 0
  }}
  inet_listener imaps {{
    port = {port}
    ssl = yes
  }}
}}
"
    )
}

/// The server closes its files a moment after it said good-bye.
fn settle() {
    std::thread::sleep(Duration::from_millis(300));
}

fn run(program: &str, arguments: &[&str]) {
    let status = Command::new(program).args(arguments).status().unwrap();
    assert!(status.success(), "{program} {arguments:?}");
}

fn said(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output().unwrap();
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}
