//! E-mails: what comes out, what stays in and says why.

use crate::support::codes;
use crate::support::packed::{HEADER, attached, multipart, text};
use crate::{Case, all_text, html, pdf, places, take};
use aktenlage_domain::document::IssueCode;
use aktenlage_extract::sniff;

pub(crate) const CASES: &[Case] = cases![
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
];

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
    assert_eq!(codes(&taken.reading), [IssueCode::PagesFromMailText]);
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
        assert_eq!(codes(&taken.reading), [IssueCode::PagesFromMailText]);
    }
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
    // Nor is one that only says that there is another.
    let both = multipart(
        "",
        "alternative",
        &[
            text("Ihr Programm zeigt kein HTML an."),
            html(&format!(
                "<p>{}</p>",
                "Hiermit beantrage ich Wohngeld. ".repeat(8)
            )),
        ],
    );
    let taken = take(multipart(HEADER, "mixed", &[both]));
    assert!(
        all_text(&taken).contains("beantrage ich Wohngeld"),
        "{}",
        all_text(&taken)
    );
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
    assert_eq!(codes(&taken.reading), [IssueCode::PagesFromMailText]);
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
            attached(photo, &vec![2; 60_000]),
            attached(stray, &[3; 4_000]),
        ],
    );
    let taken = take(related);
    assert_eq!(
        codes(&taken.reading),
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
        assert_eq!(
            codes(&taken.reading),
            [IssueCode::PagesFromMailText, IssueCode::Sealed]
        );
        assert!(taken.parts.is_empty());
    }
    let bare = take(b"\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x03\xa0\x80".to_vec());
    assert_eq!(codes(&bare.reading), [IssueCode::Sealed]);
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
        codes(&taken.reading),
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
    assert_eq!(codes(&part.reading), [IssueCode::UnsupportedType]);
}
