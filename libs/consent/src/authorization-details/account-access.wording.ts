import type { AccountAccess } from './account-access.js';
import type { ConsentDescription } from './consent-description.js';
import { transactionKinds } from './permission-rules.js';
import {
  dataClusters,
  includedIn,
  permissionCatalogue,
  permissionCodes,
  permits,
} from './permissions.js';
import { day, expiryInWords } from './wording.js';

type Asked = AccountAccess['consent'];

/** Access to accounts in words: clusters of permissions, the past it opens, and how long. */
export function describeAccountAccess({ consent }: AccountAccess): ConsentDescription {
  const historyWindow = describeHistory(consent);
  const { Purpose } = consent;
  return {
    clusters: clustersOf(consent),
    ...(Purpose === undefined ? {} : { purpose: Purpose }),
    ...(historyWindow === undefined ? {} : { historyWindow }),
    expiry: expiryInWords(consent.ExpirationDateTime),
  };
}

function clustersOf({ Permissions }: Asked): ConsentDescription['clusters'] {
  // Where Detail is asked, its line says all that the Basic line says.
  const told = new Set(Permissions.map(includedIn));
  const lines = permissionCodes.filter((code) => Permissions.includes(code) && !told.has(code));
  const clusters = dataClusters.map((title) => ({
    title,
    permissions: lines
      .filter((code) => permissionCatalogue[code].cluster === title)
      .map((code) => {
        const { label, detail } = permissionCatalogue[code];
        return { code, label, detail };
      }),
  }));
  return clusters.filter(({ permissions }) => permissions.length > 0);
}

function describeHistory(consent: Asked): ConsentDescription['historyWindow'] {
  if (!permits(consent.Permissions, ...transactionKinds, 'ReadStatementsBasic')) return undefined;
  const from = moment(consent.TransactionFromDateTime);
  const to = moment(consent.TransactionToDateTime);
  return {
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    text: historyText(from, to),
  };
}

const moment = (text: string | undefined): Date | undefined =>
  text === undefined ? undefined : new Date(text);

function historyText(from: Date | undefined, to: Date | undefined): string {
  if (from === undefined && to === undefined) return 'All the history that the bank holds';
  if (from === undefined) return `Up to ${day(to as Date)}`;
  return to === undefined ? `From ${day(from)} onwards` : `From ${day(from)} to ${day(to)}`;
}
