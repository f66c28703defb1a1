// The routes of docs/API-DESIGN.md in the form that openapi-fetch reads.
import type {
  AuditItem,
  CaseDetail,
  CaseList,
  CaseRow,
  Completeness,
  DecisionView,
  FieldList,
  HistoryItem,
  LegalBasis,
  Models,
  OpenPoint,
  Outcome,
  PageWord,
  Problem,
  RegulationHits,
  ReviewRequest,
  ReviewView,
  Services,
  Session,
  TrailItem,
  Verification,
} from './types';

type Json<T> = { headers: Record<string, unknown>; content: { 'application/json': T } };
type Failed = { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
type Answers<T> = { responses: { 200: Json<T>; default: Failed } };
type Read<T, Query = never, Path = never> = { parameters: { query?: Query; path: Path } } & Answers<T>;
type Write<T, Body, Path = never> = {
  parameters: { header?: { 'If-Match'?: string }; path: Path };
  requestBody: { content: { 'application/json': Body } };
} & Answers<T>;
type Run<T, Path = never> = {
  parameters: { header?: { 'If-Match'?: string }; path: Path };
  requestBody?: never;
} & Answers<T>;
type Id = { id: string };

export type CaseQuery = {
  view?: string;
  service?: string;
  q?: string;
  sort?: string;
  direction?: 'asc' | 'desc';
  offset?: number;
  limit?: number;
};

export interface paths {
  '/api/session': { get: Read<Session> };
  '/api/cases': { get: Read<CaseList, CaseQuery> };
  '/api/cases/{id}': { get: Read<CaseDetail, never, Id> };
  '/api/cases/{id}/assignee': { put: Write<CaseRow, { assignee: 'me' | null }, Id> };
  '/api/cases/{id}/processing': { post: Run<unknown, Id> };
  '/api/cases/{id}/fields': { get: Read<FieldList, never, Id> };
  '/api/cases/{id}/completeness': { get: Read<Completeness, never, Id> };
  '/api/cases/{id}/legal-bases': { get: Read<{ items: LegalBasis[] }, never, Id> };
  '/api/cases/{id}/history': { get: Read<{ items: HistoryItem[] }, never, Id> };
  '/api/cases/{id}/open-points': { get: Read<{ items: OpenPoint[] }, never, Id> };
  '/api/cases/{id}/reviews': { post: Write<{ version: number; review: ReviewView }, ReviewRequest, Id> };
  '/api/cases/{id}/decision': {
    post: Write<
      { version: number; decision: DecisionView },
      { outcome: Outcome; reasons: string; open_points_acknowledged: boolean },
      Id
    >;
  };
  '/api/documents/{id}/pages/{number}/words': {
    get: Read<PageWord[], never, { id: string; number: number }>;
  };
  '/api/regulations': {
    get: Read<
      RegulationHits,
      { q?: string; law?: string; level?: string; valid_on?: string; limit?: number }
    >;
  };
  '/api/services': { get: Read<Services> };
  '/api/models': { get: Read<Models> };
  '/api/audit': { get: Read<{ items: AuditItem[]; total: number }, { before?: number; limit?: number }> };
  '/api/audit/verification': { post: Run<Verification> };
  '/api/suggestions': {
    get: Read<
      { total: number; items: TrailItem[] },
      { case?: string; outcome?: string; offset?: number; limit?: number }
    >;
  };
}
