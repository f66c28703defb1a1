//! What the log says of a panic: where it was, never what it quoted.
use std::process::Command;

// The hook is one for the whole process and the binary does not panic when asked to: this program takes its place.
#[path = "../../src/log.rs"]
mod log;

const ROLE: &str = "AKTENLAGE_TEST_PANIC";
const MARKER: &str = "Erika Musterfrau, DE02 1203";

/// Starts itself as the child that panics.
#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "the child is told by the environment what it is"
)]
fn a_panic_says_where_and_never_what() {
    if std::env::var(ROLE).is_ok() {
        log::start();
        log::say_panics_by_place();
        let thread = std::thread::Builder::new().name("worker-7".to_owned());
        let ended = thread.spawn(|| panic!("cannot read {MARKER}")).unwrap().join();
        assert!(ended.is_err());
        return;
    }
    let mut child = Command::new(std::env::current_exe().unwrap());
    child
        .args([
            "--exact",
            "panics::a_panic_says_where_and_never_what",
            "--nocapture",
        ])
        .env(ROLE, "1")
        .env_remove("AKTENLAGE_LOG");
    let output = child.output().unwrap();
    let said =
        String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}");
    assert!(said.contains("1 passed"), "the child ran the test: {said}");
    assert!(
        !said.contains("Musterfrau") && !said.contains("cannot read"),
        "{said}"
    );
    assert!(said.contains("worker-7") && said.contains("panics.rs:"), "{said}");
}
