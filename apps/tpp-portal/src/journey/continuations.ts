import { Injectable } from '@nestjs/common';
import type { LiveClient } from '../banks/live-client.js';
import type { Connection, Tokens } from '../connection/connection.store.js';
import type { BrowserSession } from '../session/session.service.js';
import type { Resume } from './journey-plan.js';

/** What a journey obtained, not yet stored anywhere. */
export interface ObtainedGrant extends Omit<Connection, 'connectedAt' | 'tokens'> {
  readonly tokens: Tokens;
  readonly client: LiveClient;
  /** Claims of the verified ID token; undefined where none was asked for. */
  readonly idTokenClaims: Readonly<Record<string, unknown>> | undefined;
}

/** What is done with a grant when the customer is back. */
export interface JourneyContinuation {
  /** The name by which a plan's `resume` asks for it. */
  readonly action: string;
  /**
   * Stores or uses the grant and resolves to the portal's path where the browser goes on. What it throws ends the
   * journey like a failed check.
   */
  proceed(grant: ObtainedGrant, session: BrowserSession, resume: Resume): Promise<string>;
  /** Where the browser goes when the journey failed; the page of the failed journey by default. */
  pathAfterFailure?(flowId: string, resume: Resume): string;
}

/** The continuations by name; each registers itself at start. */
@Injectable()
export class Continuations {
  private readonly known = new Map<string, JourneyContinuation>();

  register(continuation: JourneyContinuation): void {
    if (this.known.has(continuation.action)) {
      throw new Error(`two continuations are named ${continuation.action}`);
    }
    this.known.set(continuation.action, continuation);
  }

  /** Throws for a name that nobody registered: a fault of our own. */
  get(action: string): JourneyContinuation {
    const continuation = this.known.get(action);
    if (continuation === undefined) throw new Error(`nobody continues ${action}`);
    return continuation;
  }
}
