import { authorizationDetailsType, type CustomerConsent } from '@sandbank/consent';
import { accountsInWords, lastUseOf, type Known } from './bank-knowledge.js';
import { isLiving, kindOf, statusOf } from './consent-words.js';
import type { ConsentItem } from './views/index.js';

/** A consent in words: the same as on the page on which the customer agreed to it. */
export function consentItem(consent: CustomerConsent, known: Known): ConsentItem {
  const { consentId: id, details, accountIds, since, endsAt, endedAt, confirmBy } = consent;
  const words = authorizationDetailsType(details.type)?.describe(details);
  const kind = kindOf(words ?? {});
  return {
    id,
    kind,
    status: statusOf(consent.status, kind),
    lives: isLiving(consent),
    clusters: words?.clusters ?? [],
    purpose: words?.purpose,
    history: words?.historyWindow?.text,
    payment: words?.payment,
    standingOrder: words?.standingOrder,
    mandate: words?.mandate,
    accounts: accountsInWords(accountIds, known),
    since,
    endsAt,
    confirmBy,
    endedAt,
    lastUse: lastUseOf(id, known),
  };
}
