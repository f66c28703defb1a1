//! What came out of a container as bytes, for the way from the child process: one line of JSON, then the contents one
//! after the other.
use serde::{Deserialize, Serialize};

use super::{Part, Unpacked};
use crate::ExtractError;

#[derive(Serialize, Deserialize)]
struct WireUnpacked {
    parts: Vec<WirePart>,
    pages_bytes: Option<usize>,
    issues: Vec<String>,
}

#[derive(Serialize, Deserialize)]
struct WirePart {
    place: String,
    name: String,
    declared_type: Option<String>,
    size_bytes: usize,
}

/// As bytes, in pieces to be written one after the other: together they may be large.
pub(crate) fn to_frames(unpacked: Unpacked) -> Vec<Vec<u8>> {
    let part = |part: &Part| WirePart {
        place: part.place.clone(),
        name: part.name.clone(),
        declared_type: part.declared_type.clone(),
        size_bytes: part.content.len(),
    };
    let head = WireUnpacked {
        parts: unpacked.parts.iter().map(part).collect(),
        pages_bytes: unpacked.pages.as_ref().map(Vec::len),
        issues: unpacked
            .issues
            .iter()
            .map(|code| code.as_str().to_owned())
            .collect(),
    };
    // Only numbers, strings and lists: nothing in it can fail to be written.
    let mut line = serde_json::to_vec(&head).unwrap_or_default();
    line.push(b'\n');
    let contents = unpacked.parts.into_iter().map(|part| part.content);
    std::iter::once(line)
        .chain(unpacked.pages)
        .chain(contents)
        .collect()
}

/// From what [`to_frames`] wrote.
pub(crate) fn from_frames(frames: &[u8]) -> Result<Unpacked, ExtractError> {
    let end = frames
        .iter()
        .position(|&byte| byte == b'\n')
        .ok_or(ExtractError::Corrupt)?;
    let (head, contents) = frames.split_at(end);
    let head: WireUnpacked = serde_json::from_slice(head).map_err(|_| ExtractError::Corrupt)?;
    let mut rest = &contents[1..];
    let mut next = |size_bytes: usize| {
        let (content, after) = rest.split_at_checked(size_bytes).ok_or(ExtractError::Corrupt)?;
        rest = after;
        Ok(content.to_vec())
    };
    let pages = head.pages_bytes.map(&mut next).transpose()?;
    let parts = head.parts.into_iter().map(|part| {
        Ok(Part {
            content: next(part.size_bytes)?,
            place: part.place,
            name: part.name,
            declared_type: part.declared_type,
        })
    });
    let parts = parts.collect::<Result<_, ExtractError>>()?;
    let issues = head
        .issues
        .iter()
        .map(|code| code.parse().map_err(|_| ExtractError::Corrupt));
    let issues = issues.collect::<Result<_, ExtractError>>()?;
    if rest.is_empty() {
        Ok(Unpacked { parts, pages, issues })
    } else {
        Err(ExtractError::Corrupt)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use aktenlage_domain::document::IssueCode;

    #[test]
    fn what_was_unpacked_survives_the_way() {
        let part = |place: &str, content: &[u8]| Part {
            place: place.to_owned(),
            name: "Übersicht \"a\".pdf".to_owned(),
            declared_type: Some("application/pdf".to_owned()),
            content: content.to_vec(),
        };
        let unpacked = Unpacked {
            parts: vec![part("1", b"\n\0\xff"), part("2.1", b"")],
            pages: Some(b"%PDF".to_vec()),
            issues: vec![IssueCode::Unpacked, IssueCode::PartsLeftOut],
        };
        let frames = to_frames(unpacked.clone()).concat();
        assert_eq!(from_frames(&frames), Ok(unpacked));
        for cut in 0..frames.len() {
            assert_eq!(from_frames(&frames[..cut]), Err(ExtractError::Corrupt), "{cut}");
        }
    }

    #[test]
    fn lengths_that_are_none_are_refused() {
        let answer = |parts: &str, pages: &str| {
            format!("{{\"parts\":[{parts}],\"pages_bytes\":{pages},\"issues\":[]}}\nabc")
        };
        let part = |size: &str| {
            format!("{{\"place\":\"1\",\"name\":\"a\",\"declared_type\":null,\"size_bytes\":{size}}}")
        };
        let is_read = |text: &str| from_frames(text.as_bytes()).is_ok();
        assert!(is_read(&answer(&part("3"), "null")));
        for wrong in ["4", "2", "-1", "18446744073709551615", "1e99", "\"3\"", ""] {
            assert!(!is_read(&answer(&part(wrong), "null")), "{wrong}");
            assert!(!is_read(&answer("", wrong)), "{wrong}");
        }
    }
}
