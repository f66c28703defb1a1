// Joins the post of a new case to the case that it belongs to: the cases that rules found, each with what speaks for it,
// and one that the clerk names. None is chosen beforehand.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useAnnounce } from '../../components/Announcer';
import { Button } from '../../components/Button';
import { CaseByReference } from '../../components/CaseByReference';
import { ModalDialog } from '../../components/ModalDialog';
import { Banner, ErrorPanel, Loaded } from '../../components/Panels';
import { api, dataOf } from '../../lib/api/client';
import type { Target } from '../../lib/api/find-case';
import { joiningQuery } from '../../lib/api/queries';
import type { CaseJoining, JoinedPost, LikelyCase, PlacedDocument } from '../../lib/api/types';
import { pagesForPeople } from '../../lib/division';
import { formatDate, formatInstant } from '../../lib/format';
import { sentence, useMessages } from '../../lib/i18n';
import { joiningWords } from '../../lib/i18n/words/joining';
import { useCase } from './case-context';
import { ShowPlace } from './ShowPlace';

function useWords() {
  const { m, language } = useMessages();
  return { m, language, words: joiningWords[language] };
}

/** Above a case: where its post went, or where it may belong. */
export function JoiningBanner() {
  const { words } = useWords();
  const { detail, readOnly } = useCase();
  const query = useQuery(joiningQuery(detail.id));
  const [target, setTarget] = useState<Target | null>(null);
  const data = query.data;
  if (query.isError) return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />;
  if (data?.into) return <Into post={data.into} />;
  if (!data || data.likely.length === 0) return null;
  return (
    <Banner tone="info">
      <p>
        <strong>{words.likely(data.likely.length)}</strong>
      </p>
      <ul className="plain-list">
        {data.likely.map((likely) => (
          <Likely key={likely.case_id} likely={likely} onJoin={readOnly ? null : () => setTarget(likely)} />
        ))}
      </ul>
      <Confirm target={target} onClose={() => setTarget(null)} />
    </Banner>
  );
}

function Into({ post }: { post: JoinedPost }) {
  const { words, language } = useWords();
  return (
    <Banner
      tone="info"
      action={
        <Link className="button small" to="/akten/$id/vollstaendigkeit" params={{ id: post.case_id }}>
          {words.openCase(post.reference)}
        </Link>
      }
    >
      <p>{words.into(post.reference, post.by.display_name, formatInstant(post.at, language))}</p>
    </Banner>
  );
}

function Likely({ likely, onJoin }: { likely: LikelyCase; onJoin: (() => void) | null }) {
  const { m, language, words } = useWords();
  const about = [
    likely.applicant_name ?? words.noName,
    words.received(formatDate(likely.received_on, language)),
  ];
  return (
    <li>
      <p>
        <Link to="/akten/$id/vollstaendigkeit" params={{ id: likely.case_id }}>
          {likely.reference}
        </Link>{' '}
        <span className="meta">{about.join(', ')}</span>
      </p>
      <p>{likely.grounds.map((ground) => sentence(m, 'joiningGround', ground)).join(' ')}</p>
      <p>
        {likely.evidence.map((place) => (
          <span key={`${place.document_id} ${place.page} ${place.box.join(' ')}`}>
            <q>{place.text}</q> <ShowPlace place={place} of={words.place(likely.reference, place.page)} />
          </span>
        ))}
      </p>
      {onJoin && (
        <Button small onPress={onJoin}>
          {words.joinTo(likely.reference)}
        </Button>
      )}
    </li>
  );
}

/** What was joined, and a case that the clerk names. */
export function JoiningPanel() {
  const { detail } = useCase();
  const query = useQuery(joiningQuery(detail.id));
  return (
    <Loaded query={query} rows={2}>
      {(joining) => <Joined joining={joining} />}
    </Loaded>
  );
}

function Joined({ joining }: { joining: CaseJoining }) {
  const { words, language } = useWords();
  const { readOnly } = useCase();
  return (
    <div>
      {joining.joined.length > 0 && (
        <ul className="plain-list" aria-label={words.joined}>
          {joining.joined.map((post) => (
            <li key={post.case_id}>
              <Link to="/akten/$id/angaben" params={{ id: post.case_id }}>
                {post.reference}
              </Link>{' '}
              <span className="meta">
                {words.post(post.by.display_name, formatInstant(post.at, language))}
              </span>
            </li>
          ))}
        </ul>
      )}
      <PlacedList documents={joining.placed} label={words.placed} name={words.placedIn} />
      <PlacedList documents={joining.taken} label={words.taken} name={words.takenFrom} />
      <p>{words.intro}</p>
      {joining.may_be_joined ? !readOnly && <Named /> : <p className="meta">{words.notPossible}</p>}
    </div>
  );
}

/** Single documents that count for another case than the one that they came in with; taken back where they are sorted. */
function PlacedList({
  documents,
  label,
  name,
}: {
  documents: readonly PlacedDocument[];
  label: string;
  name: (document: string) => string;
}) {
  const { words, language } = useWords();
  if (documents.length === 0) return null;
  return (
    <ul className="plain-list" aria-label={label}>
      {documents.map((document) => (
        <li key={document.document_id}>
          {name(
            document.pages === null
              ? document.file_name
              : words.ofPages(document.file_name, pagesForPeople(document.pages)),
          )}{' '}
          <Link to="/akten/$id/angaben" params={{ id: document.case_id }}>
            {document.reference}
          </Link>{' '}
          <span className="meta">
            {words.post(document.by.display_name, formatInstant(document.at, language))}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Named() {
  const { words } = useWords();
  const { detail } = useCase();
  const [target, setTarget] = useState<Target | null>(null);
  return (
    <>
      <CaseByReference
        own={detail.id}
        words={{ label: words.choose, find: words.find, notFound: words.notFound }}
        onFound={setTarget}
      />
      <Confirm target={target} onClose={() => setTarget(null)} />
    </>
  );
}

function Confirm({ target, onClose }: { target: Target | null; onClose: () => void }) {
  const { m, words } = useWords();
  const { detail } = useCase();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const announce = useAnnounce();
  const join = useMutation({
    mutationFn: (into: Target) =>
      dataOf(
        api.POST('/api/cases/{id}/joining', {
          params: { path: { id: detail.id }, header: { 'If-Match': `"${detail.version}"` } },
          body: { into: into.case_id, into_version: into.version },
        }),
      ),
    onSuccess: async (_, into) => {
      onClose();
      await Promise.all([
        queryClient.invalidateQueries({ queryKey: ['cases'] }),
        queryClient.invalidateQueries({ queryKey: ['case'] }),
      ]);
      await navigate({ to: '/akten/$id/vollstaendigkeit', params: { id: into.case_id } });
      announce(words.done(into.reference));
    },
    // What was on the screen may be out of date.
    onError: () => void queryClient.invalidateQueries({ queryKey: ['case', detail.id] }),
  });
  const close = () => {
    join.reset();
    onClose();
  };
  return (
    <ModalDialog title={words.title(target?.reference ?? '')} isOpen={target !== null} onClose={close}>
      {join.error && <ErrorPanel error={join.error} />}
      <p>{words.text(detail.reference, target?.reference ?? '')}</p>
      <p>
        <strong>{words.forGood}</strong>
      </p>
      <div className="dialog-actions">
        <Button kind="primary" isDisabled={join.isPending} onPress={() => target && join.mutate(target)}>
          {words.confirm}
        </Button>
        <Button onPress={close}>{m.common.cancel}</Button>
      </div>
    </ModalDialog>
  );
}
