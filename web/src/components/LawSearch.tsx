// Search in the regulations with the day on which they must be in force.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Input, Label, SearchField } from 'react-aria-components';
import { regulationsQuery } from '../lib/api/queries';
import { useMessages } from '../lib/i18n';
import { Button } from './Button';
import { Choice } from './Choice';
import { DayField, dayOf } from './DayField';
import { Icon } from './Icon';
import { Norm } from './Norm';
import { Empty, Loaded } from './Panels';

type LawQuery = { q: string; law: string; valid_on: string };

export function LawSearch({
  query,
  onChange,
  heading = 'h3',
}: {
  query: LawQuery;
  onChange: (query: LawQuery) => void;
  heading?: 'h2' | 'h3';
}) {
  const { m } = useMessages();
  const [text, setText] = useState(query.q);
  const [day, setDay] = useState(query.valid_on);
  const [law, setLaw] = useState(query.law);
  const asked = query.q.trim() !== '';
  const result = useQuery({ ...regulationsQuery(query), enabled: asked });
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a form with the landmark role, as `search` is not known everywhere */}
      <form
        className="law-search"
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          onChange({ q: text.trim(), law, valid_on: day });
        }}
      >
        <SearchField className="search-field" value={text} onChange={setText}>
          <Label className="label">{m.law.search}</Label>
          <Icon name="search" />
          <Input className="input" placeholder={m.law.searchPlaceholder} />
        </SearchField>
        <Choice
          label={m.law.law}
          value={law || 'all'}
          onChange={(key) => setLaw(key === 'all' ? '' : key)}
          items={[
            { id: 'all', label: m.law.allLaws },
            ...(result.data?.laws ?? (law ? [law] : [])).map((name) => ({ id: name, label: name })),
          ]}
        />
        <DayField
          label={m.law.validOn}
          hint={m.law.validOnHint}
          value={dayOf(day)}
          onChange={(date) => setDay(date?.toString() ?? '')}
        />
        <Button kind="primary" type="submit" icon="search">
          {m.law.submit}
        </Button>
      </form>
      <div className="law-results" aria-busy={result.isFetching}>
        {!asked ? (
          <Empty icon="scale">{m.law.start}</Empty>
        ) : (
          <Loaded query={result}>
            {({ items }) => (
              <>
                <p className="meta" role="status">
                  {items.length > 0 ? m.law.results(items.length) : m.law.none}
                </p>
                <ul className="norms-list">
                  {items.map((basis) => (
                    <Norm
                      key={`${basis.citation}-${basis.valid_from}-${basis.text?.slice(0, 40)}`}
                      basis={basis}
                      heading={heading}
                    />
                  ))}
                </ul>
              </>
            )}
          </Loaded>
        )}
      </div>
    </>
  );
}
