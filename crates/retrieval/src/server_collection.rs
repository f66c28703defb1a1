//! Making and checking the collection on a Qdrant server.
use qdrant_client::Qdrant;
use qdrant_client::qdrant::vectors_config::Config;
use qdrant_client::qdrant::{
    CollectionInfo, CreateCollectionBuilder, CreateFieldIndexCollectionBuilder, Distance, FieldType,
    Modifier, SparseVectorParamsBuilder, SparseVectorsConfigBuilder, VectorParamsBuilder,
    VectorsConfigBuilder,
};

use crate::IndexError;
use crate::payload::{DENSE, INTEGER_FIELDS, KEYWORD_FIELDS, LEXICAL};
use crate::server::refused;

/// Makes the collection and its field indexes unless they are there, and tells the dimension it has;
/// refuses one of another shape.
pub(crate) async fn ensure(client: &Qdrant, collection: &str, dimension: usize) -> Result<usize, IndexError> {
    let stored = stored_dimension(client, collection).await?;
    if stored.is_none() {
        create(client, collection, dimension).await?;
    }
    let keywords = KEYWORD_FIELDS.map(|field| (field, FieldType::Keyword));
    let integers = INTEGER_FIELDS.map(|field| (field, FieldType::Integer));
    for (field, kind) in keywords.into_iter().chain(integers) {
        let request = CreateFieldIndexCollectionBuilder::new(collection, field, kind).wait(true);
        client
            .create_field_index(request)
            .await
            .map_err(|error| refused(&error))?;
    }
    Ok(stored.unwrap_or(dimension))
}

/// The dimension of a collection; `None` if there is no such collection. Refuses one of another shape.
pub(crate) async fn stored_dimension(client: &Qdrant, collection: &str) -> Result<Option<usize>, IndexError> {
    if !client
        .collection_exists(collection)
        .await
        .map_err(|error| refused(&error))?
    {
        return Ok(None);
    }
    let info = client.collection_info(collection).await;
    let info = info.map_err(|error| refused(&error))?.result;
    dimension_of(collection, info).map(Some)
}

async fn create(client: &Qdrant, collection: &str, dimension: usize) -> Result<(), IndexError> {
    let mut dense = VectorsConfigBuilder::default();
    dense.add_named_vector_params(
        DENSE,
        VectorParamsBuilder::new(dimension as u64, Distance::Cosine),
    );
    let mut lexical = SparseVectorsConfigBuilder::default();
    lexical.add_named_vector_params(
        LEXICAL,
        SparseVectorParamsBuilder::default().modifier(Modifier::Idf),
    );
    let request = CreateCollectionBuilder::new(collection)
        .vectors_config(dense)
        .sparse_vectors_config(lexical);
    client
        .create_collection(request)
        .await
        .map(|_| ())
        .map_err(|error| refused(&error))
}

fn dimension_of(collection: &str, info: Option<CollectionInfo>) -> Result<usize, IndexError> {
    let foreign = || IndexError::ForeignCollection {
        collection: collection.to_owned(),
    };
    let parameters = info
        .and_then(|info| info.config)
        .and_then(|config| config.params)
        .ok_or_else(foreign)?;
    let lexical = parameters.sparse_vectors_config.unwrap_or_default();
    let Some(Config::ParamsMap(dense)) = parameters.vectors_config.and_then(|config| config.config) else {
        return Err(foreign());
    };
    let dense = dense.map.get(DENSE).ok_or_else(foreign)?;
    if !lexical.map.contains_key(LEXICAL) {
        return Err(foreign());
    }
    usize::try_from(dense.size).map_err(|_| foreign())
}
