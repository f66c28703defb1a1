// The shapes of the API under the names that the workbench uses. All come from the generated description
// (`schema.d.ts`), so that a change of the server breaks the build and not the screen.
import type { components, operations } from './schema';

type Schemas = components['schemas'];

export type Role = Schemas['Role'];
export type Confidence = Schemas['Confidence'];
export type Verdict = Schemas['Verdict'];
export type ReviewReason = Schemas['ReviewReason'];
export type RequirementState = Schemas['RequirementState'];
export type Outcome = Schemas['Outcome'];
export type ValueKind = Schemas['ValueKind'];
export type CaseQuery = NonNullable<operations['list_cases']['parameters']['query']>;
export type QueueView = Schemas['CaseView'];
export type SortKey = Schemas['CaseSort'];
export type SnoozeReason = Schemas['SnoozeReason'];
export type SavedFilter = Schemas['SavedFilter'];
export type Person = Schemas['Person'];

export type Evidence = Schemas['Evidence'];
export type Box = Evidence['box'];
export type Subject = Schemas['Subject'];
export type SuggestionView = Schemas['SuggestionView'];
export type ShownSuggestion = Schemas['ShownSuggestion'];
export type ReviewView = Schemas['ReviewView'];
export type ReviewRequest = Required<Schemas['ReviewRequest']> & { subject: Subject };
export type Session = Schemas['SessionView'];

export type CaseRow = Schemas['CaseRow'];
export type CaseDetail = Schemas['CaseDetail'];
export type CaseDeadline = Schemas['CaseDeadline'];
export type DeadlineStep = Schemas['DeadlineStep'];
export type PageInfo = Schemas['PageView'];
export type PageWord = Schemas['PageWord'];
export type PageMark = Schemas['PageMark'];
export type DocumentView = Schemas['DocumentView'];
export type TransferNote = Schemas['TransferNote'];
export type TransferEntry = Schemas['TransferEntry'];
export type TransferItem = Schemas['TransferItem'];
export type OpenPoint = Schemas['OpenPoint'];
export type FieldProblem = Schemas['FieldProblem'];
export type LetterKind = Schemas['LetterKind'];
export type LetterContent = Schemas['LetterContent'];
export type LetterItem = Schemas['LetterItem'];
export type LetterDraft = Schemas['LetterDraft'];
export type LetterRequest = Schemas['LetterDraftRequest'];
export type LetterProposal = Schemas['LetterProposal'];
export type ProposedItem = Schemas['ProposedItem'];
export type Letters = Schemas['Letters'];
export type SentLetter = Schemas['Letter'];
export type CaseJoining = Schemas['CaseJoining'];
export type PresenceView = Schemas['PresenceView'];
export type JoinedPost = Schemas['JoinedPost'];
export type PlacedDocument = Schemas['PlacedDocument'];
export type LikelyCase = Schemas['LikelyCase'];
export type FirstReceipts = Schemas['FirstReceipts'];
export type StatusLinks = Schemas['StatusLinks'];
export type StatusLink = Schemas['StatusLink'];
export type DecisionView = Schemas['DecisionView'];
export type DecisionFile = Schemas['DecisionFile'];
export type OpenPointKind = Schemas['OpenPointKind'];
export type ProposalView = Schemas['ProposalView'];
export type ReleaseItem = Schemas['ReleaseItem'];
export type ReleaseVerdict = Schemas['ReleaseVerdict'];
export type ReopeningGround = Schemas['ReopeningGround'];
export type Waiting = Schemas['Waiting'];
export type FieldView = Schemas['FieldView'];
export type OtherEntry = Schemas['OtherEntry'];
export type AskedCases = Schemas['AskedCases'];
export type RequestFigures = Schemas['RequestFigures'];
export type SampleReport = Schemas['SampleReport'];
export type PracticeCase = Schemas['PracticeCase'];
export type PracticeFinding = Schemas['PracticeFinding'];
export type PracticeOutcome = Schemas['PracticeOutcome'];
export type RequirementItem = Schemas['RequirementView'];
export type Completeness = Schemas['CompletenessView'];

/** A passage that was found, or one that bears on a case and then names what rests on it. */
export type LegalBasis = Schemas['RegulationHit'] & Partial<Schemas['LegalBasisView']>;
export type Actor = Schemas['Actor'];
export type HistoryItem = Schemas['HistoryItem'];
export type CopyElsewhere = Schemas['CopyElsewhere'];
export type CaseViewMark = Schemas['CaseViewMark'];
export type AuditItem = Schemas['AuditEntry'];
export type Verification = Schemas['ChainReport'];
export type TrailItem = Schemas['TrailItem'];
export type Services = Schemas['ServiceList'];
export type Models = Schemas['ModelStatus'];
export type IntakeSource = Schemas['IntakeSource'];
export type Figure = Schemas['Figure'];
export type EvaluationRun = Schemas['EvaluationRun'];
export type EvaluationReport = Schemas['EvaluationReport'];
export type PartFigures = Schemas['PartFigures'];
export type CalibrationPart = Schemas['CalibrationPart'];
export type CurvePoint = Schemas['CurvePoint'];
export type ConfusionMatrix = Schemas['ConfusionMatrix'];
export type EvaluationItem = Schemas['EvaluationItem'];
export type EvaluationPlace = Schemas['EvaluationPlace'];
export type ComparedTask = Schemas['ComparedTask'];
export type TrainedHead = Schemas['TrainedHead'];
export type RunningEvaluation = Schemas['RunningEvaluation'];
export type RunningEvaluations = Schemas['RunningEvaluations'];
export type Drift = Schemas['DriftView'];
export type DriftPoint = Schemas['DriftPoint'];
export type OtherEdition = Schemas['OtherEdition'];
export type ErrorsQuery = NonNullable<operations['evaluation_errors']['parameters']['query']>;
export type SubmissionResult = Schemas['SubmissionReceived'];

/** RFC 9457. What stands between the workbench and the server may answer less than the server promises. */
export type Problem = Pick<Schemas['Problem'], 'type' | 'title' | 'status' | 'code'> &
  Partial<Schemas['Problem']>;
