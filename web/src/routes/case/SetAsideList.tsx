// The duplicates that were set aside, folded: each with the one that is kept, a way to it, and its original.
import { Button } from '../../components/Button';
import { Icon } from '../../components/Icon';
import { documentLabel, firstPage } from '../../lib/documents';
import { useMessages } from '../../lib/i18n';
import { duplicateWords } from '../../lib/i18n/words/duplicates';
import { useCase } from './case-context';

export function SetAsideList() {
  const { m, language } = useMessages();
  const words = duplicateWords[language];
  const { detail, openPage } = useCase();
  const aside = detail.documents.filter((document) => document.set_aside_for !== null);
  if (aside.length === 0) return null;
  const nameOf = (id: string | null) => {
    const kept = detail.documents.find((document) => document.id === id);
    return kept ? documentLabel(kept, detail.documents, m) : '…';
  };
  return (
    <details className="settled set-aside">
      <summary>{words.list(aside.length)}</summary>
      <ul className="plain-list">
        {aside.map((document) => {
          const name = documentLabel(document, detail.documents, m);
          return (
            <li key={document.id}>
              <span>{words.listed(name, nameOf(document.set_aside_for))}</span>{' '}
              <Button
                small
                kind="quiet"
                aria-label={words.lookAt(name)}
                onPress={() => openPage(document.id, firstPage(document))}
              >
                {words.look}
              </Button>
              <a
                className="button quiet small icon-only"
                href={`/api/documents/${document.id}/original`}
                download
                title={m.document.original}
              >
                <Icon name="download" />
                <span className="visually-hidden">{words.download(name)}</span>
              </a>
            </li>
          );
        })}
      </ul>
    </details>
  );
}
