//! E-mails, archives and office documents through the confined reader: what comes out, what stays in and says why.
//!
//! This program is its own child, as in `confined.rs`.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test that fails panics, and its program prints"
)]
mod support;

use std::process::ExitCode;
use std::time::{Duration, Instant};

use aktenlage_domain::document::IssueCode;
use aktenlage_extract::confined::{
    COMMANDS, CONVERT_COMMAND, Confinement, Reader, Taken, child_main, converter,
};
use aktenlage_extract::{Allowance, Limits, sniff};
use support::packed::{HEADER, attached, multipart, office, text, zip};
use support::{page_of, text as drawn};

type Case = (&'static str, fn());

macro_rules! cases {
    ($($case:ident),+ $(,)?) => { &[$((stringify!($case), $case)),+] };
}

const CASES: &[Case] = cases![
    a_mail_with_attachments_comes_apart,
    names_in_every_encoding_are_read,
    a_mail_in_a_mail_is_one_part,
    text_in_old_encodings_is_read,
    text_in_other_languages_is_read,
    of_two_forms_of_one_text_one_is_read,
    a_mail_of_html_alone_has_pages,
    trifles_stay_in_the_mail,
    sealed_mails_say_so,
    a_signature_is_not_a_document,
    unknown_types_come_out_as_they_are,
    an_archive_comes_apart,
    an_archive_in_an_archive_is_one_part,
    bombs_stay_packed,
    an_entry_that_lies_about_its_size_stays_packed,
    ten_thousand_entries_stay_packed,
    a_locked_archive_says_so,
    what_is_left_of_a_broken_archive_comes_out,
    limits_of_the_upload_hold_at_every_level,
    office_documents_become_pages,
    a_converter_that_is_missing_is_told,
    a_converter_reaches_nothing,
    a_converter_loads_nothing_from_elsewhere,
    damaged_files_never_cost_a_process,
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments
        .first()
        .is_some_and(|first| COMMANDS.contains(&first.as_str()))
    {
        return ExitCode::from(child_main(
            &arguments,
            &mut std::io::stdin(),
            &mut std::io::stdout(),
        ));
    }
    let filter = arguments.iter().find(|argument| !argument.starts_with('-'));
    for (name, case) in CASES {
        if filter.is_none_or(|filter| name.contains(filter.as_str())) {
            let start = Instant::now();
            case();
            println!("test {name} ... ok ({:.1} s)", start.elapsed().as_secs_f64());
        }
    }
    ExitCode::SUCCESS
}

fn take_within(bytes: Vec<u8>, limits: Limits, allowance: Allowance) -> Taken {
    take_by(
        &Reader::new(std::env::current_exe().unwrap(), limits),
        bytes,
        allowance,
    )
}

fn take_by(reader: &Reader, bytes: Vec<u8>, allowance: Allowance) -> Taken {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.unwrap().block_on(reader.take(bytes, allowance))
}

fn take(bytes: Vec<u8>) -> Taken {
    let limits = Limits::recommended();
    take_within(bytes, limits, limits.allowance())
}

fn codes(taken: &Taken) -> Vec<IssueCode> {
    taken.reading.issues.iter().map(|issue| issue.code).collect()
}

fn places(taken: &Taken) -> Vec<(&str, &str)> {
    taken
        .parts
        .iter()
        .map(|part| (part.place.as_str(), part.name.as_str()))
        .collect()
}

fn pdf(words: &str) -> Vec<u8> {
    page_of(&drawn(60, 700, words))
}

fn all_text(taken: &Taken) -> String {
    let pages = 1..=u32::try_from(taken.reading.text.pages.len()).unwrap();
    let pages: Vec<_> = pages.map(|page| taken.reading.text.page_text(page)).collect();
    pages.join(" ")
}

fn a_mail_with_attachments_comes_apart() {
    let (application, lease) = (pdf("Antrag auf Wohngeld"), pdf("Mietvertrag"));
    let name = "Content-Type: application/pdf; name=\"=?utf-8?Q?Antrag_M=C3=BCller.pdf?=\"\r\nContent-Disposition: attachment";
    let disposition = "Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename*=UTF-8''Mietvertrag%20%C3%9Cbersicht.pdf";
    let mail = multipart(
        HEADER,
        "mixed",
        &[
            text("Guten Tag,\r\n\r\nanbei mein Antrag.\r\nMit freundlichen Grüßen\r\nJörg Müller"),
            attached(name, &application),
            attached(disposition, &lease),
        ],
    );
    assert_eq!(sniff(&mail), "message/rfc822");
    let taken = take(mail.clone());
    assert_eq!(codes(&taken), [IssueCode::PagesFromMailText]);
    assert_eq!(
        places(&taken),
        [("2", "Antrag Müller.pdf"), ("3", "Mietvertrag Übersicht.pdf")]
    );
    assert_eq!(taken.parts[0].content, application);
    assert_eq!(taken.parts[1].content, lease);
    assert_eq!(taken.parts[0].declared_type.as_deref(), Some("application/pdf"));
    assert_eq!(taken.reading.media_type, "message/rfc822");
    let expected = "Von: Jörg Müller <joerg@example.org> An: Wohngeldstelle <wohngeld@example.org> \
        Datum: 14.11.2026 09:12 Betreff: Antrag auf Wohngeld – Müller \
        Guten Tag, anbei mein Antrag. Mit freundlichen Grüßen Jörg Müller";
    assert_eq!(
        all_text(&taken),
        expected,
        "the foot of the page is not the sender's"
    );
    // The boxes are places on the rendition, which is the same every time.
    let rendition = taken.rendition.clone().unwrap();
    let again = take(mail);
    assert_eq!(again, taken);
    let read = take(rendition.to_vec());
    assert_eq!(read.reading.text.pages.len(), 1);
    let word = taken.reading.text.pages[0].words.last().unwrap();
    assert!(read.reading.text.pages[0].words.contains(word));
}

fn names_in_every_encoding_are_read() {
    let headers = [
        "Content-Type: application/pdf\r\nContent-Disposition: attachment; filename=\"=?iso-8859-1?Q?Geb=FChren.pdf?=\"",
        "Content-Type: application/pdf\r\nContent-Disposition: attachment; filename*=iso-8859-1'de'Geb%FChren.pdf",
        "Content-Type: application/pdf\r\nContent-Disposition: attachment; filename*0*=utf-8''Geb%C3%BC; filename*1*=hren.pdf",
        "Content-Type: application/pdf\r\nContent-Disposition: attachment; filename=\"../../Geb\u{fc}hren.pdf\"",
        "Content-Type: application/pdf\r\nContent-Disposition: attachment; filename=\"C:\\\\x\\\\Geb=?utf-8?Q?=C3=BC?=hren.pdf\"",
        "Content-Type: application/pdf",
    ];
    let sections: Vec<_> = headers
        .iter()
        .map(|header| attached(header, b"%PDF-1.4"))
        .collect();
    let taken = take(multipart(HEADER, "mixed", &sections));
    let names: Vec<_> = taken.parts.iter().map(|part| part.name.as_str()).collect();
    assert_eq!(names[..4], ["Gebühren.pdf"; 4]);
    assert!(
        !names[4].contains(['\\', ':']) || names[4].starts_with("C:/x/"),
        "{names:?}"
    );
    assert_eq!(names[5], "anlage-6");
}

fn a_mail_in_a_mail_is_one_part() {
    let inner = multipart(
        "From: a@example.org\r\nSubject: Der alte Antrag: 1/2\r\nMIME-Version: 1.0",
        "mixed",
        &[
            text("innen"),
            attached("Content-Type: application/pdf; name=innen.pdf", &pdf("innen")),
        ],
    );
    let mut forwarded = b"Content-Type: message/rfc822\r\n\r\n".to_vec();
    forwarded.extend(&inner);
    let taken = take(multipart(HEADER, "mixed", &[text("außen"), forwarded]));
    assert_eq!(places(&taken), [("2", "Der alte Antrag: 1 2.eml")]);
    assert!(
        all_text(&taken).ends_with("außen"),
        "the inner text is not the outer's"
    );
    let part = taken.parts[0].content.clone();
    assert_eq!(sniff(&part), "message/rfc822");
    let taken = take(part);
    assert_eq!(places(&taken), [("2", "innen.pdf")]);
    assert!(all_text(&taken).ends_with("innen"));
}

fn text_in_old_encodings_is_read() {
    let head = "From: a@example.org\r\nSubject: x\r\nMIME-Version: 1.0\r\n";
    let bodies: [(&str, &[u8]); 6] = [
        (
            "Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: 8bit",
            b"Gr\xfc\xdfe aus K\xf6ln",
        ),
        (
            "Content-Type: text/plain; charset=\"ISO-8859-15\"\r\nContent-Transfer-Encoding: quoted-printable",
            b"Gr=FC=DFe aus K=F6ln =A4",
        ),
        (
            "Content-Type: text/plain; charset=windows-1252\r\nContent-Transfer-Encoding: quoted-printable",
            b"=84Gr=FC=DFe=93 aus K=F6ln",
        ),
        (
            "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64",
            b"R3LDvMOfZSBhdXMgS8O2bG4=",
        ),
        (
            "Content-Type: text/plain\r\nContent-Transfer-Encoding: 8bit",
            b"Gr\xfc\xdfe aus K\xf6ln",
        ),
        // Programs that write Windows-1252 and call it ISO-8859-1.
        (
            "Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: 8bit",
            b"\x84Gr\xfc\xdfe\x93 aus K\xf6ln",
        ),
    ];
    for (header, body) in bodies {
        let mut mail = format!("{head}{header}\r\n\r\n").into_bytes();
        mail.extend(body);
        let text = all_text(&take(mail));
        assert!(
            text.contains("Grüße") && text.contains("aus Köln"),
            "{header}: {text}"
        );
        if header.contains("15") {
            assert!(text.ends_with('€'), "{text}");
        }
        if body.contains(&0x84) || header.contains("1252") {
            assert!(text.contains("„Grüße“"), "{header}: {text}");
        }
    }
}

fn text_in_other_languages_is_read() {
    for words in [
        "Kira yardımı için başvuruyorum, teşekkürler.",
        "Я подаю заявление на жилищное пособие.",
        "xq zw vf",
    ] {
        let mut mail = format!("{HEADER}\r\n").into_bytes();
        mail.extend(text(words));
        let taken = take(mail);
        assert!(all_text(&taken).ends_with(words), "{}", all_text(&taken));
        assert_eq!(codes(&taken), [IssueCode::PagesFromMailText]);
    }
}

fn html(text: &str) -> Vec<u8> {
    let mut bytes =
        b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n".to_vec();
    bytes.extend(text.as_bytes());
    bytes
}

fn of_two_forms_of_one_text_one_is_read() {
    let both = multipart(
        "",
        "alternative",
        &[text("einfacher Text"), html("<p>bunter <b>Text</b></p>")],
    );
    let taken = take(multipart(HEADER, "mixed", &[both, text("Fußzeile")]));
    assert!(
        all_text(&taken).ends_with("einfacher Text Fußzeile"),
        "{}",
        all_text(&taken)
    );
    assert!(taken.parts.is_empty());
    // A form that is empty is none.
    let both = multipart(
        "",
        "alternative",
        &[text("  "), html("<p>bunter <b>Text</b></p>")],
    );
    let taken = take(multipart(HEADER, "mixed", &[both]));
    assert!(all_text(&taken).ends_with("bunter Text"), "{}", all_text(&taken));
}

fn a_mail_of_html_alone_has_pages() {
    let page = "<html><head><style>p { color: red }</style><script>alert('x')</script></head><body>\
        <p>Sehr geehrte Damen und Herren,</p><p>ich beantrage &amp; bitte um W&ouml;hngeld.<br>Danke</p>\
        <table><tr><td>Miete</td><td>600 &euro;</td></tr></table>\
        <img src=\"http://127.0.0.1:9/zaehler.gif\"></body></html>";
    let mut mail = format!("{HEADER}\r\n").into_bytes();
    mail.extend(html(page));
    let taken = take(mail);
    let text = all_text(&taken);
    assert!(
        text.contains("Herren, ich beantrage & bitte um Wöhngeld. Danke"),
        "{text}"
    );
    let words: Vec<_> = text.split(' ').collect();
    assert!(words.contains(&"Miete") && words.contains(&"600"), "{text}");
    assert!(!text.contains("alert") && !text.contains("color"), "{text}");
    assert_eq!(codes(&taken), [IssueCode::PagesFromMailText]);
}

fn trifles_stay_in_the_mail() {
    let logo = "Content-Type: image/png\r\nContent-Disposition: inline\r\nContent-ID: <logo@x>";
    let photo =
        "Content-Type: image/jpeg; name=Ausweis.jpg\r\nContent-Disposition: inline\r\nContent-ID: <foto@x>";
    let stray = "Content-Type: image/png; name=beleg.png\r\nContent-ID: <beleg@x>";
    let body = html("<p>Grüße</p><img src=\"cid:logo@x\"><img src=\"cid:foto@x\">");
    let related = multipart(
        HEADER,
        "related",
        &[
            body,
            attached(logo, &[1; 4_000]),
            attached(photo, &[2; 60_000]),
            attached(stray, &[3; 4_000]),
        ],
    );
    let taken = take(related);
    assert_eq!(
        codes(&taken),
        [IssueCode::PagesFromMailText, IssueCode::TriflesLeftOut]
    );
    assert_eq!(places(&taken), [("3", "Ausweis.jpg"), ("4", "beleg.png")]);
}

fn sealed_mails_say_so() {
    let smime = attached(
        "From: a@example.org\r\nSubject: x\r\nContent-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m",
        b"\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x03",
    );
    let pgp = multipart(
        HEADER,
        "encrypted; protocol=\"application/pgp-encrypted\"",
        &[
            b"Content-Type: application/pgp-encrypted\r\n\r\nVersion: 1".to_vec(),
            b"Content-Type: application/octet-stream\r\n\r\n-----BEGIN PGP MESSAGE-----".to_vec(),
        ],
    );
    let armoured = format!("{HEADER}\r\n\r\n-----BEGIN PGP MESSAGE-----\r\n\r\nabc");
    for mail in [smime, pgp, armoured.into_bytes()] {
        let taken = take(mail);
        assert_eq!(codes(&taken), [IssueCode::PagesFromMailText, IssueCode::Sealed]);
        assert!(taken.parts.is_empty());
    }
    let bare = take(b"\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x03\xa0\x80".to_vec());
    assert_eq!(codes(&bare), [IssueCode::Sealed]);
}

fn a_signature_is_not_a_document() {
    let signed = multipart(
        HEADER,
        "signed; micalg=sha-256; protocol=\"application/pkcs7-signature\"",
        &[
            multipart(
                "",
                "mixed",
                &[
                    text("Text"),
                    attached("Content-Type: application/pdf; name=a.pdf", b"%PDF-1.4"),
                ],
            ),
            attached(
                "Content-Type: application/pkcs7-signature; name=smime.p7s\r\nContent-Disposition: attachment",
                b"0",
            ),
        ],
    );
    let taken = take(signed);
    assert_eq!(
        codes(&taken),
        [IssueCode::PagesFromMailText, IssueCode::SignatureNotChecked]
    );
    assert_eq!(places(&taken), [("1.2", "a.pdf")]);
}

fn unknown_types_come_out_as_they_are() {
    let tnef = attached(
        "Content-Type: application/ms-tnef; name=winmail.dat",
        b"x\x9f>\"\x01\0rest",
    );
    let taken = take(multipart(HEADER, "mixed", &[text("Text"), tnef]));
    assert_eq!(places(&taken), [("2", "winmail.dat")]);
    let part = take(taken.parts[0].content.clone());
    assert_eq!(part.reading.media_type, "application/vnd.ms-tnef");
    assert_eq!(codes(&part), [IssueCode::UnsupportedType]);
}

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
    assert_eq!(codes(&taken), [IssueCode::Unpacked, IssueCode::TriflesLeftOut]);
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
    assert_eq!(codes(&take(zip(&[]))), [IssueCode::EmptyFile]);
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
    assert_eq!(codes(&taken), [IssueCode::UnpackedTooLarge]);
    assert!(taken.parts.is_empty());
    // A blank table shrinks as much and harms nobody.
    let blank = zip(&[("tabelle.csv", &vec![b';'; 4 << 20])]);
    assert_eq!(codes(&take(blank)), [IssueCode::Unpacked]);
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
    assert_eq!(codes(&taken), [IssueCode::PartlyDamaged, IssueCode::PartsLeftOut]);
    assert!(taken.parts.is_empty());
}

fn ten_thousand_entries_stay_packed() {
    let names: Vec<String> = (0..10_000).map(|number| format!("{number}.txt")).collect();
    let files: Vec<(&str, &[u8])> = names
        .iter()
        .map(|name| (name.as_str(), b"x".as_slice()))
        .collect();
    let taken = take(zip(&files));
    assert_eq!(codes(&taken), [IssueCode::TooManyParts]);
    assert!(taken.parts.is_empty());
    let sections: Vec<_> = (0..300)
        .map(|number| attached(&format!("Content-Type: text/plain; name={number}.txt"), b"x"))
        .collect();
    let taken = take(multipart(HEADER, "mixed", &sections));
    assert_eq!(
        codes(&taken),
        [IssueCode::PagesFromMailText, IssueCode::TooManyParts]
    );
    assert!(taken.parts.is_empty());
}

fn a_locked_archive_says_so() {
    let mut archive = zip(&[("a.pdf", b"geheim")]);
    patch(&mut archive, b"PK\x03\x04", 6, &[1]);
    patch(&mut archive, b"PK\x01\x02", 8, &[1]);
    let taken = take(archive);
    assert_eq!(codes(&taken), [IssueCode::PasswordProtected]);
    assert!(taken.parts.is_empty());
}

fn what_is_left_of_a_broken_archive_comes_out() {
    let (first, second) = (pdf("erste"), pdf("zweite"));
    let whole = zip(&[("erste.pdf", &first), ("zweite.pdf", &second)]);
    let cut = whole[..whole.len() * 6 / 10].to_vec();
    let taken = take(cut);
    assert_eq!(
        codes(&taken),
        [
            IssueCode::Unpacked,
            IssueCode::PartlyDamaged,
            IssueCode::PartsLeftOut
        ]
    );
    assert_eq!(places(&taken), [("1", "erste.pdf")]);
    assert_eq!(taken.parts[0].content, first);
    assert_eq!(codes(&take(whole[..40].to_vec())), [IssueCode::DamagedFile]);
    // One entry that is damaged does not cost the other.
    let mut hurt = whole;
    hurt[60] ^= 0xff;
    let taken = take(hurt);
    assert_eq!(places(&taken), [("2", "zweite.pdf")]);
    assert_eq!(
        codes(&taken),
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
        assert_eq!((codes(&taken), taken.parts.len()), (vec![code], 0));
        let taken = take_within(mail.clone(), limits, allowance);
        assert_eq!(codes(&taken), [IssueCode::PagesFromMailText, code]);
        assert!(
            taken.parts.is_empty() && all_text(&taken).ends_with("Text"),
            "the text is read nevertheless"
        );
    }
}

/// Whether LibreOffice is there; says so where it is not.
fn has_converter() -> bool {
    match converter() {
        Ok(_) => true,
        Err(missing) => {
            support::skip(&missing.to_string());
            false
        }
    }
}

fn office_documents_become_pages() {
    if !has_converter() {
        return;
    }
    for is_word in [true, false] {
        let document = office(is_word, "Antrag auf Wohngeld für Grüße &amp; mehr");
        let taken = take(document);
        assert_eq!(codes(&taken), [IssueCode::PagesFromConversion]);
        assert_eq!(all_text(&taken), "Antrag auf Wohngeld für Grüße & mehr");
        assert!(taken.rendition.is_some_and(|pdf| pdf.starts_with(b"%PDF-")));
        assert!(taken.reading.media_type.starts_with("application/vnd."));
    }
    let broken = zip(&[("[Content_Types].xml", b"<x"), ("word/document.xml", b"<x")]);
    let taken = take(broken);
    assert_eq!(codes(&taken), [IssueCode::DamagedFile]);
}

fn a_converter_that_is_missing_is_told() {
    let limits = Limits::recommended();
    let reader = Reader::new(std::env::current_exe().unwrap(), limits);
    let nowhere = tempfile::tempdir().unwrap();
    let reader = reader.with_converter_in(vec![nowhere.path().to_owned()]);
    for is_word in [true, false] {
        let taken = take_by(&reader, office(is_word, "x"), limits.allowance());
        assert_eq!(codes(&taken), [IssueCode::ConverterMissing]);
        assert_eq!(taken.rendition, None);
    }
}

/// A stand-in for the converter tries the ways out of its cage.
fn a_converter_reaches_nothing() {
    let available = Confinement::available();
    if !(available.files && available.system_calls) {
        println!("skipped: this kernel has {available:?}");
        return;
    }
    let outside = tempfile::tempdir().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    fs_err::write(outside.path().join("secret"), "x").unwrap();
    let script = folder.path().join("probe");
    let outside = outside.path().display();
    let text = format!(
        "#!/bin/bash\nmkdir out\n{{\ncat {outside}/secret && echo read\necho x > {outside}/new && echo wrote\n\
         ls {outside} && echo listed\n: < /dev/tcp/127.0.0.1/{port} && echo connected\n\
         : < /dev/udp/127.0.0.1/{port} && echo sent\nkill -0 {} && echo signalled\n\
         cat /etc/hostname && echo listed\ncat /etc/passwd > /dev/null && echo done\n}} > out/said 2> out/errors\n",
        std::process::id()
    );
    fs_err::write(&script, text).unwrap();
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o700);
    std::fs::set_permissions(&script, mode).unwrap();
    // The limits as the parent writes them: nine numbers.
    let limits = ["1000000", "1", "10", "1000000000", "1", "1", "1", "1", "1"];
    let status = std::process::Command::new(std::env::current_exe().unwrap())
        .arg(CONVERT_COMMAND)
        .args(limits)
        .args([script.as_path(), folder.path()])
        .args(["document.odt", "writer8"])
        .current_dir(folder.path())
        .status()
        .unwrap();
    let said = fs_err::read_to_string(folder.path().join("out/said")).unwrap_or_default();
    let allowed = if available.network {
        "done\n"
    } else {
        "signalled\ndone\n"
    };
    assert!(said == "done\n" || said == allowed, "{said:?} {status}");
}

fn a_converter_loads_nothing_from_elsewhere() {
    if !has_converter() {
        return;
    }
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let port = listener.local_addr().unwrap().port();
    let picture = format!(
        r#"vorher<draw:frame svg:width="2cm" svg:height="2cm"><draw:image xlink:href="http://127.0.0.1:{port}/zaehler.png" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/></draw:frame>nachher"#
    );
    let taken = take(office(false, &picture));
    assert!(all_text(&taken).contains("vorher"), "{:?}", codes(&taken));
    let visit = listener.accept().map_err(|error| error.kind());
    assert_eq!(visit.map(drop), Err(std::io::ErrorKind::WouldBlock));
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
    while rounds < 120 && start.elapsed() < Duration::from_secs(60) {
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
            let codes = codes(&take(damaged));
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
