import { useCallback, useEffect, useState } from 'react';
import { apiErrorOf, call, type ApiError } from './api.js';

/** Where the reading of a resource stands. */
export interface Resource<T> {
  readonly data?: T;
  readonly error?: ApiError;
  readonly loading: boolean;
  readonly reload: () => void;
}

/** Reads a path of the back end; `undefined` waits. Data of an earlier read stays until the next arrives. */
export function useResource<T>(path: string | undefined): Resource<T> {
  const [state, setState] = useState<{ path?: string; data?: T; error?: ApiError }>({});
  const [loading, setLoading] = useState(true);
  const [turn, setTurn] = useState(0);

  useEffect(() => {
    if (path === undefined) return undefined;
    const controller = new AbortController();
    setLoading(true);
    call<T>(path, { signal: controller.signal })
      .then((data) => {
        setState({ path, data });
        setLoading(false);
      })
      .catch((error: unknown) => {
        if (controller.signal.aborted) return;
        const known = apiErrorOf(error);
        setState({ path, error: known });
        setLoading(false);
      });
    return () => controller.abort();
  }, [path, turn]);

  const reload = useCallback(() => setTurn((count) => count + 1), []);
  const isCurrent = state.path === path;
  return {
    ...(isCurrent && state.data !== undefined ? { data: state.data } : {}),
    ...(isCurrent && state.error !== undefined ? { error: state.error } : {}),
    loading: loading || !isCurrent,
    reload,
  };
}
