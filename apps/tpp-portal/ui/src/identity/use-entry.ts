import { useEffect, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { useMe } from './me.js';
import { safeNext } from './safe-next.js';

/** A door of the portal. */
export interface Entry {
  /** Somebody came in, and is on the way to where they wanted to be. */
  readonly isEntering: boolean;
  /** Called once the back end has let them in. */
  readonly enter: () => void;
}

/** Goes on to where somebody wanted to be, once it is known who they are. */
export function useEntry(): Entry {
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
    isEntering: entered !== undefined,
    enter: () => {
      setEntered(now);
      reload();
    },
  };
}
