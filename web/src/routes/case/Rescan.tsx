// The suggestion to scan pages of a document again: which pages, why, and what the clerk decided.
import { useState } from 'react';
import { FieldError, Input, Label, TextField } from 'react-aria-components';
import { useAnnounce } from '../../components/Announcer';
import { Button } from '../../components/Button';
import { Icon } from '../../components/Icon';
import { ErrorPanel } from '../../components/Panels';
import type { DocumentView, Verdict } from '../../lib/api/types';
import { firstPage, lastPage } from '../../lib/documents';
import { formatInstant } from '../../lib/format';
import { useMessages } from '../../lib/i18n';
import { pageNumbers, pagesInWords } from '../../lib/rescan';
import { ConflictBanner } from './ConflictBanner';
import { useCase } from './case-context';
import { useReviews } from './useReviews';

export function Rescan({ document }: { document: DocumentView }) {
  const { m, language } = useMessages();
  const { readOnly } = useCase();
  const { rescan, rescan_review: review } = document;
  const { save, error, reviews } = useRescan(document);
  const [changing, setChanging] = useState(false);
  if (!rescan?.value) return null;
  const spaced = (pages: string) => pages.replaceAll(',', ', ');
  const pages = review?.value ?? rescan.value;
  const title =
    review === null
      ? m.rescan.suggested(spaced(pages))
      : review.value === null
        ? m.rescan.rejected
        : m.rescan.noted(spaced(pages));
  return (
    <section className="rescan" aria-label={m.rescan.title}>
      <p>
        <Icon name={review ? 'check' : 'warn'} /> <strong>{title}</strong>
        {review && (
          <span className="meta">
            {' '}
            {m.fields.by(review.by.display_name, formatInstant(review.at, language))}
          </span>
        )}
      </p>
      <ul>
        {pagesInWords(m, rescan.remarks).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {error !== null && <ErrorPanel error={error} />}
      {reviews.conflict && (
        <ConflictBanner
          conflict={reviews.conflict}
          name={m.rescan.title}
          suggested={rescan.value}
          show={spaced}
          onMine={reviews.keepMine}
          onTheirs={reviews.keepTheirs}
        />
      )}
      {!readOnly && changing && (
        <PagesEditor
          pages={spaced(pages)}
          document={document}
          onCancel={() => setChanging(false)}
          onSave={(next) => {
            setChanging(false);
            void save(next === rescan.value ? 'accepted' : 'amended', next);
          }}
        />
      )}
      {!readOnly && !changing && (
        <div className="editor-actions">
          {review === null ? (
            <>
              <Button small icon="check" onPress={() => void save('accepted', rescan.value)}>
                {m.rescan.accept}
              </Button>
              <Button small onPress={() => setChanging(true)}>
                {m.rescan.change}
              </Button>
              <Button small onPress={() => void save('rejected', null)}>
                {m.rescan.reject}
              </Button>
            </>
          ) : (
            <Button small kind="quiet" icon="undo" onPress={() => void save('withdrawn', null)}>
              {m.fields.withdraw}
            </Button>
          )}
        </div>
      )}
    </section>
  );
}

function useRescan(document: DocumentView) {
  const { m } = useMessages();
  const announce = useAnnounce();
  const reviews = useReviews();
  const [error, setError] = useState<unknown>(null);
  const { rescan, rescan_review: review } = document;
  const save = async (verdict: Verdict, pages: string | null) => {
    setError(null);
    try {
      const saved = await reviews.submit(
        {
          subject: { kind: 'rescan', key: document.id },
          suggestion_id: rescan?.id ?? null,
          verdict,
          value: verdict === 'amended' ? pages : null,
          evidence: [],
          reason: verdict === 'amended' || verdict === 'rejected' ? 'professional_judgement' : null,
          note: null,
          shown: { value: rescan?.value ?? null, reasons: pagesInWords(m, rescan?.remarks ?? []) },
          dwell_ms: null,
        },
        review?.id ?? null,
      );
      if (saved) announce(m.assignment.saved(m.rescan.title));
    } catch (caught) {
      setError(caught);
    }
  };
  return { save, error, reviews };
}

function PagesEditor({
  pages,
  document,
  onSave,
  onCancel,
}: {
  pages: string;
  document: DocumentView;
  onSave: (pages: string) => void;
  onCancel: () => void;
}) {
  const { m } = useMessages();
  const [typed, setTyped] = useState(pages);
  const [isWrong, setWrong] = useState(false);
  return (
    <form
      className="answer"
      onSubmit={(event) => {
        event.preventDefault();
        const known = document.pages.map((page) => page.number);
        const numbers = pageNumbers(typed, known);
        if (numbers === null) setWrong(true);
        else onSave(numbers);
      }}
    >
      <TextField
        className="form-field"
        value={typed}
        onChange={setTyped}
        isInvalid={isWrong}
        autoComplete="off"
        autoFocus
      >
        <Label className="label">{m.rescan.pages}</Label>
        <Input className="input" />
        <FieldError className="field-error">
          {m.rescan.wrongPages(firstPage(document), lastPage(document))}
        </FieldError>
      </TextField>
      <div className="editor-actions">
        <Button small kind="primary" type="submit">
          {m.common.save}
        </Button>
        <Button small kind="quiet" onPress={onCancel}>
          {m.common.cancel}
        </Button>
      </div>
    </form>
  );
}
