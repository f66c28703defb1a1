// Makes, copies and revokes links to the status of a case. A link is shown once, when it is made; afterwards only who
// made it and until when it holds.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { Input, Label, TextField } from 'react-aria-components';
import { useAnnounce } from '../../components/Announcer';
import { Button } from '../../components/Button';
import { ModalDialog } from '../../components/ModalDialog';
import { Banner, ErrorPanel, Loaded } from '../../components/Panels';
import { api, dataOf } from '../../lib/api/client';
import { statusLinksQuery } from '../../lib/api/queries';
import type { StatusLink, StatusLinks } from '../../lib/api/types';
import { formatDate, formatInstant } from '../../lib/format';
import { useMessages } from '../../lib/i18n';
import { statusWords } from '../../lib/i18n/words/status';
import { useSession } from '../../lib/session';
import { useCase } from './case-context';
import '../../styles/status-links.css';

function useWords() {
  const { language } = useMessages();
  return { words: statusWords[language], language };
}

export function StatusLinkPanel() {
  const { detail } = useCase();
  const query = useQuery(statusLinksQuery(detail.id));
  return (
    <div className="status-links">
      <Loaded query={query} rows={2}>
        {(links) => <Links links={links} />}
      </Loaded>
    </div>
  );
}

function Links({ links }: { links: StatusLinks }) {
  const { words } = useWords();
  const { detail } = useCase();
  // Also of a decided case: that it is decided is what its applicant wants to see.
  const isClerk = useSession().user.role === 'clerk';
  const queryClient = useQueryClient();
  const announce = useAnnounce();
  const list = useRef<HTMLUListElement>(null);
  const [asked, setAsked] = useState<StatusLink | null>(null);
  const refresh = () => queryClient.invalidateQueries({ queryKey: ['case', detail.id] });
  const make = useMutation({
    mutationFn: () =>
      dataOf(api.POST('/api/cases/{id}/status-links', { params: { path: { id: detail.id } } })),
    onSuccess: () => {
      announce(words.made);
      void refresh();
    },
  });
  const revoke = useMutation({
    mutationFn: (link: StatusLink) =>
      dataOf(api.POST('/api/status-links/{id}/revocation', { params: { path: { id: link.id } } })),
    onSuccess: async (revoked) => {
      if (make.data?.item.id === revoked.id) make.reset();
      await refresh();
      announce(words.revoked);
    },
    onSettled: () => {
      setAsked(null);
      // The button that was pressed may be gone. A dialog that closes keeps the focus until it is away, and gives it back.
      const focusList = () => list.current?.focus();
      const whenClosed = () =>
        requestAnimationFrame(document.querySelector('[role=dialog]') ? whenClosed : focusList);
      whenClosed();
    },
  });
  const failure = make.error ?? revoke.error;
  return (
    <>
      <p>{words.intro}</p>
      {!links.enabled && <Banner tone="info">{words.off}</Banner>}
      {links.enabled && !links.has_public_url && <Banner tone="warning">{words.noPublicUrl}</Banner>}
      {failure && <ErrorPanel error={failure} />}
      {isClerk && links.enabled && (
        <Button isDisabled={make.isPending} onPress={() => make.mutate()}>
          {words.make}
        </Button>
      )}
      {make.data && <NewLink key={make.data.item.id} link={make.data.link} />}
      {links.items.length === 0 && <p className="meta">{words.none}</p>}
      <ul
        ref={list}
        className="plain-list"
        tabIndex={-1}
        aria-label={words.list}
        hidden={links.items.length === 0}
      >
        {links.items.toReversed().map((link) => (
          <Line key={link.id} link={link} onRevoke={isClerk ? () => setAsked(link) : null} />
        ))}
      </ul>
      <ModalDialog title={words.confirmTitle} isOpen={asked !== null} onClose={() => setAsked(null)}>
        <p>{words.confirmText}</p>
        <div className="dialog-actions">
          <Button kind="primary" isDisabled={revoke.isPending} onPress={() => asked && revoke.mutate(asked)}>
            {words.confirm}
          </Button>
          <Cancel onPress={() => setAsked(null)} />
        </div>
      </ModalDialog>
    </>
  );
}

function Cancel({ onPress }: { onPress: () => void }) {
  const { m } = useMessages();
  return <Button onPress={onPress}>{m.common.cancel}</Button>;
}

/** The link in full, selected, to be copied by button or by hand. */
function NewLink({ link }: { link: string }) {
  const { words } = useWords();
  const { m } = useMessages();
  const announce = useAnnounce();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    input.current?.focus();
    input.current?.select();
  }, []);
  const address = new URL(link, window.location.origin).href;
  const copy = async () => {
    input.current?.select();
    // Without leave to copy it stays selected, for the person to copy it by hand.
    const copied = await navigator.clipboard?.writeText(address).then(
      () => true,
      () => false,
    );
    if (copied) announce(words.copied);
  };
  return (
    <div className="status-link-new">
      <TextField className="form-field" isReadOnly value={address}>
        <Label>{words.newLink}</Label>
        <Input ref={input} className="input" spellCheck="false" />
      </TextField>
      <Button onPress={() => void copy()}>{m.common.copy}</Button>
      <p className="meta">{words.onlyNow}</p>
    </div>
  );
}

function Line({ link, onRevoke }: { link: StatusLink; onRevoke: (() => void) | null }) {
  const { words, language } = useWords();
  const at = formatInstant(link.at, language);
  return (
    <li>
      <p>
        <strong>{words.state[link.state](formatDate(link.expires_on, language))}</strong>{' '}
        <span className="meta">
          {words.by(link.by.display_name, at)}
          {link.revoked_by &&
            link.revoked_at &&
            `; ${words.revokedBy(link.revoked_by.display_name, formatInstant(link.revoked_at, language))}`}
        </span>
      </p>
      {onRevoke && link.state === 'open' && (
        <Button small aria-label={words.revokeOf(at)} onPress={onRevoke}>
          {words.revoke}
        </Button>
      )}
    </li>
  );
}
