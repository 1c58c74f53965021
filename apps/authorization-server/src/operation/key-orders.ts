import { refusedOrder } from '@sandbank/platform';
import {
  listKeys,
  replaceCompromisedKeys,
  rotateKeys,
  type KeyCommandContext,
  type KeySelection,
  type ListedKey,
} from '../issuer/key-commands.js';

/**
 * Gives the selected keys successors, or, in an emergency, removes them at once. Resolves to the new keys.
 * Throws `OrderRefused` when the bank signs with no such key.
 */
export async function changeKeys(
  context: KeyCommandContext,
  selection: KeySelection,
  isEmergency: boolean,
): Promise<readonly ListedKey[]> {
  const { bank, purpose, alg } = selection;
  const keys = await listKeys(context, bank);
  const isSelected = (key: ListedKey): boolean =>
    key.state === 'active' &&
    (purpose === undefined || key.purpose === purpose) &&
    (alg === undefined || key.alg === alg);
  if (!keys.some(isSelected)) {
    const what = [purpose, alg].filter((word) => word !== undefined).join(' and ');
    throw refusedOrder(`${bank} signs with no key for ${what === '' ? 'anything' : what}`);
  }
  return isEmergency ? replaceCompromisedKeys(context, selection) : rotateKeys(context, selection);
}
