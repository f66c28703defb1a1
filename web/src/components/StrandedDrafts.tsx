// What was typed into a case that somebody has decided meanwhile: shown, so that it can be copied, and thrown away.
import { useQuery } from '@tanstack/react-query';
import { completenessQuery, fieldsQuery } from '../lib/api/queries';
import { drafts, letterKindOf, placeOf, transferItemOf } from '../lib/drafts';
import { showValue } from '../lib/format';
import { sentence, useMessages } from '../lib/i18n';
import { useDraftPlaces } from '../lib/use-draft';
import { Button } from './Button';
import { Banner } from './Panels';

/** What a clerk wrote in a letter, without what the rules say. */
function letterWords(value: unknown): string[] {
  const { items, recipient, grounds, intended_decision, note } = (value ?? {}) as Record<string, unknown>;
  const texts = Array.isArray(items) ? items.map((item) => textOf(item?.text)) : [];
  const own = [intended_decision, grounds, note].map(textOf);
  return [...(Array.isArray(recipient) ? [recipient.map(textOf).join(', ')] : []), ...texts, ...own];
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Name and words of each draft. */
function useLines(caseId: string, places: readonly string[]): { name: string; text: string }[] {
  const { m, language } = useMessages();
  const enabled = places.length > 0;
  const fields = useQuery({ ...fieldsQuery(caseId), enabled }).data?.fields ?? [];
  const items = useQuery({ ...completenessQuery(caseId), enabled }).data?.items ?? [];
  return places.map((place) => {
    const value = drafts.read(caseId, place)?.value ?? {};
    const field = fields.find(({ id }) => [placeOf.field(id), placeOf.reject(id)].includes(place));
    const item = items.find(({ requirement }) => placeOf.requirement(requirement) === place);
    const known = (field ?? item)?.label[language] ?? m.decision.title;
    const noted = transferItemOf(place);
    const typed = textOf(value.value);
    const parts = [
      field && typed !== '' ? showValue(field.kind, typed, field.options, language, m.common).text : typed,
      typeof value.state === 'string' ? sentence(m, 'requirementState', value.state) : '',
      typeof value.outcome === 'string' ? sentence(m, 'outcome', value.outcome) : '',
      textOf(value.reasons),
      textOf(value.note),
      ...letterWords(value.content),
    ];
    const letter = letterKindOf(place);
    const own = noted === null ? known : sentence(m, 'transferItem', noted);
    return {
      name: letter === null ? own : sentence(m, 'letterKind', letter),
      text: parts.filter((part) => part !== '').join(' · '),
    };
  });
}

export function StrandedDrafts({ caseId }: { caseId: string }) {
  const { m } = useMessages();
  const places = useDraftPlaces(caseId);
  const lines = useLines(caseId, places);
  if (places.length === 0) return null;
  return (
    <Banner
      tone="warning"
      action={
        <Button small icon="cross" onPress={() => drafts.removeCase(caseId)}>
          {m.drafts.discardAll}
        </Button>
      }
    >
      <p>
        <strong>{m.drafts.stranded}</strong>
      </p>
      <dl className="facts">
        {lines.map(({ name, text }) => (
          <div key={name + text}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </Banner>
  );
}
