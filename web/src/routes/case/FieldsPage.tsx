// C2 Angaben: the workbench. Fields with suggestions, least certain first, beside the page they come from.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { OtherEntries } from '../../components/OtherEntries';
import { Loaded } from '../../components/Panels';
import { fieldsQuery } from '../../lib/api/queries';
import { applicantFields } from '../../lib/clerk-questions';
import { needsLook } from '../../lib/field-order';
import { useMessages } from '../../lib/i18n';
import { Assignment } from './Assignment';
import { ClerkQuestions } from './ClerkQuestions';
import { useCase } from './case-context';
import { FieldList } from './FieldList';
import { ShowPlace } from './ShowPlace';
import { useReviews } from './useReviews';

export function FieldsPage() {
  const { m } = useMessages();
  const { detail } = useCase();
  const query = useQuery(fieldsQuery(detail.id));
  const reviews = useReviews();
  return (
    <div className="side-body fields-side">
      <div className="side-scroll">
        <h2 className="visually-hidden">{m.case.tabs.fields}</h2>
        <Assignment />
        <Loaded query={query} rows={8}>
          {({ fields }) => (
            <>
              <FieldList fields={applicantFields(fields)} reviews={reviews} />
              <OtherEntries
                caseId={detail.id}
                heading="h3"
                way={({ place, label }) => <ShowPlace place={place} of={label} />}
              />
              <ClerkQuestions folded />
            </>
          )}
        </Loaded>
      </div>
      <DecisionFoot open={query.data && applicantFields(query.data.fields).filter(needsLook).length} />
    </div>
  );
}

function DecisionFoot({ open }: { open: number | undefined }) {
  const { m } = useMessages();
  const { detail, readOnly } = useCase();
  return (
    <footer className="decision-foot">
      <p>
        <strong>{open === undefined ? '' : m.case.openLeft(open)}</strong>
      </p>
      {!readOnly && (
        <Link to="/akten/$id/nachforderung" params={{ id: detail.id }} className="button">
          {m.codes.letterKind.document_request}
        </Link>
      )}
      {(!readOnly || detail.decision || detail.state === 'awaiting_release') && (
        <Link to="/akten/$id/entscheidung" params={{ id: detail.id }} className="button primary">
          {detail.state === 'awaiting_release'
            ? m.releases.see
            : detail.decision
              ? m.decision.recordedTitle
              : m.case.recordDecision}
        </Link>
      )}
    </footer>
  );
}
