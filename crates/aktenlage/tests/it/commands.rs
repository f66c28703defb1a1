//! Every command as it is called: the real binary, what it prints, how it ends, and what it leaves behind.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use aktenlage_domain::clock::FixedClock;
use aktenlage_server::auth::password;
use aktenlage_store::Store;
use tempfile::TempDir;

/// The encoder that `aktenlage models fetch` gets.
const ENCODER: &str = "multilingual-e5-small";

const PASSWORD: &str = "Ruhig liegen die Akten";

/// A folder of one's own to call commands in.
pub(crate) struct Desk {
    folder: TempDir,
    encoder: &'static str,
    models: PathBuf,
}

impl Desk {
    /// Works by hand: no model is looked for.
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self {
            models: folder.path().join("no-models"),
            encoder: "",
            folder,
        }
    }

    /// Works with the default encoder; `None` where it was not fetched, unless everything is required.
    #[expect(clippy::print_stderr, reason = "says why nothing was tested")]
    #[expect(
        clippy::disallowed_methods,
        reason = "the test runner names the models in the environment"
    )]
    pub(crate) fn with_encoder() -> Option<Self> {
        let models = std::env::var_os("AKTENLAGE_MODELS")
            .map(PathBuf::from)
            .or_else(|| {
                std::env::var_os("HOME").map(|home| Path::new(&home).join(".cache/aktenlage/models"))
            })?;
        if !models.join(ENCODER).is_dir() {
            let is_required = std::env::var("AKTENLAGE_TEST_REQUIRE_ALL").as_deref() == Ok("1");
            assert!(!is_required, "required: {ENCODER} has not been fetched");
            eprintln!("skipped: {ENCODER} has not been fetched");
            return None;
        }
        Some(Self {
            models,
            encoder: ENCODER,
            ..Self::new()
        })
    }

    /// The same folder with the default encoder; `None` as for [`Desk::with_encoder`].
    pub(crate) fn and_with_encoder(self) -> Option<Self> {
        let Self { encoder, models, .. } = Self::with_encoder()?;
        Some(Self {
            encoder,
            models,
            ..self
        })
    }

    /// The same encoder with a folder of heads of its own, in which to decide about them.
    pub(crate) fn with_own_heads(self) -> Self {
        let models = self.path("models");
        fs_err::create_dir_all(&models).unwrap();
        fs_err::os::unix::fs::symlink(self.models.join(ENCODER), models.join(ENCODER)).unwrap();
        Self { models, ..self }
    }

    /// Takes the default encoder along under another name: two encoders whose vectors have the same length.
    pub(crate) fn with_another_encoder(self, another: &str) -> Self {
        let models = self.path("models");
        for name in [ENCODER, another] {
            fs_err::create_dir_all(models.join(name)).unwrap();
            for file in fs_err::read_dir(self.models.join(ENCODER)).unwrap() {
                let file = file.unwrap();
                fs_err::copy(file.path(), models.join(name).join(file.file_name())).unwrap();
            }
        }
        let described = models.join(another).join("model.toml");
        let text = fs_err::read_to_string(&described).unwrap();
        let renamed = text.replacen(ENCODER, another, 1);
        assert_ne!(text, renamed);
        fs_err::write(described, renamed).unwrap();
        Self { models, ..self }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn data(&self) -> PathBuf {
        self.path("data")
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_aktenlage"));
        command
            .arg("--data-directory")
            .arg(self.data())
            .arg("--models-directory")
            .arg(&self.models)
            .args(arguments)
            .env("AKTENLAGE__MODELS__ENCODER", self.encoder)
            .current_dir(self.folder.path());
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Ended {
        Ended::from(self.command(arguments).output().unwrap())
    }

    /// With more in the environment.
    pub(crate) fn run_in(&self, environment: &[(&str, &str)], arguments: &[&str]) -> Ended {
        let mut command = self.command(arguments);
        Ended::from(command.envs(environment.iter().copied()).output().unwrap())
    }

    /// With something on the standard input.
    fn run_with(&self, arguments: &[&str], input: &str) -> Ended {
        let mut command = self.command(arguments);
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        Ended::from(child.wait_with_output().unwrap())
    }

    fn add_user(&self, username: &str) {
        let arguments = [
            "users",
            "add",
            username,
            "--display-name",
            "Aylin Yılmaz",
            "--role",
            "clerk",
        ];
        let added = self.run_with(&arguments, &format!("{PASSWORD}\n"));
        assert_eq!(added.good(), format!("{username} may sign in as clerk\n"));
        assert!(!added.stderr.contains(PASSWORD) && !added.stdout.contains(PASSWORD));
    }

    /// The stored hash of a password, as the server finds it.
    async fn password_hash(&self, username: &str) -> String {
        let clock = FixedClock::at("2026-11-22T10:00:00Z");
        let store = Store::open_sqlite(&self.data().join("aktenlage.sqlite"), &clock)
            .await
            .unwrap();
        let account = store
            .read()
            .await
            .unwrap()
            .account_by_username(username)
            .await
            .unwrap();
        store.close().await;
        account.unwrap().password_hash
    }
}

/// How a command ended.
pub(crate) struct Ended {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl From<Output> for Ended {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Ended {
    /// What it printed, if it went well.
    pub(crate) fn good(&self) -> &str {
        assert_eq!(self.code, Some(0), "{}{}", self.stdout, self.stderr);
        &self.stdout
    }

    /// What it said on the way out, if it did not go well.
    pub(crate) fn bad(&self) -> &str {
        assert_eq!(self.code, Some(1), "{}{}", self.stdout, self.stderr);
        assert!(self.stderr.contains("error: "), "{}", self.stderr);
        &self.stderr
    }
}

#[tokio::test]
async fn people_get_access_lose_it_and_get_it_back() {
    let desk = Desk::new();
    desk.add_user("yilmaz");
    let listed = |desk: &Desk| desk.run(&["users", "list"]).good().to_owned();
    let line = format!("{:20} {:12} Aylin Yılmaz", "yilmaz", "clerk");
    assert_eq!(listed(&desk), format!("{line}\n"));

    let twice = ["users", "add", "yilmaz", "--display-name", "A", "--role", "clerk"];
    assert!(
        desk.run_with(&twice, &format!("{PASSWORD}\n"))
            .bad()
            .contains("username: taken")
    );
    let short = [
        "users",
        "add",
        "seidl",
        "--display-name",
        "S",
        "--role",
        "supervisor",
    ];
    let refused = desk.run_with(&short, "zu kurz\n");
    assert!(
        refused.bad().contains("at least 12 characters"),
        "{}",
        refused.stderr
    );
    let no_role = ["users", "add", "seidl", "--display-name", "S", "--role", "boss"];
    assert!(
        desk.run_with(&no_role, "")
            .bad()
            .contains("clerk, supervisor or data")
    );

    assert_eq!(
        desk.run(&["users", "disable", "yilmaz"]).good(),
        "yilmaz may no longer sign in\n"
    );
    assert_eq!(listed(&desk), format!("{line}  (disabled)\n"));
    assert_eq!(
        desk.run(&["users", "enable", "yilmaz"]).good(),
        "yilmaz may sign in again\n"
    );
    assert_eq!(listed(&desk), format!("{line}\n"));
    assert!(
        desk.run(&["users", "disable", "nobody"])
            .bad()
            .contains("username: unknown")
    );

    // The line ends as on another system: that is no part of the password.
    let changed = desk.run_with(&["users", "password", "yilmaz"], "Die Akten liegen ruhig\r\n");
    assert_eq!(changed.good(), "yilmaz has a new password\n");
    let hash = desk.password_hash("yilmaz").await;
    assert_eq!(
        password::verify(&"Die Akten liegen ruhig".into(), &hash),
        Ok(true)
    );
    assert_eq!(password::verify(&PASSWORD.into(), &hash), Ok(false));
}

#[test]
fn commands_that_look_make_nothing() {
    let desk = Desk::new();
    let export = desk.path("chain.jsonl");
    let export = export.to_str().unwrap();
    for arguments in [
        vec!["audit", "verify"],
        vec!["audit", "export", export],
        vec!["users", "list"],
        vec!["users", "disable", "yilmaz"],
        vec!["users", "enable", "yilmaz"],
        vec!["users", "password", "yilmaz"],
    ] {
        let ended = desk.run_with(&arguments, &format!("{PASSWORD}\n"));
        let said = ended.bad();
        assert!(
            said.contains("data/aktenlage.sqlite"),
            "which file: {arguments:?}: {said}"
        );
        assert!(
            said.contains("--data-directory"),
            "what to do: {arguments:?}: {said}"
        );
        assert!(!desk.data().exists(), "{arguments:?} made something");
        assert!(!Path::new(export).exists(), "{arguments:?} made something");
    }
    // A file that was emptied is no database that verifies.
    fs_err::create_dir(desk.data()).unwrap();
    fs_err::write(desk.data().join("aktenlage.sqlite"), b"").unwrap();
    desk.run(&["audit", "verify"]).bad();
    assert_eq!(
        fs_err::metadata(desk.data().join("aktenlage.sqlite"))
            .unwrap()
            .len(),
        0
    );
    // Neither is a file that never was one.
    fs_err::write(desk.data().join("aktenlage.sqlite"), vec![b'x'; 5000]).unwrap();
    assert!(desk.run(&["audit", "verify"]).bad().contains("damaged"));
}

#[test]
fn an_export_is_checked_without_the_database() {
    let desk = Desk::new();
    desk.add_user("yilmaz");
    desk.add_user("seidl");
    let verified = desk.run(&["audit", "verify"]);
    assert!(
        verified
            .good()
            .starts_with("valid: 3 entries, 2 records, 0 originals, head "),
        "{}",
        verified.stdout
    );

    let export = desk.path("chain.jsonl");
    let file = export.to_str().unwrap();
    assert_eq!(desk.run(&["audit", "export", file]).good(), format!("{file}\n"));
    let again = desk.run(&["audit", "export", file]);
    assert!(
        again.bad().contains("a file that does not exist yet"),
        "{}",
        again.stderr
    );
    let elsewhere = Desk::new();
    let check = || elsewhere.run(&["audit", "verify", "--export", file]);
    // An export holds the chain alone, with the head that the database has.
    assert_eq!(check().good(), verified.stdout.replace("2 records", "0 records"));
    assert!(!elsewhere.data().exists(), "an export needs no database");

    let exported = fs_err::read_to_string(&export).unwrap();
    let changed = exported.replacen("user_created", "signed_in", 1);
    assert_ne!(changed, exported);
    fs_err::write(&export, changed).unwrap();
    let broken = check();
    assert_eq!(broken.code, Some(1));
    assert!(
        broken.stdout.starts_with("broken at entry 2: "),
        "{}",
        broken.stdout
    );
    let lines: Vec<&str> = exported.lines().collect();
    fs_err::write(&export, [lines[0], lines[2], lines[3]].join("\n")).unwrap();
    assert!(check().stdout.starts_with("broken at entry "), "a removed entry");
}

#[test]
fn doctor_says_what_is_configured_from_where_and_whether_it_works() {
    let desk = Desk::new();
    let empty = desk.run(&["doctor"]);
    assert_eq!(empty.code, Some(1), "{}", empty.stdout);
    assert!(
        empty.stdout.contains("there is no Aktenlage database in"),
        "{}",
        empty.stdout
    );
    assert!(!desk.data().exists(), "looking made something");
    desk.add_user("yilmaz");
    let well = desk.run(&["doctor"]);
    let said = well.good();
    for expected in [
        "configuration\n",
        "blueprint sha256:",
        "services",
        "confinement of readers: limits yes",
        "encoder: none configured",
        "audit chain of 2 entries holds",
    ] {
        assert!(said.contains(expected), "{expected}: {said}");
    }
    assert!(said.ends_with("all well\n"), "{said}");
    // What a kernel lacks is told with what that means; it keeps nobody from working.
    let is_weaker = said.contains("(landlock_") || said.contains("(seccomp_missing)");
    let confined = said
        .lines()
        .find(|line| line.starts_with("confinement of readers: "));
    assert_eq!(
        confined.unwrap().contains("not on this kernel"),
        is_weaker,
        "{said}"
    );
    let line = said.lines().find(|line| line.contains("data.directory")).unwrap();
    assert!(line.ends_with("--data-directory"), "{line}");
    let line = said.lines().find(|line| line.contains("models.encoder")).unwrap();
    assert!(line.ends_with("AKTENLAGE__MODELS__ENCODER"), "{line}");
    let line = said.lines().find(|line| line.contains("server.listen")).unwrap();
    assert!(line.ends_with("default"), "{line}");

    let missing = desk.run_in(&[("AKTENLAGE__MODELS__ENCODER", "no-such-model")], &["doctor"]);
    assert_eq!(missing.code, Some(1), "{}", missing.stdout);
    assert!(missing.stdout.ends_with("see above\n"), "{}", missing.stdout);
}

#[test]
fn the_demo_stays_on_this_machine_and_away_from_an_office() {
    let desk = Desk::new();
    let with = |name, value| desk.run_in(&[(name, value)], &["demo", "--once"]);
    let shared = with("AKTENLAGE__DATABASE__URL", "postgres://office@192.0.2.1/akten");
    assert!(shared.bad().contains("database.url"), "{}", shared.stderr);
    let index = with("AKTENLAGE__INDEX__URL", "http://192.0.2.1:6334");
    assert!(index.bad().contains("index.url"), "{}", index.stderr);
    for address in ["0.0.0.0:8470", "[::]:8470", "192.0.2.1:8470"] {
        let open = desk.run(&["--listen", address, "demo", "--once"]);
        assert!(open.bad().contains("--listen 127.0.0.1:8470"), "{}", open.stderr);
    }
    assert!(!desk.data().exists(), "nothing was made");

    desk.add_user("yilmaz");
    let in_use = desk.run(&["demo", "--once"]);
    assert!(in_use.bad().contains("--data-directory"), "{}", in_use.stderr);
    let listed = desk.run(&["users", "list"]);
    assert_eq!(
        listed.good().lines().count(),
        1,
        "no account was added: {}",
        listed.stdout
    );
}
