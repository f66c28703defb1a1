//! `kill -9` at any moment: nothing is lost and nothing is there twice.
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

fn demo(data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_aktenlage"));
    command
        .arg("--data-directory")
        .arg(data)
        .arg("--models-directory")
        .arg(data.join("no-models"));
    command.args(["demo", "--once"]).stderr(Stdio::null());
    command
}

#[test]
fn a_killed_process_loses_nothing_and_doubles_nothing() {
    let folder = tempfile::tempdir().unwrap();
    for milliseconds in [40, 90, 150, 220, 300, 400, 520, 700, 900] {
        let mut child = demo(folder.path()).stdout(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(milliseconds));
        // It may have finished already; then there is nothing to kill.
        let _ = child.kill();
        child.wait().unwrap();
    }
    let finished = demo(folder.path()).output().unwrap();
    assert!(finished.status.success());
    let lines = String::from_utf8(finished.stdout).unwrap();
    let cases: Vec<_> = lines
        .lines()
        .filter(|line| line.starts_with("AL-2026-"))
        .collect();
    let samples = aktenlage_evaluation::samples::suite("demo").unwrap();
    assert_eq!(cases.len(), samples.len(), "each sample is there once:\n{lines}");
    assert!(cases.iter().all(|line| line.contains(" ready ")), "{lines}");
    let mut verify = Command::new(env!("CARGO_BIN_EXE_aktenlage"));
    let verified = verify
        .arg("--data-directory")
        .arg(folder.path())
        .args(["audit", "verify"])
        .output()
        .unwrap();
    assert!(
        verified.status.success(),
        "{}",
        String::from_utf8_lossy(&verified.stdout)
    );
}
