//! Two documents of a case that may be one: which two, and what a person says of them.
use std::fmt;
use std::str::FromStr;

use crate::ids::{DocumentId, UnknownWord};

/// Two different documents; it does not matter which one is named first. As text `<id>/<id>`, the lower id in front.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentPair {
    lower: DocumentId,
    higher: DocumentId,
}

impl DocumentPair {
    /// Puts two documents together; `None` if both are the same one.
    pub fn new(one: DocumentId, other: DocumentId) -> Option<Self> {
        let (lower, higher) = if one < other { (one, other) } else { (other, one) };
        (lower != higher).then_some(Self { lower, higher })
    }

    /// Both, the lower id first.
    pub fn documents(self) -> [DocumentId; 2] {
        [self.lower, self.higher]
    }

    /// The one beside this one; `None` if this one is neither of them.
    pub fn beside(self, document: DocumentId) -> Option<DocumentId> {
        if document == self.lower {
            Some(self.higher)
        } else if document == self.higher {
            Some(self.lower)
        } else {
            None
        }
    }
}

impl fmt::Display for DocumentPair {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}/{}", self.lower, self.higher)
    }
}

impl FromStr for DocumentPair {
    type Err = UnknownWord;

    /// Reads both ids in either order.
    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        let unknown = UnknownWord {
            expected: "DocumentPair",
        };
        let Some((one, other)) = text.split_once('/') else {
            return Err(unknown);
        };
        Self::new(one.parse()?, other.parse()?).ok_or(unknown)
    }
}

/// What a person says of two documents that look like one. As text `distinct` or `set_aside:<id>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PairVerdict {
    /// They are two: both stay where they are.
    Distinct,
    /// This one says nothing that the other one does not say. It is set aside in lists, and stays all there.
    SetAside(DocumentId),
}

const DISTINCT: &str = "distinct";
const SET_ASIDE: &str = "set_aside:";

impl fmt::Display for PairVerdict {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Distinct => formatter.write_str(DISTINCT),
            Self::SetAside(document) => write!(formatter, "{SET_ASIDE}{document}"),
        }
    }
}

impl FromStr for PairVerdict {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        match text.strip_prefix(SET_ASIDE) {
            Some(document) => Ok(Self::SetAside(document.parse()?)),
            None if text == DISTINCT => Ok(Self::Distinct),
            None => Err(UnknownWord {
                expected: "PairVerdict",
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn document(number: u128) -> DocumentId {
        DocumentId(Uuid::from_u128(number))
    }

    #[test]
    fn a_pair_is_the_same_from_both_sides() {
        let pair = DocumentPair::new(document(2), document(1)).unwrap();
        assert_eq!(Some(pair), DocumentPair::new(document(1), document(2)));
        assert_eq!(pair.to_string().parse::<DocumentPair>(), Ok(pair));
        let [lower, higher] = pair.documents();
        let swapped = format!("{higher}/{lower}");
        assert_eq!(swapped.parse::<DocumentPair>(), Ok(pair), "in either order");
        assert_eq!(pair.beside(lower), Some(higher));
        assert_eq!(pair.beside(higher), Some(lower));
        assert_eq!(pair.beside(document(3)), None);
    }

    #[test]
    fn what_is_no_pair_is_refused() {
        let (one, other) = (document(1), document(2));
        let texts = [
            String::new(),
            one.to_string(),
            format!("{one}/"),
            format!("{one}/{one}"),
            format!("{one}/{other}/{other}"),
            format!("{one},{other}"),
        ];
        for text in texts {
            assert!(text.parse::<DocumentPair>().is_err(), "{text}");
        }
    }

    #[test]
    fn what_a_person_says_reads_back() {
        for verdict in [PairVerdict::Distinct, PairVerdict::SetAside(document(7))] {
            assert_eq!(verdict.to_string().parse::<PairVerdict>(), Ok(verdict));
        }
        for text in [
            "",
            "Distinct",
            "set_aside",
            "set_aside:",
            "set_aside:7",
            "duplicate",
        ] {
            assert!(text.parse::<PairVerdict>().is_err(), "{text}");
        }
    }
}
