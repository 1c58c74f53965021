import { useEffect, useEffectEvent, useState } from 'react';
import type { RecordingServer } from '../api/types.js';
import { useIsVisible } from '../flow/use-live.js';
import type { LogEntry } from './log-entry.js';

/** Where the live log stands. */
export type TailState = 'connecting' | 'live' | 'paused' | 'ended';

export interface LogTail {
  readonly state: TailState;
  /** Servers that do not tell at the moment. */
  readonly silent: readonly RecordingServer[];
  /** Connects again after the back end has ended it. */
  readonly connect: () => void;
}

/** Follows a stream of exchanges while the page can be seen; the browser takes it up again where it stopped. */
export function useLogTail(
  path: string,
  active: boolean,
  take: (entry: LogEntry) => void,
): LogTail {
  const isVisible = useIsVisible();
  const [state, setState] = useState<TailState>('connecting');
  const [silent, setSilent] = useState<readonly RecordingServer[]>([]);
  const [turn, setTurn] = useState(0);
  const taken = useEffectEvent(take);
  const isOpen = active && isVisible;

  useEffect(() => {
    if (!isOpen) return undefined;
    setState('connecting');
    const source = new EventSource(path);
    source.addEventListener('open', () => setState('live'));
    source.addEventListener('message', ({ data }: MessageEvent<string>) => {
      taken(JSON.parse(data) as LogEntry);
    });
    source.addEventListener('silent', ({ data }: MessageEvent<string>) => {
      setSilent(JSON.parse(data) as RecordingServer[]);
    });
    source.addEventListener('end', () => {
      source.close();
      setState('ended');
    });
    source.addEventListener('error', () => {
      // A refusal is final; a broken connection is taken up again by the browser.
      setState(source.readyState === EventSource.CLOSED ? 'ended' : 'connecting');
    });
    return () => source.close();
  }, [isOpen, path, turn]);

  return {
    state: isOpen || state === 'ended' ? state : 'paused',
    silent,
    connect: () => {
      setState('connecting');
      setTurn((count) => count + 1);
    },
  };
}
