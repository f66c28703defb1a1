//! What letters of the built-in blueprint say, and what is said about broken ones.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]
use aktenlage_catalogue::{Catalogue, Issue, load};
use aktenlage_domain::ids::ServiceKey;

fn load_with(path: &str, content: &str) -> (Catalogue, Vec<Issue>) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(path);
    fs_err::create_dir_all(file.parent().unwrap()).unwrap();
    fs_err::write(file, content).unwrap();
    load(Some(folder.path()))
}

fn notice_of(catalogue: &Catalogue, service: &str) -> (String, String) {
    let service = catalogue.service(&ServiceKey::from(service)).unwrap();
    let notice = catalogue.letters.legal_notice_for(service).unwrap();
    (notice.id.clone(), notice.procedure.clone())
}

#[test]
fn the_law_of_the_service_chooses_the_notice() {
    let (catalogue, _) = load(None);
    for (service, id, procedure) in [
        ("housing_benefit_rent", "social_benefits", "SGB X"),
        ("basic_income_support", "social_benefits", "SGB X"),
        ("parental_allowance", "social_benefits", "SGB X"),
        ("maintenance_advance", "social_benefits", "SGB X"),
        ("dog_registration", "municipal_tax", "AO"),
        ("second_home_tax", "municipal_tax", "AO"),
        ("building_permit", "building", "BayVwVfG"),
        // A trade is registered by the Gewerbeordnung, although the Abgabenordnung stands among its laws.
        ("trade_registration", "general", "BayVwVfG"),
        ("state_care_allowance", "general", "BayVwVfG"),
    ] {
        assert_eq!(
            notice_of(&catalogue, service),
            (id.to_owned(), procedure.to_owned()),
            "{service}"
        );
    }
    for notice in &catalogue.letters.legal_notices {
        let has_rule = |rule: &aktenlage_domain::deadline::delivery::DeliveryRule| {
            rule.procedure == notice.procedure && rule.valid_until.is_none()
        };
        assert!(catalogue.deliveries.iter().any(has_rule), "{}", notice.procedure);
    }
}

#[test]
fn only_what_was_read_in_the_official_text_is_verified() {
    let (catalogue, _) = load(None);
    let verified: Vec<&str> = catalogue
        .letters
        .legal_notices
        .iter()
        .filter(|notice| notice.is_verified())
        .map(|notice| notice.id.as_str())
        .collect();
    assert_eq!(verified, ["social_benefits"]);
    let social = catalogue.letters.legal_notice("social_benefits").unwrap();
    let text = social.text.join(" ");
    for norm in ["§ 60 Abs. 1", "§ 65 Abs. 1", "§ 66 Abs. 1 und 3", "§ 67"] {
        assert!(text.contains(norm), "{norm}");
    }
}

#[test]
fn what_is_asked_for_has_words() {
    let (catalogue, _) = load(None);
    let letters = &catalogue.letters;
    for service in &catalogue.services {
        for requirement in &service.evidence {
            let wording = letters.wording(&service.key, requirement);
            assert!(!wording.trim().is_empty(), "{}: {}", service.key, requirement.id);
        }
    }
    assert_eq!(letters.answer_days(&"housing_benefit_rent".into()), 21);
    assert_eq!(letters.answer_days(&"building_permit".into()), 42);
    assert!(letters.letterhead.is_some() && !letters.template.is_empty());
}

#[test]
fn a_broken_file_is_named_and_the_built_in_one_stays() {
    for (path, content, code) in [
        ("letters/document_request.toml", "subject = 7\n", "invalid_toml"),
        (
            "letters/acknowledgement.toml",
            "subject = \"{nonsense}\"\nsalutation = \"Guten Tag\"\nsign_off = \"Gruß\"\n",
            "unknown_placeholder",
        ),
        (
            "letters/acknowledgement.toml",
            "subject = \"\"\nsalutation = \"Guten Tag\"\nsign_off = \"Gruß\"\n",
            "empty_text",
        ),
        ("letters/legal.toml", "notices = []\n", "no_general_notice"),
        (
            "letters/legal.toml",
            "[[notices]]\nid = \"x\"\nlabel = { de = \"x\", en = \"x\" }\nprocedure = \"BayVwVfG\"\ntext = [\"x\"]\n",
            "empty_basis",
        ),
        (
            "letters/wording.toml",
            "[[items]]\nservice = \"housing_benefit_rent\"\nrequirement = \"shoes\"\ntext = \"x\"\n",
            "unknown_requirement",
        ),
        ("municipality.toml", "[answering]\ndays = 0\n", "out_of_range"),
        (
            "municipality.toml",
            "[letterhead]\nname = \"\"\nstreet = \"a\"\nplace = \"b\"\nreturn_line = \"c\"\n",
            "incomplete_letterhead",
        ),
    ] {
        let (catalogue, issues) = load_with(path, content);
        assert!(!catalogue.services.is_empty());
        let found: Vec<_> = issues
            .iter()
            .map(|issue| (issue.code, issue.file.as_str()))
            .collect();
        assert_eq!(found, [(code, path)], "{content}");
    }
    let (catalogue, _) = load_with("letters/document_request.toml", "subject = 7\n");
    let texts = &catalogue.letters.document_request;
    assert!(!texts.opening.is_empty(), "the built-in texts stay in force");
    let (catalogue, issues) = load_with("municipality.toml", "local_holidays = []\n");
    assert_eq!(issues, []);
    assert_eq!(
        catalogue.letters.letterhead, None,
        "nobody writes as somebody else"
    );
}
