/** Object identifiers of the attribute types that names in certificates are made of, by their first short name. */
const attributeTypes = {
  CN: '2.5.4.3',
  SN: '2.5.4.4',
  serialNumber: '2.5.4.5',
  C: '2.5.4.6',
  L: '2.5.4.7',
  ST: '2.5.4.8',
  STREET: '2.5.4.9',
  O: '2.5.4.10',
  OU: '2.5.4.11',
  title: '2.5.4.12',
  description: '2.5.4.13',
  businessCategory: '2.5.4.15',
  postalCode: '2.5.4.17',
  name: '2.5.4.41',
  givenName: '2.5.4.42',
  initials: '2.5.4.43',
  generationQualifier: '2.5.4.44',
  dnQualifier: '2.5.4.46',
  pseudonym: '2.5.4.65',
  organizationIdentifier: '2.5.4.97',
  UID: '0.9.2342.19200300.100.1.1',
  DC: '0.9.2342.19200300.100.1.25',
  emailAddress: '1.2.840.113549.1.9.1',
  jurisdictionL: '1.3.6.1.4.1.311.60.2.1.1',
  jurisdictionST: '1.3.6.1.4.1.311.60.2.1.2',
  jurisdictionC: '1.3.6.1.4.1.311.60.2.1.3',
} as const;

/** Other names of the same types, as directories and tools write them. */
const aliases = {
  commonName: 'CN',
  surname: 'SN',
  countryName: 'C',
  localityName: 'L',
  stateOrProvinceName: 'ST',
  streetAddress: 'STREET',
  organizationName: 'O',
  organizationalUnitName: 'OU',
  GN: 'givenName',
  userId: 'UID',
  domainComponent: 'DC',
  E: 'emailAddress',
  email: 'emailAddress',
  jurisdictionLocalityName: 'jurisdictionL',
  jurisdictionStateOrProvinceName: 'jurisdictionST',
  jurisdictionCountryName: 'jurisdictionC',
} as const satisfies Record<string, keyof typeof attributeTypes>;

const byName = new Map<string, string>();
const byIdentifier = new Map<string, string>();
for (const [name, identifier] of Object.entries(attributeTypes)) {
  byName.set(name.toLowerCase(), identifier);
  byIdentifier.set(identifier, name);
}
for (const [alias, name] of Object.entries(aliases))
  byName.set(alias.toLowerCase(), attributeTypes[name]);

const dotted = /^[0-2](\.(0|[1-9][0-9]{0,38})){1,30}$/;

/** The object identifier that a short name in any case, or a dotted form, stands for; undefined when it is neither. */
export function attributeTypeOf(written: string): string | undefined {
  return dotted.test(written) ? written : byName.get(written.toLowerCase());
}

/** The short name of a type; undefined when it has none here. */
export const attributeTypeName = (identifier: string): string | undefined =>
  byIdentifier.get(identifier);
