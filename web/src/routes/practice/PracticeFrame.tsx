// What stands around every practice screen, always in sight: that it is practice.
import type { ReactNode } from 'react';
import { Icon } from '../../components/Icon';
import { usePracticeWords } from '../../lib/i18n/words/practice';
import '../../styles/practice.css';

export function PracticeFrame({ children }: { children: ReactNode }) {
  const w = usePracticeWords();
  return (
    <div className="practice">
      <p className="practice-note">
        <Icon name="pen" />
        <strong>{w.frame}</strong>
      </p>
      {children}
    </div>
  );
}
