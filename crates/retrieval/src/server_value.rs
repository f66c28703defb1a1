//! Stored fields as the values of the gRPC protocol.
use qdrant_client::qdrant::value::Kind;
use qdrant_client::qdrant::{ListValue, Value};

use crate::payload::Stored;

pub(crate) fn to_value(stored: Stored) -> Value {
    let kind = match stored {
        Stored::Text(text) => Kind::StringValue(text),
        Stored::Number(number) => Kind::IntegerValue(number),
        Stored::Texts(texts) => Kind::ListValue(ListValue {
            values: texts
                .into_iter()
                .map(|text| to_value(Stored::Text(text)))
                .collect(),
        }),
    };
    Value { kind: Some(kind) }
}

/// Lists are only searched, never read back.
pub(crate) fn from_value(value: Value) -> Option<Stored> {
    match value.kind? {
        Kind::StringValue(text) => Some(Stored::Text(text)),
        Kind::IntegerValue(number) => Some(Stored::Number(number)),
        Kind::NullValue(_)
        | Kind::DoubleValue(_)
        | Kind::BoolValue(_)
        | Kind::StructValue(_)
        | Kind::ListValue(_) => None,
    }
}
