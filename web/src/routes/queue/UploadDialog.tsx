// Upload: the files of one submission become one case. Shows progress and what was found wrong with a file.
import { parseDate } from '@internationalized/date';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { DropZone, FileTrigger, Label, ProgressBar } from 'react-aria-components';
import { Button } from '../../components/Button';
import { DayField } from '../../components/DayField';
import { Icon } from '../../components/Icon';
import { ModalDialog } from '../../components/ModalDialog';
import { Banner, ErrorPanel } from '../../components/Panels';
import type { SubmissionResult } from '../../lib/api/types';
import { sendSubmission } from '../../lib/api/upload';
import { formatBytes, today } from '../../lib/format';
import { sentence, useMessages } from '../../lib/i18n';
import { useHold } from '../../lib/leave-guard';
import { useFileDrop } from './useFileDrop';

const REFERENCE = 'upload-case';

export function UploadDialog({ initial, onClose }: { initial: readonly File[]; onClose: () => void }) {
  const { m } = useMessages();
  const queryClient = useQueryClient();
  const [files, setFiles] = useState<readonly File[]>(initial);
  const [receivedOn, setReceivedOn] = useState(today());
  const [reference, setReference] = useState('');
  const [share, setShare] = useState<number | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [result, setResult] = useState<SubmissionResult | null>(null);
  useHold(files.length > 0 && result === null);
  const add = (more: readonly File[]) => setFiles((old) => [...old, ...more]);
  // Beside the zone, but in the dialog: meant for the zone.
  const dragging = useFileDrop(result === null, add, '.modal');
  const send = async () => {
    setError(null);
    setShare(0);
    try {
      setResult(await sendSubmission(files, receivedOn, reference.trim() || null, setShare));
      await queryClient.invalidateQueries({ queryKey: ['cases'] });
    } catch (caught) {
      setError(caught);
    } finally {
      setShare(null);
    }
  };
  return (
    <ModalDialog title={m.upload.title} isOpen onClose={onClose}>
      {result ? (
        <UploadDone result={result} isTaken={reference.trim() !== ''} onClose={onClose} />
      ) : (
        <>
          <p className="meta">{m.upload.hint}</p>
          <FilePicker onAdd={add} isAwaiting={dragging} />
          {files.length > 0 && (
            <FileList files={files} onRemove={(at) => setFiles(files.filter((_, i) => i !== at))} />
          )}
          <DayField
            label={m.upload.receivedOn}
            value={parseDate(receivedOn)}
            maxValue={parseDate(today())}
            onChange={(date) => date && setReceivedOn(date.toString())}
          />
          <p className="form-field">
            <label className="label" htmlFor={REFERENCE}>
              {m.upload.case}
            </label>
            <input
              id={REFERENCE}
              className="input"
              value={reference}
              onChange={(event) => setReference(event.target.value)}
              maxLength={40}
              autoComplete="off"
              spellCheck="false"
              aria-describedby={`${REFERENCE}-hint`}
            />
            <span className="meta" id={`${REFERENCE}-hint`}>
              {m.upload.caseHint}
            </span>
          </p>
          {error !== null && <ErrorPanel error={error} />}
          {share !== null && <UploadProgress share={share} />}
          <div className="dialog-actions">
            <Button
              kind="primary"
              icon="upload"
              isDisabled={files.length === 0 || share !== null}
              onPress={() => void send()}
            >
              {reference.trim() === '' ? m.upload.send : m.upload.sendTo}
            </Button>
            <Button onPress={onClose}>{m.common.cancel}</Button>
          </div>
        </>
      )}
    </ModalDialog>
  );
}

function FilePicker({ onAdd, isAwaiting }: { onAdd: (files: readonly File[]) => void; isAwaiting: boolean }) {
  const { m } = useMessages();
  return (
    <DropZone
      className={`drop-zone${isAwaiting ? ' awaiting' : ''}`}
      aria-label={m.upload.drop}
      onDrop={async (event) => {
        const items = event.items.filter((item) => item.kind === 'file');
        onAdd(await Promise.all(items.map((item) => item.getFile())));
      }}
    >
      <FileTrigger allowsMultiple onSelect={(list) => list && onAdd([...list])}>
        <Button icon="page">{m.upload.choose}</Button>
      </FileTrigger>
      <span className="meta">{m.upload.drop}</span>
    </DropZone>
  );
}

function FileList({ files, onRemove }: { files: readonly File[]; onRemove: (index: number) => void }) {
  const { m, language } = useMessages();
  return (
    <ul className="file-list" aria-label={m.upload.files}>
      {files.map((file, index) => (
        <li key={`${file.name}-${file.size}-${file.lastModified}`}>
          <Icon name="page" />
          <span className="file-name">{file.name}</span>
          <span className="meta">{formatBytes(file.size, language)}</span>
          <Button
            kind="quiet"
            small
            icon="cross"
            iconOnly
            aria-label={m.upload.remove(file.name)}
            onPress={() => onRemove(index)}
          />
          {file.size === 0 && <span className="file-note">{m.upload.emptyFile}</span>}
        </li>
      ))}
    </ul>
  );
}

function UploadProgress({ share }: { share: number }) {
  const { m } = useMessages();
  return (
    <ProgressBar className="upload-progress" value={share * 100} valueLabel={`${Math.round(share * 100)} %`}>
      {({ valueText }) => (
        <>
          <Label>{m.upload.sending}</Label>
          <span>{valueText}</span>
          <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
            <rect width="100" height="6" className="progress-ground" />
            <rect width={share * 100} height="6" className="progress-bar" />
          </svg>
        </>
      )}
    </ProgressBar>
  );
}

function UploadDone({
  result,
  isTaken,
  onClose,
}: {
  result: SubmissionResult;
  isTaken: boolean;
  onClose: () => void;
}) {
  const { m } = useMessages();
  const navigate = useNavigate();
  const withIssues = result.documents.filter((document) => document.issues.length > 0);
  return (
    <>
      <Banner tone="success" live>
        <p>{isTaken ? m.upload.taken(result.reference) : m.upload.done(result.reference)}</p>
      </Banner>
      {withIssues.length > 0 && (
        <section>
          <h3>{m.upload.issues}</h3>
          <ul className="plain-list">
            {withIssues.map((document) => (
              <li key={document.id}>
                <strong>{document.file_name}</strong>:{' '}
                {document.issues.map((code) => sentence(m, 'issue', code)).join(' ')}
              </li>
            ))}
          </ul>
        </section>
      )}
      <div className="dialog-actions">
        <Button
          kind="primary"
          autoFocus
          onPress={() => void navigate({ to: '/akten/$id/angaben', params: { id: result.case_id } })}
        >
          {m.upload.openCase}
        </Button>
        <Button onPress={onClose}>{m.common.close}</Button>
      </div>
    </>
  );
}
