// Somebody else kept the same draft in the meantime: both versions of each part that both changed, none chosen.
import { useAnnounce } from '../../components/Announcer';
import { Button } from '../../components/Button';
import { Icon } from '../../components/Icon';
import type { LetterContent, LetterProposal } from '../../lib/api/types';
import { formatDate } from '../../lib/format';
import { type Messages, useMessages } from '../../lib/i18n';
import type { KeeperState, LetterKeeper } from '../../lib/letter-keeper';
import { requirementOf } from '../../lib/letter-merge';
import { partName } from '../../lib/letter-problems';
import type { Language } from '../../lib/settings';

/** A part in words. */
function partWords(
  content: LetterContent,
  part: string,
  proposal: Pick<LetterProposal, 'legal_notices'>,
  m: Messages,
  language: Language,
): string {
  const requirement = requirementOf(part);
  if (requirement !== null) {
    const item = content.items.find((one) => one.requirement === requirement);
    if (!item) return m.letters.notInLetter;
    const again = item.ask_again ? m.letters.askAgain : null;
    return [item.text, item.reason, again].filter(Boolean).join(' · ') || m.conflict.empty;
  }
  switch (part) {
    case 'recipient':
      return content.recipient.join(', ') || m.conflict.empty;
    case 'due_on':
      return content.due_on ? formatDate(content.due_on, language) : m.conflict.empty;
    case 'legal_notice': {
      const notice = proposal.legal_notices.find(({ id }) => id === content.legal_notice);
      const name = notice?.label[language] ?? content.legal_notice ?? m.letters.noNotice;
      return [name, content.legal_notice_reason].filter(Boolean).join(' · ');
    }
    case 'expected_weeks':
      return content.expected_weeks === null ? m.conflict.empty : String(content.expected_weeks);
    case 'grounds':
      return content.grounds || m.conflict.empty;
    case 'intended_decision':
      return content.intended_decision || m.conflict.empty;
    default:
      return content.note || m.conflict.empty;
  }
}

export function LetterConflict({
  keeper,
  state,
  proposal,
  labelOf,
}: {
  keeper: LetterKeeper;
  state: KeeperState;
  proposal: LetterProposal;
  labelOf: (requirement: string) => string;
}) {
  const { m, language } = useMessages();
  const announce = useAnnounce();
  const { conflict, content } = state;
  if (!conflict) return null;
  const { theirs, parts } = conflict;
  const choose = (part: string, whose: 'mine' | 'theirs') => {
    keeper.resolve(part, whose);
    announce(m.letters.resolved(partName(m, part, labelOf)));
  };
  return (
    <div className="banner warning conflict" role="alert" id="letter-conflict" tabIndex={-1}>
      <Icon name="warn" />
      <div className="banner-body">
        <p>
          <strong>{m.letters.conflict(theirs.by?.display_name ?? m.common.someone)}</strong>{' '}
          {m.letters.conflictText}
        </p>
        {parts.map((part) => {
          const name = partName(m, part, labelOf);
          const sides = [
            { whose: 'mine', from: content, title: m.letters.mine, act: m.letters.keepMine },
            { whose: 'theirs', from: theirs.content, title: m.letters.theirs, act: m.letters.keepTheirs },
          ] as const;
          return (
            <fieldset key={part}>
              <legend>
                <strong>{name}</strong>
              </legend>
              <dl className="conflict-values">
                {sides.map(({ whose, from, title, act }) => (
                  <div key={whose}>
                    <dt>{title}</dt>
                    <dd>
                      <p className="reasons-text">{partWords(from, part, proposal, m, language)}</p>
                      <Button small aria-label={`${act}: ${name}`} onPress={() => choose(part, whose)}>
                        {act}
                      </Button>
                    </dd>
                  </div>
                ))}
              </dl>
            </fieldset>
          );
        })}
      </div>
    </div>
  );
}
