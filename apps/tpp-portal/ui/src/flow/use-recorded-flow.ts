import { useCallback, useEffect, useState } from 'react';
import { apiErrorOf, call, type ApiError } from '../api/api.js';
import type { SilentServer } from '../api/types.js';
import { latestId, withFreshHops, type RecordedFlow, type ViewedFlow } from './flow-view-model.js';
import { useLive, type Live } from './use-live.js';

interface Read {
  readonly path: string;
  readonly flow?: ViewedFlow;
  readonly bank?: string;
  readonly silent: readonly SilentServer[];
  readonly error?: ApiError;
}

const every = { underWay: 1200, over: 5000 };
const atMost = 15 * 60_000;

/** A flow of an application, growing hop by hop while the page can be seen; hops that are known are not asked again. */
export function useRecordedFlow(path: string): Read & { live: Live; reload: () => void } {
  const [read, setRead] = useState<Read>({ path, silent: [] });
  const [turn, setTurn] = useState(0);
  const current = read.path === path ? read : { path, silent: [] };
  const known = current.flow?.hops;

  const look = useCallback(
    async (signal: AbortSignal): Promise<void> => {
      const after = known === undefined ? undefined : latestId(known);
      const url = new URL(path, window.location.origin);
      if (after !== undefined) url.searchParams.set('after', after);
      const told = await call<RecordedFlow>(`${url.pathname}${url.search}`, { signal });
      const { bank, bankName, appName, outcome, error, startedAt, recordingFull } = told;
      setRead((before) => {
        const hops = withFreshHops(
          before.path === path ? (before.flow?.hops ?? []) : [],
          told.hops,
        );
        const flow: ViewedFlow = {
          ...{ id: told.flow, source: 'records', bankName, appName, outcome },
          ...{ error: error ?? undefined, startedAt, recordingFull, hops },
        };
        return { path, flow, bank, silent: told.silent };
      });
    },
    [known, path],
  );

  useEffect(() => {
    const controller = new AbortController();
    call<RecordedFlow>(path, { signal: controller.signal })
      .then(({ hops, error, flow, bank, silent, ...rest }) => {
        const view: ViewedFlow = {
          ...{ id: flow, source: 'records', ...rest, error: error ?? undefined },
          hops: withFreshHops([], hops),
        };
        setRead({ path, flow: view, bank, silent });
      })
      .catch((thrown: unknown) => {
        if (controller.signal.aborted) return;
        const error = apiErrorOf(thrown);
        setRead({ path, silent: [], error });
      });
    return () => controller.abort();
  }, [path, turn]);

  const isOver = current.flow !== undefined && current.flow.outcome !== 'pending';
  const live = useLive(look, {
    every: isOver ? every.over : every.underWay,
    atMost,
    active: current.flow !== undefined,
  });
  return { ...current, live, reload: () => setTurn((count) => count + 1) };
}
