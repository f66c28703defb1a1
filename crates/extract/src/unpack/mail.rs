//! E-mails (RFC 5322, MIME): the text as pages, everything else as parts.
//!
//! The walk visits every section once. A section becomes text, a part, or an issue; nothing is passed over in
//! silence. Addresses in the text are never followed: nothing is fetched from anywhere.
use aktenlage_domain::document::IssueCode;
use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::charsets::map::charset_decoder;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{
    Addr, DateTime, Encoding, Message, MessageParser, MessagePart, MimeHeaders as _, PartType,
};

use super::letter::{Letter, typeset};
use super::{Part, Unpacked, clean_name};
use crate::limits::Allowance;

/// Pictures up to this size that the text shows between its lines are taken for its decoration: logos, icons of a
/// signature. Photographs of documents are larger.
const DECORATION_BYTES: usize = 32 * 1024;
/// Multiparts in multiparts that are followed.
const MAX_NESTING: usize = 20;
/// How text begins that is encrypted where it stands.
const PGP_TEXT: &str = "-----BEGIN PGP MESSAGE-----";

/// Takes out the parts of an e-mail and sets its text.
pub(super) fn unpack(bytes: &[u8], allowance: Allowance) -> Unpacked {
    let Some(message) = MessageParser::default().parse(bytes) else {
        return Unpacked::refused(IssueCode::DamagedFile);
    };
    let mut walk = Walk::new(&message);
    walk.section(0, "", 0);
    let Walk {
        mut unpacked, text, ..
    } = walk;
    let letter = Letter {
        fields: fields(&message),
        text: text.join("\n\n"),
    };
    match typeset(&letter) {
        Some(set) => {
            unpacked.issues.insert(0, IssueCode::PagesFromMailText);
            if !set.is_complete {
                unpacked.say(IssueCode::CharactersNotShown);
            }
            if set.is_cut {
                unpacked.say(IssueCode::PartsLeftOut);
            }
            unpacked.pages = Some(set.pdf);
        }
        None => unpacked.say(IssueCode::ReaderCrashed),
    }
    limit(&mut unpacked, allowance);
    unpacked
}

/// The text stays; of the parts all or none.
fn limit(unpacked: &mut Unpacked, allowance: Allowance) {
    let bytes: u64 = unpacked.parts.iter().map(|part| part.content.len() as u64).sum();
    let broken = if unpacked.parts.is_empty() {
        None
    } else if allowance.depth == 0 {
        Some(IssueCode::NestedTooDeep)
    } else if unpacked.parts.len() as u64 > u64::from(allowance.parts) {
        Some(IssueCode::TooManyParts)
    } else {
        (bytes > allowance.bytes).then_some(IssueCode::UnpackedTooLarge)
    };
    if let Some(code) = broken {
        unpacked.parts.clear();
        unpacked.say(code);
    }
}

struct Walk<'m> {
    message: &'m Message<'m>,
    /// All text in HTML, where pictures between the lines are named.
    html: String,
    text: Vec<String>,
    unpacked: Unpacked,
}

impl<'m> Walk<'m> {
    fn new(message: &'m Message<'m>) -> Self {
        let mut html = String::new();
        for part in &message.parts {
            if let PartType::Html(text) = &part.body {
                html.push_str(text);
            }
        }
        Self {
            message,
            html,
            text: Vec::new(),
            unpacked: Unpacked::default(),
        }
    }

    /// Section number `place` (empty for the whole message).
    fn section(&mut self, index: u32, place: &str, nesting: usize) {
        let message = self.message;
        let Some(part) = message.part(index) else {
            return;
        };
        let (kind, subtype) = declared(part);
        if let PartType::Multipart(children) = &part.body {
            if nesting == MAX_NESTING {
                self.unpacked.say(IssueCode::NestedTooDeep);
                return;
            }
            let numbered: Vec<(u32, String)> = children
                .iter()
                .copied()
                .zip((1..).map(|n| inner(place, n)))
                .collect();
            match subtype.as_str() {
                "encrypted" => self.unpacked.say(IssueCode::Sealed),
                "alternative" => self.alternatives(&numbered, nesting),
                _ => numbered
                    .iter()
                    .for_each(|(child, place)| self.section(*child, place, nesting + 1)),
            }
            return;
        }
        let place = if place.is_empty() { "1" } else { place };
        if is_sealed(&kind, &subtype) {
            self.unpacked.say(IssueCode::Sealed);
        } else if kind == "application" && subtype.ends_with("-signature") {
            self.unpacked.say(IssueCode::SignatureNotChecked);
        } else if let (false, Some(text)) = (is_attached(part), text_of(message, part)) {
            if text.trim_start().starts_with(PGP_TEXT) {
                self.unpacked.say(IssueCode::Sealed);
            } else if !text.trim().is_empty() {
                self.text.push(text);
            }
        } else if self.is_decoration(part, &kind) {
            self.unpacked.say(IssueCode::TriflesLeftOut);
        } else {
            self.take(part, place, &kind, &subtype);
        }
    }

    /// The same content in several forms: the first one with text is read, unless a later one says far more: some
    /// programs send "Your program shows no HTML" as the plain text. Attachments are taken of all.
    fn alternatives(&mut self, children: &[(u32, String)], nesting: usize) {
        const FAR_MORE: usize = 3;
        let words = |text: &[String]| {
            text.iter()
                .map(|text| text.split_whitespace().count())
                .sum::<usize>()
        };
        let mut chosen: Vec<String> = Vec::new();
        for (child, place) in children {
            let before = std::mem::take(&mut self.text);
            self.section(*child, place, nesting + 1);
            let text = std::mem::replace(&mut self.text, before);
            if words(&text) > FAR_MORE * words(&chosen) {
                chosen = text;
            }
        }
        self.text.extend(chosen);
    }

    /// Whether this is a small picture that the text shows between its lines.
    fn is_decoration(&self, part: &MessagePart<'_>, kind: &str) -> bool {
        let id = part.content_id().unwrap_or_default().trim_matches(['<', '>']);
        kind == "image"
            && !id.is_empty()
            && part.contents().len() <= DECORATION_BYTES
            && self.html.contains(&format!("cid:{id}"))
    }

    fn take(&mut self, part: &MessagePart<'_>, place: &str, kind: &str, subtype: &str) {
        let nested = part.message();
        let sent = clean_name(part.attachment_name().unwrap_or_default());
        let subject = nested.and_then(|message| message.subject()).unwrap_or_default();
        let name = if !sent.is_empty() {
            sent
        } else if nested.is_some() {
            let subject = clean_name(&subject.replace(['/', '\\'], " "));
            format!("{}.eml", if subject.is_empty() { "E-Mail" } else { &subject })
        } else {
            format!("anlage-{place}")
        };
        self.unpacked.parts.push(Part {
            place: place.to_owned(),
            name,
            declared_type: (!kind.is_empty()).then(|| clean_name(kind) + "/" + &clean_name(subtype)),
            content: self.bytes_of(part),
        });
    }

    /// The bytes of a section as they were before they were encoded for the journey. The parser turns text into UTF-8,
    /// which an original must not be.
    fn bytes_of(&self, part: &MessagePart<'_>) -> Vec<u8> {
        match &part.body {
            PartType::Text(_) | PartType::Html(_) => transfer_decoded(self.message, part),
            PartType::Binary(_)
            | PartType::InlineBinary(_)
            | PartType::Message(_)
            | PartType::Multipart(_) => part.contents().to_vec(),
        }
    }
}

fn transfer_decoded(message: &Message<'_>, part: &MessagePart<'_>) -> Vec<u8> {
    let (start, end) = (part.offset_body as usize, part.offset_end as usize);
    let raw = message.raw_message.get(start..end).unwrap_or_default();
    let decoded = match part.encoding {
        Encoding::None => None,
        Encoding::QuotedPrintable => quoted_printable_decode(raw),
        Encoding::Base64 => base64_decode(raw),
    };
    decoded.unwrap_or_else(|| raw.to_vec())
}

/// The number of a section within another one.
fn inner(place: &str, number: usize) -> String {
    if place.is_empty() {
        number.to_string()
    } else {
        format!("{place}.{number}")
    }
}

/// Declared type and subtype, lower case.
fn declared(part: &MessagePart<'_>) -> (String, String) {
    let Some(declared) = part.content_type() else {
        return (String::new(), String::new());
    };
    let subtype = declared.subtype().unwrap_or_default();
    (
        declared.ctype().to_ascii_lowercase(),
        subtype.to_ascii_lowercase(),
    )
}

fn is_sealed(kind: &str, subtype: &str) -> bool {
    kind == "application" && matches!(subtype, "pkcs7-mime" | "x-pkcs7-mime" | "pgp-encrypted")
}

/// Whether the sender attached it, rather than writing it as text.
fn is_attached(part: &MessagePart<'_>) -> bool {
    let disposition = part.content_disposition();
    disposition.is_some_and(|disposition| disposition.ctype().eq_ignore_ascii_case("attachment"))
        || part.attachment_name().is_some()
}

/// Plain text of a section that is text.
fn text_of(message: &Message<'_>, part: &MessagePart<'_>) -> Option<String> {
    /// Wide enough that lines are broken where the sender broke them, or where the page ends.
    const WIDTH: usize = 1_000;
    match (&part.body, declared(part)) {
        (PartType::Text(text), (kind, subtype))
            if kind.is_empty() || kind == "text" && subtype == "plain" =>
        {
            let text = guessed(message, part).unwrap_or_else(|| text.clone().into_owned());
            Some(text.replace("\r\n", "\n").replace('\r', "\n"))
        }
        (PartType::Html(html), _) => {
            let html = guessed(message, part).unwrap_or_else(|| html.clone().into_owned());
            let config = html2text::config::plain_no_decorate();
            let config = config.no_table_borders().allow_width_overflow();
            config.string_from_read(html.as_bytes(), WIDTH).ok()
        }
        _ => None,
    }
}

/// Text that names no encoding and is no UTF-8: what comes to a German office like that is Windows-1252.
fn guessed(message: &Message<'_>, part: &MessagePart<'_>) -> Option<String> {
    let is_named = part
        .content_type()
        .is_some_and(|declared| declared.has_attribute("charset"));
    let bytes = transfer_decoded(message, part);
    let is_other = !is_named && std::str::from_utf8(&bytes).is_err();
    is_other.then(|| charset_decoder(b"windows-1252").map(|decode| decode(&bytes)))?
}

/// What stands at the head of the pages.
fn fields(message: &Message<'_>) -> Vec<(&'static str, String)> {
    let people = |addresses: Option<&mail_parser::Address<'_>>| {
        let people: Vec<String> = addresses
            .into_iter()
            .flat_map(|all| all.iter())
            .map(person)
            .collect();
        people.join(", ")
    };
    let fields = [
        ("Von:", people(message.from())),
        ("An:", people(message.to())),
        ("Kopie:", people(message.cc())),
        ("Datum:", message.date().map(day).unwrap_or_default()),
        ("Betreff:", message.subject().unwrap_or_default().to_owned()),
    ];
    fields
        .into_iter()
        .filter(|(_, value)| !value.trim().is_empty())
        .collect()
}

fn person(person: &Addr<'_>) -> String {
    match (person.name(), person.address()) {
        (Some(name), Some(address)) => format!("{name} <{address}>"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => String::new(),
    }
}

/// As the sender's clock showed it.
fn day(date: &DateTime) -> String {
    let DateTime {
        year,
        month,
        day,
        hour,
        minute,
        ..
    } = date;
    format!("{day:02}.{month:02}.{year} {hour:02}:{minute:02}")
}
