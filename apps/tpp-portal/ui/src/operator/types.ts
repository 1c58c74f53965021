import type { RecordingServer } from '../api/types.js';
import type { Rejection } from '../rejections/rejection.js';

// What the back end tells operators; the same names as there.

export interface OperatedBank {
  slug: string;
  name: string;
  issuer: string;
}

export interface Missing {
  server: string;
  message: string;
}

export type Step = 'par' | 'authorize' | 'token' | 'call';

export interface Organisation {
  id: string;
  name: string;
  status: 'active' | 'suspended';
}

export interface AppHealth {
  clientId: string;
  name?: string;
  status?: 'active' | 'frozen';
  organisation?: Organisation;
  exchanges: number;
  refused: number;
  lastAt: string | null;
  servers: {
    server: RecordingServer;
    exchanges: number;
    medianMs: number | null;
    p95Ms: number | null;
  }[];
}

export interface TopRule {
  server: RecordingServer;
  clause: string | null;
  error: string;
  count: number;
  clients: number;
}

export interface Point {
  at: string;
  requests: number;
  refused: number;
}

export interface Overview {
  bank: OperatedBank;
  period: Period;
  since: string;
  until: string;
  stepSeconds: number;
  steps: { step: Step; flows: number }[];
  points: Point[];
  rules: TopRule[];
  apps: AppHealth[];
  silent: Missing[];
}

export type Period = 'hour' | 'day' | 'week';

export interface OperatedClient {
  clientId: string;
  name: string;
  status: 'active' | 'frozen';
  statusReason: string | null;
  statusChangedAt: string | null;
  statusChangedBy: string | null;
  constraint: 'dpop' | 'mtls';
  authentication: string;
  organisation?: Organisation;
}

export interface ClientDetail {
  bank: OperatedBank;
  client: OperatedClient & { metadata: Record<string, unknown> };
  health: AppHealth | null;
  rejections: Rejection[];
  silent: Missing[];
}

export interface EndingCertificate {
  certificate_id: string;
  use: 'transport' | 'signing';
  serial_number: string;
  subject: string;
  not_before: string;
  not_after: string;
  client_name: string;
  organisation_name: string;
  /** There is a later one of the same software for the same use. */
  renewed: boolean;
}

export interface SigningKey {
  kid: string;
  purpose: string;
  alg: string;
  state: 'next' | 'active' | 'retired' | 'removed';
  createdAt: string;
  activeFrom: string;
  retiredFrom: string | null;
  removedFrom: string | null;
  compromised: boolean;
}

export interface OperatorAct {
  id: string;
  operator: string;
  action: 'freeze' | 'thaw' | 'rotate-keys' | 'replace-keys' | 'export';
  bank: string;
  subject: string | null;
  reason: string | null;
  outcome: 'begun' | 'done' | 'refused';
  error: string | null;
  interactionId: string;
  begunAt: string;
  endedAt: string | null;
}
