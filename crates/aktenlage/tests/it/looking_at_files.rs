//! `assess` and `read`: the shape of what they print, which programs rely on. Members may be added (here too), never
//! taken away or renamed.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]
use std::collections::BTreeSet;

use serde_json::Value;

use crate::commands::Desk;

/// Checks that an object has these members and no others.
fn has_exactly(value: &Value, members: &str, what: &str) {
    let found: BTreeSet<&str> = value
        .as_object()
        .unwrap_or_else(|| panic!("{what} is no object: {value}"))
        .keys()
        .map(String::as_str)
        .collect();
    let expected: BTreeSet<&str> = members.split(' ').collect();
    assert_eq!(found, expected, "{what}");
}

/// Checks a list and returns it.
fn list<'a>(value: &'a Value, name: &str) -> &'a [Value] {
    value[name]
        .as_array()
        .unwrap_or_else(|| panic!("{name} is no list: {value}"))
}

fn is_probability(value: &Value) {
    let number = value.as_f64().unwrap();
    assert!((0.0..=1.0).contains(&number), "{number}");
}

/// Edges of a box as fractions of the page: left, top, right, bottom.
fn is_box(value: &Value) {
    let edges: Vec<f64> = value
        .as_array()
        .unwrap()
        .iter()
        .map(|edge| edge.as_f64().unwrap())
        .collect();
    assert_eq!(edges.len(), 4);
    assert!(edges.iter().all(|edge| (0.0..=1.0).contains(edge)), "{edges:?}");
    assert!(edges[0] <= edges[2] && edges[1] <= edges[3], "{edges:?}");
}

/// Each place names one of the files and one of its pages.
fn is_evidence(places: &[Value], documents: &[Value]) {
    for place in places {
        has_exactly(place, "file page box", "evidence");
        is_box(&place["box"]);
        let document = documents
            .iter()
            .find(|document| document["file"] == place["file"])
            .unwrap();
        assert!(list(document, "pages").contains(&place["page"]), "{place}");
    }
}

/// Either it is named, or the reason why not stands beside it.
fn is_named_or_abstained(holder: &Value, name: &str) {
    if holder[name].is_null() {
        let reason = holder["abstained"].as_str().unwrap();
        assert!(
            !reason.is_empty() && !reason.contains(' '),
            "a stable code: {reason}"
        );
    } else {
        has_exactly(&holder[name], "id probability", name);
        is_probability(&holder[name]["probability"]);
        assert!(holder["abstained"].is_null());
    }
}

/// The whole shape, at every level.
fn check_shape(found: &Value) {
    has_exactly(
        found,
        "documents service abstained fields abstentions completeness legal_bases model timings_ms",
        "the answer",
    );
    let documents = list(found, "documents");
    for document in documents {
        has_exactly(
            document,
            "file pages kind abstained issues rescan division",
            "a document",
        );
        is_named_or_abstained(document, "kind");
        for issue in list(document, "issues") {
            has_exactly(issue, "code page", "an issue");
        }
    }
    is_named_or_abstained(found, "service");
    for field in list(found, "fields") {
        has_exactly(field, "id value probability evidence alternatives", "a field");
        is_probability(&field["probability"]);
        assert!(
            field["value"].is_string() && !list(field, "evidence").is_empty(),
            "no value without a place: {field}"
        );
        is_evidence(list(field, "evidence"), documents);
        for other in list(field, "alternatives") {
            has_exactly(other, "value probability evidence", "an alternative");
            is_evidence(list(other, "evidence"), documents);
        }
    }
    for abstention in list(found, "abstentions") {
        has_exactly(abstention, "id abstained reason evidence", "an abstention");
        assert!(abstention["abstained"].is_string());
        is_evidence(list(abstention, "evidence"), documents);
    }
    let completeness = &found["completeness"];
    has_exactly(completeness, "complete items", "completeness");
    for item in list(completeness, "items") {
        has_exactly(
            item,
            "requirement kinds state demand legal_basis reason verified evidence",
            "a requirement",
        );
        let state = item["state"].as_str().unwrap();
        assert!(
            ["present", "missing", "unclear", "not_required"].contains(&state),
            "{state}"
        );
        assert!(item["verified"].is_boolean() && item["legal_basis"].is_string());
        is_evidence(list(item, "evidence"), documents);
    }
    // Only what the applicant owes keeps an application from being complete.
    let is_open = |item: &Value| {
        item["demand"] == "yes" && ["missing", "unclear"].contains(&item["state"].as_str().unwrap())
    };
    if let Some(complete) = completeness["complete"].as_bool() {
        assert_eq!(complete, !list(completeness, "items").iter().any(is_open));
    }
    for basis in list(found, "legal_bases") {
        has_exactly(basis, "citation score resolved", "a legal basis");
        is_probability(&basis["score"]);
    }
    has_exactly(&found["model"], "encoder blueprint prompt", "the model");
    has_exactly(&found["timings_ms"], "extract embed assess total", "the timings");
    assert!(
        found["timings_ms"]
            .as_object()
            .unwrap()
            .values()
            .all(Value::is_u64)
    );
}

/// Runs a command on the documents of one sample, in the order of their names.
fn run_on_sample(desk: &Desk, command: &[&str], sample: &str) -> Value {
    let samples = desk.path("samples");
    desk.run(&["samples", samples.to_str().unwrap()]).good();
    let mut files: Vec<String> = fs_err::read_dir(samples.join(sample))
        .unwrap()
        .map(|entry| entry.unwrap().path().to_str().unwrap().to_owned())
        .filter(|file| !file.ends_with("truth.toml"))
        .collect();
    files.sort();
    let mut arguments = command.to_vec();
    arguments.extend(files.iter().map(String::as_str));
    serde_json::from_str(desk.run(&arguments).good()).unwrap()
}

#[test]
fn assess_prints_what_was_agreed() {
    let desk = Desk::new();
    let found = run_on_sample(&desk, &["assess", "--json"], "02-wohngeld-widerspruch");
    check_shape(&found);
    let documents: Vec<(&str, &str)> = list(&found, "documents")
        .iter()
        .map(|document| {
            (
                document["file"].as_str().unwrap(),
                document["kind"]["id"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        documents,
        [
            ("antrag.pdf", "application_form"),
            ("mietbescheinigung.pdf", "rent_certificate"),
            ("rentenbescheid.pdf", "pension_notice"),
        ]
    );
    assert_eq!(found["service"]["id"], "housing_benefit_rent");
    assert_eq!(found["completeness"]["complete"], false);
    assert!(!list(&found, "legal_bases").is_empty() && !list(&found, "abstentions").is_empty());
    let rent = list(&found, "fields")
        .iter()
        .find(|field| field["id"] == "dwelling.total_rent")
        .unwrap();
    assert_eq!(
        (&rent["value"], &rent["alternatives"][0]["value"]),
        (&"812.00".into(), &"821.00".into())
    );
    assert_eq!(
        rent["alternatives"][0]["evidence"][0]["file"],
        "mietbescheinigung.pdf"
    );
    assert_eq!(found["model"]["encoder"], "none");
    assert_eq!(found["model"]["prompt"], "none", "no model had a part");
    assert!(!desk.path("data").exists(), "no database, no index");
}

#[test]
fn assess_abstains_with_a_reason_beside() {
    let desk = Desk::new();
    let letter = run_on_sample(&desk, &["assess", "--json"], "07-anfrage");
    check_shape(&letter);
    assert!(
        letter["service"].is_null() && letter["documents"][0]["kind"].is_null(),
        "{letter}"
    );
    assert_eq!(letter["completeness"]["complete"], Value::Null);

    let note = desk.path("notiz.txt");
    fs_err::write(&note, "Bitte um Rückruf").unwrap();
    let unread = desk.run(&["assess", "--json", note.to_str().unwrap()]);
    let unread: Value = serde_json::from_str(unread.good()).unwrap();
    check_shape(&unread);
    assert_eq!(unread["documents"][0]["issues"][0]["code"], "unsupported_type");
    assert_eq!(unread["documents"][0]["abstained"], "unreadable_page");

    let absent = desk.run(&["assess", "--json", "no-such-file.pdf"]);
    assert!(absent.bad().contains("no-such-file.pdf"), "{}", absent.stderr);
    assert_eq!(absent.stdout, "");
}

#[test]
fn assess_takes_the_service_from_a_person_and_knows_all_of_them() {
    let desk = Desk::new();
    let named = run_on_sample(
        &desk,
        &["assess", "--json", "--service", "housing_benefit_rent"],
        "07-anfrage",
    );
    check_shape(&named);
    assert_eq!(
        (&named["service"]["id"], &named["service"]["probability"]),
        (&"housing_benefit_rent".into(), &1.0.into())
    );
    assert_eq!(named["completeness"]["complete"], false);
    let letter = desk.path("samples/07-anfrage/schreiben.pdf");
    let unknown = desk.run(&["assess", "--service", "moon_landing", letter.to_str().unwrap()]);
    assert!(
        unknown.bad().contains("housing_benefit_rent"),
        "{}",
        unknown.stderr
    );

    let table = desk.run(&["assess", letter.to_str().unwrap()]);
    for heading in [
        "Dokumente\n",
        "Verfahren\n",
        "Angaben\n",
        "Unterlagen\n",
        "Rechtsgrundlagen\n",
    ] {
        assert!(table.good().contains(heading), "{heading}: {}", table.stdout);
    }
    assert!(table.stdout.contains("schreiben.pdf"));
}

#[test]
fn read_prints_words_fields_and_pictures() {
    let desk = Desk::new();
    let images = desk.path("images");
    let command = [
        "read",
        "--json",
        "--pages",
        "1",
        "--images",
        images.to_str().unwrap(),
    ];
    let found = run_on_sample(&desk, &command, "01-wohngeld-live");
    has_exactly(&found, "files", "the answer");
    let files = list(&found, "files");
    assert_eq!(files.len(), 2);
    for file in files {
        has_exactly(
            file,
            "file part media_type pages fields marks issues transfer_note forms",
            "a file",
        );
        assert_eq!(file["media_type"], "application/pdf");
        let [page] = list(file, "pages") else {
            panic!("one page was asked for")
        };
        has_exactly(
            page,
            "number width_points height_points rotation source text_source image words scan",
            "a page",
        );
        assert_eq!(
            (&page["number"], &page["text_source"]),
            (&1.into(), &"text".into())
        );
        assert!(!list(page, "words").is_empty());
        for word in list(page, "words") {
            has_exactly(word, "text box confidence", "a word");
            is_box(&word["box"]);
        }
        let image = fs_err::read(page["image"].as_str().unwrap()).unwrap();
        assert_eq!(
            (&image[..4], &image[8..12]),
            (b"RIFF".as_slice(), b"WEBP".as_slice())
        );
        for field in list(file, "fields") {
            has_exactly(
                field,
                "name tooltip kind value default options widgets",
                "a form field",
            );
            for widget in list(field, "widgets") {
                has_exactly(widget, "page box on_value is_on", "a widget");
                is_box(&widget["box"]);
            }
        }
    }
    let sources: Vec<&Value> = files.iter().map(|file| &file["pages"][0]["source"]).collect();
    assert_eq!(sources, ["form", "text"], "the form and the contract");
    let values: Vec<&str> = list(&files[0], "fields")
        .iter()
        .filter_map(|field| field["value"].as_str())
        .collect();
    assert!(values.contains(&"Brandl"), "{values:?}");

    let form = desk.path("samples/01-wohngeld-live/antrag-wohngeld.pdf");
    let lines = desk.run(&["read", form.to_str().unwrap()]);
    for part in [
        "antrag-wohngeld.pdf (application/pdf)\n",
        "  page 1: 595 x 842 points, rotated by 0 degrees, source form (words: text), ",
        "    left  top   right bottom  sure  text\n",
        "Antrag auf Wohngeld (Mietzuschuss)",
        "Brandl",
    ] {
        assert!(lines.good().contains(part), "{part}: {}", lines.stdout);
    }
    let contract = desk.path("samples/01-wohngeld-live/mietvertrag.pdf");
    let contract = desk.run(&["read", contract.to_str().unwrap()]);
    assert!(contract.good().contains(", source text, "), "{}", contract.stdout);
    for pages in ["", "0", "3-1", "1-", "a", "1-4000000000"] {
        let wrong = desk.run(&["read", "--pages", pages, form.to_str().unwrap()]);
        assert_eq!(wrong.code, Some(2), "{pages}");
        assert!(wrong.stderr.contains("1-3,7"), "{}", wrong.stderr);
    }
}

/// A row of a line or a word, as `read` prints it.
struct Row {
    edges: [f64; 4],
    sure: Option<f64>,
    text: String,
}

fn rows(printed: &str) -> Vec<Row> {
    let row = |line: &str| {
        let mut parts = line.strip_prefix("    ")?.split_whitespace();
        let edges: Vec<f64> = parts
            .by_ref()
            .take(4)
            .map_while(|edge| edge.parse().ok())
            .collect();
        let sure = parts.next()?;
        Some(Row {
            edges: edges.try_into().ok()?,
            sure: (sure != "–").then(|| sure.parse().unwrap()),
            text: parts.collect::<Vec<_>>().join(" "),
        })
    };
    printed.lines().filter_map(row).collect()
}

/// All words of the first file, as JSON has them.
fn words(read: &Value) -> Vec<&Value> {
    list(&read["files"][0], "pages")
        .iter()
        .flat_map(|page| list(page, "words"))
        .collect()
}

#[test]
fn read_shows_where_lines_and_words_stand() {
    let desk = Desk::new();
    let samples = desk.path("samples");
    desk.run(&["samples", samples.to_str().unwrap()]).good();
    let form = samples.join("01-wohngeld-live/antrag-wohngeld.pdf");
    let form = form.to_str().unwrap();
    let lines = rows(desk.run(&["read", form]).good());
    let answer: Value = serde_json::from_str(desk.run(&["read", "--json", form]).good()).unwrap();
    let words = words(&answer);
    assert!(
        !lines.is_empty() && lines.len() < words.len(),
        "{} lines",
        lines.len()
    );
    for line in &lines {
        is_box(&line.edges.to_vec().into());
        assert_eq!(line.sure, None, "nothing was guessed: {}", line.text);
    }
    // Word by word, what stands in JSON.
    let all = rows(desk.run(&["read", "--words", form]).good());
    let shown: Vec<&Row> = all.iter().filter(|row| row.text.starts_with("· ")).collect();
    assert_eq!(shown.len() + lines.len(), all.len());
    assert_eq!(shown.len(), words.len());
    for (row, word) in shown.into_iter().zip(words) {
        assert_eq!(row.text, format!("· {}", word["text"].as_str().unwrap()));
        for (edge, exact) in row.edges.iter().zip(list(word, "box")) {
            assert!((edge - exact.as_f64().unwrap()).abs() < 0.001, "{}", row.text);
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "the switch of the test run")]
#[test]
fn read_says_how_sure_it_is_of_what_was_recognised() {
    if let Err(missing) = aktenlage_extract::ocr_support() {
        let is_required = std::env::var("AKTENLAGE_TEST_REQUIRE_ALL").as_deref() == Ok("1");
        assert!(!is_required, "{missing}");
        eprintln!("skipped: {missing}");
        return;
    }
    let desk = Desk::new();
    let answer = run_on_sample(&desk, &["read", "--json"], "06-scan");
    assert_eq!(answer["files"][0]["pages"][0]["source"], "ocr");
    let lowest = words(&answer)
        .iter()
        .map(|word| word["confidence"].as_f64().unwrap())
        .fold(1.0, f64::min);
    let file = desk
        .path("samples/06-scan")
        .join(answer["files"][0]["file"].as_str().unwrap());
    let printed = desk.run(&["read", file.to_str().unwrap()]);
    assert!(printed.good().contains(", source ocr, "), "{}", printed.stdout);
    let found = rows(&printed.stdout);
    assert!(!found.is_empty());
    let shown = found.iter().map(|row| row.sure.unwrap()).fold(1.0, f64::min);
    assert!((shown - lowest).abs() < 0.006, "{shown} and {lowest}");
}
