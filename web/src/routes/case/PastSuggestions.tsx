// What an entry of the history speaks of, as it was shown then: value or abstention, places, checks, what made it.
// Nothing here changes anything.
import { useQuery } from '@tanstack/react-query';
import { Confidence } from '../../components/Confidence';
import { Loaded } from '../../components/Panels';
import { fieldsQuery, type NamedSuggestions, pastSuggestionsQuery } from '../../lib/api/queries';
import type { ShownSuggestion, SuggestionView } from '../../lib/api/types';
import type { NameOf } from '../../lib/detail';
import { showValue } from '../../lib/format';
import { sentence, useMessages } from '../../lib/i18n';
import { pastWords } from '../../lib/i18n/words/past';
import { useStoredValue } from '../../lib/stored-value';
import { useCase } from './case-context';
import { Origin, SuggestionRows } from './SuggestionParts';

export function PastSuggestions({ named, nameOf }: { named: NamedSuggestions; nameOf: NameOf }) {
  const { language } = useMessages();
  const words = pastWords[language];
  const { detail } = useCase();
  const query = useQuery(pastSuggestionsQuery(detail.id, named));
  return (
    <Loaded query={query}>
      {({ items }) =>
        items.length === 0 ? (
          <p className="meta">{words.none}</p>
        ) : (
          <>
            <p className="meta">{words.note}</p>
            <ul className="plain-list past-suggestions">
              {items.map((item) => (
                <Past key={item.suggestion.id} item={item} nameOf={nameOf} />
              ))}
            </ul>
          </>
        )
      }
    </Loaded>
  );
}

function Past({ item: { suggestion, label }, nameOf }: { item: ShownSuggestion; nameOf: NameOf }) {
  const { m, language } = useMessages();
  const show = useShow(suggestion);
  const { kind, key } = suggestion.subject;
  const name = label?.[language] ?? nameOf(kind, key);
  return (
    <li className="field-details">
      <p>
        <strong>{[sentence(m, 'subject', kind), name].filter(Boolean).join(': ')}</strong>{' '}
        <Confidence level={suggestion.confidence} />
      </p>
      <dl>
        <SuggestionRows suggestion={suggestion} show={show} />
      </dl>
      <Origin suggestion={suggestion} />
    </li>
  );
}

/** Values as people write them: of a field by its type, as far as the service still has the field. */
function useShow({ subject }: SuggestionView): (value: string | null) => string {
  const { m, language } = useMessages();
  const { detail } = useCase();
  const fields = useQuery(fieldsQuery(detail.id)).data?.fields ?? [];
  const stored = useStoredValue();
  return (value) => {
    if (value === null) return m.fields.noValue;
    const field = subject.kind === 'field' && fields.find(({ id }) => id === subject.key);
    if (!field) return stored(subject, value);
    const { text, unit } = showValue(field.kind, value, field.options, language, m.common);
    return unit ? `${text} ${unit}` : text;
  };
}
