//! What responses say: numbers of messages, capabilities, and the attributes of a message.
use std::collections::BTreeSet;

use time::OffsetDateTime;
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;

use crate::wire::Response;

/// How deep lists may lie in each other.
const DEPTH: usize = 8;

/// How servers write when they got a message: ` 7-Jul-2026 09:30:00 +0200`.
const INTERNAL_DATE: &[BorrowedFormatItem<'_>] = format_description!(
    "[day padding:space]-[month repr:short case_sensitive:false]-[year] [hour]:[minute]:[second] [offset_hour sign:mandatory][offset_minute]"
);

/// A value in a response.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Value {
    /// A word or a number.
    Word(String),
    /// A quoted text or a literal.
    Text(Vec<u8>),
    /// A list in parentheses; what is in it is of no use here.
    List(Vec<Self>),
}

/// What was asked about one message.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Attributes {
    pub(crate) uid: Option<u32>,
    pub(crate) size_bytes: Option<u64>,
    pub(crate) content: Option<Vec<u8>>,
    pub(crate) arrived_at: Option<OffsetDateTime>,
}

/// The number that tells whether numbers of messages still mean the same ones.
pub(crate) fn uid_validity(responses: &[Response]) -> Option<u32> {
    const CODE: &str = "* OK [UIDVALIDITY ";
    responses.iter().find_map(|response| {
        let text = std::str::from_utf8(&response.text).ok()?;
        let head = text.get(..CODE.len())?;
        let digits = text[CODE.len()..].split(']').next()?;
        head.eq_ignore_ascii_case(CODE)
            .then(|| digits.trim().parse().ok())
            .flatten()
    })
}

/// The numbers that a search found, smallest first.
pub(crate) fn search_hits(responses: &[Response]) -> BTreeSet<u32> {
    let lines = responses.iter().filter_map(|line| after(line, "* SEARCH"));
    lines
        .flat_map(|hits| hits.split(' '))
        .filter_map(|hit| hit.parse().ok())
        .collect()
}

/// What the server can do, in capitals.
pub(crate) fn capabilities(responses: &[Response]) -> BTreeSet<String> {
    let lines = responses.iter().filter_map(|line| after(line, "* CAPABILITY"));
    lines
        .flat_map(|words| words.split(' '))
        .map(str::to_ascii_uppercase)
        .collect()
}

/// The attributes of the message with this number, if one of the responses tells them.
pub(crate) fn message(responses: Vec<Response>, uid: u32) -> Option<Attributes> {
    responses
        .into_iter()
        .filter_map(attributes)
        .find(|found| found.uid == Some(uid))
}

/// The rest of a line that begins so.
fn after<'a>(line: &'a Response, start: &str) -> Option<&'a str> {
    let text = std::str::from_utf8(&line.text).ok()?;
    let head = text.get(..start.len())?;
    head.eq_ignore_ascii_case(start)
        .then(|| text[start.len()..].trim())
}

/// Reads `* 12 FETCH (UID 7 RFC822.SIZE 120)`.
fn attributes(response: Response) -> Option<Attributes> {
    let rest = response.text.strip_prefix(b"* ")?;
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let rest = rest[digits..].strip_prefix(b" ")?;
    if digits == 0 || !rest.get(..6)?.eq_ignore_ascii_case(b"FETCH ") {
        return None;
    }
    let mut reader = Reader {
        text: &rest[6..],
        literals: response.literals.into_iter(),
    };
    let Value::List(values) = reader.value(0)? else {
        return None;
    };
    let mut found = Attributes::default();
    let mut values = values.into_iter();
    while let (Some(Value::Word(name)), Some(value)) = (values.next(), values.next()) {
        let name = name.to_ascii_uppercase();
        match value {
            Value::Word(word) if name == "UID" => found.uid = word.parse().ok(),
            Value::Word(word) if name == "RFC822.SIZE" => found.size_bytes = word.parse().ok(),
            Value::Text(text) if name == "INTERNALDATE" => found.arrived_at = instant(&text),
            // Asked for in part, it is called `BODY[]<0>`.
            Value::Text(text) if name.starts_with("BODY[]") => found.content = Some(text),
            Value::Word(_) | Value::Text(_) | Value::List(_) => {}
        }
    }
    Some(found)
}

/// When a server got a message.
fn instant(text: &[u8]) -> Option<OffsetDateTime> {
    OffsetDateTime::parse(std::str::from_utf8(text).ok()?, INTERNAL_DATE).ok()
}

/// Reads values from the text of a response.
struct Reader<'a> {
    text: &'a [u8],
    literals: std::vec::IntoIter<Vec<u8>>,
}

impl Reader<'_> {
    fn value(&mut self, depth: usize) -> Option<Value> {
        match self.text.first()? {
            b'(' if depth < DEPTH => self.list(depth),
            b'"' => self.quoted(),
            b'{' => {
                let end = self.text.iter().position(|byte| *byte == b'}')?;
                self.text = &self.text[end + 1..];
                self.literals.next().map(Value::Text)
            }
            _ => self.word(),
        }
    }

    fn list(&mut self, depth: usize) -> Option<Value> {
        self.text = &self.text[1..];
        let mut values = Vec::new();
        loop {
            match self.text.first()? {
                b' ' => self.text = &self.text[1..],
                b')' => {
                    self.text = &self.text[1..];
                    return Some(Value::List(values));
                }
                _ => values.push(self.value(depth + 1)?),
            }
        }
    }

    fn quoted(&mut self) -> Option<Value> {
        let mut content = Vec::new();
        let mut bytes = self.text.iter().enumerate().skip(1);
        while let Some((place, byte)) = bytes.next() {
            match byte {
                b'"' => {
                    self.text = &self.text[place + 1..];
                    return Some(Value::Text(content));
                }
                b'\\' => content.push(*bytes.next()?.1),
                byte => content.push(*byte),
            }
        }
        None
    }

    fn word(&mut self) -> Option<Value> {
        let ends = |byte: &u8| matches!(byte, b' ' | b'(' | b')' | b'"');
        let length = self.text.iter().position(ends).unwrap_or(self.text.len());
        if length == 0 {
            return None;
        }
        let word = String::from_utf8_lossy(&self.text[..length]).into_owned();
        self.text = &self.text[length..];
        Some(Value::Word(word))
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    fn said(text: &str) -> Response {
        Response {
            text: text.as_bytes().to_vec(),
            literals: Vec::new(),
        }
    }

    #[test]
    fn numbers_and_capabilities_are_found() {
        let opened = [
            said("* 3 EXISTS"),
            said("* ok [uidvalidity 1795420781] UIDs valid"),
            said("* OK [UIDNEXT 9] Predicted"),
        ];
        assert_eq!(uid_validity(&opened), Some(1_795_420_781));
        assert_eq!(uid_validity(&opened[..1]), None);
        let found = [said("* SEARCH 9 2"), said("* SEARCH"), said("* search 2 11")];
        assert_eq!(search_hits(&found), BTreeSet::from([2, 9, 11]));
        let able = capabilities(&[said("* CAPABILITY IMAP4rev1 Move UIDPLUS")]);
        assert!(able.contains("MOVE") && able.contains("UIDPLUS"));
    }

    #[test]
    fn a_message_is_told_by_its_number_among_others() {
        let asked = Response {
            text:
                br#"* 2 FETCH (UID 7 FLAGS (\Seen) INTERNALDATE " 7-Jul-2026 23:59:59 +0200" BODY[]<0> {3})"#
                    .to_vec(),
            literals: vec![b"Hi!".to_vec()],
        };
        let responses = vec![
            said("* 1 FETCH (FLAGS (\\Seen))"),
            said("* 1 FETCH (UID 6 RFC822.SIZE 99)"),
            said("* OK still here"),
            asked,
        ];
        let found = message(responses, 7).unwrap();
        assert_eq!(found.content.as_deref(), Some(&b"Hi!"[..]));
        let arrived_at = datetime!(2026-07-07 23:59:59 +2);
        assert_eq!((found.arrived_at, found.size_bytes), (Some(arrived_at), None));
        assert_eq!(
            instant(b"23-Nov-2026 07:59:41 +0000"),
            Some(datetime!(2026-11-23 07:59:41 UTC))
        );
        assert_eq!(instant(b"yesterday"), None);
        let size = vec![said("* 1 fetch (rfc822.size 99 uid 6)")];
        assert_eq!(message(size, 6).unwrap().size_bytes, Some(99));
        assert_eq!(message(vec![said("* 1 FETCH (UID 6)")], 7), None);
    }

    #[test]
    fn quoted_bodies_and_nonsense() {
        let quoted = vec![said(r#"* 1 FETCH (UID 1 BODY[] "a \"b\" \\")"#)];
        assert_eq!(message(quoted, 1).unwrap().content.unwrap(), br#"a "b" \"#);
        let deep = format!("* 1 FETCH {}", "(".repeat(100_000));
        for nonsense in [
            deep.as_str(),
            "* 1 FETCH (UID 1",
            "* 1 FETCH (UID 1 BODY[] {3})",
            "* FETCH (UID 1)",
            "* 1 FETCH UID 1",
            "* 1 FET",
            "",
        ] {
            assert_eq!(message(vec![said(nonsense)], 1), None, "{nonsense:.40}");
        }
    }
}
