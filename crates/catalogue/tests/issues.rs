//! Every finding has a broken file that causes it, and never stops the rest of the blueprint.
use aktenlage_catalogue::{Catalogue, Issue, load};

/// A sound service, and what it asks for.
const SERVICE: &str = include_str!("library_card/service.toml");
const EVIDENCE: &str = include_str!("library_card/evidence.toml");

fn load_with(files: &[(&str, &[u8])]) -> (Catalogue, Vec<Issue>) {
    let directory = tempfile::tempdir().expect("a writable folder");
    for (path, content) in files {
        let path = directory.path().join(path);
        fs_err::create_dir_all(path.parent().expect("a writable folder")).expect("a writable folder");
        fs_err::write(path, content).expect("a writable folder");
    }
    load(Some(directory.path()))
}

fn issues_of(service: &str) -> Vec<&'static str> {
    let (catalogue, issues) = load_with(&[("services/library_card.toml", service.as_bytes())]);
    assert!(catalogue.services.len() >= 16, "the built-in services stay");
    assert!(
        issues
            .iter()
            .all(|issue| issue.file == "services/library_card.toml"),
        "{issues:?}"
    );
    issues.iter().map(|issue| issue.code).collect()
}

/// The sound service with one text replaced.
fn with(from: &str, to: &str) -> Vec<&'static str> {
    let sound = format!("{SERVICE}{EVIDENCE}");
    assert!(sound.contains(from), "{from}");
    issues_of(&sound.replacen(from, to, 1))
}

fn with_field(field: &str) -> Vec<&'static str> {
    issues_of(&format!("{SERVICE}\n[[fields]]\n{field}\n"))
}

#[test]
fn a_sound_file_adds_a_service() {
    let sound = format!("{SERVICE}{EVIDENCE}");
    let (catalogue, issues) = load_with(&[("services/library_card.toml", sound.as_bytes())]);
    assert_eq!(issues, []);
    assert_eq!(catalogue.services.len(), 17);
    assert_ne!(catalogue.version, load(None).0.version);
}

#[test]
fn each_mistake_in_a_service_has_its_code() {
    for (from, to, code) in [
        ("verified = false", "verified = perhaps", "invalid_toml"),
        ("authority =", "colour =", "invalid_toml"),
        ("de = \"Leseausweis\", ", "", "missing_label"),
        (", en = \"Who borrows\"", "", "missing_label"),
        ("[\"Satzung\"]", "[\"SGB 99\"]", "unknown_law"),
        (
            "unverified_basis = [\"Satzung\"]",
            "unverified_basis = [\"§ 1 XYZ\"]",
            "unknown_law",
        ),
        ("unverified_basis = [\"Satzung\"]", "", "empty_basis"),
        ("identity_document", "passport", "unknown_document_kind"),
        ("demand = \"yes\"", "demand = \"please\"", "unknown_word"),
        (
            "demand = \"yes\"",
            "demand = \"yes\"\nwhen = \"a ==\"",
            "invalid_condition",
        ),
        (
            "demand = \"yes\"",
            "demand = \"yes\"\nwhen = \"applicant.nationality in EU_ALL\"",
            "invalid_condition",
        ),
        (
            "demand = \"yes\"",
            "demand = \"yes\"\nwhen = \"a.b == 1\"",
            "unknown_field",
        ),
        (
            "demand = \"yes\"",
            "demand = \"yes\"\nwhen = \"application.kind == frist\"",
            "unknown_option",
        ),
        ("authority", "leika = \"123\"\nauthority", "malformed_leika"),
        (
            "authority",
            "valid_from = \"1.7.2026\"\nauthority",
            "invalid_date",
        ),
        (
            "authority",
            "valid_from = \"2026-07-01\"\nvalid_to = \"2026-06-30\"\nauthority",
            "invalid_validity",
        ),
        ("\"LI\"", "\"WG\"", "duplicate_prefix"),
        (
            "verified = false",
            "verified = true",
            "verified_rests_on_unverified",
        ),
    ] {
        let found = with(from, to);
        assert!(found.contains(&code), "{from} -> {to}: {found:?}");
    }
    assert_eq!(
        issues_of(&format!("{SERVICE}{EVIDENCE}{EVIDENCE}")),
        ["duplicate_id"]
    );
}

#[test]
fn each_mistake_in_a_field_has_its_code() {
    for (field, code) in [
        (
            "ids = [\"applicant.shoe_size\"]\nrequirement = \"required\"",
            "unknown_field",
        ),
        (
            "ids = [\"applicant.sex\"]\nrequirement = \"sometimes\"",
            "unknown_word",
        ),
        (
            "ids = [\"applicant.sex\"]\nrequirement = \"conditional\"",
            "missing_condition",
        ),
        (
            "ids = [\"applicant.sex\"]\nrequirement = \"required\"\nwhen = \"a.b\"",
            "unexpected_condition",
        ),
        (
            "ids = [\"applicant.sex\"]\nrequirement = \"required\"\noptions = [\"none\"]",
            "unknown_option",
        ),
        (
            "ids = [\"bank.iban\", \"bank.iban\"]\nrequirement = \"required\"",
            "duplicate_id",
        ),
    ] {
        let found = with_field(field);
        assert!(found.contains(&code), "{field}: {found:?}");
    }
}

#[test]
fn shared_files_are_checked_and_replaced_if_broken() {
    let kind = "[[kinds]]\nid = \"a\"\nlabel = { de = \"A\" }\n";
    let field = "[[fields]]\nid = \"a.b\"\nlabel = { de = \"A\", en = \"A\" }\nkind = \"code\"\n";
    for (path, content, code) in [
        ("kinds.toml", "kinds = 3".to_owned(), "invalid_toml"),
        ("kinds.toml", kind.to_owned(), "missing_label"),
        ("kinds.toml", kind.repeat(2), "duplicate_id"),
        ("remarks.toml", "places = 3".to_owned(), "invalid_toml"),
        ("remarks.toml", "places = [\" \"]".to_owned(), "unknown_word"),
        ("fields.toml", field.to_owned(), "missing_options"),
        ("fields.toml", field.replace("code", "colour"), "unknown_word"),
        (
            "laws.toml",
            "laws = [{ cited_as = \"A\", title = \"A\", level = \"galactic\" }]".to_owned(),
            "unknown_word",
        ),
    ] {
        let (_, issues) = load_with(&[(path, content.as_bytes())]);
        assert!(
            issues
                .iter()
                .any(|issue| issue.code == code && issue.file == path),
            "{path}: {code}"
        );
    }
    let (catalogue, issues) = load_with(&[("kinds.toml", b"kinds = 3")]);
    assert_eq!(issues.len(), 1, "the built-in kinds stay in force");
    assert_eq!(catalogue.kinds.len(), load(None).0.kinds.len());
}

#[test]
fn unreadable_files_and_guidance_without_front_matter_are_reported() {
    let (catalogue, issues) = load_with(&[
        ("services/broken.toml", b"\xff\xfe"),
        ("guidance/note.md", b"# No front matter"),
        ("guidance/other.md", b"---\nlaw: X\n---\ntext"),
        ("notes.txt", b"ignored"),
    ]);
    let found: Vec<_> = issues
        .iter()
        .map(|issue| (issue.code, issue.file.as_str()))
        .collect();
    assert_eq!(
        found,
        [
            ("unreadable_file", "services/broken.toml"),
            ("invalid_guidance", "guidance/note.md")
        ]
    );
    assert!(catalogue.guidance.iter().any(|(name, _)| name == "other.md"));
    assert_eq!(
        load(Some(std::path::Path::new("/nonexistent/blueprint"))).1[0].code,
        "unreadable_file"
    );
}

#[test]
fn versions_of_a_service_follow_each_other() {
    let version = |from: &str, to: &str| SERVICE.replace("authority", &format!("{from}\n{to}\nauthority"));
    let early = version("valid_from = \"2026-01-01\"", "valid_to = \"2026-06-30\"");
    let late = version("valid_from = \"2026-07-01\"", "");
    let (catalogue, issues) = load_with(&[
        ("services/early.toml", early.as_bytes()),
        ("services/late.toml", late.as_bytes()),
    ]);
    assert_eq!(issues, []);
    let key = "library_card".into();
    let valid_from = |day: &str| {
        let day = aktenlage_domain::clock::date_from_text(day).unwrap();
        catalogue
            .service_on(&key, day)
            .unwrap()
            .valid_from
            .unwrap()
            .month() as u8
    };
    assert_eq!((valid_from("2026-06-30"), valid_from("2026-07-01")), (1, 7));
    assert_eq!(catalogue.service(&key).unwrap().valid_to, None);
    // Before all versions the first one stands in, and says that it was not in force.
    assert_eq!(valid_from("2025-12-31"), 1);
    let day = aktenlage_domain::clock::date_from_text("2025-12-31").unwrap();
    assert!(!catalogue.service_on(&key, day).unwrap().in_force_on(day));
    assert!(catalogue.service_on(&"unknown".into(), day).is_none());

    let (_, issues) = load_with(&[
        ("services/early.toml", SERVICE.as_bytes()),
        ("services/late.toml", late.as_bytes()),
    ]);
    assert_eq!(
        issues.iter().map(|issue| issue.code).collect::<Vec<_>>(),
        ["overlapping_validity"]
    );
}

#[test]
fn in_a_gap_between_versions_the_one_that_ended_stands_in() {
    let version = |from: &str, to: &str| SERVICE.replace("authority", &format!("{from}\n{to}\nauthority"));
    let early = version("valid_from = \"2026-01-01\"", "valid_to = \"2026-03-31\"");
    let late = version("valid_from = \"2026-07-01\"", "valid_to = \"2026-12-31\"");
    let (catalogue, issues) = load_with(&[
        ("services/early.toml", early.as_bytes()),
        ("services/late.toml", late.as_bytes()),
    ]);
    assert_eq!(issues, []);
    for (day, month, in_force) in [
        ("2026-03-31", 1, true),
        ("2026-05-01", 1, false),
        ("2026-07-01", 7, true),
        ("2027-01-01", 7, false),
    ] {
        let day = aktenlage_domain::clock::date_from_text(day).unwrap();
        let version = catalogue.service_on(&"library_card".into(), day).unwrap();
        assert_eq!(
            version.valid_from.map(|from| from.month() as u8),
            Some(month),
            "{day}"
        );
        assert_eq!(version.in_force_on(day), in_force, "{day}");
    }
}

#[test]
fn a_period_from_the_first_receipt_needs_the_norm_that_lets_it_count() {
    let deadline = r#"
[[deadlines]]
id = "reply"
label = { de = "Antwort", en = "Reply" }
runs_from = "received"
from_first_receipt = true
months = 1
unverified_basis = ["Satzung"]
verified = false
"#;
    assert_eq!(
        issues_of(&format!("{SERVICE}{EVIDENCE}{deadline}")),
        ["no_first_receipt"]
    );
    let norm = "first_receipt = \"§ 16 Abs. 2 Satz 2 SGB I\"\nauthority =";
    let with_norm = SERVICE.replacen("authority =", norm, 1);
    let found = issues_of(&format!("{with_norm}{EVIDENCE}{deadline}"));
    assert!(!found.contains(&"no_first_receipt"), "{found:?}");
    let of_another_event = deadline.replace("\"received\"", "\"granted\"");
    let found = issues_of(&format!("{with_norm}{EVIDENCE}{of_another_event}"));
    assert!(found.contains(&"no_first_receipt"), "{found:?}");
}
