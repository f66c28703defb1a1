//! What letters of the built-in blueprint say, and what is said about broken ones.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]
use aktenlage_catalogue::{Catalogue, Issue, load};
use aktenlage_domain::ids::ServiceKey;
use aktenlage_domain::letter::LetterKind;

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
    let letters = &catalogue.letters;
    let social = letters.legal_notices.iter().find(|notice| notice.is_verified());
    let social = social.unwrap();
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
        (
            "letters/legal_hearing.toml",
            "notices = []\n",
            "no_general_notice",
        ),
        (
            "letters/transfer.toml",
            "subject = \"{authorities}\"\nsalutation = \"Guten Tag\"\nsign_off = \"Gruß\"\n",
            "unknown_placeholder",
        ),
        ("municipality.toml", "[answering]\ndays = 0\n", "out_of_range"),
        (
            "municipality.toml",
            "[[authorities]]\nname = \"Amt\"\naddress = [\"Amt\", \"\"]\n",
            "invalid_address",
        ),
        (
            "municipality.toml",
            "[[authorities]]\nname = \"Amt\"\naddress = [\"Amt\"]\nservices = [\"shoes\"]\n",
            "unknown_service",
        ),
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

#[test]
fn hearings_and_transfers_follow_the_law_of_the_service_too() {
    let (catalogue, _) = load(None);
    let letters = &catalogue.letters;
    let chosen = |kind, service: &str| {
        let service = catalogue.service(&ServiceKey::from(service)).unwrap();
        let notice = letters.notice_for(kind, service).unwrap();
        let procedure = letters.legal_notice_for(service).unwrap().procedure.clone();
        assert_eq!(notice.procedure, procedure, "one law of procedure for a service");
        (notice.id.clone(), notice.is_verified(), notice.text.join(" "))
    };
    let (hearing, transfer) = (LetterKind::Hearing, LetterKind::Transfer);
    for (kind, service, id, is_verified, says) in [
        (
            hearing,
            "housing_benefit_rent",
            "social_benefits",
            true,
            "§ 24 Abs. 1 SGB X",
        ),
        (
            hearing,
            "parental_allowance",
            "social_benefits",
            true,
            "§ 24 Abs. 1 SGB X",
        ),
        (
            hearing,
            "dog_registration",
            "municipal_tax",
            false,
            "§ 91 Abs. 1 Satz 1 AO",
        ),
        (
            hearing,
            "building_permit",
            "general",
            false,
            "Art. 28 Abs. 1 BayVwVfG",
        ),
        (
            hearing,
            "trade_registration",
            "general",
            false,
            "Art. 28 Abs. 1 BayVwVfG",
        ),
        (
            transfer,
            "housing_benefit_rent",
            "social_benefits",
            true,
            "§ 16 Abs. 2 Satz 1 SGB I",
        ),
        (transfer, "trade_registration", "general", false, "zuständig"),
    ] {
        let (found, verified, text) = chosen(kind, service);
        assert_eq!((found.as_str(), verified), (id, is_verified), "{kind} {service}");
        assert!(text.contains(says), "{kind} {service}: {text}");
    }
    let service = catalogue.service(&"dog_registration".into()).unwrap();
    assert_eq!(letters.notice_for(LetterKind::Acknowledgement, service), None);
    assert_eq!(
        letters.notices(LetterKind::TransferNotice),
        letters.notices(transfer)
    );
}

#[test]
fn an_authority_is_offered_for_its_services() {
    let text = "[[authorities]]\nname = \"A\"\naddress = [\"A\"]\nservices = [\"building_permit\"]\n\
                [[authorities]]\nname = \"B\"\naddress = [\"B\", \"00000 Ort\"]\n";
    let (catalogue, issues) = load_with("municipality.toml", text);
    assert_eq!(issues, []);
    let names = |service: Option<&ServiceKey>| {
        let offered = catalogue.letters.authorities_for(service).into_iter();
        offered.map(|one| one.name.clone()).collect::<Vec<String>>()
    };
    assert_eq!(names(Some(&"building_permit".into())), ["A", "B"]);
    assert_eq!(names(Some(&"dog_registration".into())), ["B"]);
    assert_eq!(names(None), ["B"]);
}
