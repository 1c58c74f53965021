import { createHash } from 'node:crypto';

/** A customer who was made in numbers, as every server of a bank knows them. */
export interface GeneratedCustomer {
  readonly id: string;
  readonly username: string;
  readonly name: string;
}

/** What a load of generated customers may be called. */
export const loadSeedPattern = /^[a-z0-9][a-z0-9-]{0,29}$/;
export const loadCustomersMax = 100_000;

const givenNames = [
  ...['Amara', 'Bjorn', 'Carys', 'Dmitri', 'Eilidh', 'Farah', 'Gareth', 'Hana', 'Imran', 'Jasmin'],
  ...['Kwame', 'Leonie', 'Mateo', 'Niamh', 'Oskar', 'Pilar', 'Quentin', 'Rosa', 'Stefan', 'Tamsin'],
];
const familyNames = [
  ...['Abbott', 'Bianchi', 'Clarke', 'Dubois', 'Evans', 'Fischer', 'Green', 'Hughes', 'Iqbal'],
  ...['Jansen', 'Kowalski', 'Lewis', 'Murphy', 'Novak', 'Owusu', 'Patel', 'Quirke', 'Rossi'],
  ...['Singh', 'Thomas', 'Underhill', 'Vargas', 'Walker', 'Yilmaz', 'Zhang'],
];

/** The customer at a place of a load, from 0: always the same for the same bank, seed and place. */
export function generatedCustomer(bank: string, seed: string, place: number): GeneratedCustomer {
  const labels = ['generated customer', bank, seed, place].join('\u001f');
  const bytes = createHash('sha256').update(labels).digest();
  // A UUID whose content is our own (RFC 9562 5.8).
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20)];
  const chosen = (names: readonly string[], at: number): string =>
    names[bytes.readUInt16BE(at) % names.length] ?? '';
  return {
    id: [...parts, hex.slice(20, 32)].join('-'),
    username: `load-${seed}-${String(place + 1).padStart(6, '0')}`,
    name: `${chosen(givenNames, 16)} ${chosen(familyNames, 18)}`,
  };
}
