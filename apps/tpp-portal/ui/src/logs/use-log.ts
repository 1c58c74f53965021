import { useCallback, useEffect, useState } from 'react';
import { apiErrorOf, call, type ApiError } from '../api/api.js';
import type { SilentServer } from '../api/types.js';
import { withEntries, type LogEntry } from './log-entry.js';

interface LogPage {
  exchanges: LogEntry[];
  next?: string;
  silent: SilentServer[];
}

interface Known {
  readonly of: string;
  readonly entries: readonly LogEntry[];
  readonly next?: string | undefined;
  readonly silent: readonly SilentServer[];
  readonly error?: ApiError;
}

/** The entries of a filter, latest first; undefined until the first are read. */
export interface Log {
  readonly entries: readonly LogEntry[] | undefined;
  readonly error: ApiError | undefined;
  /** The mark of the next older page; undefined on the last. */
  readonly next: string | undefined;
  readonly silent: readonly SilentServer[];
  readonly reload: () => void;
  /** Takes what came live. */
  readonly take: (entry: LogEntry) => void;
  readonly older: () => Promise<void>;
}

/** The entries of a filter: what is past is read page by page, what comes is taken. */
export function useLog(api: string, asked: string, active: boolean): Log {
  const of = `${api}/exchanges?${asked}`;
  const [log, setLog] = useState<Known>();
  const [turn, setTurn] = useState(0);
  const current = log?.of === of ? log : undefined;

  useEffect(() => {
    if (!active) return undefined;
    const controller = new AbortController();
    call<LogPage>(of, { signal: controller.signal })
      .then(({ exchanges, next, silent }) => {
        // What came live meanwhile stays.
        setLog((known) => ({
          ...{ of, next, silent },
          entries: withEntries(known?.of === of ? known.entries : [], exchanges),
        }));
      })
      .catch((thrown: unknown) => {
        if (controller.signal.aborted) return;
        setLog({ of, entries: [], silent: [], error: apiErrorOf(thrown) });
      });
    return () => controller.abort();
  }, [active, of, turn]);

  const take = useCallback(
    (entry: LogEntry) =>
      setLog((known) =>
        known?.of === of ? { ...known, entries: withEntries(known.entries, [entry]) } : known,
      ),
    [of],
  );
  const older = async (): Promise<void> => {
    const before = current?.next;
    if (before === undefined) return;
    try {
      const { exchanges, next, silent } = await call<LogPage>(`${of}&before=${before}`);
      setLog((known) =>
        known?.of === of
          ? // What was asked for is shown, however much there is already.
            { ...known, next, silent, entries: withEntries(known.entries, exchanges, Infinity) }
          : known,
      );
    } catch (thrown) {
      setLog({ of, entries: current?.entries ?? [], silent: [], error: apiErrorOf(thrown) });
    }
  };
  return {
    entries: current?.entries,
    error: current?.error,
    next: current?.next,
    silent: current?.silent ?? [],
    reload: () => setTurn((count) => count + 1),
    take,
    older,
  };
}
