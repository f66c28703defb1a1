//! A collection of a Qdrant server over gRPC: same vectors, same fields, same filters as the embedded index.
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use aktenlage_domain::ids::PassageId;
use aktenlage_domain::passage::{Passage, PassageFilter};
use qdrant_client::qdrant::facet_value::Variant as FacetVariant;
use qdrant_client::qdrant::point_id::PointIdOptions;
use qdrant_client::qdrant::{
    Condition, CountPointsBuilder, DeletePointsBuilder, FacetCountsBuilder, Filter, GetPointsBuilder,
    NamedVectors, PointId, PointStruct, PointsIdsList, Query, QueryPointsBuilder, Range, RetrievedPoint,
    ScrollPointsBuilder, UpsertPointsBuilder, Value, Vector, VectorInput,
};
use qdrant_client::{Qdrant, QdrantError};

use crate::citation::{self, Citation};
use crate::fuse::{self, Ranked};
use crate::lexical::Lexicon;
use crate::payload::{self, Stored, StoredFilter};
use crate::place::ServerPlace;
use crate::query::Sides;
use crate::server_value::{from_value, to_value};
use crate::{IndexError, LawSummary, server_collection};

/// Passages per request: with vectors of 384 dimensions well below one mebibyte.
const POINTS_PER_REQUEST: usize = 256;
/// Passages per page when reading many.
const PAGE: u32 = 1_000;
/// More laws or encoders than any corpus has.
const MOST_VALUES: u64 = 100_000;

#[derive(Clone)]
pub(crate) struct ServerIndex {
    client: Arc<Qdrant>,
    collection: String,
    lexicon: Lexicon,
    dimension: usize,
}

impl std::fmt::Debug for ServerIndex {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The client knows the key: it is never printed.
        write!(formatter, "ServerIndex({})", self.collection)
    }
}

impl ServerIndex {
    /// Uses the collection that is there, whatever its dimension, or makes one of the given dimension.
    pub(crate) async fn connect(place: &ServerPlace, dimension: usize) -> Result<Self, IndexError> {
        let client = client(place)?;
        let dimension = server_collection::ensure(&client, &place.collection, dimension).await?;
        Self::new(client, place, dimension)
    }

    /// Uses the collection if there is one; makes none.
    pub(crate) async fn existing_collection(place: &ServerPlace) -> Result<Option<Self>, IndexError> {
        let client = client(place)?;
        if server_collection::stored_dimension(&client, &place.collection)
            .await?
            .is_none()
        {
            return Ok(None);
        }
        let dimension = server_collection::ensure(&client, &place.collection, 0).await?;
        Self::new(client, place, dimension).map(Some)
    }

    /// Deletes the collection; refuses one that this program did not make.
    pub(crate) async fn remove(place: &ServerPlace) -> Result<(), IndexError> {
        let client = client(place)?;
        if server_collection::stored_dimension(&client, &place.collection)
            .await?
            .is_none()
        {
            return Ok(());
        }
        let deleted = client.delete_collection(&place.collection).await;
        deleted.map(|_| ()).map_err(|error| refused(&error))
    }

    fn new(client: Qdrant, place: &ServerPlace, dimension: usize) -> Result<Self, IndexError> {
        Ok(Self {
            client: Arc::new(client),
            collection: place.collection.clone(),
            lexicon: Lexicon::new()?,
            dimension,
        })
    }

    pub(crate) fn dimension(&self) -> usize {
        self.dimension
    }

    pub(crate) async fn upsert(
        &self,
        passages: Vec<(Passage, Vec<f32>)>,
        made_with: &str,
    ) -> Result<(), IndexError> {
        let mut points = Vec::with_capacity(passages.len());
        for (passage, vector) in passages {
            let terms = self.lexicon.document(&passage);
            let vectors = NamedVectors::default()
                .add_vector(payload::DENSE, Vector::new_dense(vector))
                .add_vector(payload::LEXICAL, Vector::new_sparse(terms.indices, terms.values));
            let mut fields: HashMap<String, Value> = payload::fields(&passage)
                .into_iter()
                .map(|(name, stored)| (name.to_owned(), to_value(stored)))
                .collect();
            fields.insert(
                payload::MADE_WITH.to_owned(),
                to_value(Stored::Text(made_with.to_owned())),
            );
            points.push(PointStruct::new(point_id(passage.id), vectors, fields));
        }
        let request = UpsertPointsBuilder::new(&self.collection, points).wait(true);
        let upserted = self
            .client
            .upsert_points_chunked(request, POINTS_PER_REQUEST)
            .await;
        upserted.map(|_| ()).map_err(|error| refused(&error))
    }

    pub(crate) async fn existing(&self, ids: &[PassageId]) -> Result<BTreeSet<PassageId>, IndexError> {
        let points = self.get(ids, false).await?;
        Ok(points
            .into_iter()
            .filter_map(|point| passage_id(point.id))
            .collect())
    }

    pub(crate) async fn ids_of_law(&self, law: &str) -> Result<BTreeSet<PassageId>, IndexError> {
        let filter = Filter::must([Condition::matches(payload::LAW_KEY, citation::law_key(law))]);
        let points = self.scroll(filter, false).await?;
        Ok(points
            .into_iter()
            .filter_map(|point| passage_id(point.id))
            .collect())
    }

    pub(crate) async fn delete(&self, ids: &[PassageId]) -> Result<(), IndexError> {
        let list = PointsIdsList {
            ids: ids.iter().map(|id| point_id(*id)).collect(),
        };
        let request = DeletePointsBuilder::new(&self.collection).points(list).wait(true);
        self.client
            .delete_points(request)
            .await
            .map(|_| ())
            .map_err(|error| refused(&error))
    }

    pub(crate) async fn rank(
        &self,
        sides: Sides<'_>,
        filter: &PassageFilter,
        depth: usize,
    ) -> Result<(Option<Vec<Ranked>>, Option<Vec<Ranked>>), IndexError> {
        let filter = server_filter(&StoredFilter::from(filter));
        let dense = match sides.vector {
            Some(vector) => {
                let query = Query::new_nearest(vector.to_vec());
                Some(self.query(payload::DENSE, query, filter.clone(), depth).await?)
            }
            None => None,
        };
        let lexical = match sides.text.map(|text| self.lexicon.query(text)) {
            Some(terms) if terms.indices.is_empty() => Some(Vec::new()),
            Some(terms) => {
                let query = Query::new_nearest(VectorInput::new_sparse(terms.indices, terms.values));
                Some(self.query(payload::LEXICAL, query, filter, depth).await?)
            }
            None => None,
        };
        Ok((dense, lexical))
    }

    async fn query(
        &self,
        name: &str,
        query: Query,
        filter: Option<Filter>,
        depth: usize,
    ) -> Result<Vec<Ranked>, IndexError> {
        let mut request = QueryPointsBuilder::new(&self.collection)
            .query(query)
            .using(name)
            .limit(depth as u64)
            .with_payload(false);
        if let Some(filter) = filter {
            request = request.filter(filter);
        }
        let points = self
            .client
            .query(request)
            .await
            .map_err(|error| refused(&error))?
            .result;
        let mut ranked: Vec<Ranked> = points
            .into_iter()
            .filter_map(|point| Some((passage_id(point.id)?, point.score)))
            .collect();
        fuse::sort(&mut ranked);
        Ok(ranked)
    }

    pub(crate) async fn passages(
        &self,
        ids: &[PassageId],
    ) -> Result<BTreeMap<PassageId, Passage>, IndexError> {
        if ids.is_empty() {
            return Ok(BTreeMap::new());
        }
        let points = self.get(ids, true).await?;
        let passages = points.into_iter().filter_map(read_passage);
        Ok(passages.map(|passage| (passage.id, passage)).collect())
    }

    pub(crate) async fn by_citation(&self, cited: &Citation) -> Result<Vec<Passage>, IndexError> {
        let filter = Filter::must([Condition::matches(payload::CITED, cited.key())]);
        let points = self.scroll(filter, true).await?;
        Ok(points.into_iter().filter_map(read_passage).collect())
    }

    pub(crate) async fn all_passages(&self) -> Result<Vec<Passage>, IndexError> {
        let points = self.scroll(Filter::default(), true).await?;
        Ok(points.into_iter().filter_map(read_passage).collect())
    }

    pub(crate) async fn count(&self) -> Result<usize, IndexError> {
        let request = CountPointsBuilder::new(&self.collection).exact(true);
        let counted = self
            .client
            .count(request)
            .await
            .map_err(|error| refused(&error))?
            .result;
        Ok(counted.map_or(0, |result| usize::try_from(result.count).unwrap_or(usize::MAX)))
    }

    pub(crate) async fn laws(&self) -> Result<Vec<LawSummary>, IndexError> {
        let laws = self.values_of(payload::SUMMARY).await?.into_iter();
        Ok(laws
            .filter_map(|(value, count)| payload::summary(&value, count))
            .collect())
    }

    pub(crate) async fn made_with(&self) -> Result<Vec<(String, usize)>, IndexError> {
        self.values_of(payload::MADE_WITH).await
    }

    /// The values of a field, each with the number of points that have it.
    async fn values_of(&self, field: &str) -> Result<Vec<(String, usize)>, IndexError> {
        let request = FacetCountsBuilder::new(&self.collection, field)
            .limit(MOST_VALUES)
            .exact(true);
        let hits = self
            .client
            .facet(request)
            .await
            .map_err(|error| refused(&error))?
            .hits;
        let values = hits.into_iter().filter_map(|hit| match hit.value?.variant? {
            FacetVariant::StringValue(value) => Some((value, usize::try_from(hit.count).ok()?)),
            FacetVariant::IntegerValue(_) | FacetVariant::BoolValue(_) => None,
        });
        Ok(values.filter(|(_, count)| *count > 0).collect())
    }

    async fn get(&self, ids: &[PassageId], with_payload: bool) -> Result<Vec<RetrievedPoint>, IndexError> {
        let ids: Vec<PointId> = ids.iter().map(|id| point_id(*id)).collect();
        let request = GetPointsBuilder::new(&self.collection, ids).with_payload(with_payload);
        Ok(self
            .client
            .get_points(request)
            .await
            .map_err(|error| refused(&error))?
            .result)
    }

    async fn scroll(&self, filter: Filter, with_payload: bool) -> Result<Vec<RetrievedPoint>, IndexError> {
        let mut points = Vec::new();
        let mut offset: Option<PointId> = None;
        loop {
            let mut request = ScrollPointsBuilder::new(&self.collection)
                .filter(filter.clone())
                .limit(PAGE)
                .with_payload(with_payload);
            if let Some(offset) = offset.take() {
                request = request.offset(offset);
            }
            let page = self
                .client
                .scroll(request)
                .await
                .map_err(|error| refused(&error))?;
            points.extend(page.result);
            match page.next_page_offset {
                Some(next) => offset = Some(next),
                None => return Ok(points),
            }
        }
    }
}

fn client(place: &ServerPlace) -> Result<Qdrant, IndexError> {
    let client = Qdrant::from_url(&place.url)
        .api_key(place.api_key.clone())
        .skip_compatibility_check()
        .build();
    client.map_err(|error| refused(&error))
}

/// The client's message without its metadata.
pub(crate) fn refused(error: &QdrantError) -> IndexError {
    let detail = if let QdrantError::ResponseError { status } = error {
        format!("{:?}: {}", status.code(), status.message())
    } else {
        error.to_string()
    };
    IndexError::Server { detail }
}

fn server_filter(filter: &StoredFilter) -> Option<Filter> {
    let mut must = Vec::new();
    if !filter.law_keys.is_empty() {
        must.push(Condition::matches(payload::LAW_KEY, filter.law_keys.clone()));
    }
    if !filter.levels.is_empty() {
        must.push(Condition::matches(payload::LEVEL, filter.levels.clone()));
    }
    #[expect(clippy::cast_precision_loss, reason = "Julian days are far below 2^52")]
    if let Some(day) = filter.day.map(|day| day as f64) {
        let until = Range {
            lte: Some(day),
            ..Range::default()
        };
        let from = Range {
            gte: Some(day),
            ..Range::default()
        };
        must.push(Condition::range(payload::VALID_FROM, until));
        must.push(Condition::range(payload::VALID_TO, from));
    }
    (!must.is_empty()).then(|| Filter::must(must))
}

fn point_id(id: PassageId) -> PointId {
    PointId::from(id.to_string())
}

fn passage_id(id: Option<PointId>) -> Option<PassageId> {
    match id?.point_id_options? {
        PointIdOptions::Uuid(uuid) => uuid.parse().ok(),
        PointIdOptions::Num(_) => None,
    }
}

fn read_passage(point: RetrievedPoint) -> Option<Passage> {
    let id = passage_id(point.id)?;
    let stored: BTreeMap<String, Stored> = point
        .payload
        .into_iter()
        .filter_map(|(name, value)| Some((name, from_value(value)?)))
        .collect();
    payload::passage(id, &stored)
}
