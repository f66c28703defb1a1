// C8 Posteingang zuordnen: new post, one after the other: cut, merged, named and given to cases by keys.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useAnnounce } from '../../components/Announcer';
import { Button } from '../../components/Button';
import { Page } from '../../components/Page';
import { Empty, Loaded } from '../../components/Panels';
import { casesQuery } from '../../lib/api/queries';
import { useMessages } from '../../lib/i18n';
import { sortingWords } from '../../lib/i18n/words/sorting';
import { useShortcuts } from '../../lib/shortcuts';
import { Post } from './Post';
import { usePost } from './usePost';
import '../../styles/sorting.css';

/** What came first is sorted first; more than this at once nobody sorts. */
const MOST = 200;

export function SortingPage() {
  const { m, language } = useMessages();
  const words = sortingWords[language];
  const announce = useAnnounce();
  const cases = useQuery(casesQuery({ view: 'unassigned', sort: 'received', direction: 'asc', limit: MOST }));
  /** Left for later, and what turned out not to be new. */
  const [later, setLater] = useState<readonly string[]>([]);
  const [notNew, setNotNew] = useState<ReadonlySet<string>>(new Set());
  const [wanted, setWanted] = useState<string | null>(null);
  const waiting = (cases.data?.items ?? []).filter(
    (row) => !row.service_confirmed && row.fields_reviewed === 0 && !notNew.has(row.id),
  );
  const open = waiting.filter((row) => !later.includes(row.id));
  const current = open.find((row) => row.id === wanted) ?? open[0];
  const currentId = current?.id ?? null;
  const acts = usePost({
    changed: words.changedMeanwhile,
    undone: words.undone,
    goTo: (post) => {
      setLater((old) => old.filter((id) => id !== post));
      setWanted(post);
    },
  });
  // Who sorts one post and comes to the next stays there when older post arrives meanwhile.
  useEffect(() => setWanted(currentId), [currentId]);
  const leave = () => {
    if (!current) return;
    setLater([...later, current.id]);
    announce(words.leftForLater(current.reference));
  };
  const { canUndo } = acts;
  useShortcuts({
    undo: () => {
      if (canUndo) acts.undo();
      else acts.setHint(words.nothingToUndo);
    },
  });
  return (
    <Page
      wide
      scope="post"
      title={m.frame.sorting}
      status={open.length > 0 ? `${words.explain} ${words.left(open.length)}` : words.explain}
      crumbs={<Link to="/eingang">{words.toQueue}</Link>}
      actions={
        <Button icon="undo" shortcut="undo" isDisabled={!canUndo || acts.busy} onPress={acts.undo}>
          {m.common.undo}
        </Button>
      }
    >
      <Loaded query={cases}>
        {() =>
          current ? (
            <Post
              key={current.id}
              id={current.id}
              acts={acts}
              words={words}
              onLater={leave}
              onNotNew={() => setNotNew((old) => new Set([...old, current.id]))}
            />
          ) : (
            <Empty
              icon="check"
              action={
                later.length > 0 ? (
                  <Button onPress={() => setLater([])}>{words.laterToo(later.length)}</Button>
                ) : undefined
              }
            >
              {words.empty}
            </Empty>
          )
        }
      </Loaded>
    </Page>
  );
}
