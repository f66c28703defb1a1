// What follows by law if nothing comes: chosen by the rule, another one only with a reason.
import { Label, Radio, RadioGroup, Text, TextField } from 'react-aria-components';
import { TextBox } from '../../components/TextBox';
import type { LetterContent, LetterProposal } from '../../lib/api/types';
import { useMessages } from '../../lib/i18n';
import { noticeByRule, noticeNeedsReason, noticeText } from '../../lib/letter-form';
import { placeOfPart } from '../../lib/letter-problems';
import { Norms, PartError } from './parts';

const NONE = 'none';
type Props = {
  content: LetterContent;
  proposal: LetterProposal;
  errors: readonly string[];
  onChange: (part: Partial<LetterContent>) => void;
};

export function NoticeField({ content, proposal, errors, onChange }: Props) {
  const { m, language } = useMessages();
  const errorId = 'letter-legal_notice-error';
  const described = errors.length > 0 ? { 'aria-describedby': errorId } : {};
  const chosen = proposal.legal_notices.find(({ id }) => id === content.legal_notice);
  const needsReason = noticeNeedsReason(content, proposal);
  const byRule = noticeByRule(proposal);
  const ids = proposal.legal_notices.map(({ id }) => id);
  return (
    <section className="panel" id={placeOfPart('legal_notice')}>
      <RadioGroup
        className="letter-notices"
        value={content.legal_notice ?? NONE}
        onChange={(id) => onChange({ legal_notice: id === NONE ? null : id })}
        isInvalid={errors.length > 0}
        validationBehavior="aria"
        {...described}
      >
        <Label className="panel-label">{m.letters.notice}</Label>
        {ids.map((id) => {
          const notice = proposal.legal_notices.find((one) => one.id === id);
          return (
            <Radio key={id} value={id} className="radio">
              <span>
                {notice?.label[language]}
                {id === byRule && ` (${m.letters.byRule})`}
              </span>
            </Radio>
          );
        })}
        <Radio value={NONE} className="radio">
          <span>
            {m.letters.noNotice}
            {byRule === null && ` (${m.letters.byRule})`}
          </span>
        </Radio>
      </RadioGroup>
      <PartError id={errorId} texts={errors} />
      {needsReason && (
        <TextField
          className="form-field"
          value={content.legal_notice_reason ?? ''}
          onChange={(reason) => onChange({ legal_notice_reason: reason })}
          validationBehavior="aria"
          isInvalid={errors.length > 0}
          {...described}
        >
          <Label className="label">{m.letters.noticeReason}</Label>
          <Text slot="description" className="meta">
            {m.letters.reasonHint}
          </Text>
          <TextBox rows={2} />
        </TextField>
      )}
      {chosen && (
        <>
          <div className="letter-words" lang="de">
            {noticeText(chosen.text, content.due_on).map((line) => (
              <p key={line}>{line}</p>
            ))}
          </div>
          <p className="letter-tags">
            <span className="meta">{m.letters.bases}:</span>
            <Norms bases={chosen.legal_bases} />
          </p>
        </>
      )}
    </section>
  );
}
