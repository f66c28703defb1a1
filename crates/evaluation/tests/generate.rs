//! Generated applications: the same for the same seed, sides apart, truth where it says it is, live forms that say what
//! was filled in.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]
use aktenlage_catalogue::vocabulary::Vocabulary;
use aktenlage_domain::document::FormFieldKind;
use aktenlage_evaluation::case_file::Channel;
use aktenlage_evaluation::generate::case::{MadeCase, Request};
use aktenlage_evaluation::generate::facts::story::invent;
use aktenlage_evaluation::generate::fill::fill;
use aktenlage_evaluation::generate::layouts::{Layouts, template_files};
use aktenlage_evaluation::generate::people::Data;
use aktenlage_evaluation::generate::random::Chance;
use aktenlage_evaluation::generate::{Generator, live, prepare, set, write};
use aktenlage_evaluation::truth::{Split, Truth, case_folders};
use aktenlage_extract::{Limits, read};
use time::macros::date;

/// Two sides of a form and of one supporting document, and a form that no service has.
const FORM: &str = r#"
service = "dog_registration"
[[layouts]]
id = "a"
split = "train"
style = "boxed"
blocks = [
  { title = "Anmeldung eines Hundes" },
  { section = "1 Halter" },
  { row = [
    { label = "Familienname", value = "{applicant.family_name}" },
    { label = "Vornamen", value = "{applicant.given_names}" },
  ] },
  { field = { label = "Geburtsdatum", value = "{applicant.date_of_birth}" } },
  { field = { label = "Straße, Hausnummer", value = "{applicant.street} {applicant.house_number}" } },
  { field = { label = "PLZ", value = "{applicant.postal_code}", comb = 5 } },
  { field = { label = "Ort", value = "{applicant.city}" } },
  { section = "2 Hund" },
  { field = { label = "Rufname", value = "{dog.name}" } },
  { field = { label = "Chipnummer", value = "{dog.chip_number}", comb = 15 } },
  { choice = { label = "Geschlecht", of = "dog.sex", options = [["male", "Rüde"], ["female", "Hündin"]] } },
  { check = { label = "Ich beantrage Steuerbefreiung", of = "tax.exemption_claimed" } },
  { field = { label = "IBAN", value = "{bank.iban}" } },
  { signature = { label = "Ort, Datum, Unterschrift", value = "{declaration.place}, {declaration.date}" } },
]
[[layouts]]
id = "b"
split = "test"
style = "lines"
size = 9
blocks = [
  { title = "Hundesteuer: Anmeldung" },
  { field = { label = "Name", value = "{applicant.family_name}, {applicant.given_names}" } },
  { field = { label = "Wohnhaft", value = "{applicant.address}", lines = 2 } },
  { field = { label = "Hund gehalten seit", value = "{dog.kept_since|long}" } },
  { choice = { label = "Geschlecht des Hundes", of = "dog.sex", options = [["female", "weiblich"], ["male", "männlich"]] } },
]
"#;
const MANDATE: &str = r#"
kind = "sepa_mandate"
[[layouts]]
id = "a"
split = "train"
style = "letter"
blocks = [
  { title = "SEPA-Lastschriftmandat" },
  { pairs = [["Kontoinhaber", "{bank.account_holder}"], ["IBAN", "{bank.iban}"], ["Geburtstag", "{applicant.date_of_birth|long}"]] },
]
[[layouts]]
id = "b"
split = "test"
style = "slip"
blocks = [
  { title = "Einzugsermächtigung" },
  { text = "Ich ermächtige {office.name}, Zahlungen von meinem Konto {bank.iban} einzuziehen." },
]
"#;
const UNKNOWN: &str = r#"
kind = "unknown"
[[layouts]]
id = "a"
split = "train"
style = "grid"
blocks = [
  { title = "Antrag auf einen Angelschein" },
  { field = { label = "Name", value = "{applicant.full_name}" } },
]
"#;

fn layouts() -> Layouts {
    let mut layouts = Layouts::default();
    for (name, text) in [
        ("forms/dog_registration", FORM),
        ("documents/sepa_mandate", MANDATE),
        ("documents/unknown", UNKNOWN),
    ] {
        layouts.add(name, text).unwrap();
    }
    layouts
}

fn case(number: u64, service: Option<&str>, channel: Channel, split: Option<Split>) -> MadeCase {
    let request = Request {
        seed: 11,
        number,
        service,
        channel,
        split,
    };
    Generator::with(layouts()).unwrap().case(&request).unwrap()
}

fn limits() -> Limits {
    Limits {
        max_seconds: 600,
        ..Limits::recommended()
    }
}

/// Without the template nothing can be set.
#[expect(clippy::print_stdout, reason = "says why nothing was tested")]
fn is_ready() -> bool {
    let is_there = template_files().iter().any(|(name, _)| name == "styles.typ");
    if !is_there {
        println!("skipped: evaluation/layouts/styles.typ is not there");
    }
    is_there
}

#[test]
fn the_same_seed_makes_the_same_case() {
    if !is_ready() {
        return;
    }
    for channel in [Channel::Form, Channel::Printed, Channel::Fax] {
        let [one, other] = [(), ()].map(|()| case(3, Some("dog_registration"), channel, None));
        assert_eq!(one.facts, other.facts);
        assert_eq!(one.truth, other.truth);
        assert_eq!(one.files, other.files, "{}", channel.as_str());
    }
    let next = case(4, Some("dog_registration"), Channel::Printed, None);
    assert_ne!(
        next.facts,
        case(3, Some("dog_registration"), Channel::Printed, None).facts
    );
}

#[test]
fn a_case_never_mixes_sides() {
    if !is_ready() {
        return;
    }
    for number in 1..12 {
        let drawn = case(number, Some("dog_registration"), Channel::Printed, None);
        let side = drawn.truth.files[0].split;
        assert!(side.is_some());
        assert!(drawn.truth.files.iter().all(|file| file.split == side));
        let test = case(
            number,
            Some("dog_registration"),
            Channel::Printed,
            Some(Split::Test),
        );
        for file in &test.truth.files {
            assert_eq!(file.split, Some(Split::Test));
            assert!(file.layout.as_ref().unwrap().ends_with("/b"));
        }
    }
    let generator = Generator::with(layouts()).unwrap();
    assert!(generator.services(Some(Split::Tune)).is_empty());
    assert!(!generator.has_unknown(Some(Split::Test)));
}

#[test]
fn every_value_stands_on_its_page_in_every_channel() {
    if !is_ready() {
        return;
    }
    for channel in Channel::ALL {
        let made = case(5, Some("dog_registration"), channel, Some(Split::Train));
        assert!(!made.truth.fields.is_empty());
        for field in &made.truth.fields {
            for place in &field.places {
                let [left, top, right, bottom] = place.bbox;
                assert!(0.0 <= left && left < right && right <= 1.0, "{field:?}");
                assert!(0.0 <= top && top < bottom && bottom <= 1.0, "{field:?}");
                let (_, bytes) = made.files.iter().find(|(name, _)| *name == place.file).unwrap();
                let pages = read(bytes, &limits()).text.pages.len();
                assert!((1..=pages).contains(&(place.page as usize)), "{field:?}");
            }
        }
        let placed = made.truth.fields.iter().filter(|field| !field.places.is_empty());
        assert!(
            2 * placed.count() > made.truth.fields.len(),
            "{}",
            channel.as_str()
        );
    }
}

#[test]
fn printed_values_stand_where_the_truth_says() {
    if !is_ready() {
        return;
    }
    let made = case(6, Some("dog_registration"), Channel::Printed, Some(Split::Train));
    let reading = read(&made.files[0].1, &limits());
    let mut checked = 0;
    for field in &made.truth.fields {
        let is_name = field.id == "applicant.city" || field.id == "dog.chip_number";
        let Some(place) = field
            .places
            .first()
            .filter(|place| is_name && place.file == made.files[0].0)
        else {
            continue;
        };
        let [left, top, right, bottom] = place.bbox;
        let page = reading
            .text
            .pages
            .iter()
            .find(|page| page.number == place.page)
            .unwrap();
        let within = page.words.iter().filter(|word| {
            let (x, y) = (f64::from(word.bbox.center_x()), f64::from(word.bbox.center_y()));
            (left..=right).contains(&x) && (top..=bottom).contains(&y)
        });
        let text: String = within.map(|word| word.text.as_str()).collect();
        assert_eq!(text, field.value.replace(' ', ""), "{field:?}");
        checked += 1;
    }
    assert!(checked > 0);
}

#[test]
fn a_live_form_says_what_was_filled_in() {
    if !is_ready() {
        return;
    }
    let (layouts, vocabulary) = (layouts(), Vocabulary::built_in());
    let (catalogue, _) = aktenlage_catalogue::load(None);
    let service = catalogue
        .services
        .iter()
        .find(|service| service.key.as_str() == "dog_registration");
    for (_, layout) in layouts.iter() {
        for seed in 0..4 {
            let mut chance = Chance::of(seed, "live");
            let data = Data::built_in().unwrap();
            let day = date!(2026 - 11 - 20);
            let story = invent(service, data, day, &mut chance);
            let filled = fill(layout, &story.facts, &vocabulary, true);
            let set = set::set(&filled, &layout.name(), day).unwrap();
            let form = live::form(&set, &filled, &layout.name(), &mut chance).unwrap();
            let fields = read(&form, &limits()).text.fields;
            let is_text = |kind: FormFieldKind| kind == FormFieldKind::Text;
            let mut found: Vec<String> = fields
                .iter()
                .filter(|field| is_text(field.kind))
                .filter_map(|field| field.value.clone())
                .collect();
            let mut written: Vec<String> = filled
                .boxes
                .iter()
                .map(|field| field.text.clone())
                .filter(|text| !text.is_empty())
                .collect();
            found.sort();
            written.sort();
            assert_eq!(found, written, "{}", layout.name());
            let on = fields
                .iter()
                .filter(|field| !is_text(field.kind) && field.value.is_some());
            let ticked = filled.ticks.iter().flat_map(|group| &group.options);
            assert_eq!(on.count(), ticked.filter(|(_, _, is_ticked)| *is_ticked).count());
        }
    }
}

#[test]
fn what_is_written_is_read_back_and_no_folder_is_mixed() {
    if !is_ready() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("cases");
    prepare(&out).unwrap();
    let made = [
        case(1, Some("dog_registration"), Channel::Photo, None),
        case(2, None, Channel::Scan, None),
    ];
    for case in &made {
        write(case, &out).unwrap();
    }
    let folders = case_folders(&out).unwrap();
    assert_eq!(folders.len(), 2);
    for (folder, made) in folders.iter().zip(&made) {
        let truth = Truth::read(folder).unwrap();
        assert_eq!(truth, made.truth);
        for file in &truth.files {
            assert!(folder.join(&file.file).is_file(), "{}", file.file);
        }
    }
    assert_eq!(
        (made[1].truth.service.as_deref(), made[1].truth.fields.len()),
        (None, 0)
    );
    assert_eq!(made[1].truth.files[0].kinds, ["unknown"]);
    assert_eq!(prepare(&out).unwrap_err().code(), "folder_not_empty");
}

#[test]
fn every_layout_can_be_set_on_paper_and_on_the_screen() {
    let (catalogue, _) = aktenlage_catalogue::load(None);
    let (layouts, problems) = Layouts::built_in();
    assert_eq!(problems.len(), 0, "{problems:?}");
    let vocabulary = Vocabulary::built_in();
    let data = Data::built_in().unwrap();
    let day = date!(2026 - 11 - 20);
    let mut wrong = Vec::new();
    for (subject, layout) in layouts.iter() {
        let file = subject.file();
        let service = catalogue
            .services
            .iter()
            .find(|service| file.ends_with(service.key.as_str()));
        let story = invent(service, data, day, &mut Chance::of(1, &layout.name()));
        for live in [false, true] {
            let filled = fill(layout, &story.facts, &vocabulary, live);
            if let Err(error) = set::set(&filled, &layout.name(), day) {
                wrong.push(error.to_string());
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
