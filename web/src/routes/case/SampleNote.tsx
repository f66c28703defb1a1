// A field of a sample: that a person enters it first, and afterwards what the suggestion says beside it.
import { Icon } from '../../components/Icon';
import type { FieldView } from '../../lib/api/types';
import { showValue } from '../../lib/format';
import { useMessages } from '../../lib/i18n';

/** In place of a value: why there is none to see. */
export function SampleFirst() {
  const { m } = useMessages();
  return (
    <span className="unsettled">
      <Icon name="hand" />
      {m.fields.sampleFirst}
    </span>
  );
}

/** What was withheld while the person entered the value. */
export function SampleReveal({ field }: { field: FieldView }) {
  const { m, language } = useMessages();
  const suggested = field.suggestion?.value ?? null;
  const entered = field.review?.value ?? null;
  const isSame = suggested !== null && entered?.toLowerCase() === suggested.toLowerCase();
  const said = () => {
    if (suggested === null) return m.fields.sampleNone;
    if (isSame) return m.fields.sampleSame;
    const { text, unit } = showValue(field.kind, suggested, field.options, language, m.common);
    const value = unit ? `${text} ${unit}` : text;
    return entered === null ? m.fields.sampleSuggested(value) : m.fields.sampleOther(value);
  };
  return (
    <p className="remark">
      <Icon name={suggested === null ? 'dash' : isSame ? 'check' : 'warn'} />
      {said()}
    </p>
  );
}
