//! German or English: what the address says (`?sprache=` or `?lang=`), else what the browser prefers, else German.
use axum::http::{HeaderMap, header};

/// A language of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    /// Deutsch
    German,
    /// English
    English,
}

impl Language {
    /// The language tag.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::German => "de",
            Self::English => "en",
        }
    }

    /// One of two texts.
    pub(crate) const fn pick(self, german: &'static str, english: &'static str) -> &'static str {
        match self {
            Self::German => german,
            Self::English => english,
        }
    }

    /// Reads a language tag; regions do not matter.
    pub(crate) fn from_tag(tag: &str) -> Option<Self> {
        match tag.trim().split('-').next()?.to_ascii_lowercase().as_str() {
            "de" => Some(Self::German),
            "en" => Some(Self::English),
            _ => None,
        }
    }

    pub(crate) fn choose(query: Option<&str>, headers: &HeaderMap) -> Self {
        let asked = query.and_then(|query| query.split('&').find_map(named_in));
        let preferred = || {
            let accepted = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
            most_wanted(accepted)
        };
        asked
            .and_then(Self::from_tag)
            .or_else(preferred)
            .unwrap_or(Self::German)
    }
}

/// The language tag of a pair of the query, if it is one that names a language.
fn named_in(pair: &str) -> Option<&str> {
    pair.strip_prefix("sprache=")
        .or_else(|| pair.strip_prefix("lang="))
}

fn most_wanted(accepted: &str) -> Option<Language> {
    let entries = accepted.split(',').filter_map(|entry| {
        let mut parts = entry.split(';');
        let language = Language::from_tag(parts.next()?)?;
        let weight = parts
            .find_map(|part| part.trim().strip_prefix("q="))
            .map_or(Some(1.0_f32), |q| q.parse().ok())?;
        Some((language, weight))
    });
    // The first of equals wins.
    entries
        .reduce(|best, entry| if entry.1 > best.1 { entry } else { best })
        .map(|(language, _)| language)
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn the_address_beats_the_browser_and_german_is_the_default() {
        let cases = [
            (None, "", Language::German),
            (None, "en-GB,en;q=0.9,de;q=0.8", Language::English),
            (None, "fr, en;q=0.3, de;q=0.7", Language::German),
            (None, "fr", Language::German),
            (Some("ziel=%2F&sprache=en"), "de", Language::English),
            (Some("sprache=fr"), "en", Language::English),
            (Some("lang=en"), "de", Language::English),
            (Some("ziel=lang%3Den"), "de", Language::German),
        ];
        for (query, accepted, expected) in cases {
            let headers =
                HeaderMap::from_iter([(header::ACCEPT_LANGUAGE, HeaderValue::from_static(accepted))]);
            assert_eq!(
                Language::choose(query, &headers),
                expected,
                "{query:?} {accepted}"
            );
        }
    }
}
