// The pages of a scan in small: cut between two of them, leave a page out. Every cut is a button, so keys do it too.
import { useState } from 'react';
import { Checkbox, ToggleButton } from 'react-aria-components';
import { Button } from '../../components/Button';
import { Icon } from '../../components/Icon';
import type { DocumentView, PageInfo } from '../../lib/api/types';
import { divisionOf, documentsOf, pagesAsText, pagesForPeople, planOf, toggled } from '../../lib/division';
import { useMessages } from '../../lib/i18n';

export function DivisionEditor({
  document,
  value,
  onSave,
  onCancel,
}: {
  document: DocumentView;
  /** The division to begin with; `null`: nothing is cut. */
  value: string | null;
  onSave: (value: string) => void;
  onCancel: () => void;
}) {
  const { m } = useMessages();
  const pages = document.pages.map((page) => page.number);
  const [plan, setPlan] = useState(() => planOf(pages, value));
  const next = divisionOf(pages, plan);
  const documents = documentsOf(pages, plan).map((numbers) => pagesForPeople(pagesAsText(numbers)));
  const left = pages.filter((page) => plan.leftOut.has(page));
  const told = [
    ...documents,
    ...(left.length > 0 ? [m.division.leftOut(pagesForPeople(pagesAsText(left)))] : []),
  ];
  return (
    <fieldset
      className="division-editor"
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          event.stopPropagation();
          onCancel();
        }
      }}
    >
      <legend>{m.division.editor}</legend>
      <ol className="division-pages">
        {document.pages.map((page, index) => (
          <li key={page.number} className={plan.leftOut.has(page.number) ? 'left-out' : undefined}>
            {index > 0 && (
              <ToggleButton
                className="button small division-cut"
                autoFocus={index === 1}
                isSelected={plan.cuts.has(page.number)}
                onChange={() => setPlan({ ...plan, cuts: toggled(plan.cuts, page.number) })}
              >
                <Icon name={plan.cuts.has(page.number) ? 'check' : 'dash'} />
                {m.division.cutBefore(page.number)}
              </ToggleButton>
            )}
            <Thumbnail document={document} page={page} />
            <Checkbox
              className="checkbox"
              isSelected={plan.leftOut.has(page.number)}
              onChange={() => setPlan({ ...plan, leftOut: toggled(plan.leftOut, page.number) })}
            >
              <span className="checkbox-box" aria-hidden="true" />
              {m.division.leaveOut(page.number)}
            </Checkbox>
          </li>
        ))}
      </ol>
      <p className="meta" aria-live="polite">
        {next === null ? m.division.nothing : told.join(' | ')}
      </p>
      <div className="editor-actions">
        <Button
          small
          kind="primary"
          isDisabled={next === null}
          onPress={() => {
            if (next !== null) onSave(next);
          }}
        >
          {m.common.save}
        </Button>
        <Button small kind="quiet" onPress={onCancel}>
          {m.common.cancel}
        </Button>
      </div>
    </fieldset>
  );
}

function Thumbnail({ document, page }: { document: DocumentView; page: PageInfo }) {
  const { m } = useMessages();
  return (
    <img
      src={`/api/documents/${document.id}/pages/${page.number}/800.webp`}
      width={Math.round(page.width_points || 595)}
      height={Math.round(page.height_points || 842)}
      alt={m.division.picture(page.number)}
      loading="lazy"
    />
  );
}
