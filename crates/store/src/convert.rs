//! Column texts to domain types and back. What cannot be read is [`StoreError::Corrupt`], named by its column.
use std::str::FromStr;

use aktenlage_domain::clock::{date_from_text, instant_from_text};
use time::{Date, OffsetDateTime};

use crate::error::StoreError;

/// A damaged column.
pub(crate) fn corrupt(column: &str) -> StoreError {
    StoreError::Corrupt(format!("column {column}"))
}

/// An id or a word of a closed vocabulary.
pub(crate) fn word<T: FromStr>(column: &str, text: &str) -> Result<T, StoreError> {
    text.parse().map_err(|_| corrupt(column))
}

/// The same, where the column may be empty.
pub(crate) fn optional_word<T: FromStr>(column: &str, text: Option<&str>) -> Result<Option<T>, StoreError> {
    text.map(|text| word(column, text)).transpose()
}

/// An instant.
pub(crate) fn instant(column: &str, text: &str) -> Result<OffsetDateTime, StoreError> {
    instant_from_text(text).ok_or_else(|| corrupt(column))
}

/// A civil date.
pub(crate) fn date(column: &str, text: &str) -> Result<Date, StoreError> {
    date_from_text(text).ok_or_else(|| corrupt(column))
}

/// JSON text.
pub(crate) fn json<T: serde::de::DeserializeOwned>(column: &str, text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|_| corrupt(column))
}

/// JSON text of a value of this crate's own types.
pub(crate) fn to_json<T: serde::Serialize>(value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|_| StoreError::Internal("a value that JSON cannot hold".to_owned()))
}

/// Converts every row.
pub(crate) fn all<R, T>(rows: Vec<R>) -> Result<Vec<T>, StoreError>
where
    T: TryFrom<R, Error = StoreError>,
{
    rows.into_iter().map(T::try_from).collect()
}

/// Converts a row if there is one.
pub(crate) fn maybe<R, T>(row: Option<R>) -> Result<Option<T>, StoreError>
where
    T: TryFrom<R, Error = StoreError>,
{
    row.map(T::try_from).transpose()
}
