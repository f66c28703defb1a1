// Pieces that several parts of the form of a letter share: norms, and what is wrong with a part.
import { Link } from '@tanstack/react-router';
import { useMessages } from '../../lib/i18n';

type Basis = { citation: string; verified: boolean };

/** Norms as links into the law; those that nobody read in the official text say so. */
export function Norms({ bases }: { bases: readonly Basis[] }) {
  const { m } = useMessages();
  if (bases.length === 0) return null;
  return (
    <span className="norms">
      {bases.map(({ citation, verified }) => (
        <span key={citation}>
          <Link to="/recht" search={{ q: citation }}>
            {citation}
          </Link>
          {!verified && (
            <>
              {' '}
              <span className="tag unverified" title={m.common.unverifiedHint}>
                {m.common.unverified}
              </span>
            </>
          )}
        </span>
      ))}
    </span>
  );
}

/** What is wrong with a part, under the id that its input is described by. */
export function PartError({ id, texts }: { id: string; texts: readonly string[] }) {
  if (texts.length === 0) return null;
  return (
    <p id={id} className="field-error">
      {texts.join(' ')}
    </p>
  );
}
