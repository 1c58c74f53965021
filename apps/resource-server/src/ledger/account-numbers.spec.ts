import { iban, isIban } from '@sandbank/consent';
import { accountNumberOf, schemeOf } from './account-numbers.js';

describe('an IBAN', () => {
  it('has the check digits of ISO 13616', () => {
    expect(iban('GB', 'WEST12345698765432')).toBe('GB82WEST12345698765432');
    expect(iban('DE', '370400440532013000')).toBe('DE89370400440532013000');
  });

  it('is known by them', () => {
    expect(isIban('GB82WEST12345698765432')).toBe(true);
    expect(isIban('GB82WEST12345698765423')).toBe(false);
    expect(isIban('GB81WEST12345698765432')).toBe(false);
    expect(isIban('gb82west12345698765432')).toBe(false);
  });
});

describe('the number of an account', () => {
  it('is sort code and number in pounds, an IBAN over both in euros', () => {
    const pounds = accountNumberOf('12345678', 'GBP');
    const euros = accountNumberOf('12345678', 'EUR');
    expect(pounds).toEqual({
      schemeName: 'UK.OBIE.SortCodeAccountNumber',
      identification: '00122012345678',
    });
    expect(euros.schemeName).toBe('UK.OBIE.IBAN');
    expect(isIban(euros.identification)).toBe(true);
    expect(euros.identification.endsWith(pounds.identification)).toBe(true);
  });

  it.each([
    ['00122012345678', 'UK.OBIE.SortCodeAccountNumber'],
    ['GB82WEST12345698765432', 'UK.OBIE.IBAN'],
    ['9990011234567890', 'UK.OBIE.PAN'],
  ])('%s tells its scheme', (identification, scheme) => {
    expect(schemeOf(identification)).toBe(scheme);
  });
});
