//! What invented people enter into real forms, and what must be read from it. Names of form fields as the forms have
//! them.

/// What is entered into a form field (name, text or export value), and what must come out of it (field id, value).
pub(crate) type Entry = (
    &'static str,
    &'static str,
    &'static [(&'static str, &'static str)],
);

/// One form.
pub(crate) struct Form {
    /// Beginning of the file name.
    pub(crate) file: &'static str,
    /// The kind, if it is known.
    pub(crate) kind: Option<&'static str>,
    /// The service it applies for; `None`: none of the blueprint's, the model must abstain.
    pub(crate) service: Option<&'static str>,
    /// A service that a person confirmed, where the document alone does not say it.
    pub(crate) confirmed_service: Option<&'static str>,
    /// Entries.
    pub(crate) entries: &'static [Entry],
}

const fn form(
    file: &'static str,
    kind: &'static str,
    service: Option<&'static str>,
    entries: &'static [Entry],
) -> Form {
    Form {
        file,
        kind: Some(kind),
        service,
        confirmed_service: None,
        entries,
    }
}

/// All forms with entries or with an expected answer.
pub(crate) const FORMS: &[Form] = &[
    form(
        "wohngeld__wohngeldantrag",
        "application_form",
        Some("housing_benefit_rent"),
        &[
            ("antragsart", "Erstantrag", &[("application.kind", "first")]),
            (
                "antragsteller_familienname",
                "Musterfrau",
                &[("applicant.family_name", "Musterfrau")],
            ),
            (
                "antragsteller_vorname",
                "Erika",
                &[("applicant.given_names", "Erika")],
            ),
            (
                "antragsteller_geburtsdatum",
                "01.03.1980",
                &[("applicant.date_of_birth", "1980-03-01")],
            ),
            (
                "antragsteller_telefon",
                "0201 123456",
                &[("applicant.phone", "0201 123456")],
            ),
            (
                "antragsteller_email",
                "erika@beispiel.de",
                &[("applicant.email", "erika@beispiel.de")],
            ),
            (
                "wohnungsadresse",
                "45127 Essen, Lindenweg 7b",
                &[
                    ("dwelling.street", "Lindenweg"),
                    ("dwelling.house_number", "7b"),
                    ("dwelling.postal_code", "45127"),
                    ("dwelling.city", "Essen"),
                ],
            ),
            (
                "antragsteller_kreditinstitut_name",
                "Sparkasse Essen",
                &[("bank.institute", "Sparkasse Essen")],
            ),
            (
                "antragsteller_kontonummer",
                "DE89 3704 0044 0532 0130 00",
                &[("bank.iban", "DE89370400440532013000")],
            ),
            (
                "antragsteller_wohnverhaeltnisse",
                "Hauptmieter(in)",
                &[("dwelling.tenure", "rent")],
            ),
            ("warmmiete", "812,00", &[("dwelling.total_rent", "812.00")]),
            (
                "datum_einzug",
                "01.10.2026",
                &[("dwelling.move_in_date", "2026-10-01")],
            ),
            (
                "antragssteller_geburtsort",
                "Kempten",
                &[("applicant.place_of_birth", "Kempten")],
            ),
            (
                "antragssteller_staatsangehoerigkeit",
                "deutsch",
                &[("applicant.nationality", "deutsch")],
            ),
            (
                "antragssteller_familienstand",
                "ledig",
                &[("applicant.marital_status", "single")],
            ),
            (
                "person_1_nachname_geburtsname",
                "Musterfrau",
                &[("member1.family_name", "Musterfrau")],
            ),
            ("person_1_vorname", "Max", &[("member1.given_names", "Max")]),
            (
                "person_1_geburtsdatum",
                "05.06.2015",
                &[("member1.date_of_birth", "2015-06-05")],
            ),
            (
                "person_1_verwandschaftsverhaeltnis",
                "Sohn",
                &[("member1.relation", "Sohn")],
            ),
        ],
    ),
    form(
        "wohnberechtigungsschein__6660",
        "application_form",
        Some("housing_entitlement_certificate"),
        &[
            (
                " Name eintragen",
                "Beispiel",
                &[("applicant.family_name", "Beispiel")],
            ),
            (
                "Vorname eintragen ",
                "Jonas",
                &[("applicant.given_names", "Jonas")],
            ),
            (
                " Geburtsdatum eintragen",
                "12.12.1990",
                &[("applicant.date_of_birth", "1990-12-12")],
            ),
            (
                " Telefon freiwillig eintragen",
                "040/555555",
                &[("applicant.phone", "040/555555")],
            ),
            (
                "Straße und Hausnummer eintragen",
                "Elbchaussee 12",
                &[
                    ("applicant.street", "Elbchaussee"),
                    ("applicant.house_number", "12"),
                ],
            ),
            (
                "Postleitzahl und Ort eintragen",
                "22765 Hamburg",
                &[("applicant.postal_code", "22765"), ("applicant.city", "Hamburg")],
            ),
            ("Ggf. Postanschrift Straße und Hausnummer", "Postweg 3", &[]),
            (
                "Familienstand",
                "geschieden",
                &[("applicant.marital_status", "divorced")],
            ),
            ("Geschlecht", "männlich", &[]),
            ("2.2 weitere Personen eintragen", "Beispiel, Lena", &[]),
            ("2.2 Geburtsdatum eintragen", "01.02.2018", &[]),
            (
                "Nationalität Antragsteller",
                "deutsch",
                &[("applicant.nationality", "deutsch")],
            ),
            (
                "Grad der Behinderung",
                "50",
                &[("applicant.disability_degree", "50")],
            ),
            (
                "AktuellDatum",
                "20.11.2026",
                &[("declaration.date", "2026-11-20")],
            ),
        ],
    ),
    form(
        "gewerbeanmeldung__7380",
        "application_form",
        Some("trade_registration"),
        &[
            (
                "Angaben zur Person, Name",
                "Öztürk",
                &[("applicant.family_name", "Öztürk")],
            ),
            (
                "Angaben zur Person, Vornamen",
                "Deniz",
                &[("applicant.given_names", "Deniz")],
            ),
            ("Geschlecht.0", "divers", &[("applicant.sex", "diverse")]),
            (
                "Abweichender Geburtsname",
                "Kaya",
                &[("applicant.birth_name", "Kaya")],
            ),
            (
                "Angaben zur Person, Geburtsdatum",
                "3.4.1988",
                &[("applicant.date_of_birth", "1988-04-03")],
            ),
            (
                "Angaben zur Person, Geburtsort und land",
                "Hamburg",
                &[("applicant.place_of_birth", "Hamburg")],
            ),
            (
                "Anschrift der Wohnung",
                "Hafenstr. 9, 20359 Hamburg",
                &[
                    ("applicant.street", "Hafenstr."),
                    ("applicant.house_number", "9"),
                    ("applicant.postal_code", "20359"),
                    ("applicant.city", "Hamburg"),
                ],
            ),
            (
                "Angaben zur Person, Telefon",
                "040 777777",
                &[("applicant.phone", "040 777777")],
            ),
            (
                "Anschrift Betriebsstätte",
                "Marktplatz 1, 22547 Hamburg",
                &[
                    ("business.street", "Marktplatz"),
                    ("business.house_number", "1"),
                    ("business.postal_code", "22547"),
                    ("business.city", "Hamburg"),
                ],
            ),
            (
                "Betriebsstätte Telefon",
                "040 888888",
                &[("business.phone", "040 888888")],
            ),
            (
                "Angemeldete Tätigkeit",
                "Fahrradreparatur und Einzelhandel mit Fahrrädern",
                &[(
                    "business.activity",
                    "Fahrradreparatur und Einzelhandel mit Fahrrädern",
                )],
            ),
            ("Nebenerwerb", "nein", &[("business.side_business", "false")]),
            (
                "Beginn der angemeldeten Tätigkeit",
                "01.12.2026",
                &[("business.start_date", "2026-12-01")],
            ),
            ("Art", "Handwerk", &[("business.kind", "craft")]),
            (
                "Anmeldung",
                "Hauptniederlassung",
                &[("business.site_kind", "main")],
            ),
            ("Neuerrichtung", "Neugründung", &[("business.reason", "new")]),
            (
                "Handwerkskarte liegt vor",
                "ja",
                &[("business.craft_card_present", "true")],
            ),
            (
                "AktuellDatum",
                "20.11.2026",
                &[("declaration.date", "2026-11-20")],
            ),
        ],
    ),
    Form {
        file: "meldewesen__6700-25",
        kind: Some("landlord_confirmation"),
        service: None,
        confirmed_service: Some("residence_registration"),
        entries: &[
            (
                "Wohnung Straße Hausnummer",
                "Gartenweg 4a",
                &[("move.new_street", "Gartenweg"), ("move.new_house_number", "4a")],
            ),
            (
                "Wohnung PLZ, Ort",
                "21073 Hamburg",
                &[("move.new_postal_code", "21073"), ("move.new_city", "Hamburg")],
            ),
            (
                "Datum Einzug",
                "15.11.2026",
                &[("move.move_in_date", "2026-11-15")],
            ),
        ],
    },
    form(
        "meldewesen__anmeldung_2026",
        "application_form",
        Some("residence_registration"),
        &[
            ("wohnung", "einzige Wohnung", &[("move.dwelling_status", "sole")]),
            ("geschl1", "Männlich", &[("applicant.sex", "male")]),
            ("famst1", "VW", &[("applicant.marital_status", "widowed")]),
            ("fam1", "Maier", &[("applicant.family_name", "Maier")]),
            ("vorn1", "Frank", &[("applicant.given_names", "Frank")]),
            ("gebort1", "Hamburg", &[("applicant.place_of_birth", "Hamburg")]),
            ("gebdat1", "011199", &[("applicant.date_of_birth", "1999-11-01")]),
            ("einzug", "120126", &[("move.move_in_date", "2026-01-12")]),
            (
                "neuw.strasse",
                "Richard-Wagner-Straße 31",
                &[
                    ("move.new_street", "Richard-Wagner-Straße"),
                    ("move.new_house_number", "31"),
                ],
            ),
            ("nw.plz", "81457", &[("move.new_postal_code", "81457")]),
        ],
    ),
    form(
        "elterngeld__Einheitlicher",
        "application_form",
        Some("parental_allowance"),
        &[
            ("txt.txt.vorname1A 4", "Mila", &[("child.given_names", "Mila")]),
            ("txt.txt.name1A 4", "Sommer", &[("child.family_name", "Sommer")]),
            (
                "txt.txt.geburtsdatum1a 3",
                "05.09.2026",
                &[("child.date_of_birth", "2026-09-05")],
            ),
            ("txt.vorname2b", "Lea", &[("applicant.given_names", "Lea")]),
            ("txt.name2b", "Sommer", &[("applicant.family_name", "Sommer")]),
            (
                "txt.geburt2b",
                "02.02.1992",
                &[("applicant.date_of_birth", "1992-02-02")],
            ),
            (
                "txt.txt.steuer2b_1",
                "86 095 742 719",
                &[("applicant.tax_id", "86095742719")],
            ),
            ("txt.vorname2b 1", "Tom", &[("parent2.given_names", "Tom")]),
            ("txt.name2b 1", "Winter", &[("parent2.family_name", "Winter")]),
            (
                "txt.geburt2b 1",
                "03.03.1991",
                &[("parent2.date_of_birth", "1991-03-03")],
            ),
            (
                "txt.strasse2c",
                "Ahornallee",
                &[("applicant.street", "Ahornallee")],
            ),
            ("txt.nummer2c", "8", &[("applicant.house_number", "8")]),
            ("txt.plz2c", "20095", &[("applicant.postal_code", "20095")]),
            ("txt.ort2c", "Hamburg", &[("applicant.city", "Hamburg")]),
        ],
    ),
    form(
        "hund__VS-10",
        "application_form",
        Some("dog_registration"),
        &[
            (
                "Familienname, Vorname",
                "Kowalski, Anna",
                &[
                    ("applicant.family_name", "Kowalski"),
                    ("applicant.given_names", "Anna"),
                ],
            ),
            ("Geburtsdatum, -ort", "07.07.1977 in Bremen", &[]),
            (
                "Wohnanschrift",
                "Deichstr. 5, 20459 Hamburg",
                &[
                    ("applicant.street", "Deichstr."),
                    ("applicant.house_number", "5"),
                    ("applicant.postal_code", "20459"),
                    ("applicant.city", "Hamburg"),
                ],
            ),
            ("Zucht- oder Rufname", "Bello", &[("dog.name", "Bello")]),
            ("Rasse", "Dackel", &[("dog.breed", "Dackel")]),
            (
                "Wurftag/Alter",
                "01.05.2025",
                &[("dog.date_of_birth", "2025-05-01")],
            ),
            (
                "Beginn Hundehaltung",
                "01.08.2026",
                &[("dog.kept_since", "2026-08-01")],
            ),
            (
                "AktuellDatum",
                "20.11.2026",
                &[("declaration.date", "2026-11-20")],
            ),
        ],
    ),
    form(
        "wohngeld__mbl32",
        "application_form",
        Some("housing_benefit_rent"),
        &[
            // The file comes with these two ticked.
            ("antragsart.antragsart", "2", &[("application.kind", "increase")]),
            (
                "antragsteller_wohnverhaeltnisse",
                "0",
                &[("dwelling.tenure", "rent")],
            ),
        ],
    ),
    form("bafoeg__", "application_form", None, &[]),
    form("kita__", "application_form", None, &[]),
    form("beratungshilfe__", "application_form", None, &[]),
    form(
        "buergergeld__hauptantrag",
        "application_form",
        Some("basic_income_support"),
        &[],
    ),
];
