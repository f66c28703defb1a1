//! `kill -9` at any moment: nothing is lost and nothing is there twice.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]
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
    command
        .args(["demo", "--once"])
        .env("AKTENLAGE__MODELS__ENCODER", "")
        .stderr(Stdio::null());
    command
}

fn kill_after(milliseconds: u64, data: &Path) {
    let mut child = demo(data).stdout(Stdio::null()).spawn().unwrap();
    std::thread::sleep(Duration::from_millis(milliseconds));
    // It may have finished already; then there is nothing to kill.
    let _ = child.kill();
    child.wait().unwrap();
}

/// Runs that the chain tells the beginning of and no end.
fn runs_that_were_cut_off(data: &Path) -> usize {
    let file = data.join("chain.jsonl");
    let _ = fs_err::remove_file(&file);
    let exported = Command::new(env!("CARGO_BIN_EXE_aktenlage"))
        .arg("--data-directory")
        .arg(data)
        .args(["audit", "export"])
        .arg(&file)
        .output()
        .unwrap();
    // The first kill may have come before there was a database.
    if !exported.status.success() {
        return 0;
    }
    let chain = fs_err::read_to_string(&file).unwrap();
    let told = |action: &str| chain.matches(&format!(r#""action":"{action}""#)).count();
    told("run_started") - told("suggestions_recorded") - told("run_failed")
}

#[test]
fn a_killed_process_loses_nothing_and_doubles_nothing() {
    let folder = tempfile::tempdir().unwrap();
    for milliseconds in [40, 90, 150, 220, 300, 400, 520, 700, 900] {
        kill_after(milliseconds, folder.path());
    }
    // A slow machine needs longer until it is in the middle of something.
    for milliseconds in [1_200, 1_800, 2_700, 4_000, 6_000] {
        if runs_that_were_cut_off(folder.path()) > 0 {
            break;
        }
        kill_after(milliseconds, folder.path());
    }
    let cut_off = runs_that_were_cut_off(folder.path());
    assert!(cut_off > 0, "no kill came in the middle of a run");
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
