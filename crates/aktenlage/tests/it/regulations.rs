//! `aktenlage regulations`: imported, found by meaning and by words, indexed anew for another encoder.
use crate::commands::Desk;

/// The setting that chooses the encoder.
const CHOSEN: &str = "AKTENLAGE__MODELS__ENCODER";

#[test]
fn shipped_guidance_is_found_by_meaning() {
    let Some(desk) = Desk::with_encoder() else {
        return;
    };
    let early = desk.run(&["regulations", "search", "Heizung"]);
    assert!(
        early.bad().contains("aktenlage regulations import"),
        "{}",
        early.stderr
    );
    assert!(!desk.path("data").exists(), "looking made something");
    let imported = desk.run(&["regulations", "import"]);
    assert!(
        imported.good().contains(" added, 0 unchanged, 0 removed"),
        "{}",
        imported.stdout
    );
    let again = desk.run(&["regulations", "import"]);
    assert!(again.good().starts_with("0 added, "), "{}", again.stdout);

    let found = desk.run(&["regulations", "search", "Wer zahlt die Heizung", "--limit", "3"]);
    let hits: Vec<&str> = found
        .good()
        .lines()
        .filter(|line| !line.starts_with(' '))
        .collect();
    assert_eq!(hits.len(), 3, "{}", found.stdout);
    assert!(hits[0].contains("Miete und Heizkosten"), "{}", found.stdout);
    let scores: Vec<f32> = hits
        .iter()
        .map(|hit| hit.split_whitespace().next().unwrap().parse().unwrap())
        .collect();
    assert!(scores.is_sorted_by(|first, second| first >= second), "{scores:?}");
    let none = desk.run(&["regulations", "search", "Heizung", "--law", "No such law"]);
    assert_eq!(none.good(), "nothing found\n");
    let wrong = desk.run(&["regulations", "search", "Heizung", "--level", "moon"]);
    assert!(wrong.bad().contains("federal, state, municipal or guidance"));
    // Without the model the words alone still find it.
    let by_words = desk.run_in(
        &[(CHOSEN, "")],
        &["regulations", "search", "Miete und Heizkosten"],
    );
    assert!(
        by_words.good().contains("Miete und Heizkosten"),
        "{}",
        by_words.stdout
    );
    let listed = desk.run(&["regulations", "list"]);
    assert!(listed.good().contains("Hinweise Wohngeld"), "{}", listed.stdout);
}

#[test]
fn what_cannot_be_imported_is_said_and_makes_the_command_fail() {
    let Some(desk) = Desk::with_encoder() else {
        return;
    };
    let nowhere = desk.run(&["regulations", "import", "nowhere"]);
    assert!(nowhere.bad().contains("nowhere"), "{}", nowhere.stderr);
    fs_err::create_dir(desk.path("laws")).unwrap();
    let statute =
        "---\nlaw: Satzung\ntitle: Satzung\nlevel: municipal\n---\n# § 1 Zweck\n\nDer Hund wird besteuert.\n";
    fs_err::write(desk.path("laws/satzung.md"), statute).unwrap();
    let absent = desk.run(&["regulations", "import", "laws", "--law", "Satzung,WoGG"]);
    assert!(absent.bad().contains("WoGG"), "{}", absent.stderr);
    let there = desk.run(&["regulations", "import", "laws", "--law", "Satzung"]);
    assert!(there.good().contains(" added"), "{}", there.stdout);
}

#[test]
fn without_a_model_regulations_are_imported_and_found_by_words() {
    let desk = Desk::new();
    let imported = desk.run(&["regulations", "import"]);
    assert!(
        imported.good().contains(" added, 0 unchanged"),
        "{}",
        imported.stdout
    );
    let again = desk.run(&["regulations", "import"]);
    assert!(again.good().starts_with("0 added, "), "{}", again.stdout);
    let found = desk.run(&["regulations", "search", "Miete und Heizkosten"]);
    assert!(found.good().contains("Miete und Heizkosten"), "{}", found.stdout);
    let told = desk.run(&["doctor"]).stdout;
    assert!(told.contains(" passages, searched by words\n"), "{told}");

    // A model that comes later makes the index its own.
    let Some(desk) = desk.and_with_encoder() else {
        return;
    };
    let refused = desk.run(&["regulations", "import"]);
    assert!(refused.bad().contains("reindex"), "{}", refused.stderr);
    desk.run(&["regulations", "reindex"]).good();
    let told = desk.run(&["doctor"]).stdout;
    assert!(told.contains(" passages, multilingual-e5-small@"), "{told}");
}

#[test]
fn after_another_encoder_one_command_makes_the_index_right() {
    let Some(desk) = Desk::with_encoder() else {
        return;
    };
    let desk = desk.with_another_encoder("another");
    let another = [(CHOSEN, "another")];
    let passages = |said: &str| {
        let line = said
            .lines()
            .find(|line| line.starts_with("regulations: "))
            .unwrap();
        line.trim_start_matches("regulations: ").to_owned()
    };
    desk.run(&["regulations", "import"]).good();
    let before = passages(&desk.run(&["doctor"]).stdout);
    let (count, origin) = before.split_once(" passages, ").unwrap();
    assert!(!origin.contains("another"), "{before}");

    let refused = desk.run_in(&another, &["regulations", "import"]);
    assert!(
        refused.bad().contains("run `aktenlage regulations reindex`"),
        "{}",
        refused.stderr
    );
    let by_words = desk.run_in(&another, &["regulations", "search", "Heizung"]);
    assert!(by_words.good().contains("Heizkosten"), "{}", by_words.stdout);
    let told = passages(&desk.run_in(&another, &["doctor"]).stdout);
    assert!(told.contains("searched by words alone"), "{told}");

    desk.run_in(&another, &["regulations", "reindex"]).good();
    let after = passages(&desk.run_in(&another, &["doctor"]).stdout);
    assert!(
        after.starts_with(&format!("{count} passages, ")) && after.contains("another"),
        "{after}"
    );
    let again = desk.run_in(&another, &["regulations", "import"]);
    assert!(again.good().starts_with("0 added, "), "{}", again.stdout);
}
