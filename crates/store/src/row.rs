//! Rows of either engine as structs, by the names of their columns.

/// Defines a struct and reads it from a row: `row! { struct Name [part: OtherRow] { column: Type } }`. A part takes its
/// columns from the same row.
///
/// Does what `sqlx::FromRow` derives. The derive is not used because it compiles SQLite, PostgreSQL's driver and all that
/// they need a second time, for the compiler itself (`docs/decisions/0005-two-engines.md`).
macro_rules! row {
    (
        $(#[$attribute:meta])*
        $visible:vis struct $name:ident $([$($part:ident: $part_type:ty),+])? {
            $($column_visible:vis $column:ident: $type:ty,)+
        }
    ) => {
        $(#[$attribute])*
        $visible struct $name {
            $($($part: $part_type,)+)?
            $($column_visible $column: $type,)+
        }

        impl<'row, R: sqlx::Row> sqlx::FromRow<'row, R> for $name
        where
            &'static str: sqlx::ColumnIndex<R>,
            $($($part_type: sqlx::FromRow<'row, R>,)+)?
            $($type: sqlx::Decode<'row, R::Database> + sqlx::Type<R::Database>,)+
        {
            fn from_row(row: &'row R) -> sqlx::Result<Self> {
                Ok(Self {
                    $($($part: <$part_type as sqlx::FromRow<'row, R>>::from_row(row)?,)+)?
                    $($column: row.try_get(stringify!($column))?,)+
                })
            }
        }
    };
}
