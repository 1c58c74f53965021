import { domesticPayment, type DomesticPayment } from '@sandbank/consent';
import type { CustomerAccount } from './bank-accounts.client.js';
import { fittingAccounts } from './requested-consent.js';

const account = (AccountId: string, changes: Partial<CustomerAccount> = {}): CustomerAccount => ({
  ...{ AccountId, Nickname: AccountId, Description: 'Everyday', AccountTypeCode: 'CACC' },
  ...{ Currency: 'GBP', MaskedIdentification: '•••• 0001', Identification: '00122000000001' },
  Balance: { Amount: '1.00', Currency: 'GBP', CreditDebitIndicator: 'Credit' },
  Available: { Amount: '1.00', Currency: 'GBP', CreditDebitIndicator: 'Credit' },
  Holders: ['Maya'],
  ...changes,
});

const own = 'GB82WEST12345698765432';
const accounts = [
  account('pounds'),
  account('euros', { Currency: 'EUR', Identification: own }),
  account('more euros', { Currency: 'EUR', Identification: 'DE89370400440532013000' }),
  account('card in euros', { Currency: 'EUR', AccountTypeCode: 'CARD', Identification: undefined }),
];

const payment = (
  Currency: 'GBP' | 'EUR',
  DebtorAccount?: DomesticPayment['consent']['Initiation']['DebtorAccount'],
  payee = 'FR1420041010050500013M02606',
) =>
  domesticPayment.describe({
    type: domesticPayment.type as DomesticPayment['type'],
    consent: {
      Initiation: {
        ...{ InstructionIdentification: 'I', EndToEndIdentification: 'E' },
        InstructedAmount: { Amount: '1.00', Currency },
        ...(DebtorAccount !== undefined && { DebtorAccount }),
        CreditorAccount: { SchemeName: 'UK.OBIE.IBAN', Identification: payee, Name: 'Rosa' },
      },
      Risk: {},
    },
  });

const fitting = (words: Parameters<typeof fittingAccounts>[1]): string[] =>
  fittingAccounts(accounts, words).map(({ AccountId }) => AccountId);

describe('the accounts that a payment can be made from', () => {
  it('are those of its currency that money can leave', () => {
    expect(fitting(payment('GBP'))).toEqual(['pounds']);
    expect(fitting(payment('EUR'))).toEqual(['euros', 'more euros']);
  });

  it('are not the one that is paid', () => {
    expect(fitting(payment('EUR', undefined, own))).toEqual(['more euros']);
  });

  it('are the one that the app names, where it does', () => {
    const named = { SchemeName: 'UK.OBIE.IBAN', Identification: own } as const;
    expect(fitting(payment('EUR', named))).toEqual(['euros']);
    expect(fitting(payment('GBP', named))).toEqual([]);
  });
});
