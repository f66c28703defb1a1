// One post: its pages, the page that is chosen at reading size, and what can be done with page, document and post.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { Button } from '../../components/Button';
import { Banner, ErrorPanel, Loaded } from '../../components/Panels';
import { caseQuery, isReading, joiningQuery, servicesQuery } from '../../lib/api/queries';
import type { CaseDetail, CaseJoining, PlacedDocument } from '../../lib/api/types';
import { pagesForPeople } from '../../lib/division';
import { documentLabel } from '../../lib/documents';
import { formatDate, formatInstant } from '../../lib/format';
import { useMessages } from '../../lib/i18n';
import type { SortingWords } from '../../lib/i18n/words/sorting';
import { useShortcuts } from '../../lib/shortcuts';
import {
  type Change,
  cutBefore,
  divisionOf,
  type Group,
  groupsOf,
  mergeBefore,
  packedIn,
} from '../../lib/sorting';
import { CaseDialog } from './CaseDialog';
import { KindDialog } from './KindDialog';
import { PostGrid } from './PostGrid';
import type { PostActs } from './usePost';

type Props = {
  id: string;
  acts: PostActs;
  words: SortingWords;
  onLater: () => void;
  /** It is no new post: somebody has worked on it. */
  onNotNew: () => void;
};

export function Post({ id, onNotNew, ...rest }: Props) {
  const detail = useQuery(caseQuery(id));
  const joining = useQuery(joiningQuery(id));
  const isDone =
    joining.data !== undefined &&
    detail.data !== undefined &&
    !joining.data.may_be_joined &&
    !isReading(detail.data.processing);
  // biome-ignore lint/correctness/useExhaustiveDependencies: told once, when it is known
  useEffect(() => {
    if (isDone) onNotNew();
  }, [isDone]);
  return (
    <Loaded query={detail}>
      {(known) => (
        <Loaded query={joining}>
          {(post) => !isDone && <Sorting id={id} detail={known} joining={post} {...rest} />}
        </Loaded>
      )}
    </Loaded>
  );
}

function Sorting({
  id,
  detail,
  joining,
  acts,
  words,
  onLater,
}: Omit<Props, 'onNotNew'> & { detail: CaseDetail; joining: CaseJoining }) {
  const { m, language } = useMessages();
  const services = useQuery(servicesQuery).data;
  const kinds = (services?.kinds ?? []).map((kind) => ({ id: kind.id, label: kind.label[language] }));
  const kindName = (kind: string | null) =>
    kind === null ? null : (kinds.find((one) => one.id === kind)?.label ?? kind);
  const groups = groupsOf(detail.documents);
  const keys = groups.flatMap((group) => group.pages.map((page) => page.key));
  const [wanted, setWanted] = useState<string | null>(null);
  const [asking, setAsking] = useState<'kind' | 'case' | null>(null);
  const [turn, setTurn] = useState(0);
  const activeKey = wanted !== null && keys.includes(wanted) ? wanted : (keys[0] ?? null);
  const group = groups.find((one) => one.pages.some((page) => page.key === activeKey));
  const number = group?.pages.find((page) => page.key === activeKey)?.page?.number ?? 0;
  const name = group ? documentLabel(group.document, detail.documents, m) : '';
  const counting = groups.filter((one) => !one.isLeftOut);
  // An attachment goes with its e-mail when asked to; archives that were emptied hold nothing that could.
  const packed = packedIn(detail.documents, group?.document.id ?? '').filter((held) =>
    counting.some((one) => one.document.id === held),
  );
  const isFirst = group?.pages[0]?.key === activeKey;
  const openDivision = group?.file.division?.value && group.file.division_review === null;

  const divide = (file: Group['file'], change: Change, said: string, cannot: string) => {
    // Until what was said last is shown, a cut would start from pages as they were before.
    if (acts.busy) return;
    if (!change || change.value === divisionOf(file)) acts.setHint(cannot);
    else
      void acts.say(
        id,
        { kind: 'division', key: file.id },
        { suggestion: file.division, review: file.division_review },
        change.value,
        said,
      );
  };
  const merge = () =>
    group && divide(group.file, mergeBefore(group.file, number), words.wasMerged, words.cannotMerge);
  const cut = () => {
    if (!group) return;
    if (isFirst && mergeBefore(group.file, number)) merge();
    else divide(group.file, cutBefore(group.file, number), words.wasCut(number), words.cannotCut);
  };
  const takeDivision = () =>
    group?.file.division?.value &&
    divide(group.file, { value: group.file.division.value }, words.divisionTaken, words.cannotCut);
  const sayKind = (kind: string) => {
    if (!group || group.isLeftOut) return;
    const { document } = group;
    void acts.say(
      id,
      { kind: 'document_kind', key: document.id },
      { suggestion: document.kind, review: document.kind_review },
      kind,
      words.kindSaved(name, kindName(kind) ?? kind),
    );
  };
  const accept = () => {
    const suggested = group?.document.kind?.value;
    if (!suggested || group.isLeftOut || group.document.kind_review) acts.setHint(words.nothingToAccept);
    else sayKind(suggested);
  };
  const keep = () => {
    if (!acts.busy) void acts.keep(id, words.kept(detail.reference));
  };
  const ask = (what: 'kind' | 'case') => group && !group.isLeftOut && setAsking(what);
  const close = () => {
    setAsking(null);
    setTurn(turn + 1);
  };
  useShortcuts({
    postCut: cut,
    postMerge: merge,
    postAccept: accept,
    postKind: () => ask('kind'),
    postCase: () => ask('case'),
    postLater: onLater,
  });
  return (
    <div className="post">
      <div className="post-head">
        <h2>
          <Link to="/akten/$id/angaben" params={{ id }}>
            {detail.reference}
          </Link>{' '}
          {detail.applicant_name && `· ${detail.applicant_name}`}
        </h2>
        <p className="meta">{words.received(formatDate(detail.received_on, language))}</p>
      </div>
      {isReading(detail.processing) && (
        <Banner tone="info" live>
          <p>{words.reading}</p>
        </Banner>
      )}
      {acts.error !== null && <ErrorPanel error={acts.error} />}
      {acts.hint !== null && (
        <Banner tone="warning" live>
          <p>{acts.hint}</p>
        </Banner>
      )}
      <div className="post-desk">
        <div>
          <PostGrid
            groups={groups}
            documents={detail.documents}
            kindName={kindName}
            words={words}
            activeKey={activeKey}
            onActivate={(key) => {
              setWanted(key);
              acts.setHint(null);
            }}
            onEnter={keep}
            focusTurn={`${id} ${turn}`}
          />
          <Placed
            id={id}
            placed={joining.placed}
            acts={acts}
            words={words}
            onBack={() => setTurn(turn + 1)}
          />
        </div>
        {group && number > 0 && (
          <figure className="post-preview">
            <figcaption className="meta">{words.here(number, name)}</figcaption>
            <img
              src={`/api/documents/${group.document.id}/pages/${number}/800.webp`}
              alt={words.preview(number, name)}
              width={595}
              height={842}
            />
          </figure>
        )}
      </div>
      <div className="post-acts">
        <Button small shortcut="postCut" isDisabled={!group} onPress={cut}>
          {isFirst && group && mergeBefore(group.file, number) ? words.uncut : words.cut}
        </Button>
        <Button small shortcut="postMerge" isDisabled={!group} onPress={merge}>
          {words.merge}
        </Button>
        {openDivision && (
          <Button small icon="check" onPress={takeDivision}>
            {words.takeDivision}
          </Button>
        )}
        <Button small shortcut="postAccept" isDisabled={!group} onPress={accept}>
          {words.accept}
        </Button>
        <Button small shortcut="postKind" isDisabled={!group} onPress={() => ask('kind')}>
          {words.kind}
        </Button>
        <Button small shortcut="postCase" isDisabled={!group} onPress={() => ask('case')}>
          {words.case}
        </Button>
        <span className="spacer" />
        <Button small kind="quiet" shortcut="postLater" onPress={onLater}>
          {words.later}
        </Button>
        <Button small kind="primary" icon="right" isDisabled={acts.busy} onPress={keep}>
          {words.done}
        </Button>
      </div>
      {asking === 'kind' && (
        <KindDialog
          name={name}
          items={kinds}
          words={words}
          onClose={close}
          onPick={(kind) => {
            close();
            sayKind(kind.id);
          }}
        />
      )}
      {asking === 'case' && group && (
        <CaseDialog
          post={detail}
          documentId={group.document.id}
          name={name}
          likely={joining.likely}
          maySplit={counting.length > 1}
          words={words}
          onClose={close}
          onPlace={(target) => {
            setWanted(beside(groups, group));
            close();
            void acts.placeIn(id, [group.document.id], target, words.placed(name, target.reference));
          }}
          packed={packed.length + 1 < counting.length ? packed.length : 0}
          onPlaceWithPacked={(target) => {
            setWanted(beside(groups, group));
            close();
            const said = words.placedWithPacked(name, packed.length, target.reference);
            void acts.placeIn(id, [group.document.id, ...packed], target, said);
          }}
          onJoin={(target) => {
            close();
            void acts.join(id, target, words.joined(target.reference));
          }}
        />
      )}
    </div>
  );
}

/** The first page of the document behind one, or before it: where one is when it has gone. */
function beside(groups: readonly Group[], gone: Group): string | null {
  const at = groups.indexOf(gone);
  return (groups[at + 1] ?? groups[at - 1])?.pages[0]?.key ?? null;
}

/** Documents of this post that count for other cases, and the way back. */
function Placed({
  id,
  placed,
  acts,
  words,
  onBack,
}: {
  id: string;
  placed: readonly PlacedDocument[];
  acts: PostActs;
  words: SortingWords;
  /** The button is gone then; the focus needs a place. */
  onBack: () => void;
}) {
  const { m, language } = useMessages();
  if (placed.length === 0) return null;
  const nameOf = ({ file_name, pages }: PlacedDocument) =>
    pages === null
      ? file_name
      : (/[,-]/.test(pages) ? m.document.partOfScan : m.document.onePageOfScan)(
          file_name,
          pagesForPeople(pages),
        );
  return (
    <section className="post-placed" aria-labelledby="placed-title">
      <h3 id="placed-title">{words.placedTitle}</h3>
      <ul className="plain-list">
        {placed.map((one) => (
          <li key={one.document_id}>
            <strong>{nameOf(one)}</strong>{' '}
            <span className="meta">
              {words.placedTo(one.reference, one.by.display_name, formatInstant(one.at, language))}
            </span>{' '}
            <Button
              small
              icon="undo"
              aria-label={`${words.takeBack}: ${nameOf(one)}`}
              onPress={() => {
                void acts.takeBack(id, one.document_id, one, words.takenBack(nameOf(one))).then(onBack);
              }}
            >
              {words.takeBack}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
