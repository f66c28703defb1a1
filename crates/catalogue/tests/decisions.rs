//! Which decisions need a second person, and on what grounds a case is opened again; and what is said about slips.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]
use aktenlage_catalogue::{Catalogue, Issue, load};
use aktenlage_domain::case::Outcome;
use aktenlage_domain::decision::ReopeningGround;
use aktenlage_domain::ids::ServiceKey;

const SERVICE: &str = r#"
key = "street_party"
reference_prefix = "SF"
name = { de = "Straßenfest", en = "Street party" }
verified = false
authority = "Ordnungsamt"
laws = ["StVO 2013"]
"#;

fn load_with(path: &str, content: &str) -> (Catalogue, Vec<Issue>) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(path);
    fs_err::create_dir_all(file.parent().unwrap()).unwrap();
    fs_err::write(file, content).unwrap();
    load(Some(folder.path()))
}

/// Outcomes that need a second person by a line of the service, and what is said about it.
fn four_eyes(line: &str) -> (Vec<Outcome>, Vec<&'static str>) {
    let content = format!("{SERVICE}{line}");
    let (catalogue, issues) = load_with("services/street_party.toml", &content);
    let service = catalogue.service(&"street_party".into()).unwrap();
    let codes = issues.into_iter().map(|issue| issue.code).collect();
    (service.four_eyes.clone(), codes)
}

#[test]
fn a_service_says_which_decisions_need_a_second_person() {
    assert_eq!(four_eyes(""), (Vec::new(), Vec::new()));
    assert_eq!(
        four_eyes("[decision]\nfour_eyes = false\n"),
        (Vec::new(), Vec::new())
    );
    let all = Outcome::ALL.to_vec();
    assert_eq!(
        four_eyes("[decision]\nfour_eyes = true\n"),
        (all.clone(), Vec::new())
    );
    assert_eq!(
        four_eyes("[decision]\nfour_eyes = [\"rejected\"]\n"),
        (vec![Outcome::Rejected], Vec::new())
    );
    // A slip must not let a decision pass.
    assert_eq!(
        four_eyes("[decision]\nfour_eyes = [\"rejectet\"]\n"),
        (all, vec!["unknown_word"])
    );
    let twice = four_eyes("[decision]\nfour_eyes = [\"rejected\", \"rejected\"]\n");
    assert_eq!(twice.1, ["duplicate_id"]);

    let (catalogue, _) = load(None);
    let housing_benefit = catalogue.service(&"housing_benefit_rent".into()).unwrap();
    assert_eq!(
        housing_benefit.four_eyes,
        [Outcome::PartlyGranted, Outcome::Rejected]
    );
}

#[test]
fn the_law_of_the_service_chooses_the_grounds() {
    let (catalogue, _) = load(None);
    let norms = |service: &str, ground: ReopeningGround| -> Option<Vec<String>> {
        let service = catalogue.service(&ServiceKey::from(service)).unwrap();
        let found = catalogue
            .reopening_grounds(Some(service))
            .into_iter()
            .find(|known| known.ground == ground)?;
        Some(found.basis.iter().map(|norm| norm.citation.clone()).collect())
    };
    let withdrawal = ReopeningGround::Withdrawal;
    assert_eq!(
        norms("housing_benefit_rent", withdrawal).unwrap(),
        ["§ 44 SGB X", "§ 45 SGB X"]
    );
    assert_eq!(
        norms("building_permit", withdrawal).unwrap(),
        ["§ 48 VwVfG", "Art. 48 BayVwVfG"]
    );
    assert_eq!(
        norms("dog_registration", withdrawal).unwrap(),
        ["§ 130 AO", "Art. 13 KAG"]
    );
    // Social law takes up § 44 SGB X instead.
    assert_eq!(norms("housing_benefit_rent", ReopeningGround::Resumption), None);
    assert!(norms("residence_registration", ReopeningGround::Resumption).is_some());
    for service in &catalogue.services {
        assert!(
            !catalogue.reopening_grounds(Some(service)).is_empty(),
            "{}",
            service.key
        );
    }
    assert!(!catalogue.reopening_grounds(None).is_empty(), "without a service");
}

#[test]
fn slips_in_the_grounds_are_named() {
    let entry = |procedure: &str, ground: &str, norm: &str| {
        format!("[[grounds]]\nprocedure = \"{procedure}\"\nground = \"{ground}\"\nbasis = [\"{norm}\"]\n")
    };
    let sound = ["SGB X", "AO", "BayVwVfG"].map(|procedure| entry(procedure, "objection", "§ 68 VwGO"));
    for (added, codes) in [
        (String::new(), Vec::new()),
        (entry("AO", "whim", "§ 68 VwGO"), vec!["unknown_word"]),
        (entry("AO", "objection", "§ 68 VwGO"), vec!["duplicate_id"]),
        (
            entry("AO", "new_facts", "§ 1 XYZ"),
            vec!["unknown_law", "empty_basis"],
        ),
    ] {
        let content = format!("{}{added}", sound.concat());
        let (_, issues) = load_with("reopening.toml", &content);
        let found: Vec<&str> = issues.iter().map(|issue| issue.code).collect();
        assert_eq!(found, codes, "{added}");
    }
    let (_, issues) = load_with("reopening.toml", &sound[..2].concat());
    let found: Vec<&str> = issues.iter().map(|issue| issue.code).collect();
    assert_eq!(found, ["no_grounds"]);
}
