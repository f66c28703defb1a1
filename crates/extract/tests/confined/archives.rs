//! Archives, bombs and the limits of an upload: what comes out, what stays packed and says why.

use std::time::{Duration, Instant};

use crate::support::packed::{HEADER, attached, multipart, text, zip};
use crate::support::{Pdf, codes};
use crate::{Case, all_text, drawn, html, pdf, places, take, take_within};
use aktenlage_domain::document::IssueCode;
use aktenlage_extract::{Allowance, Limits, read};
use lopdf::{Dictionary, Object, Stream, dictionary};

pub(crate) const CASES: &[Case] = cases![
    an_archive_comes_apart,
    an_archive_in_an_archive_is_one_part,
    bombs_stay_packed,
    an_entry_that_lies_about_its_size_stays_packed,
    ten_thousand_entries_stay_packed,
    a_locked_archive_says_so,
    what_is_left_of_a_broken_archive_comes_out,
    limits_of_the_upload_hold_at_every_level,
    damaged_files_never_cost_a_process,
    files_attached_to_a_pdf_come_out,
];

fn an_archive_comes_apart() {
    let antrag = pdf("Antrag");
    let archive = zip(&[
        ("Anlagen/", b""),
        ("Anlagen/Antrag Müller.pdf", &antrag),
        ("../../etc/passwd", b"root"),
        ("/abs\u{202e}olut.txt", b"x"),
        ("__MACOSX/._Antrag.pdf", b"x"),
        ("leer.txt", b""),
    ]);
    let taken = take(archive);
    assert_eq!(
        codes(&taken.reading),
        [IssueCode::Unpacked, IssueCode::TriflesLeftOut]
    );
    assert_eq!(
        places(&taken),
        [
            ("2", "Anlagen/Antrag Müller.pdf"),
            ("3", "etc/passwd"),
            ("4", "absolut.txt"),
            ("6", "leer.txt"),
        ]
    );
    assert_eq!(taken.parts[0].content, antrag);
    assert!(taken.reading.text.pages.is_empty() && taken.rendition.is_none());
    // Names of DOS, as old programs of Windows write them.
    let mut dos = zip(&[("Geb_hren.pdf", b"x")]);
    while let Some(at) = dos.windows(4).position(|window| window == b"Geb_") {
        dos[at + 3] = 0x81;
    }
    assert_eq!(places(&take(dos)), [("1", "Gebühren.pdf")]);
    assert_eq!(codes(&take(zip(&[])).reading), [IssueCode::EmptyFile]);
}

fn an_archive_in_an_archive_is_one_part() {
    let inner = zip(&[("innen.pdf", &pdf("innen"))]);
    let mail = multipart(
        HEADER,
        "mixed",
        &[attached("Content-Type: application/zip; name=b.zip", &inner)],
    );
    let taken = take(zip(&[("a.eml", &mail)]));
    assert_eq!(places(&taken), [("1", "a.eml")]);
    let taken = take(taken.parts[0].content.clone());
    assert_eq!(places(&taken), [("1", "b.zip")]);
    assert_eq!(taken.parts[0].content, inner);
}

fn bombs_stay_packed() {
    let bomb = zip(&[("a.bin", &vec![0; 64 << 20]), ("klein.txt", b"x")]);
    assert!(bomb.len() < 200_000, "the bomb is small");
    let taken = take(bomb);
    assert_eq!(codes(&taken.reading), [IssueCode::UnpackedTooLarge]);
    assert!(taken.parts.is_empty());
    // A blank table shrinks as much and harms nobody.
    let blank = zip(&[("tabelle.csv", &vec![b';'; 4 << 20])]);
    assert_eq!(codes(&take(blank).reading), [IssueCode::Unpacked]);
}

/// Overwrites what stands `offset` bytes behind every signature.
fn patch(archive: &mut [u8], signature: &[u8], offset: usize, value: &[u8]) {
    let starts: Vec<_> = (0..archive.len().saturating_sub(3))
        .filter(|&start| archive[start..].starts_with(signature))
        .collect();
    for start in starts {
        archive[start + offset..start + offset + value.len()].copy_from_slice(value);
    }
}

fn an_entry_that_lies_about_its_size_stays_packed() {
    let mut archive = zip(&[("a.bin", &vec![0; 64 << 20])]);
    patch(&mut archive, b"PK\x03\x04", 22, &100_u32.to_le_bytes());
    patch(&mut archive, b"PK\x01\x02", 24, &100_u32.to_le_bytes());
    let taken = take(archive);
    assert_eq!(
        codes(&taken.reading),
        [IssueCode::PartlyDamaged, IssueCode::PartsLeftOut]
    );
    assert!(taken.parts.is_empty());
}

fn ten_thousand_entries_stay_packed() {
    let names: Vec<String> = (0..10_000).map(|number| format!("{number}.txt")).collect();
    let files: Vec<(&str, &[u8])> = names
        .iter()
        .map(|name| (name.as_str(), b"x".as_slice()))
        .collect();
    let taken = take(zip(&files));
    assert_eq!(codes(&taken.reading), [IssueCode::TooManyParts]);
    assert!(taken.parts.is_empty());
    let sections: Vec<_> = (0..300)
        .map(|number| attached(&format!("Content-Type: text/plain; name={number}.txt"), b"x"))
        .collect();
    let taken = take(multipart(HEADER, "mixed", &sections));
    assert_eq!(
        codes(&taken.reading),
        [IssueCode::PagesFromMailText, IssueCode::TooManyParts]
    );
    assert!(taken.parts.is_empty());
}

fn a_locked_archive_says_so() {
    let mut archive = zip(&[("a.pdf", b"geheim")]);
    patch(&mut archive, b"PK\x03\x04", 6, &[1]);
    patch(&mut archive, b"PK\x01\x02", 8, &[1]);
    let taken = take(archive);
    assert_eq!(codes(&taken.reading), [IssueCode::PasswordProtected]);
    assert!(taken.parts.is_empty());
}

fn what_is_left_of_a_broken_archive_comes_out() {
    let (first, second) = (pdf("erste"), pdf("zweite"));
    let whole = zip(&[("erste.pdf", &first), ("zweite.pdf", &second)]);
    let cut = whole[..whole.len() * 6 / 10].to_vec();
    let taken = take(cut);
    assert_eq!(
        codes(&taken.reading),
        [
            IssueCode::Unpacked,
            IssueCode::PartlyDamaged,
            IssueCode::PartsLeftOut
        ]
    );
    assert_eq!(places(&taken), [("1", "erste.pdf")]);
    assert_eq!(taken.parts[0].content, first);
    assert_eq!(
        codes(&take(whole[..40].to_vec()).reading),
        [IssueCode::DamagedFile]
    );
    // One entry that is damaged does not cost the other.
    let mut hurt = whole;
    hurt[60] ^= 0xff;
    let taken = take(hurt);
    assert_eq!(places(&taken), [("2", "zweite.pdf")]);
    assert_eq!(
        codes(&taken.reading),
        [
            IssueCode::Unpacked,
            IssueCode::PartlyDamaged,
            IssueCode::PartsLeftOut
        ]
    );
}

fn limits_of_the_upload_hold_at_every_level() {
    let limits = Limits::recommended();
    let all = limits.allowance();
    let archive = zip(&[("a.txt", b"aaaa"), ("b.txt", b"bbbb")]);
    let mail = multipart(
        HEADER,
        "mixed",
        &[
            text("Text"),
            attached("Content-Type: application/zip; name=a.zip", &archive),
        ],
    );
    for (allowance, code) in [
        (Allowance { depth: 0, ..all }, IssueCode::NestedTooDeep),
        (Allowance { parts: 0, ..all }, IssueCode::TooManyParts),
        (Allowance { bytes: 7, ..all }, IssueCode::UnpackedTooLarge),
    ] {
        let taken = take_within(archive.clone(), limits, allowance);
        assert_eq!((codes(&taken.reading), taken.parts.len()), (vec![code], 0));
        let taken = take_within(mail.clone(), limits, allowance);
        assert_eq!(codes(&taken.reading), [IssueCode::PagesFromMailText, code]);
        assert!(
            taken.parts.is_empty() && all_text(&taken).ends_with("Text"),
            "the text is read nevertheless"
        );
    }
}

/// Damages a mail and an archive in many ways; the same ways every time.
fn damaged_files_never_cost_a_process() {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = move |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % below as u64).unwrap()
    };
    let inner = zip(&[("a.pdf", &pdf("innen")), ("Müller.txt", b"Text")]);
    let both = multipart(
        "",
        "alternative",
        &[text("einfach"), html("<p>bunt <table><tr><td>x</table>")],
    );
    let mail = multipart(
        HEADER,
        "mixed",
        &[
            both,
            attached(
                "Content-Type: application/zip; name=\"=?utf-8?Q?=C3=BC.zip?=\"",
                &inner,
            ),
        ],
    );
    let start = Instant::now();
    let mut rounds = 0;
    while rounds < 120 && start.elapsed() < Duration::from_mins(1) {
        for whole in [&mail, &inner] {
            let mut damaged = whole.clone();
            for _ in 0..=next(12) {
                let at = next(damaged.len());
                match next(4) {
                    0 => damaged[at] = u8::try_from(next(256)).unwrap(),
                    1 => damaged.truncate(at.max(1)),
                    2 => {
                        let length = next(64).min(damaged.len() - at);
                        let piece = damaged[at..at + length].to_vec();
                        let to = next(damaged.len());
                        damaged.splice(to..to, piece);
                    }
                    _ => drop(damaged.drain(at..(at + next(16)).min(damaged.len()))),
                }
                if damaged.is_empty() {
                    damaged.push(b'x');
                }
            }
            let codes = codes(&take(damaged).reading);
            let lost = [IssueCode::ReaderCrashed, IssueCode::ReaderTimeout];
            assert!(
                !codes.iter().any(|code| lost.contains(code)),
                "round {rounds}: {codes:?}"
            );
        }
        rounds += 1;
    }
    println!("{rounds} rounds");
    assert!(rounds >= 20, "too slow to mean anything");
}

fn files_attached_to_a_pdf_come_out() {
    let string = Object::string_literal;
    let mut portfolio = Pdf::new();
    let page = portfolio.page(
        &drawn(60, 700, "Bitte in einem PDF-Programm oeffnen"),
        Dictionary::new(),
    );
    let mut file = |name: &'static str, content: Vec<u8>| {
        let stream = portfolio
            .document
            .add_object(Stream::new(dictionary! { "Type" => "EmbeddedFile" }, content));
        portfolio.document.add_object(dictionary! {
            "Type" => "Filespec", "F" => string(name), "EF" => dictionary! { "F" => stream },
        })
    };
    let lease = file("mietvertrag.pdf", pdf("Mietvertrag"));
    let data = file("daten.xml", b"<?xml version=\"1.0\"?><daten/>".to_vec());
    let letter = file(
        "../brief.eml",
        b"Subject: x\r\nFrom: a@example.org\r\n\r\nx".to_vec(),
    );
    let clip = portfolio.document.add_object(dictionary! {
        "Type" => "Annot", "Subtype" => "FileAttachment", "FS" => letter,
        "Rect" => vec![10.into(), 10.into(), 20.into(), 20.into()],
    });
    portfolio.annotate(page, clip);
    let names = vec![
        string("a"),
        lease.into(),
        string("b"),
        data.into(),
        string("c"),
        lease.into(),
    ];
    let leaf = portfolio.document.add_object(dictionary! { "Names" => names });
    portfolio.catalog.set(
        "Names",
        dictionary! { "EmbeddedFiles" => dictionary! { "Kids" => vec![leaf.into()] } },
    );
    let bytes = portfolio.bytes();
    // Whoever only reads it is told that there is more.
    let limits = Limits::recommended();
    assert_eq!(codes(&read(&bytes, &limits)), [IssueCode::PartsLeftOut]);

    let taken = take(bytes.clone());
    assert_eq!(
        places(&taken),
        [("attached:1", "mietvertrag.pdf"), ("attached:3", "brief.eml")]
    );
    assert_eq!(taken.parts[0].content, pdf("Mietvertrag"));
    assert_eq!(codes(&taken.reading), [IssueCode::TriflesLeftOut]);
    assert!(all_text(&taken).contains("PDF-Programm"));
    for (allowance, code) in [
        (
            Allowance {
                parts: 2,
                ..limits.allowance()
            },
            IssueCode::TooManyParts,
        ),
        (
            Allowance {
                bytes: 100,
                ..limits.allowance()
            },
            IssueCode::UnpackedTooLarge,
        ),
        (
            Allowance {
                depth: 0,
                ..limits.allowance()
            },
            IssueCode::NestedTooDeep,
        ),
    ] {
        let taken = take_within(bytes.clone(), limits, allowance);
        assert_eq!((taken.parts.len(), codes(&taken.reading)), (0, vec![code]));
        assert_eq!(taken.reading.text.pages.len(), 1, "its pages stay");
    }
}
