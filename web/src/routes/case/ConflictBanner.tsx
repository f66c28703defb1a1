// Somebody else saved the same field in the meantime: both values, none chosen.
import { Button } from '../../components/Button';
import { Icon } from '../../components/Icon';
import type { FieldView } from '../../lib/api/types';
import { showValue } from '../../lib/format';
import { changedBy, useMessages } from '../../lib/i18n';
import type { Conflict } from './useReviews';

export function ConflictBanner({
  conflict,
  fields,
  onMine,
  onTheirs,
}: {
  conflict: Conflict;
  fields: readonly FieldView[];
  onMine: () => void;
  onTheirs: () => void;
}) {
  const { m, language } = useMessages();
  const { request, theirs, problem } = conflict;
  const field = fields.find((entry) => entry.id === request.subject.key);
  const show = (value: string | null | undefined, verdict: string | undefined) => {
    const word = verdict ? ` (${m.codes.verdict[verdict as keyof typeof m.codes.verdict]})` : '';
    if (value == null || !field) return `${value ?? m.conflict.empty}${word}`;
    const shown = showValue(field.kind, value, field.options, language, m.common);
    return `${shown.text}${shown.unit ? ` ${shown.unit}` : ''}${word}`;
  };
  const mine = request.verdict === 'accepted' ? field?.suggestion?.value : request.value;
  return (
    <div className="banner warning conflict" role="alert">
      <Icon name="warn" />
      <div className="banner-body">
        <p>
          <strong>{m.conflict.title(theirs?.by.display_name ?? changedBy(m, problem))}</strong>{' '}
          {m.conflict.text}
        </p>
        {field && <p className="field-label">{field.label[language]}</p>}
        <dl className="conflict-values">
          <div>
            <dt>{m.conflict.mine}</dt>
            <dd>
              {show(mine, request.verdict)}
              <br />
              <Button small onPress={onMine}>
                {m.conflict.keepMine}
              </Button>
            </dd>
          </div>
          <div>
            <dt>{m.conflict.theirs}</dt>
            <dd>
              {show(theirs?.value, theirs?.verdict)}
              <br />
              <Button small onPress={onTheirs}>
                {m.conflict.keepTheirs}
              </Button>
            </dd>
          </div>
        </dl>
      </div>
    </div>
  );
}
