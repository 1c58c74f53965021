import { Inject, Injectable } from '@nestjs/common';
import { jwkThumbprint, type PublicJwk } from '@sandbank/crypto';
import { Clock, Database } from '@sandbank/platform';
import { nothingHere } from '../access/nothing-here.js';
import type { IssuedCertificate } from '../certificates/certificate-resource.js';
import * as certificateStatements from '../certificates/certificate.statements.js';
import * as statements from './software.statements.js';

/** A public key, with its certificate where it has one (RFC 7517 4.7). */
export type PublishedKey = PublicJwk & { readonly x5c?: readonly string[] };

// With their certificates they must stay within what banks read of a key set.
const certifiedMax = 10;

/** The keys with which banks verify what software signs. */
@Injectable()
export class PublishedKeys {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Of certificates that count, then those that were pasted; none of software that is withdrawn, or while its organisation is suspended. */
  async of(softwareId: string): Promise<readonly PublishedKey[]> {
    const [software] = await this.database.query<{
      readonly keys: readonly PublicJwk[];
      readonly isTrusted: boolean;
    }>(statements.findPublished, [softwareId]);
    if (software === undefined) throw nothingHere();
    if (!software.isTrusted) return [];
    const certified = await this.certified(softwareId);
    const kids = new Set(certified.map(({ kid }) => kid));
    const lost = await this.lost(softwareId);
    // One kid is one key: where a pasted one took the name of a certified one, the certified one has it.
    const pasted = software.keys.filter(
      (key) => !kids.has(key.kid) && !lost.has(jwkThumbprint(key)),
    );
    return [...certified, ...pasted];
  }

  private async certified(softwareId: string): Promise<PublishedKey[]> {
    const values = [softwareId, this.clock.now(), certifiedMax];
    const certificates = await this.database.query<IssuedCertificate>(
      certificateStatements.findSigning,
      values,
    );
    const keys = new Map<string, PublishedKey>();
    for (const { publicJwk, certificate, chain } of certificates) {
      const kid = publicJwk?.kid;
      // After a renewal two certificates are around one key: the latest is shown.
      if (publicJwk === null || kid === undefined || keys.has(kid)) continue;
      const x5c = [certificate, chain].map((der) => der.toString('base64'));
      keys.set(kid, { ...publicJwk, x5c });
    }
    return [...keys.values()];
  }

  private async lost(softwareId: string): Promise<ReadonlySet<string>> {
    const rows = await this.database.query<{ readonly thumbprint: string }>(
      certificateStatements.findLostKeys,
      [softwareId],
    );
    return new Set(rows.map(({ thumbprint }) => thumbprint));
  }
}
