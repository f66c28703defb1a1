// What is shown when a page breaks or does not exist. Plain on purpose: it must not break itself.
import { useMessages } from '../lib/i18n';
import { Button } from './Button';
import { Page } from './Page';
import { Banner } from './Panels';

export function NotFound() {
  const { m } = useMessages();
  return (
    <Page title={m.notFound.title}>
      <p>
        {m.notFound.text} <a href="/eingang">{m.common.toQueue}</a>
      </p>
    </Page>
  );
}

export function Crash() {
  const { m } = useMessages();
  return (
    <main className="page-frame" id="inhalt">
      <h1>{m.crash.title}</h1>
      <Banner tone="danger">
        <p>{m.crash.text}</p>
      </Banner>
      <p>
        <Button kind="primary" onPress={() => window.location.reload()}>
          {m.crash.reload}
        </Button>
      </p>
    </main>
  );
}
