//! The same file, and the same page, in other cases. Found by digest, so that the cost does not grow with the cases.
use aktenlage_domain::case::Document;
use aktenlage_domain::ids::{CaseId, DocumentId};

use crate::convert::{all, corrupt, word};
use crate::documents::DocumentRow;
use crate::engine::{Tx, execute, fetch_all};
use crate::error::StoreError;
use crate::sql;

impl Tx {
    /// Files with exactly these bytes that count for another case than `without`, newest first; of a file
    /// that is there more than thirty times some of them. Pages that were cut off a
    /// scan are no files of their own.
    pub async fn copies_of_file(
        &mut self,
        sha256: &str,
        without: CaseId,
        limit: i64,
    ) -> Result<Vec<Document>, StoreError> {
        all(fetch_all!(
            self,
            DocumentRow,
            sql::COPIES_OF_FILE,
            sha256,
            without.to_string(),
            limit.max(0)
        )?)
    }
    /// Replaces what is kept of the pages of a document: numbers from 1, each once, with a digest over what the page says.
    /// Derived: needs no entry.
    pub async fn keep_page_prints(
        &mut self,
        document: DocumentId,
        prints: &[(u32, String)],
    ) -> Result<(), StoreError> {
        self.writing()?;
        let document = document.to_string();
        execute!(self, sql::DELETE_PAGE_PRINTS, &document)?;
        for (page, print) in prints {
            execute!(self, sql::INSERT_PAGE_PRINT, &document, i64::from(*page), print)?;
        }
        Ok(())
    }
    /// What is kept of the pages of a document, by number.
    pub async fn page_prints(&mut self, document: DocumentId) -> Result<Vec<(u32, String)>, StoreError> {
        let rows = fetch_all!(
            self,
            (i64, String),
            sql::PAGE_PRINTS_OF_DOCUMENT,
            document.to_string()
        )?;
        rows.into_iter()
            .map(|(page, print)| Ok((number(page)?, print)))
            .collect()
    }
    /// Pages of other documents that say the same, those of the newest documents first.
    pub async fn pages_with_print(
        &mut self,
        print: &str,
        without: DocumentId,
        limit: i64,
    ) -> Result<Vec<(DocumentId, u32)>, StoreError> {
        let rows = fetch_all!(
            self,
            (String, i64),
            sql::PAGES_WITH_PRINT,
            print,
            without.to_string(),
            limit.max(0)
        )?;
        rows.into_iter()
            .map(|(document, page)| Ok((word("page_prints.document_id", &document)?, number(page)?)))
            .collect()
    }
}

fn number(page: i64) -> Result<u32, StoreError> {
    u32::try_from(page).map_err(|_| corrupt("page_prints.page"))
}
