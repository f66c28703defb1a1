// When the session is over, calls wait here until the person has signed in again; what was typed stays on the page.
type Listener = () => void;

let open: { promise: Promise<void>; resolve: () => void } | null = null;
const listeners = new Set<Listener>();
const tell = () => {
  for (const listener of listeners) listener();
};

export function onGateChange(listener: Listener): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

export const isSignInNeeded = (): boolean => open !== null;

/** Asks for a sign-in, once for all calls that wait, and answers when it is done. */
export function waitForSignIn(): Promise<void> {
  if (!open) {
    let resolve = () => {};
    const promise = new Promise<void>((done) => {
      resolve = done;
    });
    open = { promise, resolve };
    tell();
  }
  return open.promise;
}

/** Lets all waiting calls go on. */
export function letThrough(): void {
  open?.resolve();
  open = null;
  tell();
}
