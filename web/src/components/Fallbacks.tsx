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
      <form action="/eingang" method="get" className="not-found-search">
        <label className="label" htmlFor="not-found-q">
          {m.notFound.search}
        </label>
        <input id="not-found-q" className="input" type="search" name="q" required autoComplete="off" />
        <button type="submit" className="button">
          {m.notFound.find}
        </button>
      </form>
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
