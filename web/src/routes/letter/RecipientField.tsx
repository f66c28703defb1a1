// Name and address, line by line; what the application says is offered, and says whether people confirmed it.
import { Label, Text, TextField } from 'react-aria-components';
import { Button } from '../../components/Button';
import { TextBox } from '../../components/TextBox';
import type { LetterProposal } from '../../lib/api/types';
import { useMessages } from '../../lib/i18n';
import { placeOfPart } from '../../lib/letter-problems';
import { PartError } from './parts';

type Props = {
  lines: readonly string[];
  proposal: Pick<LetterProposal, 'kind' | 'recipient' | 'recipient_confirmed' | 'authorities'>;
  errors: readonly string[];
  onChange: (lines: string[]) => void;
};

export function RecipientField({ lines, proposal, errors, onChange }: Props) {
  const { m } = useMessages();
  const errorId = 'letter-recipient-error';
  const offered = proposal.recipient.join('\n');
  const isAuthority = proposal.kind === 'transfer';
  const label = isAuthority ? m.letters.authority : m.letters.recipient;
  const typed = lines.join('\n').trim();
  const isOffered = offered !== '' && offered !== typed;
  // The button goes with its offer; who pressed it goes on in the address.
  const take = (address: readonly string[]) => {
    onChange([...address]);
    document.getElementById(placeOfPart('recipient'))?.focus();
  };
  return (
    <section className="panel" aria-labelledby="letter-recipient-title">
      <h3 id="letter-recipient-title" className="panel-label">
        {label}
      </h3>
      <TextField
        className="form-field"
        value={lines.join('\n')}
        onChange={(text) => onChange(text.split('\n'))}
        validationBehavior="aria"
        isInvalid={errors.length > 0}
        autoComplete="off"
        {...(errors.length > 0 && { 'aria-describedby': errorId })}
      >
        <Label className="visually-hidden">{label}</Label>
        <Text slot="description" className="meta">
          {m.letters.recipientHint}
        </Text>
        <TextBox id={placeOfPart('recipient')} rows={4} lang="de" />
      </TextField>
      <PartError id={errorId} texts={errors} />
      {proposal.authorities
        .filter(({ address }) => address.join('\n') !== typed)
        .map(({ name, address }) => (
          <div key={name} className="letter-offer">
            <address lang="de">
              {address.map((line) => (
                <span key={line}>{line}</span>
              ))}
            </address>
            <Button small aria-label={`${m.letters.takeRecipient}: ${name}`} onPress={() => take(address)}>
              {m.letters.takeRecipient}
            </Button>
          </div>
        ))}
      {isOffered && (
        <div className="letter-offer">
          <address lang="de">
            {proposal.recipient.map((line) => (
              <span key={line}>{line}</span>
            ))}
          </address>
          {!proposal.recipient_confirmed && <p className="meta">{m.letters.recipientUnconfirmed}</p>}
          <Button small onPress={() => take(proposal.recipient)}>
            {m.letters.takeRecipient}
          </Button>
        </div>
      )}
    </section>
  );
}
