// Head of a page: breadcrumb, one h1, one status sentence. Moves the focus to the h1 when one arrives by link.
import { useRouterState } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';
import { useMessages } from '../lib/i18n';

let lastPath: string | null = null;

/** Title of the window, and focus on the heading after a change of page (not after a change of filter). `open` is how
 * much there is to do, for those who have many windows. */
export function usePageTitle(title: string, open = 0) {
  const { m } = useMessages();
  const heading = useRef<HTMLHeadingElement>(null);
  // Not where one is going: the page that is left would take the focus while the next one still loads.
  const path = useRouterState({ select: (state) => (state.resolvedLocation ?? state.location).pathname });
  useEffect(() => {
    document.title = `${open > 0 ? `(${open}) ` : ''}${title} · ${m.product}`;
  }, [title, open, m.product]);
  useEffect(() => {
    if (lastPath !== null && lastPath !== path) heading.current?.focus({ preventScroll: true });
    lastPath = path;
  }, [path]);
  return heading;
}

export function Page({
  title,
  status,
  crumbs,
  actions,
  children,
  scope,
  wide,
  open,
}: {
  title: string;
  /** How much there is to do here; stands in the title of the window. */
  open?: number | undefined;
  status?: ReactNode;
  crumbs?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  scope?: string;
  wide?: boolean;
}) {
  const heading = usePageTitle(title, open);
  return (
    <div className={wide ? 'page-frame wide' : 'page-frame'} data-scope={scope}>
      <header className="page-head">
        <div>
          {crumbs}
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {status && <p className="meta">{status}</p>}
        </div>
        {actions && <div className="page-actions">{actions}</div>}
      </header>
      <div className="page-body">{children}</div>
    </div>
  );
}
