//! Where settings come from, which one wins, and what is said of those that cannot be: as `aktenlage doctor` tells.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]
use std::process::Command;

use crate::commands::{Desk, Ended};

/// Key, value and origin of each setting, as the doctor lists them.
fn settings(ended: &Ended) -> Vec<(String, String, String)> {
    let lines = ended.stdout.lines().skip_while(|line| *line != "configuration");
    let listed = lines.skip(1).take_while(|line| line.starts_with("  "));
    let setting = |line: &str| {
        let (key, rest) = line.trim_start().split_once(char::is_whitespace).unwrap();
        let (value, origin) = rest.trim().rsplit_once("  ").unwrap_or(("", rest.trim()));
        (key.to_owned(), value.trim().to_owned(), origin.trim().to_owned())
    };
    listed.map(setting).collect()
}

/// One of them: its value and its origin.
fn setting<'a>(settings: &'a [(String, String, String)], key: &str) -> (&'a str, &'a str) {
    let found = settings.iter().find(|(name, _, _)| name == key);
    let (_, value, origin) = found.unwrap_or_else(|| panic!("{key} is not listed"));
    (value, origin)
}

#[test]
fn what_nobody_set_is_the_default() {
    let folder = tempfile::tempdir().unwrap();
    let mut doctor = Command::new(env!("CARGO_BIN_EXE_aktenlage"));
    let settings = settings(&Ended::from(
        doctor.arg("doctor").current_dir(folder.path()).output().unwrap(),
    ));
    assert_eq!(
        setting(&settings, "models.encoder"),
        ("multilingual-e5-small", "default")
    );
    assert_eq!(
        setting(&settings, "server.trusted_proxy"),
        ("false", "default"),
        "a header that clients write counts for nothing"
    );
    assert_eq!(
        setting(&settings, "status_page.enabled"),
        ("false", "default"),
        "nobody outside sees anything unless the office wants it"
    );
    assert!(
        settings.iter().all(|(_, _, origin)| origin == "default"),
        "{settings:?}"
    );
}

#[test]
fn later_sources_win_and_secrets_stay_hidden() {
    let desk = Desk::new();
    let file = desk.path("office.toml");
    fs_err::write(&file, "[work]\nworkers = 2\n[server]\nsession_hours = 8\n").unwrap();
    let environment = [
        ("AKTENLAGE__WORK__WORKERS", "3"),
        ("AKTENLAGE__SERVER__TRUSTED_PROXY", "true"),
        // No database listens at this socket: nobody waits for one.
        ("AKTENLAGE__DATABASE__URL", "postgres://u:geheim@%2Fnowhere/akten"),
    ];
    let file = file.to_str().unwrap();
    let ended = desk.run_in(
        &environment,
        &["--config", file, "--listen", "127.0.0.1:9000", "doctor"],
    );
    assert_eq!(ended.code, Some(1), "the database is not there: {}", ended.stdout);
    let settings = settings(&ended);
    for (key, value, origin) in [
        ("work.workers", "3", "AKTENLAGE__WORK__WORKERS"),
        ("server.session_hours", "8", file),
        ("server.listen", "127.0.0.1:9000", "--listen"),
        ("server.trusted_proxy", "true", "AKTENLAGE__SERVER__TRUSTED_PROXY"),
    ] {
        assert_eq!(setting(&settings, key), (value, origin), "{key}");
    }
    assert_eq!(setting(&settings, "database.url").1, "AKTENLAGE__DATABASE__URL");
    assert!(ended.stdout.contains("database: "), "{}", ended.stdout);
    assert!(
        !(ended.stdout + &ended.stderr).contains("geheim"),
        "a password is shown"
    );
}

#[test]
fn unknown_and_impossible_settings_are_named() {
    let desk = Desk::new();
    let told = |environment: &[(&str, &str)], expected: &[&str]| {
        let ended = desk.run_in(environment, &["--listen", "nowhere", "doctor"]);
        for part in expected {
            assert!(ended.bad().contains(part), "{part}: {}", ended.stderr);
        }
    };
    told(
        &[("AKTENLAGE__SERVER__LISTN", "x")],
        &["AKTENLAGE__SERVER__LISTN"],
    );
    told(&[("AKTENLAGE__SERVER__TRUSTED_PROXY", "yes")], &["true or false"]);
    told(
        &[
            (
                "AKTENLAGE__STATUS_PAGE__PUBLIC_URL",
                "https://stadt.example/akten",
            ),
            ("AKTENLAGE__STATUS_PAGE__LINK_DAYS", "0"),
        ],
        &["status_page.public_url", "status_page.link_days"],
    );
    told(
        &[
            ("AKTENLAGE__WORK__WORKERS", "0"),
            ("AKTENLAGE__MODELS__PRECISION", "f16"),
        ],
        &["server.listen", "work.workers", "models.precision"],
    );
}

#[test]
fn a_status_page_without_an_address_is_named() {
    let desk = Desk::new();
    let on = ("AKTENLAGE__STATUS_PAGE__ENABLED", "true");
    let told = |environment: &[(&str, &str)]| desk.run_in(environment, &["doctor"]).stdout;
    let without = told(&[on]);
    assert!(without.contains("set `status_page.public_url`"), "{without}");
    let address = (
        "AKTENLAGE__STATUS_PAGE__PUBLIC_URL",
        "https://stand.stadt.example",
    );
    let with = told(&[on, address]);
    assert!(
        with.contains("status page for applicants: https://stand.stadt.example/status/, links hold 400 days"),
        "{with}"
    );
    let off = told(&[]);
    assert!(off.contains("status page for applicants: off"), "{off}");
}
