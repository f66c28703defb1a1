// What a document came in and what was taken out of it, each with the way there.
import { Button } from '../../components/Button';
import type { DocumentView } from '../../lib/api/types';
import { containerOf, documentName, firstPage, partsOf } from '../../lib/documents';
import { useMessages } from '../../lib/i18n';
import { useCase } from './case-context';

/** Nothing for a document that came by itself and holds no other one. */
export function DocumentOrigin({ document }: { document: DocumentView }) {
  const { m } = useMessages();
  const { detail } = useCase();
  const container = containerOf(document, detail.documents);
  const parts = partsOf(document, detail.documents);
  const nameThere = document.part_of?.declared_name;
  if (!container && parts.length === 0) return null;
  return (
    <div className="document-origin">
      {container && (
        <p>
          {m.document.takenFrom} <WayTo document={container} />
          {nameThere && nameThere !== document.file_name && (
            <span className="meta"> {m.document.calledThere(nameThere)}</span>
          )}
        </p>
      )}
      {parts.length > 0 && (
        <div className="held">
          <span id="held-documents">{m.document.held}</span>
          <ul aria-labelledby="held-documents">
            {parts.map((part) => (
              <li key={part.id}>
                <WayTo document={part} />
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

function WayTo({ document }: { document: DocumentView }) {
  const { m } = useMessages();
  const { openPage } = useCase();
  return (
    <Button small kind="quiet" onPress={() => openPage(document.id, firstPage(document))}>
      {documentName(document, m)}
    </Button>
  );
}
