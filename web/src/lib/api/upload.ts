// Sends files with progress. `fetch` does not tell how much was sent, so this is the one use of XMLHttpRequest.
import { currentCsrfToken, signedInAgain } from './client';
import { ApiError, problemFrom } from './problem';
import type { SubmissionResult } from './types';

/** Opens a case with these files, or adds them to the one whose reference is named; `onProgress` hears the share sent, 0 to 1. */
export function sendSubmission(
  files: readonly File[],
  receivedOn: string | null,
  reference: string | null,
  onProgress: (share: number) => void,
): Promise<SubmissionResult> {
  const form = new FormData();
  if (receivedOn) form.append('received_on', receivedOn);
  if (reference) form.append('case', reference);
  for (const file of files) form.append('file', file, file.name);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', '/api/submissions');
    request.setRequestHeader('X-CSRF-Token', currentCsrfToken());
    request.responseType = 'json';
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    };
    request.onload = () => {
      if (request.status === 401) {
        signedInAgain()
          .then((again) =>
            again ? resolve(sendSubmission(files, receivedOn, reference, onProgress)) : undefined,
          )
          .catch(reject);
        return;
      }
      if (request.status === 201) return resolve(request.response as SubmissionResult);
      const response = new Response(null, { status: request.status, statusText: request.statusText });
      return reject(new ApiError(problemFrom(request.response, response)));
    };
    request.onerror = () => reject(new Error('connection lost'));
    request.send(form);
  });
}
