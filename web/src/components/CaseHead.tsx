// Where one is, on pages of a case that stand outside its tabs: the way back, and which case it is.
import { Link } from '@tanstack/react-router';
import type { CaseDetail } from '../lib/api/types';
import { useMessages } from '../lib/i18n';

type Props = { detail: Pick<CaseDetail, 'reference' | 'applicant_name'> | undefined };

export function CaseLine({ detail }: Props) {
  if (!detail) return null;
  return (
    <>
      {detail.reference} {detail.applicant_name && `· ${detail.applicant_name}`}
    </>
  );
}

export function CaseCrumbs({ id, detail }: Props & { id: string }) {
  const { m } = useMessages();
  return (
    <nav className="crumbs" aria-label={m.common.breadcrumb}>
      <Link to="/eingang">{m.frame.queue}</Link>
      <span aria-hidden="true"> › </span>
      <Link to="/akten/$id/angaben" params={{ id }}>
        {detail?.reference ?? m.decision.back}
      </Link>
    </nav>
  );
}
