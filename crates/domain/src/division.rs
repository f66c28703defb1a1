//! One scan, many documents: which pages of a file make which document.
use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

/// Page numbers are below this: a range in a text never asks for more memory than a file can have pages.
const PAGES_END: u32 = 100_000;

/// Pages of a file that make one document: in ascending order, each once, at least one. As text `1-3,5`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PageSet(Vec<u32>);

impl PageSet {
    /// The pages with these numbers, counted from 1; `None` if there is none, or one that no file has.
    pub fn new(numbers: impl IntoIterator<Item = u32>) -> Option<Self> {
        let numbers: BTreeSet<u32> = numbers.into_iter().collect();
        let is_page = |number: &u32| (1..PAGES_END).contains(number);
        (!numbers.is_empty() && numbers.iter().all(is_page)).then(|| Self(numbers.into_iter().collect()))
    }

    /// Whether a page is one of them.
    pub fn contains(&self, page: u32) -> bool {
        self.0.binary_search(&page).is_ok()
    }

    /// The lowest number.
    pub fn first(&self) -> u32 {
        self.0.first().copied().unwrap_or(1)
    }

    /// The numbers, ascending.
    pub fn iter(&self) -> impl Iterator<Item = u32> {
        self.0.iter().copied()
    }

    /// The place of a document of these pages in its file, as [`crate::case::PartOf::part`] names it.
    pub fn part(&self) -> String {
        format!("pages:{self}")
    }
}

impl fmt::Display for PageSet {
    /// Ranges as `1-3`, two pages as `1,2`, all separated by commas.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts: Vec<String> = Vec::new();
        for run in self.0.chunk_by(|one, next| one + 1 == *next) {
            match run {
                [first, _, .., last] => parts.push(format!("{first}-{last}")),
                few => parts.extend(few.iter().map(u32::to_string)),
            }
        }
        formatter.write_str(&parts.join(","))
    }
}

impl FromStr for PageSet {
    type Err = DivisionError;

    /// Reads `1-3,5` with spaces or without. The pages ascend: what is out of order was meant differently.
    fn from_str(text: &str) -> Result<Self, DivisionError> {
        let number = |text: &str| {
            let digits = text.trim();
            let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
            let number = digits.parse::<u32>().ok().filter(|_| is_number);
            number
                .filter(|number| (1..PAGES_END).contains(number))
                .ok_or(DivisionError::Form)
        };
        let mut numbers: Vec<u32> = Vec::new();
        for part in text.split(',') {
            let (first, last) = match part.split_once('-') {
                Some((first, last)) => (number(first)?, number(last)?),
                None => (number(part)?, number(part)?),
            };
            match numbers.last().copied() {
                Some(before) if before == first => return Err(DivisionError::PageTwice),
                Some(before) if before > first => return Err(DivisionError::Form),
                Some(_) | None if first > last => return Err(DivisionError::Form),
                Some(_) | None => numbers.extend(first..=last),
            }
        }
        Self::new(numbers).ok_or(DivisionError::Form)
    }
}

/// A text that is no division, or one that does not fit its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DivisionError {
    /// It is not of the form `1-3;4-6,8`.
    #[error("the text does not have the form of a division")]
    Form,
    /// Two documents name the same page, or one names it twice.
    #[error("a page is named twice")]
    PageTwice,
    /// The file has no such page, or it was not read.
    #[error("the file has no such page")]
    NoSuchPage,
    /// One document with every page of the file: nothing is divided.
    #[error("all pages stay one document")]
    Undivided,
}

/// The documents that a file holds, by their first pages. As text `1-3;4-6,8`. Pages that no document names, such as
/// blank ones and separator sheets, stay in the file only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Division(Vec<PageSet>);

impl Division {
    /// Puts documents together; at least one, and no page twice.
    pub fn new(mut documents: Vec<PageSet>) -> Result<Self, DivisionError> {
        if documents.is_empty() {
            return Err(DivisionError::Form);
        }
        let mut named = BTreeSet::new();
        let mut is_new = |pages: &PageSet| pages.iter().all(|page| named.insert(page));
        if !documents.iter().all(&mut is_new) {
            return Err(DivisionError::PageTwice);
        }
        documents.sort();
        Ok(Self(documents))
    }

    /// The documents, by their first pages.
    pub fn documents(&self) -> &[PageSet] {
        &self.0
    }

    /// Whether exactly these pages are one of its documents.
    pub fn names(&self, pages: &PageSet) -> bool {
        self.0.contains(pages)
    }

    /// Checks that it fits a file with these pages and changes something.
    pub fn check(&self, pages: &[u32]) -> Result<(), DivisionError> {
        let mut named = self.0.iter().flat_map(PageSet::iter);
        if !named.all(|page| pages.contains(&page)) {
            return Err(DivisionError::NoSuchPage);
        }
        let named: usize = self.0.iter().map(|pages| pages.0.len()).sum();
        if self.0.len() == 1 && named == pages.len() {
            return Err(DivisionError::Undivided);
        }
        Ok(())
    }
}

impl fmt::Display for Division {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let documents: Vec<String> = self.0.iter().map(PageSet::to_string).collect();
        formatter.write_str(&documents.join(";"))
    }
}

impl FromStr for Division {
    type Err = DivisionError;

    fn from_str(text: &str) -> Result<Self, DivisionError> {
        let mut documents = Vec::new();
        let mut named = 0;
        for part in text.split(';') {
            let pages: PageSet = part.parse()?;
            named += pages.0.len();
            // A text of many wide ranges names pages twice long before it needs much memory.
            if named >= PAGES_END as usize {
                return Err(DivisionError::PageTwice);
            }
            documents.push(pages);
        }
        Self::new(documents)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn division(text: &str) -> Result<String, DivisionError> {
        text.parse::<Division>().map(|division| division.to_string())
    }

    #[test]
    fn a_division_reads_back_in_its_normal_form() {
        for (text, normal) in [
            ("1-3;4-6,8", "1-3;4-6,8"),
            (" 4 - 6 , 8 ; 1-2,3 ", "1-3;4-6,8"),
            ("1,2;3", "1,2;3"),
            ("1-2;3-3", "1,2;3"),
            ("2", "2"),
            ("1,3;2,4", "1,3;2,4"),
        ] {
            assert_eq!(division(text), Ok(normal.to_owned()), "{text}");
            assert_eq!(division(normal), Ok(normal.to_owned()), "{normal}");
        }
    }

    #[test]
    fn what_is_no_division_is_refused() {
        for text in [
            "",
            ";",
            "1;",
            "0",
            "0-2",
            "3-1",
            "2,1",
            "1-",
            "-1",
            "+1",
            "1.5",
            "eins",
            "1-2-3",
            "1-100000",
            "99999999999",
        ] {
            assert_eq!(division(text), Err(DivisionError::Form), "{text}");
        }
        for text in ["1-3;3-4", "1,1", "1;1", "1-99999;1-99999;1-99999"] {
            assert_eq!(division(text), Err(DivisionError::PageTwice), "{text}");
        }
    }

    #[test]
    fn a_division_fits_its_file_and_divides_it() {
        let check = |text: &str| text.parse::<Division>().unwrap().check(&[1, 2, 3, 4]);
        assert_eq!(check("1,2;3,4"), Ok(()));
        assert_eq!(check("1-3"), Ok(()), "the fourth page is left out");
        assert_eq!(check("1-4"), Err(DivisionError::Undivided));
        assert_eq!(check("1-3;5"), Err(DivisionError::NoSuchPage));
    }

    #[test]
    fn pages_know_their_place() {
        let pages: PageSet = "4-6,8".parse().unwrap();
        assert_eq!(pages.part(), "pages:4-6,8");
        assert_eq!(pages.first(), 4);
        assert!(pages.contains(5) && !pages.contains(7));
        assert_eq!(PageSet::new([8, 4, 5, 6, 4]), Some(pages));
        assert_eq!(PageSet::new([]), None);
        assert_eq!(PageSet::new([0]), None);
    }
}
