// The shapes of docs/API-DESIGN.md. Everything in the workbench takes its types from here.
export type Role = 'clerk' | 'supervisor' | 'data';
export type CaseState = 'received' | 'under_review' | 'decided';
export type Processing = 'queued' | 'running' | 'ready' | 'failed';
export type Confidence = 'high' | 'medium' | 'low';
export type Verdict = 'accepted' | 'amended' | 'rejected' | 'unclear' | 'entered' | 'withdrawn';
export type ReviewReason =
  | 'misread'
  | 'wrong_place'
  | 'other_document'
  | 'wrong_person_or_period'
  | 'professional_judgement'
  | 'other';
export type RequirementState = 'present' | 'missing' | 'unclear' | 'not_required';
export type Demand = 'yes' | 'on_reason' | 'query_first' | 'no' | 'voluntary';
export type Level = 'federal' | 'state' | 'municipal' | 'guidance';
export type Outcome = 'granted' | 'partly_granted' | 'rejected' | 'closed_without_decision';
export type SubjectKind = 'field' | 'requirement' | 'service' | 'document_kind' | 'legal_basis';
export type ValueKind =
  | 'text'
  | 'date'
  | 'money'
  | 'integer'
  | 'decimal'
  | 'boolean'
  | 'iban'
  | 'tax_id'
  | 'postal_code'
  | 'phone'
  | 'email'
  | 'vin'
  | 'plate'
  | 'code';
export type QueueView = 'all' | 'mine' | 'unassigned' | 'due' | 'missing' | 'decided';
export type SortKey = 'due' | 'received' | 'reference';

/** Content of the blueprint comes in both languages. */
export type Bilingual = { de: string; en: string };
export type Person = { id: string; display_name: string };
export type Box = [left: number, top: number, right: number, bottom: number];
export type Evidence = { document_id: string; page: number; box: Box; text?: string };
export type Subject = { kind: SubjectKind; key: string };
export type Remark = { code: string; parameters: Record<string, string> };
export type Option = { id: string; label: Bilingual };
export type Origin = { model: string; prompt: string; blueprint: string; input: string };
export type Alternative = { value: string; probability: number; evidence: Evidence[] };

export type SuggestionView = {
  id: string;
  subject: Subject;
  value: string | null;
  abstained: string | null;
  probability: number | null;
  confidence: Confidence | null;
  evidence: Evidence[];
  alternatives: Alternative[];
  remarks: Remark[];
  origin: Origin;
  created_at: string;
};

export type ReviewView = {
  id: string;
  suggestion_id: string | null;
  verdict: Verdict;
  value: string | null;
  evidence: Evidence[];
  reason: ReviewReason | null;
  note: string | null;
  by: Person;
  at: string;
};

export type ReviewRequest = {
  subject: Subject;
  suggestion_id: string | null;
  verdict: Verdict;
  value: string | null;
  evidence: Evidence[];
  reason: ReviewReason | null;
  note: string | null;
  shown: Record<string, unknown>;
  dwell_ms: number | null;
};

export type Session = {
  user: { id: string; username: string; display_name: string; role: Role };
  csrf_token: string;
  expires_at: string;
  assistance: {
    models: 'ready' | 'loading' | 'absent';
    encoder: string | null;
    blueprint: string;
    regulations: number;
  };
};

export type CaseRow = {
  id: string;
  reference: string;
  state: CaseState;
  version: number;
  service: string | null;
  service_confirmed: boolean;
  applicant_name: string | null;
  received_on: string;
  due_on: string | null;
  assignee: Person | null;
  fields_reviewed: number;
  fields_total: number;
  requirements_missing: number;
  requirements_unclear: number;
  contradictions: number;
  processing: Processing;
  issues: string[];
};

export type CaseList = { total: number; counts: Record<QueueView, number>; items: CaseRow[] };
export type PageInfo = {
  number: number;
  width_points: number;
  height_points: number;
  rotation: number;
  source: 'text' | 'unreadable' | 'blank';
};
export type DocumentView = {
  id: string;
  file_name: string;
  sha256: string;
  size_bytes: number;
  media_type: string;
  kind: SuggestionView | null;
  kind_review?: ReviewView | null;
  pages: PageInfo[];
  issues: { code: string; page: number | null }[];
};
export type OpenPoint = { kind: string; key: string; label: Bilingual | null };
export type DecisionView = {
  id: string;
  outcome: Outcome;
  reasons: string;
  open_points: OpenPoint[];
  by: Person;
  at: string;
};
export type CaseDetail = CaseRow & {
  documents: DocumentView[];
  service_suggestion: SuggestionView | null;
  service_review: ReviewView | null;
  failure: null | { code: string; attempts: number; job_id: string };
  decision: DecisionView | null;
};

export type FieldView = {
  id: string;
  label: Bilingual;
  kind: ValueKind;
  options: Option[];
  requirement: 'required' | 'conditional' | 'voluntary' | 'must_not_ask';
  suggestion: SuggestionView | null;
  review: ReviewView | null;
};
export type FieldList = { version: number; fields: FieldView[] };

export type CitedNorm = { citation: string; law: string; verified: boolean };
export type RequirementItem = {
  requirement: string;
  label: Bilingual;
  kinds: Option[];
  state: RequirementState;
  suggested_state: RequirementState | null;
  legal_bases: CitedNorm[];
  why: Bilingual;
  demand: Demand;
  verified: boolean;
  suggestion: SuggestionView | null;
  review: ReviewView | null;
};
export type Completeness = {
  version: number;
  complete: boolean | null;
  items: RequirementItem[];
  service_verified: boolean;
};

export type LegalBasis = {
  citation: string;
  law: string;
  section: string | null;
  paragraph: string | null;
  heading: string | null;
  text: string | null;
  level: Level;
  score: number | null;
  used_by?: { kind: string; key: string }[];
  resolved: boolean;
  valid_from: string | null;
  valid_to: string | null;
};
export type RegulationHits = { items: LegalBasis[]; laws: string[] };

export type Actor = { kind: 'user' | 'system' | 'model'; id: string | null; name: string | null };
export type HistoryItem = { at: string; actor: Actor; action: string; detail: Record<string, unknown> };
export type AuditItem = HistoryItem & {
  sequence: number;
  case: { id: string; reference: string } | null;
  hash: string;
  previous_hash: string;
};
export type Verification = {
  valid: boolean;
  entries: number;
  head: string;
  first_bad: null | { sequence: number; reason: string };
  checked_at: string;
};
export type TrailItem = {
  suggestion: SuggestionView;
  case: { id: string; reference: string };
  label: Bilingual | null;
  review: ReviewView | null;
  superseded: boolean;
};

export type Services = {
  blueprint: string;
  services: {
    id: string;
    name: Bilingual;
    verified: boolean;
    leika: string | null;
    fields: number;
    requirements: number;
  }[];
  kinds: Option[];
};
export type Models = {
  encoder: null | {
    name: string;
    revision: string | null;
    licence: string | null;
    dimension: number;
    digest: string;
    prompt: string;
  };
  state: 'ready' | 'loading' | 'absent';
  blueprint: {
    version: string;
    services: number;
    verified_services: number;
    issues: { code: string; file: string; detail: string }[];
  };
  regulations: { passages: number; laws: number };
  suggestions: {
    total: number;
    reviewed: number;
    accepted: number;
    amended: number;
    rejected: number;
    abstained: number;
  };
};
export type PageWord = { text: string; box: Box; confidence: number | null };
export type SubmissionResult = {
  case_id: string;
  reference: string;
  documents: {
    id: string;
    file_name: string;
    sha256: string;
    size_bytes: number;
    media_type: string;
    issues: string[];
  }[];
};

/** RFC 9457 with the members that the contract names per code. */
export type Problem = {
  type: string;
  title: string;
  status: number;
  code: string;
  request_id?: string;
  fields?: { field: string; code: string }[];
  required?: Role[];
  current_version?: number;
  changed_by?: Person | string | null;
  retry_after_seconds?: number;
  limit_bytes?: number;
  limit?: number;
};
