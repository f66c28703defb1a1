//! Hostile and broken files: each costs one document and nothing else.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use crate::support::tiff::{Compression, tiff};
use crate::support::{self, Pdf, codes, page_of, resident_bytes, text};
use crate::{
    Case, FATAL_WORDS, FRAGILE_NAME, GROWTH_BYTES, LIMITS, LONGEST, PROBE_COMMAND, on_every_core, reader,
    wait,
};
use aktenlage_domain::document::IssueCode;
use aktenlage_extract::confined::{Confinement, READ_COMMAND, Reader};
use aktenlage_extract::{ExtractError, Limits, Reading, ocr_support, read};
use lopdf::{Dictionary, Object, Stream, dictionary};

pub(crate) const CASES: &[Case] = cases![
    reads_and_draws_like_the_process_itself,
    refused_files_say_why,
    a_file_with_an_empty_password_is_read,
    a_truncated_file_is_read_as_far_as_it_goes,
    too_many_pages_are_cut_off,
    a_page_tree_that_bites_its_tail_ends,
    deep_nesting_ends,
    a_file_that_hangs_is_stopped,
    a_memory_bomb_hits_its_limit,
    a_panic_costs_one_document,
    a_program_that_cannot_be_started_is_told,
    a_child_that_is_called_wrongly_answers_nothing,
    a_confined_process_reaches_nothing,
    a_scan_is_read_in_confinement,
    the_text_of_a_copier_is_compared_with_its_picture,
    a_long_scan_has_the_time_that_its_pages_need,
    every_odd_file_comes_back,
];

fn confined(bytes: Vec<u8>, limits: Limits) -> Reading {
    wait(reader(limits).read(bytes))
}

fn reads_and_draws_like_the_process_itself() {
    let limits = Limits::recommended();
    let mut pdf = Pdf::new();
    let page = pdf.page(&text(60, 700, "Antrag auf Wohngeld"), Dictionary::new());
    let value = Object::string_literal("Erika \"Ä\"");
    pdf.field(
        page,
        dictionary! { "T" => Object::string_literal("name"), "FT" => "Tx", "V" => value },
        [0, 0, 60, 20],
    );
    let bytes = pdf.bytes();
    assert_eq!(confined(bytes.clone(), limits), read(&bytes, &limits));
    let image = wait(reader(limits).render(bytes.clone(), 1, 400)).unwrap();
    assert_eq!(
        image,
        aktenlage_extract::render_page(&bytes, 1, 400, &limits).unwrap()
    );
    assert_eq!(
        wait(reader(limits).render(bytes, 9, 400)),
        Err(ExtractError::NoSuchPage(9))
    );
}

fn refused_files_say_why() {
    let limits = Limits {
        max_bytes: 100_000,
        ..Limits::recommended()
    };
    let password = encrypted("geheim");
    let large = vec![b'%'; 100_001];
    let cases: [(&[u8], IssueCode, &str); 7] = [
        (b"", IssueCode::EmptyFile, "application/octet-stream"),
        (b"Guten Tag", IssueCode::UnsupportedType, "text/plain"),
        (
            b"\0\0\0\x18ftypheic\0\0\0\0mif1heic\0\0",
            IssueCode::UnsupportedPhoto,
            "image/heic",
        ),
        (b"\xff\xd8\xff\xe0", IssueCode::DamagedFile, "image/jpeg"),
        (&large, IssueCode::FileTooLarge, "text/plain"),
        (
            b"%PDF-1.7\nand nothing else",
            IssueCode::DamagedFile,
            "application/pdf",
        ),
        (&password, IssueCode::PasswordProtected, "application/pdf"),
    ];
    for (bytes, code, media_type) in cases {
        let reading = confined(bytes.to_vec(), limits);
        assert_eq!(
            (codes(&reading).as_slice(), reading.media_type.as_str()),
            ([code].as_slice(), media_type)
        );
        assert!(reading.text.pages.is_empty());
        assert_eq!(reading.issues[0].page, None);
    }
}

/// Many programs write such files: everybody may read them, and only the owner may change them.
fn a_file_with_an_empty_password_is_read() {
    let bytes = encrypted("");
    let words = ENCRYPTED_WORDS.as_bytes();
    assert!(!bytes.windows(words.len()).any(|seen| seen == words));
    let limits = Limits::recommended();
    let reading = confined(bytes.clone(), limits);
    assert_eq!(codes(&reading), []);
    assert_eq!(reading.text.page_text(1), ENCRYPTED_WORDS);
    let image = wait(reader(limits).render(bytes, 1, 400)).unwrap();
    let plain = page_of(&text(60, 700, ENCRYPTED_WORDS));
    assert_eq!(image, wait(reader(limits).render(plain, 1, 400)).unwrap());
}

const ENCRYPTED_WORDS: &str = "Antrag auf Wohngeld";

fn encrypted(user_password: &str) -> Vec<u8> {
    support::good_files::encrypted(ENCRYPTED_WORDS, user_password)
}

fn a_truncated_file_is_read_as_far_as_it_goes() {
    let mut pdf = Pdf::new();
    for number in 0..20 {
        pdf.page(&text(60, 700, &format!("Seite {number}")), Dictionary::new());
    }
    let mut bytes = pdf.bytes();
    bytes.truncate(bytes.len() * 6 / 10);
    let reading = confined(bytes, Limits::recommended());
    assert!(
        codes(&reading)
            .iter()
            .any(|code| matches!(code, IssueCode::PartlyDamaged | IssueCode::DamagedFile))
    );
}

fn too_many_pages_are_cut_off() {
    let mut pdf = Pdf::new();
    for _ in 0..5_000 {
        pdf.page(&text(60, 700, "Seite"), Dictionary::new());
    }
    let reading = confined(pdf.bytes(), Limits::recommended());
    assert_eq!(codes(&reading), [IssueCode::TooManyPages]);
    assert_eq!(reading.text.pages.len(), 2_000);
    assert_eq!(reading.text.page_text(2_000), "Seite");
}

fn a_page_tree_that_bites_its_tail_ends() {
    let mut document = lopdf::Document::with_version("1.7");
    let tree = document.new_object_id();
    let kids: Vec<Object> = vec![tree.into(), tree.into()];
    document.objects.insert(
        tree,
        dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => 2 }.into(),
    );
    let root = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    document.trailer.set("Root", root);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    assert_eq!(
        codes(&confined(bytes, Limits::recommended())),
        [IssueCode::DamagedFile]
    );
}

fn deep_nesting_ends() {
    let content = format!(
        "{}{} {}",
        "q ".repeat(200_000),
        "[".repeat(200_000),
        text(60, 700, "tief")
    );
    let reading = confined(page_of(&content), Limits::recommended());
    assert_eq!(reading.text.pages.len(), 1);
}

/// Drawings that each draw the next one ten times, 30 levels deep: no end in sight.
fn endless() -> Vec<u8> {
    let mut pdf = Pdf::new();
    let mut inner = pdf.drawing();
    for _ in 0..30 {
        let resources = dictionary! { "XObject" => dictionary! { "X" => inner } };
        let form = dictionary! {
            "Type" => "XObject", "Subtype" => "Form", "Resources" => resources,
            "BBox" => vec![0.into(), 0.into(), 600.into(), 800.into()],
        };
        inner = pdf
            .document
            .add_object(Stream::new(form, "/X Do ".repeat(10).into_bytes()));
    }
    pdf.page(
        "/X Do",
        dictionary! { "Resources" => dictionary! { "XObject" => dictionary! { "X" => inner } } },
    );
    pdf.bytes()
}

fn a_file_that_hangs_is_stopped() {
    let limits = Limits {
        max_seconds: 1,
        ..Limits::recommended()
    };
    let start = Instant::now();
    assert_eq!(codes(&confined(endless(), limits)), [IssueCode::ReaderTimeout]);
    let image = wait(reader(limits).render(endless(), 1, 400));
    assert_eq!(image, Err(ExtractError::Refused(IssueCode::ReaderTimeout)));
    assert!(start.elapsed() < Duration::from_secs(20));
}

fn a_memory_bomb_hits_its_limit() {
    let mut pdf = Pdf::new();
    let page = pdf.page("", Dictionary::new());
    let mut stream = Stream::new(Dictionary::new(), vec![b' '; 300 * 1024 * 1024]);
    stream.compress().unwrap();
    let content = pdf.document.add_object(stream);
    pdf.document
        .get_dictionary_mut(page)
        .unwrap()
        .set("Contents", content);
    let bytes = pdf.bytes();
    assert!(bytes.len() < 1024 * 1024, "the bomb is small");
    let limits = Limits {
        max_memory_bytes: 256 * 1024 * 1024,
        ..Limits::recommended()
    };
    assert_eq!(codes(&confined(bytes, limits)), [IssueCode::ReaderCrashed]);
    assert_eq!(
        codes(&confined(page_of(&text(60, 700, "klein")), limits)),
        [],
        "an ordinary page fits"
    );
}

/// The same program under a name with which it is fragile, so that a child panics where it is confined already.
fn a_panic_costs_one_document() {
    let limits = Limits::recommended();
    let folder = tempfile::tempdir().unwrap();
    let program = folder.path().join(FRAGILE_NAME);
    std::os::unix::fs::symlink(std::env::current_exe().unwrap(), &program).unwrap();
    let fragile = Reader::new(program.clone(), limits);
    let fatal = page_of(&text(60, 700, FATAL_WORDS));
    let sound = page_of(&text(60, 700, "Antrag auf Wohngeld"));

    let reading = wait(fragile.read(fatal.clone()));
    assert_eq!(codes(&reading), [IssueCode::ReaderCrashed]);
    assert_eq!(reading.media_type, "application/pdf");
    assert!(reading.text.pages.is_empty());
    let image = wait(fragile.render(fatal.clone(), 1, 400));
    assert_eq!(image, Err(ExtractError::Refused(IssueCode::ReaderCrashed)));
    // The next one is read by the same reader, and this one by another.
    assert_eq!(wait(fragile.read(sound.clone())), read(&sound, &limits));
    let reading = confined(fatal.clone(), limits);
    assert_eq!(codes(&reading), []);
    assert_eq!(reading.text.page_text(1), FATAL_WORDS);

    // It was the panic and nothing else, and what it quoted is not said.
    let output = read_by(&program, &fatal);
    assert_eq!(output.status.code(), Some(101), "{}", output.status);
    assert!(output.stdout.is_empty() && output.stderr.is_empty());
    assert_eq!(read_by(&program, &sound).status.code(), Some(0));
}

/// What a child says that was started without the reader.
fn read_by(program: &Path, bytes: &[u8]) -> Output {
    let mut child = Command::new(program)
        .arg(READ_COMMAND)
        .args(LIMITS)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(bytes).unwrap();
    child.wait_with_output().unwrap()
}

fn a_program_that_cannot_be_started_is_told() {
    let reader = Reader::new(PathBuf::from("/does/not/exist"), Limits::recommended());
    let bytes = page_of("");
    assert_eq!(
        codes(&wait(reader.read(bytes.clone()))),
        [IssueCode::ReaderCrashed]
    );
    assert!(matches!(
        wait(reader.render(bytes, 1, 100)),
        Err(ExtractError::Unavailable(_))
    ));
}

fn a_child_that_is_called_wrongly_answers_nothing() {
    let output = Command::new(std::env::current_exe().unwrap())
        .args([READ_COMMAND, "1"])
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert!(!output.status.success());
    assert!(output.stdout.is_empty() && output.stderr.is_empty());
}

fn a_confined_process_reaches_nothing() {
    let output = Command::new(std::env::current_exe().unwrap())
        .arg(PROBE_COMMAND)
        .output()
        .unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    let available = Confinement::available(&Limits::recommended());
    if available.system_calls {
        assert_eq!((said.as_str(), output.status.success()), ("done\n", true));
    } else {
        println!("skipped: this kernel has {available:?}");
    }
}

fn a_scan_is_read_in_confinement() {
    if let Err(missing) = ocr_support() {
        return support::skip(&missing.to_string());
    }
    let picture = support::picture_of(&["Antrag auf Wohngeld", "Familienname Mustermann"]);
    let limits = Limits::recommended();
    let reading = confined(picture.clone(), limits);
    assert_eq!(codes(&reading), []);
    assert_eq!(
        reading.text.page_text(1),
        "Antrag auf Wohngeld Familienname Mustermann"
    );
    let picture = wait(reader(limits).render(picture, 1, 400)).unwrap();
    assert!(picture.starts_with(b"RIFF"));
}

fn the_text_of_a_copier_is_compared_with_its_picture() {
    const PRINTED: [&str; 4] = [
        "Antrag auf Wohngeld nach dem Gesetz",
        "Familienname Mustermann Vorname Erika",
        "Wohnung Lindenweg sieben Postleitzahl Passau",
        "Monatliche Miete achthundert Personen vier",
    ];
    if let Err(missing) = ocr_support() {
        return support::skip(&missing.to_string());
    }
    let picture = image::load_from_memory(&support::picture_of(&PRINTED))
        .unwrap()
        .to_luma8();
    let scan = |layer: [&str; 4]| {
        let image = dictionary! {
            "Type" => "XObject", "Subtype" => "Image", "ColorSpace" => "DeviceGray", "BitsPerComponent" => 8,
            "Width" => i64::from(picture.width()), "Height" => i64::from(picture.height()),
        };
        let lines = (0..)
            .zip(layer)
            .map(|(line, words)| text(60, 700 - 30 * line, words));
        let content = format!("q 600 0 0 800 0 0 cm /P Do Q 3 Tr {}", lines.collect::<String>());
        let bytes = support::page_with_picture(image, picture.as_raw(), &content);
        confined(bytes, Limits::recommended())
    };
    let contradicts = |reading: &Reading| codes(reading).contains(&IssueCode::TextLayerContradicts);
    let same = scan(PRINTED);
    assert!(!contradicts(&same), "{:?}", same.issues);
    assert!(
        same.text.pages[0].scan.is_some(),
        "it is a scan, whatever lies over it"
    );
    assert!(same.text.page_text(1).contains("Lindenweg"));
    let other = scan([
        "Rechnung der Stadtwerke ueber Strom",
        "Kundennummer Zaehlerstand Abschlag Betrag",
        "Zahlung innerhalb einer Woche erbeten",
        "Freundliche Gruesse Abteilung Vertrieb",
    ]);
    assert!(contradicts(&other), "{:?}", other.issues);
    let read = other.text.page_text(1);
    assert!(
        read.contains("Lindenweg") && !read.contains("Stadtwerke"),
        "{read}"
    );
}

fn a_long_scan_has_the_time_that_its_pages_need() {
    const PAGES: usize = 12;
    if let Err(missing) = ocr_support() {
        return support::skip(&missing.to_string());
    }
    let lines = ["Antrag auf Wohngeld, Familienname Mustermann"; 20];
    let picture = image::load_from_memory(&support::picture_of(&lines)).unwrap();
    let scan = tiff(&vec![picture.to_luma8(); PAGES], Compression::Group4, (200, 200));
    let within = |max_seconds_per_scan| {
        let limits = Limits {
            max_seconds: 1,
            max_seconds_per_scan,
            ..Limits::recommended()
        };
        let reading = confined(scan.clone(), limits);
        let pages = reading.text.pages.iter();
        let read = pages.filter(|page| !page.words.is_empty()).count();
        (read, codes(&reading).contains(&IssueCode::ReaderTimeout))
    };
    let (read, is_cut_off) = within(0);
    assert!(read < PAGES && is_cut_off, "{read} pages");
    assert_eq!(within(20), (PAGES, false));
}

/// Files of which we make another number of pages than poppler, with ours.
const OTHER_PAGES: [(&str, usize); 1] = [
    // The list of pages lost its bracket and the page its type: poppler counts it and has nothing to show of it.
    ("poppler-937-0-fuzzed.pdf", 0),
];

/// Pages of the files that poppler opens: rows have the name, the exit code of `pdfinfo` and the pages.
fn pages_by_poppler(table: &Path) -> BTreeMap<String, usize> {
    let table = fs_err::read_to_string(table).unwrap();
    let rows = table.lines().skip(1).filter_map(|row| {
        let mut cells = row.split('\t');
        let (name, code) = (cells.next()?, cells.next()?);
        let pages = cells.next()?.parse().ok()?;
        (code == "0").then(|| (name.to_owned(), pages))
    });
    rows.collect()
}

fn every_odd_file_comes_back() {
    let Some(files) = support::shared("stress") else {
        return;
    };
    let limits = Limits {
        max_seconds: 8,
        max_seconds_per_scan: 0,
        ..Limits::recommended()
    };
    let mut expected = pages_by_poppler(&files[0].with_file_name("REFERENCE.tsv"));
    expected.extend(OTHER_PAGES.map(|(name, pages)| (name.to_owned(), pages)));
    let most = usize::try_from(limits.max_pages).unwrap();
    let inputs: Vec<(&PathBuf, Option<usize>)> = files
        .iter()
        .map(|file| {
            let name = file.file_name().unwrap().to_string_lossy();
            (file, expected.get(&*name).copied())
        })
        .collect();
    let compared = inputs.iter().filter(|(_, pages)| pages.is_some()).count();
    assert_eq!(compared, expected.len(), "files of the table are missing");
    let before = resident_bytes();
    on_every_core(&inputs, |(file, expected)| {
        let name = file.display();
        let start = Instant::now();
        let reading = confined(fs_err::read(file).unwrap(), limits);
        assert!(start.elapsed() < LONGEST, "{name} took {:?}", start.elapsed());
        let codes = codes(&reading);
        // Scans of many pages may take longer than this; then the pages that were reached are there.
        let pages = reading.text.pages.len();
        let is_cut_off = codes.contains(&IssueCode::ReaderTimeout);
        assert!(!(is_cut_off && pages == 0), "{name}");
        assert!(!codes.contains(&IssueCode::ReaderCrashed), "{name}");
        assert!(pages > 0 || !codes.is_empty(), "{name}");
        if let Some(expected) = expected.map(|expected| expected.min(most)) {
            let is_right = pages == expected || is_cut_off && pages < expected;
            assert!(is_right, "{name}: {pages} pages, poppler has {expected}");
        }
    });
    let growth = resident_bytes().saturating_sub(before);
    assert!(growth < GROWTH_BYTES, "grew by {growth} bytes");
    println!("{} odd files, {compared} with the pages of poppler", inputs.len());
}
