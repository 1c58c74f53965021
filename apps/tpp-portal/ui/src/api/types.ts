// What the portal's back end answers; the same names as there.

export interface Bank {
  slug: string;
  name: string;
  issuer: string;
  resourceBase: string;
  clientId: string;
  clientName: string;
  accessRequest: AccessDetails[];
  connection?: {
    active: boolean;
    flowId: string;
    connectedAt: string;
    accessTokenExpiresAt: string;
    authorizationDetails: AccessDetails[];
    customerName?: string;
  };
  pendingRevocation?: { requestedAt: string; nextAttemptAt: string; error?: string };
}

export interface AccessDetails {
  type: string;
  consent?: {
    Permissions?: string[];
    ExpirationDateTime?: string;
    TransactionFromDateTime?: string;
    Purpose?: string;
  };
  ConsentId?: string;
  Status?: string;
  AccountIds?: string[];
}

export interface Person {
  bank: string;
  username: string;
  password: string;
  code: string;
  name: string;
  persona?: string;
  /** What the bank does to this customer on purpose. */
  scenario?: { name: string; about: string };
  /** How far their history reaches back, where that is less than for others. */
  historyDays?: number;
  accounts: PersonAccount[];
}

export interface PersonAccount {
  type: string;
  product: string;
  name: string;
  category: string;
  currency: string;
  limit?: string;
  /** Names of its other holders. */
  sharedWith: string[];
  signatories: number;
  paymentFate?: string;
}

export interface Balance {
  amount: string;
  currency: string;
  at: string;
}

export interface Account {
  accountId: string;
  name: string;
  typeCode?: string;
  maskedNumber?: string;
  holder?: string;
  balance?: Balance;
  available?: Balance;
}

export interface SpendingView {
  accountId?: string;
  months: { month: string; spent: string; received: string; categories: Record<string, string> }[];
  categories: { category: string; spent: string }[];
}

export interface Entry {
  transactionId?: string;
  accountId: string;
  bookedAt: string;
  description: string;
  category: string;
  amount: string;
  currency: string;
  pending: boolean;
}

export interface Spending {
  currency: string;
  views: SpendingView[];
  recent: Entry[];
  entryCount: number;
  truncated: boolean;
}

export type FlowStatus = 'started' | 'redirected' | 'returned' | 'connected' | 'failed';

export interface Flow {
  flowId: string;
  bank: string;
  status: FlowStatus;
  hopCount: number;
  startedAt: string;
  endedAt?: string;
  error?: string;
  errorDescription?: string;
  interactionId?: string;
}

export type Lane = 'browser' | 'client' | 'authorization-server' | 'resource-server';
export type HopKind =
  | 'discovery'
  | 'keys'
  | 'push'
  | 'authorize'
  | 'callback'
  | 'token'
  | 'refresh'
  | 'userinfo'
  | 'resource-metadata'
  | 'resource'
  | 'revoke'
  | 'page'
  | 'other';

export type Header = [name: string, value: string];

export interface Body {
  mediaType: string;
  text: string;
  truncated: boolean;
}

export interface DecodedJwt {
  where: string;
  side: 'request' | 'response';
  header: Record<string, unknown>;
  payload: Record<string, unknown>;
}

export interface Check {
  clause: string;
  what: string;
  passed: boolean;
  expected?: string;
  received?: string;
}

export interface Hop {
  number: number;
  kind: HopKind;
  title: string;
  from: Lane;
  to: Lane;
  startedAt: string;
  durationMilliseconds?: number;
  interactionId?: string;
  note?: string;
  request: { method: string; url: string; headers: Header[]; body?: Body };
  response?: { status: number; headers: Header[]; body?: Body };
  failure?: string;
  jwts: DecodedJwt[];
  checks: Check[];
  /** Who made the checks; the client itself where nothing is said. */
  checkedBy?: RecordingServer;
  /** The id of the record, its bank and the error of its answer, where it comes from the bank's records. */
  id?: string;
  bank?: string;
  error?: string;
  clause?: string;
}

export type RecordingServer = 'authorization-server' | 'resource-server';

/** A server that did not answer: what is told is without it. */
export interface SilentServer {
  server: RecordingServer;
  message: string;
}

export interface FlowDetail extends Flow {
  hops: Hop[];
  recordingFull: boolean;
}
