//! The embedded index: one shard of the Qdrant engine inside this process.
//!
//! The engine is synchronous, so every call runs on a blocking thread. It does not replay its write-ahead log
//! on opening, so every write is flushed before it counts as done.
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use aktenlage_domain::ids::PassageId;
use aktenlage_domain::passage::{Passage, PassageFilter};
use qdrant_edge::{
    CountRequest, CreateIndex, EdgeShard, FacetRequest, FacetValue, FieldIndexOperations, Filter, NamedQuery,
    NamedVectors, Payload, PayloadFieldSchema, PayloadSchemaType, PointId, PointInsertOperations,
    PointOperations, PointStruct, QueryEnum, ScrollRequest, SearchParams, SearchRequest, UpdateOperation,
    VectorInternal, WithPayloadInterface,
};
use serde_json::{Value, json};

use crate::citation::{self, Citation};
use crate::edge_files::{self, Lock};
use crate::fuse::{self, Ranked};
use crate::lexical::Lexicon;
use crate::payload::{self, StoredFilter};
use crate::query::Sides;
use crate::{IndexError, LawSummary};

/// Points in one entry of the engine's log, which has room for 32 MiB.
const POINTS_PER_WRITE: usize = 256;
/// More than any corpus of regulations holds.
const EVERYTHING: usize = 10_000_000;

#[derive(Clone, Debug)]
pub(crate) struct EdgeIndex {
    opened: Arc<Opened>,
}

#[derive(Debug)]
struct Opened {
    shard: EdgeShard,
    /// Writing and flushing must not overlap: the engine's flush refuses to wait.
    writer: Mutex<()>,
    lexicon: Lexicon,
    directory: PathBuf,
    dimension: usize,
    /// Keeps other processes out; declared last, so that the shard is closed before it is released.
    _lock: Lock,
}

impl EdgeIndex {
    /// Opens what is there, whatever its dimension, or makes an index of the given one.
    pub(crate) async fn open(directory: &Path, dimension: usize) -> Result<Self, IndexError> {
        let directory = directory.to_path_buf();
        let shown = directory.display().to_string();
        let opened = tokio::task::spawn_blocking(move || Opened::open(directory, dimension)).await;
        // A damaged file can make the engine panic; the blocking thread catches that.
        let opened = opened.unwrap_or_else(|_| {
            Err(IndexError::Corrupt {
                directory: shown,
                detail: "the engine gave up".to_owned(),
            })
        })?;
        Ok(Self {
            opened: Arc::new(opened),
        })
    }

    /// Whether there is an index in a directory, damaged or not.
    pub(crate) fn exists(directory: &Path) -> bool {
        edge_files::exists(directory)
    }

    pub(crate) fn remove(directory: &Path) -> Result<(), IndexError> {
        edge_files::remove(directory)
    }

    pub(crate) fn dimension(&self) -> usize {
        self.opened.dimension
    }

    pub(crate) fn size_bytes(&self) -> u64 {
        edge_files::size_bytes(&self.opened.directory)
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Opened) -> Result<T, IndexError> + Send + 'static,
    ) -> Result<T, IndexError> {
        let opened = Arc::clone(&self.opened);
        let done = tokio::task::spawn_blocking(move || work(&opened)).await;
        done.unwrap_or_else(|_| Err(IndexError::storage("the engine gave up")))
    }

    pub(crate) async fn upsert(
        &self,
        passages: Vec<(Passage, Vec<f32>)>,
        made_with: &str,
    ) -> Result<(), IndexError> {
        let made_with = made_with.to_owned();
        self.run(move |opened| opened.upsert(passages, &made_with)).await
    }

    pub(crate) async fn existing(&self, ids: &[PassageId]) -> Result<BTreeSet<PassageId>, IndexError> {
        let ids = point_ids(ids);
        self.run(move |opened| {
            let found = opened
                .shard
                .retrieve(&ids, Some(WithPayloadInterface::Bool(false)), None);
            let found = found.map_err(IndexError::storage)?;
            Ok(found
                .into_iter()
                .filter_map(|record| passage_id(record.id))
                .collect())
        })
        .await
    }

    pub(crate) async fn ids_of_law(&self, law: &str) -> Result<BTreeSet<PassageId>, IndexError> {
        let key = citation::law_key(law);
        self.run(move |opened| {
            let of_law = read_filter(&json!([matches(payload::LAW_KEY, &key)]))?;
            let records = opened.scroll(Some(of_law), false)?;
            Ok(records.into_iter().map(|(id, _)| id).collect())
        })
        .await
    }

    pub(crate) async fn delete(&self, ids: &[PassageId]) -> Result<(), IndexError> {
        let ids = point_ids(ids);
        self.run(move |opened| {
            let delete = UpdateOperation::PointOperation(PointOperations::DeletePoints { ids });
            opened.write(vec![delete])
        })
        .await
    }

    pub(crate) async fn rank(
        &self,
        sides: Sides<'_>,
        filter: &PassageFilter,
        depth: usize,
    ) -> Result<(Option<Vec<Ranked>>, Option<Vec<Ranked>>), IndexError> {
        let vector = sides.vector.map(<[f32]>::to_vec);
        let text = sides.text.map(str::to_owned);
        let filter = StoredFilter::from(filter);
        self.run(move |opened| {
            let filter = engine_filter(&filter)?;
            let dense = vector
                .map(|vector| {
                    opened.search(
                        payload::DENSE,
                        VectorInternal::Dense(vector),
                        filter.clone(),
                        depth,
                    )
                })
                .transpose()?;
            let terms = text.map(|text| opened.lexicon.query(&text));
            let lexical = match terms {
                Some(terms) if terms.indices.is_empty() => Some(Vec::new()),
                Some(terms) => {
                    Some(opened.search(payload::LEXICAL, VectorInternal::Sparse(terms), filter, depth)?)
                }
                None => None,
            };
            Ok((dense, lexical))
        })
        .await
    }

    pub(crate) async fn passages(
        &self,
        ids: &[PassageId],
    ) -> Result<BTreeMap<PassageId, Passage>, IndexError> {
        let ids = point_ids(ids);
        self.run(move |opened| {
            let records = opened
                .shard
                .retrieve(&ids, Some(WithPayloadInterface::Bool(true)), None);
            let records = records.map_err(IndexError::storage)?;
            let passages = records.into_iter().filter_map(|record| {
                let id = passage_id(record.id)?;
                Some((id, read_passage(id, record.payload?)?))
            });
            Ok(passages.collect())
        })
        .await
    }

    pub(crate) async fn by_citation(&self, cited: &Citation) -> Result<Vec<Passage>, IndexError> {
        let key = cited.key();
        self.run(move |opened| {
            let citing = read_filter(&json!([matches(payload::CITED, &key)]))?;
            let records = opened.scroll(Some(citing), true)?;
            Ok(read_passages(records))
        })
        .await
    }

    pub(crate) async fn all_passages(&self) -> Result<Vec<Passage>, IndexError> {
        self.run(|opened| Ok(read_passages(opened.scroll(None, true)?)))
            .await
    }

    pub(crate) async fn count(&self) -> Result<usize, IndexError> {
        self.run(|opened| {
            let everything = CountRequest {
                filter: None,
                exact: true,
            };
            opened.shard.count(everything).map_err(IndexError::storage)
        })
        .await
    }

    pub(crate) async fn laws(&self) -> Result<Vec<LawSummary>, IndexError> {
        self.run(|opened| {
            let laws = opened.values_of(payload::SUMMARY)?.into_iter();
            Ok(laws
                .filter_map(|(value, count)| payload::summary(&value, count))
                .collect())
        })
        .await
    }

    pub(crate) async fn made_with(&self) -> Result<Vec<(String, usize)>, IndexError> {
        self.run(|opened| opened.values_of(payload::MADE_WITH)).await
    }
}

impl Opened {
    fn open(directory: PathBuf, dimension: usize) -> Result<Self, IndexError> {
        let lexicon = Lexicon::new()?;
        let (shard, dimension, lock) = edge_files::open(&directory, dimension)?;
        let opened = Self {
            shard,
            writer: Mutex::new(()),
            lexicon,
            directory,
            dimension,
            _lock: lock,
        };
        opened.ensure_field_indexes()?;
        Ok(opened)
    }

    /// Makes the field indexes that are not there yet, also after a crash between two of them.
    fn ensure_field_indexes(&self) -> Result<(), IndexError> {
        let present = self.shard.info().payload_schema;
        let keywords = payload::KEYWORD_FIELDS.map(|field| (field, PayloadSchemaType::Keyword));
        let integers = payload::INTEGER_FIELDS.map(|field| (field, PayloadSchemaType::Integer));
        let mut missing = Vec::new();
        for (field, kind) in keywords.into_iter().chain(integers) {
            let field_name = json_path(field)?;
            if !present.contains_key(&field_name) {
                let create = FieldIndexOperations::CreateIndex(CreateIndex {
                    field_name,
                    field_schema: Some(PayloadFieldSchema::FieldType(kind)),
                });
                missing.push(UpdateOperation::FieldIndexOperation(create));
            }
        }
        if missing.is_empty() {
            return Ok(());
        }
        self.write(missing)
    }

    /// Runs updates and makes them durable.
    fn write(&self, operations: Vec<UpdateOperation>) -> Result<(), IndexError> {
        let _writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        for operation in operations {
            self.shard.update(operation).map_err(IndexError::storage)?;
        }
        self.shard.flush();
        Ok(())
    }

    fn upsert(&self, passages: Vec<(Passage, Vec<f32>)>, made_with: &str) -> Result<(), IndexError> {
        let mut points = Vec::with_capacity(passages.len());
        for (passage, vector) in passages {
            let terms = self.lexicon.document(&passage);
            let vectors = NamedVectors::default()
                .add_vector(payload::DENSE, vector)
                .add_vector(payload::LEXICAL, terms);
            let fields = Value::Object(payload::to_json(&passage, Some(made_with)));
            let point = PointStruct::new(PointId::Uuid(passage.id.0), vectors, fields);
            points.push(point.into());
        }
        let mut operations = Vec::new();
        while !points.is_empty() {
            let rest = points.split_off(points.len().min(POINTS_PER_WRITE));
            let list = PointInsertOperations::PointsList(std::mem::replace(&mut points, rest));
            operations.push(UpdateOperation::PointOperation(PointOperations::UpsertPoints(
                list,
            )));
        }
        self.write(operations)
    }

    fn search(
        &self,
        name: &str,
        query: VectorInternal,
        filter: Option<Filter>,
        depth: usize,
    ) -> Result<Vec<Ranked>, IndexError> {
        let request = SearchRequest {
            query: QueryEnum::Nearest(NamedQuery {
                query,
                using: Some(name.to_owned()),
            }),
            filter,
            params: Some(SearchParams {
                exact: true,
                ..SearchParams::default()
            }),
            limit: depth,
            offset: 0,
            with_payload: Some(WithPayloadInterface::Bool(false)),
            with_vector: None,
            score_threshold: None,
        };
        let points = self.shard.search(request).map_err(IndexError::storage)?;
        let mut ranked: Vec<Ranked> = points
            .into_iter()
            .filter_map(|point| Some((passage_id(point.id)?, point.score)))
            .collect();
        fuse::sort(&mut ranked);
        Ok(ranked)
    }

    /// The values of a field, each with the number of points that have it.
    fn values_of(&self, field: &str) -> Result<Vec<(String, usize)>, IndexError> {
        let request = FacetRequest {
            key: json_path(field)?,
            limit: EVERYTHING,
            filter: None,
            exact: true,
        };
        let hits = self.shard.facet(request).map_err(IndexError::storage)?.hits;
        let values = hits.into_iter().filter_map(|hit| match hit.value {
            FacetValue::Keyword(value) => Some((value, hit.count)),
            FacetValue::Int(_) | FacetValue::Uuid(_) | FacetValue::Bool(_) => None,
        });
        Ok(values.filter(|(_, count)| *count > 0).collect())
    }

    fn scroll(
        &self,
        filter: Option<Filter>,
        with_payload: bool,
    ) -> Result<Vec<(PassageId, Option<Payload>)>, IndexError> {
        let request = ScrollRequest {
            limit: Some(EVERYTHING),
            filter,
            with_payload: Some(WithPayloadInterface::Bool(with_payload)),
            ..ScrollRequest::default()
        };
        let (records, _) = self.shard.scroll(request).map_err(IndexError::storage)?;
        let found = records
            .into_iter()
            .filter_map(|record| Some((passage_id(record.id)?, record.payload)));
        Ok(found.collect())
    }
}

fn engine_filter(filter: &StoredFilter) -> Result<Option<Filter>, IndexError> {
    let mut must = Vec::new();
    if !filter.law_keys.is_empty() {
        must.push(json!({"key": payload::LAW_KEY, "match": {"any": filter.law_keys}}));
    }
    if !filter.levels.is_empty() {
        must.push(json!({"key": payload::LEVEL, "match": {"any": filter.levels}}));
    }
    if let Some(day) = filter.day {
        must.push(json!({"key": payload::VALID_FROM, "range": {"lte": day}}));
        must.push(json!({"key": payload::VALID_TO, "range": {"gte": day}}));
    }
    if must.is_empty() {
        return Ok(None);
    }
    read_filter(&Value::Array(must)).map(Some)
}

fn read_filter(must: &Value) -> Result<Filter, IndexError> {
    serde_json::from_value(json!({ "must": must })).map_err(IndexError::storage)
}

fn matches(field: &str, value: &str) -> Value {
    json!({"key": field, "match": {"value": value}})
}

fn json_path(field: &str) -> Result<qdrant_edge::JsonPath, IndexError> {
    field
        .parse()
        .map_err(|()| IndexError::storage("a field name cannot be read"))
}

fn point_ids(ids: &[PassageId]) -> Vec<PointId> {
    ids.iter().map(|id| PointId::Uuid(id.0)).collect()
}

fn passage_id(id: PointId) -> Option<PassageId> {
    match id {
        PointId::Uuid(uuid) => Some(PassageId(uuid)),
        PointId::NumId(_) => None,
    }
}

fn read_passages(records: Vec<(PassageId, Option<Payload>)>) -> Vec<Passage> {
    let passages = records.into_iter();
    passages
        .filter_map(|(id, payload)| read_passage(id, payload?))
        .collect()
}

fn read_passage(id: PassageId, payload: Payload) -> Option<Passage> {
    payload::from_json(id, payload.0)
}
