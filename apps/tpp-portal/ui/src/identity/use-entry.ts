import { useEffect, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { useMe } from './me.js';

/** A path of the portal, whatever the address says: `//host` and other schemes lead elsewhere. */
export const safeNext = (next: string | null): string =>
  next !== null && /^\/(?![/\\])/.test(next) ? next : '/apps';

/** Goes on to where somebody wanted to be, once it is known who they are. */
export function useEntry(): { readonly next: string; readonly enter: () => void } {
  const { me, reload } = useMe();
  const navigate = useNavigate();
  const [query] = useSearchParams();
  const [entered, setEntered] = useState<string | null>();
  const next = me?.isOperator === true ? '/operator' : safeNext(query.get('next'));
  const now = me?.signedInAt ?? null;

  useEffect(() => {
    if (entered === undefined || now === null || now === entered) return;
    void navigate(next, { replace: true });
  }, [entered, now, next, navigate]);

  return {
    next,
    enter: () => {
      setEntered(now);
      reload();
    },
  };
}
