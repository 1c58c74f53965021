import { ConsentAccount } from './consent-account.entity.js';
import { ConsentHistoryEntry } from './consent-history.entity.js';
import { Consent } from './consent.entity.js';
import { Grant } from './grant.entity.js';

export { Consent, ConsentAccount, ConsentHistoryEntry, Grant };

/** The entities of the schema `consent`, for the data source of an app. */
export const consentEntities = [Grant, Consent, ConsentAccount, ConsentHistoryEntry] as const;
