import type { Blueprint } from '../blueprint.js';
import { Dice, digitsOf } from '../deterministic.js';
import { towns } from '../merchants.js';
import type { Customer } from '../persona.js';

const streets = [
  ...['Lantern Quay', 'Rope Walk', 'Saltpan Lane', 'Capstan Street', 'Old Ferry Road'],
  ...['Gull Terrace', 'Orchard Rise', 'Breakwater View', 'Chandlers Row', 'Fuchsia Hill'],
] as const;

/** How each customer is reached: what their file says, and what it leaves out made up, the same for the same seed. */
export const partyRows = (seed: string, { bank, customers }: Blueprint): object[] =>
  customers.map((customer) => {
    const { party } = customer;
    const labels = [seed, bank.slug, customer.id];
    return {
      customer_id: customer.id,
      party_number: digitsOf(10, ...labels, 'party'),
      full_legal_name: party?.fullLegalName ?? customer.name,
      legal_structure: party?.legalStructure ?? 'UK.OBIE.Individual',
      email_address: party?.email ?? emailOf(customer.name),
      // Numbers that the regulator keeps for fiction.
      phone: party?.phone ?? `+44-1632960${digitsOf(3, ...labels, 'phone')}`,
      mobile: party?.mobile ?? `+44-7700900${digitsOf(3, ...labels, 'mobile')}`,
      address: party?.address ?? addressOf([seed, bank.slug, homeOf(customer, customers)]),
    };
  });

/** Those who share an account share a home: it is called after the one who opened it. */
function homeOf(customer: Customer, customers: readonly Customer[]): string {
  const sharers = customers.filter(({ accounts }) =>
    accounts.some(({ sharedWith }) => sharedWith.includes(customer.id)),
  );
  return sharers[0]?.id ?? customer.id;
}

function addressOf(labels: readonly string[]) {
  const dice = new Dice(...labels, 'home');
  const town = dice.favourite(towns).toLowerCase();
  return {
    AddressType: 'HOME',
    BuildingNumber: String(dice.integer(1, 98)),
    StreetName: dice.favourite(streets),
    TownName: town.replace(/\b[a-z]/g, (letter) => letter.toUpperCase()),
    // No postcode area is called ZZ.
    PostCode: `ZZ${dice.integer(1, 9)} ${dice.integer(1, 9)}${letters(dice)}`,
    Country: 'GB',
  };
}

const letters = (dice: Dice): string =>
  Array.from({ length: 2 }, () => 'ABDEFGHJLNPQRSTUWXYZ'[dice.integer(0, 19)]).join('');

const emailOf = (name: string): string => {
  const words = name
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/[^a-z ]/g, '')
    .split(' ')
    .filter((word) => word !== '');
  return `${words.join('.') || 'customer'}@mail.example`;
};
