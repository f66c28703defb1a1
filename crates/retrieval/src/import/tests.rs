//! Imports of small texts of our own and, where they are there, of real laws and statutes.
use std::collections::BTreeSet;
use std::path::PathBuf;

use aktenlage_domain::passage::{Level, Passage};

use super::*;

const LAW: &str = r#"<?xml version="1.0" encoding="UTF-8"?><dokumente>
<norm><metadaten><jurabk>MusterG 2020</jurabk><langue>Gesetz über Muster</langue><standangabe><standtyp>Sonst</standtyp>
<standkommentar>Konstitutive Neufassung gem. G v. 6.3.2020, in Kraft getreten am 1.4.2020</standkommentar></standangabe></metadaten>
<textdaten><fussnoten><Content><P>Nachweis ab 2020</P></Content></fussnoten></textdaten></norm>
<norm><metadaten><jurabk>MusterG 2020</jurabk><enbez>Inhaltsübersicht</enbez></metadaten><textdaten><text><TOC>§ 1</TOC></text></textdaten></norm>
<norm><metadaten><jurabk>MusterG 2020</jurabk><gliederungseinheit><gliederungskennzahl>010</gliederungskennzahl>
<gliederungsbez>Teil 1</gliederungsbez><gliederungstitel>Anfang</gliederungstitel></gliederungseinheit></metadaten><textdaten/></norm>
<norm><metadaten><jurabk>MusterG 2020</jurabk><enbez>§ 1</enbez><titel>Zweck</titel></metadaten><textdaten><text format="XML"><Content>
<P>(1) Ein Muster ist vorzulegen: <DL Type="arabic"><DT>1.</DT><DD><LA>gezeichnet,</LA></DD><DT>2.</DT><DD><LA>gedruckt.</LA></DD></DL>Satz danach.</P>
<P>(2) (weggefallen)</P><P>(2a) Es gilt nicht am Feiertag.</P><P>Noch ein Satz.</P></Content></text>
<fussnoten><Content><P>(+++ § 1: geändert +++)</P></Content></fussnoten></textdaten></norm>
<norm><metadaten><enbez>§ 2</enbez><titel>(weggefallen)</titel></metadaten><textdaten><text><Content><P>-</P></Content></text></textdaten></norm>
<norm><metadaten><enbez>(XXXX) §§ 3 bis 5</enbez></metadaten><textdaten><text><Content><P>(weggefallen)</P></Content></text></textdaten></norm>
<norm><metadaten><enbez>Art 6</enbez></metadaten><textdaten><text><Content><P>Ohne Absatz.</P></Content></text></textdaten></norm>
<norm><metadaten><enbez>Anlage 1</enbez><titel>(zu § 1)</titel></metadaten><textdaten><text><Content><table><tgroup><tbody>
<row><entry>Muster</entry><entry>Zahl</entry></row></tbody></tgroup></table></Content></text></textdaten></norm>
</dokumente>"#;

fn shared(folder: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data")
        .join(folder);
    if path.exists() {
        return Some(path);
    }
    println!("skipped: ../shared/data is not there");
    None
}

fn citations(passages: &[Passage]) -> Vec<&str> {
    passages.iter().map(|passage| passage.citation.as_str()).collect()
}

#[test]
fn a_law_becomes_absaetze_with_citations() {
    let (passages, issues) = read_gii(LAW, "MusterG.xml");
    assert_eq!(issues, []);
    assert_eq!(
        citations(&passages),
        [
            "§ 1 Abs. 1 MusterG",
            "§ 1 Abs. 2a MusterG",
            "Art. 6 MusterG",
            "Anlage 1 MusterG"
        ]
    );
    let texts: Vec<_> = passages.iter().map(|passage| passage.text.as_str()).collect();
    assert_eq!(
        texts,
        [
            "Ein Muster ist vorzulegen:\n1. gezeichnet,\n2. gedruckt.\nSatz danach.",
            "Es gilt nicht am Feiertag.\nNoch ein Satz.",
            "Ohne Absatz.",
            "Muster | Zahl"
        ]
    );
    let headings: Vec<_> = passages.iter().map(|passage| passage.heading.as_str()).collect();
    assert_eq!(headings, ["Zweck", "Zweck", "Anfang", "(zu § 1)"]);
    let first = passages.first().unwrap();
    assert_eq!(
        first.valid_from.map(|date| date.to_string()).as_deref(),
        Some("2020-04-01")
    );
    assert_eq!(
        (first.level, first.source.as_str()),
        (Level::Federal, "MusterG.xml")
    );
    assert_eq!(
        read_gii(LAW, "MusterG.xml").0,
        passages,
        "the same import gives the same passages"
    );
}

#[test]
fn broken_files_are_issues_not_panics() {
    for (xml, code) in [
        ("", "not_xml"),
        ("<dokumente><norm>", "not_xml"),
        ("<html/>", "not_gii_norm"),
        ("<dokumente><norm><metadaten/></norm></dokumente>", "law_unnamed"),
        (
            "<dokumente><norm><metadaten><jurabk>X</jurabk></metadaten></norm></dokumente>",
            "empty",
        ),
    ] {
        let (passages, issues) = read_gii(xml, "x.xml");
        let codes: Vec<_> = issues.iter().map(|issue| issue.code).collect();
        assert_eq!((passages.len(), codes), (0, vec![code]), "{xml}");
    }
    // Every cut of a good file is read or refused.
    for end in (0..LAW.len())
        .step_by(37)
        .filter(|end| LAW.is_char_boundary(*end))
    {
        let (passages, issues) = read_gii(LAW.get(..end).unwrap(), "cut.xml");
        assert!(passages.is_empty() && !issues.is_empty());
    }
}

#[test]
fn statutes_in_markdown_have_sections_and_absaetze() {
    let text = "---\ntitel: Satzung über Hunde (Hundesatzung)\ngueltig_ab: 2024-01-01\n---\n# STADT X\n\nAuf Grund des Gesetzes.\n\
                ## Teil 1\n### § 1 - Steuer\n\n(1) Wer einen Hund hält,\nzahlt.\n\n(2) Befreit sind\n\n- Blindenhunde\n- **Rettungshunde**\n\
                ### § 2a Höhe\n#### (1)\n\nDie Steuer beträgt:\n\n| Hund | Euro |\n|---|---|\n| erster | 100 |\n\n#### Ermäßigung\nDie Hälfte.\n\
                ## Anlage\nKarte.\n## § 3\n(aufgehoben)\n";
    let (passages, issues) = read_markdown(text, "hunde.md");
    assert_eq!(issues, []);
    let found: Vec<_> = passages
        .iter()
        .map(|passage| {
            (
                passage.citation.as_str(),
                passage.heading.as_str(),
                passage.text.as_str(),
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            ("Hundesatzung, STADT X", "STADT X", "Auf Grund des Gesetzes."),
            ("§ 1 Abs. 1 Hundesatzung", "Steuer", "Wer einen Hund hält, zahlt."),
            (
                "§ 1 Abs. 2 Hundesatzung",
                "Steuer",
                "Befreit sind\n- Blindenhunde\n- Rettungshunde"
            ),
            (
                "§ 2a Abs. 1 Hundesatzung",
                "Höhe",
                "Die Steuer beträgt:\nHund | Euro\nerster | 100\nErmäßigung Die Hälfte."
            ),
            ("Hundesatzung, Anlage", "Anlage", "Karte."),
        ]
    );
    assert!(
        passages
            .iter()
            .all(|passage| passage.level == Level::Municipal && passage.valid_from.is_some())
    );
}

#[test]
fn guidance_is_cited_by_title_and_heading() {
    let text = "---\ntitle: Hinweise zum Wohngeld\nlaw: Hinweise Wohngeld\nlevel: guidance\n---\n\
                ## Antrag\nWohngeld gibt es nur auf Antrag (§ 22 Abs. 1 WoGG).\n\n## § 23 in Kürze\n(1) Auskunft.\n";
    let (passages, issues) = read_markdown(text, "wohngeld.md");
    assert_eq!(issues, []);
    assert_eq!(
        citations(&passages),
        ["Hinweise Wohngeld, Antrag", "Hinweise Wohngeld, in Kürze"]
    );
    assert!(
        passages
            .iter()
            .all(|passage| passage.level == Level::Guidance && passage.section.is_empty())
    );
}

#[test]
fn directories_are_read_and_laws_selected() {
    let directory = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs_err::write(directory.path().join(name), text).unwrap();
    write("MusterG_2020.xml", LAW);
    write("README.md", "# Anderes\nText");
    write("broken.xml", "<a");
    fs_err::create_dir(directory.path().join("sub")).unwrap();
    write("sub/hunde.md", "# Satzung (HundeS)\n## § 1 Steuer\nText\n");
    let laws = |passages: &[Passage]| {
        passages
            .iter()
            .map(|passage| passage.law.clone())
            .collect::<BTreeSet<_>>()
    };
    let (all, issues) = read_directory(directory.path(), &[]);
    assert_eq!(
        laws(&all),
        BTreeSet::from(["HundeS".to_owned(), "MusterG".to_owned()])
    );
    assert_eq!(
        issues.iter().map(|issue| issue.code).collect::<Vec<_>>(),
        ["not_xml"]
    );
    for wanted in ["musterg", "MusterG 2020", "MUSTERG"] {
        let (some, issues) = read_directory(directory.path(), &[wanted.to_owned()]);
        assert_eq!((laws(&some).len(), issues.len()), (1, 0), "{wanted}");
    }
    let (none, issues) = read_directory(directory.path(), &["FehltG".to_owned()]);
    assert_eq!(
        (none.len(), issues.first().map(|issue| issue.code)),
        (0, Some("law_not_found"))
    );
    let (_, issues) = read_directory(&directory.path().join("nowhere"), &[]);
    assert_eq!(issues.first().map(|issue| issue.code), Some("unreadable"));
}

#[test]
fn real_laws_are_read_completely() {
    let Some(directory) = shared("laws") else { return };
    let (passages, issues) = read_directory(&directory, &[]);
    assert_eq!(issues, []);
    let laws: BTreeSet<_> = passages.iter().map(|passage| passage.law.as_str()).collect();
    assert_eq!(laws.len(), 73);
    for law in [
        "SGB I",
        "SGB X",
        "SGB XII",
        "BauGB",
        "PassG",
        "StAG",
        "AO",
        "FreizügG/EU",
    ] {
        assert!(laws.contains(law), "{law}");
    }
    assert!(
        (20_000..60_000).contains(&passages.len()),
        "{} passages",
        passages.len()
    );
    let mut ids = BTreeSet::new();
    for passage in &passages {
        assert!(
            passage.text.chars().any(char::is_alphanumeric),
            "{}",
            passage.citation
        );
        assert!(passage.text.chars().count() <= 1_800, "{}", passage.citation);
        let read = citation::parse(&passage.citation).unwrap_or_else(|| panic!("{}", passage.citation));
        assert!(
            citation::keys_of(passage).contains(&read.key()),
            "{} is {read:?}",
            passage.citation
        );
        ids.insert(passage.id);
    }
    // The official files repeat a few sections word for word; nothing else may share an id.
    assert!(
        passages.len() - ids.len() <= 5,
        "{} ids for {} passages",
        ids.len(),
        passages.len()
    );
    let of = |law: &str, section: &str| {
        let found = passages
            .iter()
            .filter(|passage| passage.law == law && passage.section == section);
        found.map(|passage| passage.citation.clone()).collect::<Vec<_>>()
    };
    let expected: Vec<_> = (1..=5).map(|number| format!("§ 22 Abs. {number} WoGG")).collect();
    assert_eq!(of("WoGG", "22"), expected);
    assert!(of("GG", "Art. 6").contains(&"Art. 6 Abs. 1 GG".to_owned()));
    assert!(of("SGB I", "60").contains(&"§ 60 Abs. 1 SGB I".to_owned()));
    assert!(of("WoGG", "Anlage 1").contains(&"Anlage 1 WoGG".to_owned()));
}

#[test]
fn real_statutes_are_read_without_gaps() {
    let Some(directory) = shared("statutes") else {
        return;
    };
    let (passages, issues) = read_directory(&directory, &[]);
    let codes: BTreeSet<_> = issues
        .iter()
        .map(|issue| (issue.code, issue.file.as_str()))
        .collect();
    assert_eq!(codes, BTreeSet::new());
    let laws: BTreeSet<_> = passages.iter().map(|passage| passage.law.as_str()).collect();
    for law in ["GemO", "KAG", "LBO", "LVwVfG"] {
        assert!(laws.contains(law), "{law} in {laws:?}");
    }
    assert!(passages.len() > 1_500, "{} passages", passages.len());
    let cited = passages
        .iter()
        .filter(|passage| !passage.section.is_empty())
        .count();
    assert!(
        cited * 10 > passages.len() * 6,
        "{cited} of {} with a section",
        passages.len()
    );
}

#[test]
fn the_shipped_guidance_is_read_as_guidance() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../deploy/blueprint/guidance");
    let (passages, issues) = read_directory(&directory, &[]);
    assert_eq!(issues, []);
    assert!(!passages.is_empty());
    for passage in &passages {
        assert_eq!(passage.level, Level::Guidance, "{}", passage.citation);
        assert!(
            passage.section.is_empty() && !passage.heading.is_empty(),
            "{}",
            passage.citation
        );
    }
}
