// Chooses the case for a document or for the whole post: open cases that something speaks for, each with what it is, one
// that the clerk names, or a case of its own. None is chosen beforehand, and the whole post goes only after a question.
import { useState } from 'react';
import { Button } from '../../components/Button';
import { CaseByReference } from '../../components/CaseByReference';
import { ModalDialog } from '../../components/ModalDialog';
import type { Target } from '../../lib/api/find-case';
import type { CaseDetail, LikelyCase } from '../../lib/api/types';
import { formatDate } from '../../lib/format';
import { sentence, useMessages } from '../../lib/i18n';
import type { SortingWords } from '../../lib/i18n/words/sorting';

type Props = {
  post: CaseDetail;
  documentId: string;
  name: string;
  likely: readonly LikelyCase[];
  /** Whether the document may go alone: it is not the last one of the post. */
  maySplit: boolean;
  words: SortingWords;
  onPlace: (target: Target) => void;
  /** How many documents came in this one and may go with it. */
  packed: number;
  onPlaceWithPacked: (target: Target) => void;
  onJoin: (target: Target) => void;
  onClose: () => void;
};

export function CaseDialog(props: Props) {
  const { m } = useMessages();
  const { post, documentId, name, likely, words, onJoin, onClose } = props;
  const [whole, setWhole] = useState<Target | null>(null);
  if (whole)
    return (
      <ModalDialog title={words.wholeTitle(whole.reference)} isOpen onClose={onClose}>
        <p>{words.wholeText(post.reference, whole.reference)}</p>
        <div className="dialog-actions">
          <Button kind="primary" onPress={() => onJoin(whole)}>
            {words.wholeConfirm}
          </Button>
          <Button onPress={() => setWhole(null)}>{m.common.cancel}</Button>
        </div>
      </ModalDialog>
    );
  const speaksHere = (one: LikelyCase) => one.evidence.some((place) => place.document_id === documentId);
  const here = likely.filter(speaksHere);
  const elsewhere = likely.filter((one) => !speaksHere(one));
  const list = (title: string, cases: readonly LikelyCase[]) =>
    cases.length > 0 && (
      <section>
        <h3>{title}</h3>
        <ul className="plain-list">
          {cases.map((one) => (
            <li key={one.case_id}>
              <About likely={one} words={words} />
              <Ways {...props} target={one} onWhole={setWhole} />
            </li>
          ))}
        </ul>
      </section>
    );
  return (
    <ModalDialog title={words.chooseCase(name)} isOpen onClose={onClose}>
      {likely.length === 0 && <p>{words.silence}</p>}
      {list(words.likelyHere, here)}
      {list(words.likelyElsewhere, elsewhere)}
      <Named {...props} onWhole={setWhole} />
      <div className="dialog-actions">
        <Button onPress={onClose}>{words.stays}</Button>
      </div>
    </ModalDialog>
  );
}

function About({ likely, words }: { likely: LikelyCase; words: SortingWords }) {
  const { m, language } = useMessages();
  const about = [
    likely.applicant_name ?? words.noName,
    words.received(formatDate(likely.received_on, language)),
  ];
  return (
    <>
      <p>
        <strong>{likely.reference}</strong> <span className="meta">{about.join(', ')}</span>
      </p>
      <p>{likely.grounds.map((ground) => sentence(m, 'joiningGround', ground)).join(' ')}</p>
      <p className="meta">
        {likely.evidence.map((place) => words.quote(place.text, place.page)).join(' · ')}
      </p>
    </>
  );
}

function Ways({
  target,
  maySplit,
  words,
  onPlace,
  packed,
  onPlaceWithPacked,
  onWhole,
}: Props & { target: Target; onWhole: (target: Target) => void }) {
  return (
    <p className="post-ways">
      {maySplit && (
        <Button small onPress={() => onPlace(target)}>
          {words.onlyThis(target.reference)}
        </Button>
      )}
      {packed > 0 && (
        <Button small onPress={() => onPlaceWithPacked(target)}>
          {words.withPacked(packed, target.reference)}
        </Button>
      )}
      <Button small onPress={() => onWhole(target)}>
        {words.whole(target.reference)}
      </Button>
    </p>
  );
}

function Named(props: Props & { onWhole: (target: Target) => void }) {
  const { words, post } = props;
  return (
    <CaseByReference
      own={post.id}
      words={{ label: words.byReference, find: words.find, notFound: words.notFound }}
      small
    >
      {(target) => <Ways {...props} target={target} />}
    </CaseByReference>
  );
}
