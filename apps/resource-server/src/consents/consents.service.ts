import { Inject, Injectable } from '@nestjs/common';
import { lodgedSeconds, type ClientConsent } from '@sandbank/consent';
import { uuidV7 } from '@sandbank/crypto';
import { Clock, isUuid } from '@sandbank/platform';
import type { ResourceAuthorization } from '@sandbank/protected-resource';
import { apiPath } from '../access/account-information.decorator.js';
import { SETTINGS, type Settings } from '../config.js';
import { assertClientItself } from '../open-banking/client-itself.js';
import {
  invalidField,
  notCovered,
  unknownResource,
  wrongConsentStatus,
} from '../open-banking/open-banking-error.js';
import { idempotencyKeyOf, keyWasUsed } from '../idempotency/idempotency-key.js';
import { lodgedDetails } from './consent-details.js';
import type { ConsentForm } from './consent-form.js';
import { consentResource, type ConsentEnvelope } from './consent.resource.js';
import { ConsentsStore, type KeyedConsent } from './consents.store.js';

/** What a client does with its own consents, before or without its customer. */
@Injectable()
export class ConsentsService {
  constructor(
    @Inject(ConsentsStore) private readonly consents: ConsentsStore,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** Lodges what the client asks for; a request that comes again under its key finds its consent as it stands now. */
  async lodge(
    form: ConsentForm,
    body: unknown,
    idempotencyKey: string | undefined,
    authorization: ResourceAuthorization,
  ): Promise<ConsentEnvelope> {
    assertClientItself(authorization);
    const { bank, clientId, interactionId } = authorization;
    const key = form.isIdempotent ? idempotencyKeyOf(idempotencyKey) : undefined;
    const now = this.clock.now();
    const resourceBase = `${this.settings.SANDBANK_RESOURCE_SERVER_URL}/${bank}/${apiPath}`;
    const requested = lodgedDetails(form, body, { now, resourceBase });
    const consent = {
      ...{ consentId: uuidV7(now), bank, clientId, requested },
      authoriseBy: new Date(now.getTime() + lodgedSeconds * 1000),
      act: { now, by: `client:${clientId}`, surface: 'consents-api', interactionId },
    } as const;
    const consentId =
      key === undefined
        ? await this.consents.lodge(consent)
        : await this.lodgedOnce({ endpoint: form.path, key, order: requested, consent, now });
    return this.consent(form, consentId, authorization);
  }

  /** The consent that was lodged under the key, now or before; 400 when that was another request. */
  private async lodgedOnce(request: KeyedConsent): Promise<string> {
    if (await this.consents.lodgeOnce(request)) return request.consent.consentId;
    const known = await this.consents.underKey(request);
    if (known?.isTheSame === true) return known.consentId;
    throw keyWasUsed(request.key);
  }

  /** A consent of the client, as it stands. */
  async consent(
    form: ConsentForm,
    consentId: string,
    authorization: ResourceAuthorization,
  ): Promise<ConsentEnvelope> {
    assertClientItself(authorization);
    return this.answer(form, await this.found(form, consentId, authorization), authorization);
  }

  /** The client gives its consent back: from here on nothing stands on it any more. */
  async withdraw(
    form: ConsentForm,
    consentId: string,
    authorization: ResourceAuthorization,
  ): Promise<void> {
    assertClientItself(authorization);
    const consent = await this.found(form, consentId, authorization);
    const now = this.clock.now();
    if (await this.consents.withdraw(consent, now, authorization.interactionId)) return;
    // Whoever was first, it is there no more if it was the client itself.
    await this.found(form, consentId, authorization);
    throw wrongConsentStatus('the consent has ended already', 'ConsentId');
  }

  /**
   * A consent of this kind, bank and client. 400 for what is none of this bank and kind, or was given back; 403 for that
   * of another client.
   */
  private async found(
    form: ConsentForm,
    consentId: string,
    { bank, clientId }: ResourceAuthorization,
  ): Promise<ClientConsent> {
    if (!isUuid(consentId)) {
      throw invalidField('ConsentId is malformed', 'ConsentId', consentId);
    }
    const consent = await this.consents.find(consentId, this.clock.now());
    if (consent?.bank !== bank || consent.type !== form.type) throw noSuchConsent();
    if (consent.clientId !== clientId) {
      throw notCovered('the consent is that of another client', 'ConsentId');
    }
    if (consent.isWithdrawn) throw noSuchConsent();
    return consent;
  }

  private answer(
    form: ConsentForm,
    consent: ClientConsent,
    { baseUrl, bank }: ResourceAuthorization,
  ): ConsentEnvelope {
    const collection = `${baseUrl}/${bank}/${apiPath}/${form.api}/${form.path}`;
    return consentResource(consent, form, `${collection}/${consent.consentId}`);
  }
}

/** 400: the bank has no consent of this kind under this id. */
export const noSuchConsent = () => unknownResource('there is no such consent', 'ConsentId');
