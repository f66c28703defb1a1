// The session is over while somebody works: signs the same person in again, and everything on the page stays.
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState, useSyncExternalStore } from 'react';
import { Dialog, Heading, Input, Label, Modal, ModalOverlay, TextField } from 'react-aria-components';
import { useAnnounce } from '../components/Announcer';
import { Button } from '../components/Button';
import { signInAddress } from '../lib/api/client';
import { asProblem } from '../lib/api/problem';
import { sessionQuery } from '../lib/api/queries';
import { isSignInNeeded, letThrough, onGateChange } from '../lib/api/session-gate';
import { signIn } from '../lib/api/sign-in';
import { problemSentence, useMessages } from '../lib/i18n';
import { useSession } from '../lib/session';

export function SignInDialog() {
  const needed = useSyncExternalStore(onGateChange, isSignInNeeded);
  return (
    <ModalOverlay className="overlay" isOpen={needed} isKeyboardDismissDisabled>
      <Modal className="modal">
        <Dialog className="dialog" role="alertdialog">
          <SignInAgain />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function SignInAgain() {
  const { m, language } = useMessages();
  const { user } = useSession();
  const queryClient = useQueryClient();
  const announce = useAnnounce();
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    try {
      const session = await signIn(user.username, password);
      queryClient.setQueryData(sessionQuery.queryKey, session);
      announce(m.signIn.done);
      letThrough();
    } catch (caught) {
      setError(problemSentence(m, language, asProblem(caught)));
      setBusy(false);
    }
  };
  return (
    <form className="sign-in-again" onSubmit={(event) => void submit(event)}>
      <Heading slot="title">{m.signIn.title}</Heading>
      <p>{m.signIn.text}</p>
      <TextField className="form-field" value={user.username} isReadOnly autoComplete="username">
        <Label className="label">{m.signIn.name}</Label>
        <Input className="input" />
      </TextField>
      <TextField
        className="form-field"
        type="password"
        value={password}
        onChange={setPassword}
        autoComplete="current-password"
        validationBehavior="aria"
        isInvalid={error !== null}
        autoFocus
      >
        <Label className="label">{m.signIn.password}</Label>
        <Input className="input" />
      </TextField>
      {error && (
        <p className="field-error" role="alert">
          {error}
        </p>
      )}
      <div className="dialog-actions">
        <Button kind="primary" type="submit" isDisabled={busy || password === ''}>
          {m.signIn.submit}
        </Button>
        <a className="button quiet" href={signInAddress(window.location)}>
          {m.signIn.other}
        </a>
      </div>
    </form>
  );
}
