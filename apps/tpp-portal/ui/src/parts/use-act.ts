import { useState } from 'react';
import { apiErrorOf, type ApiError } from '../api/api.js';

/** One act of the visitor: whether it is under way, and what went wrong with it. */
export interface Act {
  readonly busy: boolean;
  readonly error: ApiError | undefined;
  /** Does it; resolves to false when it failed. A second press while it is under way does nothing. */
  readonly run: (work: () => Promise<unknown>) => Promise<boolean>;
  readonly forget: () => void;
}

/** Runs what a button does, and keeps what the page must show of it. */
export function useAct(): Act {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError>();
  const run = async (work: () => Promise<unknown>): Promise<boolean> => {
    if (busy) return false;
    setBusy(true);
    setError(undefined);
    try {
      await work();
      return true;
    } catch (thrown) {
      setError(apiErrorOf(thrown));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, error, run, forget: () => setError(undefined) };
}
