/** Why a request was refused, as the bank explains it. */
export interface Rejection {
  id: string;
  interaction_id: string;
  at: string;
  server: 'authorization-server' | 'resource-server';
  endpoint: string;
  method: string;
  status: number;
  error: string;
  error_description: string | null;
  rule: { clause: string; specification: string | null; summary: string | null } | null;
  expected: string | null;
  received: string | null;
  clock_skew_seconds: number | null;
  client_clock_seconds: number | null;
  fix: string | null;
  claimed: boolean;
  suppressed: number;
}

export interface Rejections {
  rejections: Rejection[];
  next?: string;
  silent: { endpoint: string; message: string }[];
}

const span = (seconds: number): string => {
  const size = Math.abs(seconds);
  if (size < 120) return `${String(size)} s`;
  if (size < 7200) return `${String(Math.round(size / 60))} min`;
  return size < 172_800
    ? `${String(Math.round(size / 3600))} h`
    : `${String(Math.round(size / 86_400))} days`;
};

// Below this, network and rounding explain the difference.
const soundSeconds = 5;

/** How the times compare, in sentences; none where there is nothing to tell. */
export function clockWords(rejection: Rejection): string[] {
  const { clock_skew_seconds: skew, client_clock_seconds: clock } = rejection;
  return [
    ...(skew === null
      ? []
      : [
          skew === 0
            ? 'The time that came was the server’s own.'
            : `The time that came was ${span(skew)} ${skew < 0 ? 'before' : 'after'} the server’s.`,
        ]),
    ...(clock === null
      ? []
      : [
          Math.abs(clock) <= soundSeconds
            ? 'The client’s clock seems right.'
            : `The client’s clock seems ${span(clock)} ${clock < 0 ? 'behind' : 'ahead'}.`,
        ]),
  ];
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a text can be an interaction id. */
export const isInteractionId = (text: string): boolean => uuid.test(text);
