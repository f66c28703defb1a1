//! What can go wrong with an index, in classes that say who must act and what helps.

/// Why the index did not answer. Texts name the remedy; they never hold passages or queries.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// Caller: there is nothing to search for.
    #[error("the query is empty: give words or a vector")]
    EmptyQuery,
    /// Caller: a dense search was asked for without a vector.
    #[error("a dense search needs a vector: load the encoder or search by words")]
    VectorMissing,
    /// Caller: the vector comes from another encoder than the index.
    #[error(
        "the vector has {found} dimensions, the index {expected}: use the encoder the index was made with, \
         or run `aktenlage regulations reindex`"
    )]
    Dimension {
        /// Dimensions of the index.
        expected: usize,
        /// Dimensions of the vector.
        found: usize,
    },
    /// Operator: the vectors of the index come from another encoder.
    #[error("the index was made with {stored}, the encoder is {asked}: run `aktenlage regulations reindex`")]
    OtherEncoder {
        /// What the index was made with.
        stored: String,
        /// What the encoder in use would make.
        asked: String,
    },
    /// Operator: the index holds vectors of several encoders, or does not say of which.
    #[error("the index does not say which encoder its vectors are from: run `aktenlage regulations reindex`")]
    UnknownEncoder,
    /// Operator: making the index again was cut off.
    #[error(
        "making the index again was cut off: run `aktenlage regulations reindex`, it goes on where it stopped"
    )]
    RebuildUnfinished,
    /// Operator: the directory of the index is damaged.
    #[error(
        "the index in {directory} cannot be read ({detail}): run `aktenlage regulations reindex DIR` with the folder \
         of the regulations"
    )]
    Corrupt {
        /// Where.
        directory: String,
        /// What the engine said.
        detail: String,
    },
    /// Operator: another process has the index open.
    #[error(
        "the index in {directory} is in use by another process: stop it, or use a Qdrant server to share the index"
    )]
    InUse {
        /// Where.
        directory: String,
    },
    /// Operator: the Qdrant server does not answer or refuses.
    #[error("the Qdrant server cannot be used ({detail}): check its address and key, then try again")]
    Server {
        /// What the client said.
        detail: String,
    },
    /// Operator: the collection on the server has another shape.
    #[error(
        "the collection {collection} was not made by this program: name another one in [index] collection"
    )]
    ForeignCollection {
        /// Its name.
        collection: String,
    },
    /// Operator: reading or writing failed, for example because the disk is full.
    #[error(
        "the index cannot be written or read: {detail}; check the disk, then run `aktenlage regulations import` again"
    )]
    Storage {
        /// What the engine said.
        detail: String,
    },
}

impl IndexError {
    /// A stable word for each class.
    pub fn code(&self) -> &'static str {
        match self {
            Self::EmptyQuery => "query_empty",
            Self::VectorMissing => "query_vector_missing",
            Self::Dimension { .. } => "query_dimension",
            Self::OtherEncoder { .. } => "index_encoder",
            Self::UnknownEncoder => "index_encoder_unknown",
            Self::RebuildUnfinished => "index_rebuild_unfinished",
            Self::Corrupt { .. } => "index_corrupt",
            Self::InUse { .. } => "index_in_use",
            Self::Server { .. } => "index_server",
            Self::ForeignCollection { .. } => "index_collection",
            Self::Storage { .. } => "index_storage",
        }
    }

    pub(crate) fn storage(detail: impl std::fmt::Display) -> Self {
        Self::Storage {
            detail: detail.to_string(),
        }
    }
}
