//! Taking a file in, whatever it is: read it, open it, or convert it first, each in a child process.
use aktenlage_domain::document::{IssueCode, TextSource};
use bytes::Bytes;

use super::{Outcome, READ_COMMAND, Reader, UNPACK_COMMAND, child, refused, run};
use crate::limits::Allowance;
use crate::sniff::{self, Kind};
use crate::unpack::{FOOT_TOP, Part, Unpacked, from_frames};
use crate::{Reading, issue};

/// A file as far as it could be taken in.
#[derive(Clone, Debug, PartialEq)]
pub struct Taken {
    /// Its pages and what is wrong with it.
    pub reading: Reading,
    /// The PDF whose pages these are, if the file has none itself. It has to be kept beside the original: the boxes
    /// of the words are places on these pages, and a later version may set or convert them differently.
    pub rendition: Option<Bytes>,
    /// The files that are packed in it.
    pub parts: Vec<Part>,
}

impl Reader {
    /// Takes a file in: reads the pages of PDFs and pictures, sets the text of e-mails and takes out what is attached,
    /// takes out the files of archives, converts office documents. `allowance` is what may be taken out of it
    /// ([`crate::Limits::allowance`] for a file as it was uploaded). Never fails: see [`Reader::read`].
    pub async fn take(&self, bytes: impl Into<Bytes>, allowance: Allowance) -> Taken {
        let bytes = bytes.into();
        if bytes.len() as u64 > self.limits.max_bytes {
            return without_pages(&bytes, IssueCode::FileTooLarge);
        }
        match sniff::kind(sniff::sniff(&bytes)) {
            Kind::Container => match self.unpack(&bytes, allowance).await {
                Ok(unpacked) => self.unpacked(&bytes, unpacked).await,
                Err(code) => without_pages(&bytes, code),
            },
            Kind::Office => match self.convert(&bytes).await {
                Ok(pdf) => self.of_conversion(&bytes, pdf).await,
                Err(code) => without_pages(&bytes, code),
            },
            Kind::Pages | Kind::Sealed | Kind::Photo | Kind::Other => {
                self.with_attached(bytes, allowance).await
            }
        }
    }

    /// The pages of a file, and the files that are attached to it if it is a PDF.
    async fn with_attached(&self, bytes: Bytes, allowance: Allowance) -> Taken {
        let mut reading = self.read(bytes.clone()).await;
        let left_out = issue::document(IssueCode::PartsLeftOut);
        let mut parts = Vec::new();
        if reading.issues.contains(&left_out)
            && let Ok(unpacked) = self.unpack(&bytes, allowance).await
        {
            reading.issues.retain(|issue| *issue != left_out);
            let said = unpacked.issues.into_iter().map(issue::document);
            reading.issues.splice(0..0, said);
            parts = unpacked.parts;
        }
        Taken {
            reading,
            rendition: None,
            parts,
        }
    }

    async fn unpack(&self, bytes: &Bytes, allowance: Allowance) -> Result<Unpacked, IssueCode> {
        let Allowance {
            parts,
            depth,
            bytes: bytes_left,
        } = allowance;
        let further = [u64::from(parts), u64::from(depth), bytes_left];
        let arguments = child::arguments(UNPACK_COMMAND, &self.limits, &further);
        let max_seconds = self.limits.max_seconds;
        match run(&self.program, &arguments, bytes.clone(), max_seconds).await {
            Ok(Outcome::Answered(frames)) => from_frames(&frames).map_err(|_| IssueCode::ReaderCrashed),
            Ok(Outcome::TimedOut) => Err(IssueCode::ReaderTimeout),
            Ok(Outcome::Failed(_) | Outcome::Crashed) | Err(_) => Err(IssueCode::ReaderCrashed),
        }
    }

    async fn unpacked(&self, bytes: &[u8], unpacked: Unpacked) -> Taken {
        let Unpacked { parts, pages, issues } = unpacked;
        let mut taken = match pages {
            Some(pdf) => self.of_mail(bytes, pdf).await,
            None => Taken {
                reading: Reading {
                    media_type: sniff::sniff(bytes).to_owned(),
                    ..Reading::default()
                },
                rendition: None,
                parts: Vec::new(),
            },
        };
        let said = issues.into_iter().map(issue::document);
        taken.reading.issues.splice(0..0, said);
        taken.parts = parts;
        taken
    }

    /// The pages of an e-mail. Their text is sound whatever language it is in, for it was set here; the foot, which says
    /// so, is not the sender's.
    async fn of_mail(&self, bytes: &[u8], pdf: Vec<u8>) -> Taken {
        let pdf = Bytes::from(pdf);
        let mut reading = match self.read_by(READ_COMMAND, &pdf, &self.limits).await {
            Ok(reading) => reading,
            Err(code) => refused(bytes, code),
        };
        sniff::sniff(bytes).clone_into(&mut reading.media_type);
        reading.issues.retain(|issue| {
            !matches!(
                issue.code,
                IssueCode::PageTextUnusable | IssueCode::PageWithoutText
            )
        });
        for page in &mut reading.text.pages {
            page.words.retain(|word| word.bbox.top < FOOT_TOP);
            page.source = if page.words.is_empty() {
                TextSource::Blank
            } else {
                TextSource::Text
            };
        }
        Taken {
            reading,
            rendition: Some(pdf),
            parts: Vec::new(),
        }
    }

    async fn of_conversion(&self, bytes: &[u8], pdf: Vec<u8>) -> Taken {
        let pdf = Bytes::from(pdf);
        let mut reading = self.read(pdf.clone()).await;
        sniff::sniff(bytes).clone_into(&mut reading.media_type);
        reading
            .issues
            .insert(0, issue::document(IssueCode::PagesFromConversion));
        Taken {
            reading,
            rendition: Some(pdf),
            parts: Vec::new(),
        }
    }
}

fn without_pages(bytes: &[u8], code: IssueCode) -> Taken {
    Taken {
        reading: refused(bytes, code),
        rendition: None,
        parts: Vec::new(),
    }
}
