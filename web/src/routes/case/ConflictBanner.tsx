// Somebody else saved the same thing in the meantime: both values, none chosen. Stays until one of them is.
import { useEffect, useRef, useState } from 'react';
import { Button } from '../../components/Button';
import { Icon } from '../../components/Icon';
import { ErrorPanel } from '../../components/Panels';
import type { FieldView } from '../../lib/api/types';
import { showValue } from '../../lib/format';
import { useMessages } from '../../lib/i18n';
import type { Conflict } from './useReviews';

type Props = {
  conflict: Conflict;
  /** What both values are about. */
  name: string;
  /** The suggestion's value: a confirmed suggestion carries none of its own. */
  suggested: string | null;
  show: (value: string) => string;
  onMine: () => Promise<void>;
  onTheirs: () => void;
};

export function ConflictBanner({ conflict, name, suggested, show, onMine, onTheirs }: Props) {
  const { m } = useMessages();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const banner = useRef<HTMLDivElement>(null);
  useEffect(() => {
    banner.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  const { request, theirs, changedBy } = conflict;
  const words = (value: string | null, verdict: keyof typeof m.codes.verdict | undefined) =>
    `${value === null ? m.conflict.empty : show(value)}${verdict ? ` (${m.codes.verdict[verdict]})` : ''}`;
  const keepMine = async () => {
    setBusy(true);
    setError(null);
    await onMine().catch(setError);
    setBusy(false);
  };
  return (
    <div ref={banner} className="banner warning conflict" role="alert">
      <Icon name="warn" />
      <div className="banner-body">
        <p>
          <strong>{m.conflict.title(theirs?.by.display_name ?? (changedBy || m.common.someone))}</strong>{' '}
          {m.conflict.text}
        </p>
        <dl className="conflict-values" aria-label={name}>
          <div>
            <dt>{m.conflict.mine}</dt>
            <dd>
              <p>
                {words(request.verdict === 'accepted' ? suggested : (request.value ?? null), request.verdict)}
              </p>
              <Button small isDisabled={busy} onPress={() => void keepMine()}>
                {m.conflict.keepMine}
              </Button>
            </dd>
          </div>
          <div>
            <dt>{m.conflict.theirs}</dt>
            <dd>
              <p>{words(theirs?.value ?? null, theirs?.verdict)}</p>
              <Button small isDisabled={busy} onPress={onTheirs}>
                {m.conflict.keepTheirs}
              </Button>
            </dd>
          </div>
        </dl>
        {error !== null && <ErrorPanel error={error} />}
      </div>
    </div>
  );
}

/** The same for an entry, with its values written the way of its kind. */
export function FieldConflict({
  field,
  ...rest
}: { field: FieldView } & Pick<Props, 'conflict' | 'onMine' | 'onTheirs'>) {
  const { m, language } = useMessages();
  const show = (value: string) => {
    const shown = showValue(field.kind, value, field.options, language, m.common);
    return `${shown.text}${shown.unit ? ` ${shown.unit}` : ''}`;
  };
  return (
    <ConflictBanner
      {...rest}
      name={field.label[language]}
      suggested={field.suggestion?.value ?? null}
      show={show}
    />
  );
}
