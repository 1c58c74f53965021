import type { Body, Header } from '../api/types.js';

// What the back end answers about the explorer; the same names as there.

export type GrantKind = 'connection' | 'payment' | 'client';

export interface Grant {
  id: string;
  kind: GrantKind;
  words: string;
  flowId?: string;
  order?: { idempotencyKey: string; body: unknown };
}

export interface Explorer {
  grants: Grant[];
  operations: Record<string, GrantKind[]>;
  resources: { id: string; from: 'connection' | 'payment' | 'explorer' }[];
}

export interface Deviation {
  place: string;
  what: string;
}

export interface ExplorerAnswer {
  request?: { method: string; url: string; headers: Header[]; body?: Body };
  response: { status: number; headers: Header[]; body?: Body };
  durationMilliseconds?: number;
  interactionId?: string;
  hop?: { flowId: string; number: number };
  deviations: { request: Deviation[]; response: Deviation[] };
}
