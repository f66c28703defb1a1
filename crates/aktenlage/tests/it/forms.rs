//! `aktenlage forms`: a blank is taught, found again in print, shown, forgotten; damaged files are named and stop nothing.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]
use std::path::PathBuf;

use aktenlage_domain::ids::CaseId;
use aktenlage_evaluation::case_file::{Block, Channel, DocumentFile};
use aktenlage_evaluation::samples::{document_bytes, suite};
use aktenlage_extract::Limits;
use aktenlage_extract::confined::converter;
use serde_json::Value;

use crate::bench::Bench;
use crate::commands::Desk;
use crate::divisions::pdf;
use crate::packed::{office, zip};

/// The first application form of the demo.
fn application() -> DocumentFile {
    let samples = suite("demo").unwrap();
    let documents = samples.into_iter().flat_map(|sample| sample.case.documents);
    documents
        .into_iter()
        .find(|document| document.kind == "application_form" && document.channel == Channel::Form)
        .unwrap()
}

fn write(desk: &Desk, name: &str, document: &DocumentFile) -> String {
    let path: PathBuf = desk.path(name);
    fs_err::write(&path, document_bytes(document).unwrap()).unwrap();
    path.to_str().unwrap().to_owned()
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn a_form_is_taught_once_and_known_in_print() {
    let desk = Desk::new();
    let blank = write(
        &desk,
        "Antrag_auf  Wohngeld (für 2024).pdf",
        &application().blank(),
    );
    let printed = write(&desk, "gedruckt.pdf", &application().through(Channel::Printed));
    assert!(
        desk.run(&["forms", "list"])
            .good()
            .starts_with("no form is taught")
    );

    let learned = desk.run(&["forms", "learn", &blank, "--kind", "application_form"]);
    assert!(
        learned.good().starts_with(
            "Antrag auf  Wohngeld (für 2024) taught as antrag-auf-wohngeld-fuer-2024, version 1@"
        ),
        "{}",
        learned.stdout
    );
    let listed = json(desk.run(&["forms", "list", "--json"]).good());
    assert_eq!(listed["forms"][0]["id"], "antrag-auf-wohngeld-fuer-2024");
    assert_eq!(listed["forms"][0]["kind"], "application_form");
    let version = listed["forms"][0]["version"].as_str().unwrap().to_owned();

    let read = json(desk.run(&["read", "--json", &printed]).good());
    let form = &read["files"][0]["forms"][0];
    assert_eq!(form["id"], "antrag-auf-wohngeld-fuer-2024");
    assert_eq!(
        (form["edition"].as_str(), form["version"].as_str()),
        (Some("same"), Some(version.as_str()))
    );
    let value = form["fields"]
        .as_array()
        .unwrap()
        .iter()
        .find(|field| field["tooltip"] == "Familienname")
        .unwrap();
    let entered = application().blocks.into_iter().find_map(|block| match block {
        Block::Field(field) if field.label == "Familienname" => field.value,
        Block::Field(_)
        | Block::Choice(_)
        | Block::Title(_)
        | Block::Section(_)
        | Block::Text(_)
        | Block::NewPage(_) => None,
    });
    assert_eq!(value["value"].as_str(), entered.as_deref());
    let table = desk.run(&["read", &printed]);
    assert!(
        table.good().contains("form antrag-auf-wohngeld-fuer-2024"),
        "{}",
        table.stdout
    );

    // The same print again takes the place of the first teaching.
    let again = desk.run(&["forms", "learn", &blank, "--name", "Wohngeldantrag"]);
    assert!(again.good().contains("same print"), "{}", again.stdout);
    let shown = json(
        desk.run(&["forms", "show", "antrag-auf-wohngeld-fuer-2024", "--json"])
            .good(),
    );
    assert_eq!(shown["editions"].as_array().unwrap().len(), 1);
    assert_eq!(shown["editions"][0]["name"], "Wohngeldantrag");
    let shown = desk.run(&["forms", "show", "antrag-auf-wohngeld-fuer-2024"]);
    assert!(
        shown
            .good()
            .contains(&format!("no longer used: version {version}")),
        "{}",
        shown.stdout
    );

    desk.run(&["forms", "forget", "antrag-auf-wohngeld-fuer-2024"])
        .good();
    let read = json(desk.run(&["read", "--json", &printed]).good());
    assert_eq!(read["files"][0]["forms"], Value::Array(Vec::new()));
    let files = fs_err::read_dir(desk.path("data/forms")).unwrap().count();
    assert_eq!(files, 3, "nothing was deleted");
}

#[test]
fn what_cannot_be_taught_is_refused_with_a_code() {
    let desk = Desk::new();
    let blank = write(&desk, "blank.pdf", &application().blank());
    let filled = write(&desk, "filled.pdf", &application());
    for (arguments, code) in [
        (vec!["forms", "learn", filled.as_str()], "form_is_filled_in"),
        (
            vec!["forms", "learn", blank.as_str(), "--id", "../x"],
            "form_id_invalid",
        ),
        (
            vec!["forms", "learn", blank.as_str(), "--kind", "poem"],
            "application_form",
        ),
        (vec!["forms", "show", "x"], "form_unknown"),
        (vec!["forms", "forget", "x"], "form_unknown"),
    ] {
        let ended = desk.run(&arguments);
        assert!(ended.bad().contains(code), "{arguments:?}: {}", ended.stderr);
    }
    // The id is what can be said of the name: here, nothing.
    let nameless = write(&desk, "***.pdf", &application().blank());
    let ended = desk.run(&["forms", "learn", &nameless]);
    assert!(ended.bad().contains("form_id_invalid"), "{}", ended.stderr);
    desk.run(&["forms", "learn", &blank, "--id", "wohngeld"]).good();
    let twice = desk.run(&["forms", "learn", &blank, "--id", "anders"]);
    assert!(twice.bad().contains("form_already_taught"), "{}", twice.stderr);
    // What an applicant wrote is in no message.
    let refused = desk.run(&["forms", "learn", &filled]);
    assert!(!refused.stderr.contains("Brandl"), "{}", refused.stderr);
}

#[test]
fn damaged_files_are_named_and_stop_nothing() {
    let desk = Desk::new();
    let blank = write(&desk, "blank.pdf", &application().blank());
    desk.run(&["forms", "learn", &blank, "--id", "wohngeld"]).good();
    let path = desk.path("data/forms/wohngeld.1.toml");
    let text = fs_err::read_to_string(&path).unwrap();
    fs_err::write(&path, &text[..text.len() - 40]).unwrap();
    let listed = desk.run(&["forms", "list"]);
    assert!(listed.good().starts_with("no form is taught"));
    assert!(
        listed.stderr.contains("forms/wohngeld.1.toml") && listed.stderr.contains("form_template_damaged"),
        "{}",
        listed.stderr
    );
    let doctor = desk.run(&["doctor"]);
    assert!(
        doctor.stdout.contains("form_template_damaged"),
        "{}",
        doctor.stdout
    );
    desk.run(&["assess", &blank]).good();
    // A later teaching takes the next number; the damaged file is not touched.
    desk.run(&["forms", "learn", &blank, "--id", "wohngeld"]).good();
    assert!(desk.path("data/forms/wohngeld.2.toml").exists());
    assert!(desk.run(&["forms", "list"]).good().contains("wohngeld"));
}

/// Ids of the taught forms that the documents of a case were found to be.
async fn recognised(bench: &Bench, case: CaseId) -> Vec<String> {
    let detail = bench.workbench.case_detail(case).await.unwrap();
    let kinds = detail.documents.into_iter().filter_map(|document| document.kind);
    kinds
        .flat_map(|kind| kind.suggestion.remarks)
        .filter(|remark| remark.code.starts_with("form_"))
        .filter_map(|remark| remark.parameter("id").map(str::to_owned))
        .collect()
}

#[tokio::test]
async fn what_is_taught_and_forgotten_counts_in_a_workbench_that_runs() {
    let desk = Desk::new();
    let data = desk.path("data");
    fs_err::create_dir_all(&data).unwrap();
    let bench = Bench::in_directory(&data, Limits::recommended()).await;
    let printed = document_bytes(&application().through(Channel::Printed)).unwrap();
    let receive = |name: &str| bench.receive(vec![(name.to_owned(), printed.clone())]);
    let before = receive("vorher.pdf").await;
    assert!(recognised(&bench, before).await.is_empty());

    let blank = write(&desk, "blank.pdf", &application().blank());
    desk.run(&["forms", "learn", &blank, "--id", "wohngeld"]).good();
    let after = receive("nachher.pdf").await;
    assert_eq!(recognised(&bench, after).await, ["wohngeld"]);
    assert!(
        recognised(&bench, before).await.is_empty(),
        "what was suggested stays until somebody asks again"
    );
    let again = |case: CaseId| bench.workbench.restart_processing(&bench.clerk, case);
    again(before).await.unwrap();
    bench.work_off().await;
    assert_eq!(recognised(&bench, before).await, ["wohngeld"]);

    desk.run(&["forms", "forget", "wohngeld"]).good();
    again(after).await.unwrap();
    bench.work_off().await;
    assert!(recognised(&bench, after).await.is_empty());
    bench.check().await;
}

#[test]
fn office_texts_are_taught_like_pdfs() {
    let text = "Antrag auf Ausnahmegenehmigung zum Halten gefährlicher Tiere nach Artikel 37 des Landesstraf- und \
                Verordnungsgesetzes. Familienname, Vorname, Geburtsdatum, Anschrift, Telefon, Art und Anzahl der Tiere, \
                Beschreibung des Geheges, Nachweis der Haftpflichtversicherung, Ort, Datum und Unterschrift.";
    for (is_word, name) in [(true, "tiere.docx"), (false, "tiere.odt")] {
        let desk = Desk::new();
        let path = desk.path(name);
        fs_err::write(&path, office(is_word, text)).unwrap();
        let file = path.to_str().unwrap();
        let learned = desk.run(&["forms", "learn", file]);
        if converter().is_err() {
            let said = learned.bad();
            assert!(
                said.contains("form_without_print") && said.contains("converter_missing"),
                "{said}"
            );
            continue;
        }
        assert!(
            learned.good().starts_with("tiere taught as tiere, version 1@"),
            "{}",
            learned.stdout
        );
        let read = json(desk.run(&["read", "--json", file]).good());
        let form = &read["files"][0]["forms"][0];
        assert_eq!((&form["id"], &form["edition"]), (&"tiere".into(), &"same".into()));
    }
}

#[test]
fn nothing_is_learned_from_files_without_print_and_why_is_said() {
    let desk = Desk::new();
    let nearly_empty = pdf(&[&["Anlage 3", "Bitte leer lassen"]]);
    let blank = document_bytes(&application().blank()).unwrap();
    let archive = zip(&[("blank.pdf".to_owned(), blank)]);
    let cases: [(&str, Vec<u8>, &[&str]); 5] = [
        (
            "leer.pdf",
            nearly_empty,
            &["form_without_print", "300 dots per inch"],
        ),
        (
            "notiz.txt",
            b"Antrag auf Wohngeld".to_vec(),
            &["form_without_print", "unsupported_type: ", "PDF"],
        ),
        (
            "nichts.pdf",
            Vec::new(),
            &["form_without_print", "empty_file: ", "anew"],
        ),
        (
            "kaputt.pdf",
            b"%PDF-1.7\nand nothing else".to_vec(),
            &["form_without_print", "damaged_file: ", "anew"],
        ),
        (
            "alles.zip",
            archive,
            &["form_is_packed", "take the blank form out"],
        ),
    ];
    for (name, content, expected) in cases {
        let path = desk.path(name);
        fs_err::write(&path, content).unwrap();
        let ended = desk.run(&["forms", "learn", path.to_str().unwrap()]);
        for part in expected {
            assert!(ended.bad().contains(part), "{name}: {part}: {}", ended.stderr);
        }
        assert!(ended.stderr.contains(name), "which file: {}", ended.stderr);
    }
    assert!(!desk.path("data/forms").exists(), "nothing was kept");
}
