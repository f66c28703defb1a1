//! What lies in a watched folder becomes a submission once, is moved away and never lost, and what is refused says why.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use aktenlage_domain::ids::CaseId;
use aktenlage_domain::intake::{IntakeChannel, IntakeRefusalCode};
use aktenlage_extract::Limits;
use aktenlage_workflow::views::{ActorView, AuditView};
use aktenlage_workflow::{FolderWatcher, Look, WatchedFolder};
use tempfile::TempDir;

use crate::bench::Bench;
use crate::commands::Desk;
use crate::gate::Gate;

/// Text is the smallest thing that is read.
const LETTER: &[u8] = b"Antrag auf Wohngeld";
const TODAY: &str = "uebernommen/2026-11-22";

/// A workbench, a folder that it watches, and a clock that tests move.
struct Office {
    bench: Bench,
    watcher: FolderWatcher,
    clock: Arc<Gate>,
    folder: PathBuf,
    home: TempDir,
}

fn scanner(path: PathBuf) -> WatchedFolder {
    WatchedFolder {
        name: "scanner".to_owned(),
        path,
        channel: IntakeChannel::Scan,
        service: Some("housing_benefit_rent".into()),
        settle: Duration::from_secs(5),
        poll: Duration::from_secs(10),
    }
}

impl Office {
    async fn new() -> Self {
        Self::with_limits(Limits::recommended()).await
    }

    async fn with_limits(limits: Limits) -> Self {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("eingang");
        let data = home.path().join("data");
        fs_err::create_dir(&folder).unwrap();
        fs_err::create_dir(&data).unwrap();
        let clock = Arc::new(Gate::new());
        let folders = vec![scanner(folder.clone())];
        let bench = Bench::watching(&data, limits, clock.clone(), folders).await;
        let watcher = bench.workbench.folder_watchers(&data).unwrap().remove(0);
        Self {
            bench,
            watcher,
            clock,
            folder,
            home,
        }
    }

    fn put(&self, name: &str, content: &[u8]) {
        fs_err::write(self.folder.join(name), content).unwrap();
    }

    /// Two looks with enough time between: the second one finds that nothing changed.
    async fn settled_look(&mut self) -> Look {
        self.watcher.look().await;
        self.clock.advance(6);
        self.watcher.look().await
    }

    /// As a process that starts again: what was seen is forgotten, what is recorded is not.
    fn restart(&mut self) {
        let data = self.home.path().join("data");
        self.watcher = self.bench.workbench.folder_watchers(&data).unwrap().remove(0);
    }

    fn names(&self, folder: &str) -> Vec<String> {
        names(&self.folder.join(folder))
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

    async fn file_names(&self, case: CaseId) -> Vec<String> {
        let detail = self.bench.workbench.case_detail(case).await.unwrap();
        let documents = detail.documents.into_iter();
        documents.map(|document| document.document.file_name).collect()
    }
}

fn names(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs_err::read_dir(folder) else {
        return Vec::new();
    };
    let mut names: Vec<_> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[tokio::test]
async fn a_file_arrives_once_however_often_it_is_found() {
    let mut office = Office::new().await;
    office.put("Antrag.txt", LETTER);
    let first = office.watcher.look().await;
    assert_eq!((first.taken, first.waiting), (0, 1), "it may still be growing");
    office.clock.advance(6);
    assert_eq!(office.watcher.look().await.taken, 1);
    assert_eq!(office.settled_look().await, Look::default());
    assert_eq!(office.names(TODAY), ["Antrag.txt"]);

    // The process ended after the record and before the move: the file lies where it lay.
    office.put("Antrag.txt", LETTER);
    office.restart();
    let again = office.settled_look().await;
    assert_eq!((again.taken, again.known, again.waiting), (0, 1, 0));
    assert_eq!(
        office.names(TODAY),
        ["Antrag-2.txt", "Antrag.txt"],
        "nothing is overwritten"
    );
    assert_eq!(
        fs_err::read(office.folder.join(TODAY).join("Antrag-2.txt")).unwrap(),
        LETTER
    );

    // The same name with other content is another submission, and so is the same content with another name.
    office.put("Antrag.txt", b"Antrag auf Elterngeld");
    office.put("Zweiter.txt", LETTER);
    assert_eq!(office.settled_look().await.taken, 2);

    let received = office.entries("submission_received").await;
    assert_eq!(received.len(), 3);
    for entry in &received {
        assert!(matches!(entry.actor, ActorView::System), "no person did it");
        assert_eq!(entry.detail["source"], "scanner");
        assert_eq!(entry.detail["channel"], "scan");
        assert_eq!(entry.detail["expected_service"], "housing_benefit_rent");
        assert!(!entry.detail.to_string().contains("Antrag"), "{}", entry.detail);
    }
    office.bench.work_off().await;
    let detail = office
        .bench
        .workbench
        .case_detail(office.cases().await[0])
        .await
        .unwrap();
    let document = &detail.documents[0].document;
    let (_, original) = office
        .bench
        .workbench
        .document_original(document.id)
        .await
        .unwrap();
    assert_eq!(
        (document.file_name.as_str(), &original[..]),
        ("Antrag.txt", LETTER)
    );
    let sources = office.bench.workbench.intake_sources().await.unwrap();
    assert_eq!((sources[0].taken, sources[0].refused), (3, 0));
    assert_eq!(
        sources[0].last_look.map(|look| (look.waiting, look.problem)),
        Some((0, None))
    );
    office.bench.check().await;
}

#[tokio::test]
async fn what_is_not_whole_waits() {
    let mut office = Office::new().await;
    office.put("scan.txt", b"Anf");
    office.put("scan.txt.part", LETTER);
    office.put(".verborgen", LETTER);
    office.put("leer.txt", b"");
    fs_err::create_dir(office.folder.join("Mappe")).unwrap();
    office.watcher.look().await;
    office.clock.advance(4);
    office.put("scan.txt", b"Anfang");
    assert_eq!(office.watcher.look().await.taken, 0);
    office.clock.advance(4);
    let grown = office.watcher.look().await;
    assert_eq!(
        (grown.taken, grown.waiting),
        (0, 5),
        "eight seconds, but four since it grew"
    );
    office.clock.advance(2);
    let settled = office.watcher.look().await;
    assert_eq!((settled.taken, settled.waiting), (1, 4));
    fs_err::rename(
        office.folder.join("scan.txt.part"),
        office.folder.join("zweiter.txt"),
    )
    .unwrap();
    assert_eq!(office.settled_look().await.taken, 1);
    assert_eq!(office.names(TODAY), ["scan.txt", "zweiter.txt"]);
    office.bench.work_off().await;
    office.bench.check().await;
}

#[tokio::test]
async fn a_folder_is_one_submission_of_all_its_files() {
    let mut office = Office::new().await;
    let inner = office.folder.join("Müller");
    fs_err::create_dir(&inner).unwrap();
    fs_err::write(inner.join("b.txt"), b"Mietvertrag").unwrap();
    fs_err::write(inner.join("a.txt"), LETTER).unwrap();
    assert_eq!(office.settled_look().await.taken, 1);
    let cases = office.cases().await;
    assert_eq!(cases.len(), 1);
    assert_eq!(office.file_names(cases[0]).await, ["a.txt", "b.txt"]);
    assert_eq!(office.names(TODAY), ["Müller"]);
    assert_eq!(office.names(&format!("{TODAY}/Müller")), ["a.txt", "b.txt"]);

    // Put back as it was, it is known; with one more file it is another one.
    fs_err::create_dir(&inner).unwrap();
    fs_err::write(inner.join("a.txt"), LETTER).unwrap();
    fs_err::write(inner.join("b.txt"), b"Mietvertrag").unwrap();
    let again = office.settled_look().await;
    assert_eq!((again.taken, again.known), (0, 1));
    assert_eq!(office.names(TODAY), ["Müller", "Müller-2"]);
    office.bench.work_off().await;
    office.bench.check().await;
}

#[tokio::test]
async fn links_are_refused_and_nothing_outside_is_read() {
    let mut office = Office::new().await;
    let secret = office.home.path().join("geheim.txt");
    fs_err::write(&secret, b"Personalakte").unwrap();
    let outside = office.home.path().join("draussen");
    fs_err::create_dir(&outside).unwrap();
    fs_err::write(outside.join("a.txt"), b"Personalakte").unwrap();
    symlink(&secret, office.folder.join("datei.txt")).unwrap();
    symlink(&outside, office.folder.join("ordner")).unwrap();
    let mixed = office.folder.join("Mappe");
    fs_err::create_dir(&mixed).unwrap();
    fs_err::write(mixed.join("gut.txt"), LETTER).unwrap();
    symlink(&secret, mixed.join("schlecht.txt")).unwrap();
    let look = office.settled_look().await;
    assert_eq!((look.taken, look.refused, look.problem), (0, 3, None));
    assert!(office.cases().await.is_empty());
    assert_eq!(
        office.names("abgelehnt"),
        [
            "Mappe",
            "Mappe.grund.txt",
            "datei.txt",
            "datei.txt.grund.txt",
            "ordner",
            "ordner.grund.txt"
        ]
    );
    let moved = office.folder.join("abgelehnt/datei.txt");
    assert!(
        fs_err::symlink_metadata(moved).unwrap().is_symlink(),
        "the link, not what it points at"
    );
    assert_eq!(fs_err::read(&secret).unwrap(), b"Personalakte");
    assert_eq!(names(&outside), ["a.txt"]);
    let files = office.home.path().join("data/files");
    let kept = walk(&files);
    assert!(
        kept.iter()
            .all(|file| fs_err::read(file).unwrap() != b"Personalakte")
    );
    office.bench.check().await;
}

/// All files below a folder.
fn walk(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for name in names(folder) {
        let path = folder.join(name);
        if path.is_dir() {
            files.extend(walk(&path));
        } else {
            files.push(path);
        }
    }
    files
}

#[tokio::test]
async fn what_is_refused_says_why() {
    let limits = Limits {
        max_bytes: 100,
        ..Limits::recommended()
    };
    let mut office = Office::with_limits(limits).await;
    office.put("Öztürk.pdf", &[b'x'; 101]);
    assert_eq!(office.settled_look().await.refused, 1);
    office.put("Öztürk.pdf", &[b'x'; 101]);
    assert_eq!(
        office.settled_look().await.refused,
        1,
        "nothing was taken in, so nothing is known"
    );
    let crowd = office.folder.join("Viele");
    fs_err::create_dir(&crowd).unwrap();
    for number in 0..21 {
        fs_err::write(crowd.join(format!("{number}.txt")), LETTER).unwrap();
    }
    fs_err::create_dir_all(office.folder.join("Baum/Ast")).unwrap();
    assert_eq!(office.settled_look().await.refused, 2);
    assert_eq!(
        office.names("abgelehnt"),
        [
            "Baum",
            "Baum.grund.txt",
            "Viele",
            "Viele.grund.txt",
            "Öztürk-2.pdf",
            "Öztürk-2.pdf.grund.txt",
            "Öztürk.pdf",
            "Öztürk.pdf.grund.txt",
        ]
    );
    let reason = fs_err::read_to_string(office.folder.join("abgelehnt/Öztürk.pdf.grund.txt")).unwrap();
    assert!(
        reason.starts_with("Nicht übernommen: file_too_large\n"),
        "{reason}"
    );
    assert!(reason.contains("100 Bytes"), "{reason}");

    let told = office.entries("intake_refused").await;
    let codes: Vec<_> = told
        .iter()
        .map(|entry| entry.detail["code"].as_str().unwrap())
        .collect();
    assert_eq!(
        codes,
        [
            "file_too_large",
            "file_too_large",
            "nested_folder",
            "too_many_files"
        ]
    );
    for entry in &told {
        assert_eq!(entry.detail["source"], "scanner");
        assert!(
            !entry.detail.to_string().contains("Öztürk"),
            "names stay out of the chain"
        );
    }
    let sources = office.bench.workbench.intake_sources().await.unwrap();
    assert_eq!((sources[0].taken, sources[0].refused), (0, 4));
    let last = &sources[0].last_refusals[0];
    assert_eq!(
        (last.file_name.as_str(), last.code),
        ("Viele", IntakeRefusalCode::TooManyFiles)
    );
    assert!(office.cases().await.is_empty());
    office.bench.check().await;
}

#[tokio::test]
async fn a_folder_that_goes_away_is_told_and_comes_back() {
    let mut office = Office::new().await;
    let away = office.home.path().join("fort");
    fs_err::rename(&office.folder, &away).unwrap();
    assert_eq!(office.watcher.look().await.problem, Some("folder_missing"));
    let sources = office.bench.workbench.intake_sources().await.unwrap();
    let last = sources[0].last_look.unwrap();
    assert_eq!((last.problem, last.good_at), (Some("folder_missing"), None));
    fs_err::rename(&away, &office.folder).unwrap();
    office.put("Antrag.txt", LETTER);
    let back = office.settled_look().await;
    assert_eq!((back.taken, back.problem), (1, None));
}

#[tokio::test]
async fn folders_that_cannot_be_watched_are_named_with_the_remedy() {
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("data");
    let inside = data.join("eingang");
    let own = home.path().join("eingang");
    fs_err::create_dir_all(&inside).unwrap();
    fs_err::create_dir_all(own.join("unten")).unwrap();
    let link = home.path().join("verweis");
    symlink(&own, &link).unwrap();
    let unknown = WatchedFolder {
        service: Some("no_such_service".into()),
        ..scanner(own.clone())
    };
    for (folders, expected) in [
        (vec![scanner(inside)], "choose a folder of its own"),
        (
            vec![scanner(home.path().to_owned())],
            "choose a folder of its own",
        ),
        (
            vec![scanner(own.clone()), scanner(own.join("unten"))],
            "choose a folder of its own",
        ),
        (vec![scanner(link)], "is a symbolic link"),
        (vec![scanner(home.path().join("nirgends"))], "mount its share"),
        (vec![unknown], "no_such_service"),
    ] {
        let place = tempfile::tempdir().unwrap();
        let clock = Arc::new(Gate::new());
        let bench = Bench::watching(place.path(), Limits::recommended(), clock, folders).await;
        let refused = bench.workbench.folder_watchers(&data).err().unwrap().to_string();
        assert!(refused.contains(expected), "{expected}: {refused}");
    }
}

#[test]
fn the_command_looks_once_and_prints_counts() {
    let desk = Desk::new();
    let none = desk.run(&["intake", "look"]);
    assert!(none.bad().contains("[[intake.folders]]"), "{}", none.stderr);

    let (folder, config) = (desk.path("eingang"), desk.path("office.toml"));
    fs_err::create_dir(&folder).unwrap();
    fs_err::write(folder.join("Antrag.txt"), LETTER).unwrap();
    let text =
        "[[intake.folders]]\nname = \"fax\"\npath = \"eingang\"\nchannel = \"fax\"\nsettle_seconds = 1\n";
    fs_err::write(&config, text).unwrap();
    let look = || desk.run(&["--config", config.to_str().unwrap(), "intake", "look"]);
    let first = look();
    assert_eq!(
        first.good(),
        "fax: 1 taken, 0 known, 0 refused, 0 waiting, 0 failed\n"
    );
    assert!(!first.stderr.contains("Antrag"), "{}", first.stderr);
    assert_eq!(
        look().good(),
        "fax: 0 taken, 0 known, 0 refused, 0 waiting, 0 failed\n"
    );
    assert!(desk.run(&["audit", "verify"]).good().starts_with("valid: "));

    fs_err::write(&config, text.replace("\"fax\"\nsettle", "\"brief\"\nsettle")).unwrap();
    assert!(look().bad().contains("scan, fax, portal or mail"));
    fs_err::write(&config, text.replace("\"eingang\"", "\"data\"")).unwrap();
    assert!(look().bad().contains("choose a folder of its own"));
}
