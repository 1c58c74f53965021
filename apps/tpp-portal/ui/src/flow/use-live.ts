import { useEffect, useRef, useState, useSyncExternalStore } from 'react';

const subscribe = (changed: () => void): (() => void) => {
  document.addEventListener('visibilitychange', changed);
  return () => document.removeEventListener('visibilitychange', changed);
};

/** Whether the page can be seen: what is live stops while it cannot. */
export const useIsVisible = (): boolean =>
  useSyncExternalStore(subscribe, () => document.visibilityState === 'visible');

/** Where a page that looks again and again stands. */
export interface Live {
  readonly state: 'live' | 'paused' | 'ended';
  /** Begins again after its time is over. */
  readonly goOn: () => void;
}

/** Does something every so often (milliseconds) while the page can be seen, for a bounded time. */
export function useLive(
  look: (signal: AbortSignal) => Promise<void>,
  { every, atMost, active }: { every: number; atMost: number; active: boolean },
): Live {
  const isVisible = useIsVisible();
  const [turn, setTurn] = useState(0);
  const [isOver, setIsOver] = useState(false);
  const latest = useRef(look);
  useEffect(() => {
    latest.current = look;
  }, [look]);

  useEffect(() => {
    if (!active || !isVisible || isOver) return undefined;
    const controller = new AbortController();
    const until = performance.now() + atMost;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const again = async (): Promise<void> => {
      await latest.current(controller.signal).catch(() => undefined);
      if (controller.signal.aborted) return;
      if (performance.now() > until) setIsOver(true);
      else timer = setTimeout(() => void again(), every);
    };
    timer = setTimeout(() => void again(), every);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [active, atMost, every, isOver, isVisible, turn]);

  return {
    state: isOver ? 'ended' : active && isVisible ? 'live' : 'paused',
    goOn: () => {
      setIsOver(false);
      setTurn((count) => count + 1);
    },
  };
}
