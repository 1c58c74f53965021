import { randomUUID } from 'node:crypto';
import { codeOnPhone, type Page } from '@sandbank/testing';
import { textOf } from '../interaction-views/markup.js';
import { maya, startServer, theo, type RunningServer } from '../running-server.js';
import { agree } from './agreed.js';
import { DashboardCustomer } from './customer.js';

let server: RunningServer;
let customer: DashboardCustomer;
beforeAll(async () => {
  server = await startServer();
  customer = new DashboardCustomer(server);
  await customer.signIn(maya);
});
afterAll(() => server.stop());
beforeEach(() => {
  server.shared.payments.length = 0;
  server.shared.decisions.length = 0;
  server.shared.outcome = 'signed';
  server.resourceServerStatus = 200;
});

const payment = (changes: object = {}) => ({
  PaymentId: randomUUID(),
  ClientId: 'client-one',
  Amount: { Amount: '1250.00', Currency: 'GBP' },
  Payee: { Name: 'Rosa Lindqvist', Identification: '00122012345678' },
  Reference: 'Studio rent',
  Account: { Nickname: 'Household', MaskedIdentification: '•••• 4321' },
  StartedBy: 'Theo Brandt',
  StartedByYou: false,
  StartedAt: '2026-11-21T15:00:00.000Z',
  Until: '2026-11-22T15:00:00.000Z',
  NumberRequired: 2,
  NumberReceived: 1,
  State: 'waiting',
  SignedByYou: false,
  ...changes,
});
const waiting = (changes: object = {}): string => {
  const one = payment(changes);
  server.shared.payments.push(one);
  return one.PaymentId;
};
const settle = (changes: object): void => {
  server.shared.payments[0] = { ...server.shared.payments[0]!, ...changes };
};
const shown = ({ answer }: Page): string => textOf(answer.body);

describe('a payment that waits for a signature', () => {
  it('stands on the first page, and on one of its own with all that a holder must know', async () => {
    const id = waiting();
    const overview = await customer.open();
    expect(shown(overview)).toMatch(
      /Waiting for your signature £1,250\.00 to Rosa Lindqvist.*From Household •••• 4321 Started by Theo Brandt Sign before 22 November 2026 at 15:00/,
    );
    expect(overview.answer.body).toContain(`/harbour/dashboard/payments/${id}`);
    const page = shown(await customer.open(`/payments/${id}`));
    expect(page).toMatch(/Sign the payment of £1,250\.00 to Rosa Lindqvist ?\?/);
    expect(page).toMatch(
      /00-12-20 12345678 Reference Studio rent From Household •••• 4321 Started by Theo Brandt ?, with App/,
    );
    expect(page).toContain('Signatures 1 of 2');
  });

  it('is signed with a code that names amount and payee, and is good for this payment alone', async () => {
    const [id, other] = [waiting(), waiting({ Amount: { Amount: '9.00', Currency: 'EUR' } })];
    const ask = await customer.open(`/payments/${id}/sign`);
    expect(shown(ask)).toMatch(
      /\d{6} is your Bank harbour code to sign the payment of £1,250\.00 to Rosa Lindqvist \(00-12-20 12345678\)\. Never tell it to anyone\./,
    );
    const second = await customer.open(`/payments/${other}/sign`);
    expect(shown(second)).toContain('to sign the payment of €9.00 to Rosa Lindqvist');
    expect(codeOnPhone(second)).not.toBe(codeOnPhone(ask));
    const crossed = await customer.visitor.press(second, 'login-submit', {
      otp: codeOnPhone(ask),
    });
    expect(crossed.answer.status).toBe(422);
    expect(server.shared.decisions).toEqual([]);
    await customer.visitor.press(ask, 'login-submit', { otp: codeOnPhone(ask) });
    expect(server.shared.decisions).toEqual([
      {
        path: `shared-payments/${id}/decision`,
        body: { Decision: 'sign', InteractionId: expect.any(String) },
      },
    ]);
    settle({ State: 'signed', SignedByYou: true, NumberReceived: 2 });
    const end = shown(await customer.open(`/payments/${id}?outcome=signed`));
    expect(end).toContain('Signed. Everybody has signed: the payment is on its way.');
    expect(end).not.toContain('Refuse it');
  });

  it('is refused by one button', async () => {
    const id = waiting();
    server.shared.outcome = 'refused';
    const page = await customer.open(`/payments/${id}`);
    await customer.press(page, 'refuse');
    expect(server.shared.decisions).toMatchObject([{ body: { Decision: 'refuse' } }]);
    settle({ State: 'refused' });
    const end = shown(await customer.open(`/payments/${id}?outcome=refused`));
    expect(end).toContain('Refused. Nothing is paid, and the money is free again.');
  });

  it('that was settled meanwhile is told as settled', async () => {
    const id = waiting();
    const page = await customer.open(`/payments/${id}`);
    server.shared.outcome = 'over';
    const late = await customer.press(page, 'refuse');
    expect(new URL(late.url).search).toBe('?outcome=late');
    settle({ State: 'lapsed' });
    expect(shown(await customer.open(`/payments/${id}?outcome=late`))).toMatch(
      /It had been settled before\..*Not signed in time/,
    );
    // An address says nothing that the payment does not say.
    expect(shown(await customer.open(`/payments/${id}?outcome=signed`))).not.toContain('Signed.');
    const sign = await customer.open(`/payments/${id}/sign`);
    expect(new URL(sign.url).pathname).toBe(`/harbour/dashboard/payments/${id}`);
  });

  it('is decided by a form of the session alone', async () => {
    const id = waiting();
    const origin = new URL(server.issuer).origin;
    for (const step of ['sign', 'refuse']) {
      for (const form of ['', 'csrf=wrong', 'otp=123456']) {
        const url = `${origin}/harbour/dashboard/payments/${id}/${step}`;
        const { answer } = await customer.visitor.open(url, form);
        expect(answer.status).toBe(400);
      }
    }
    expect(server.shared.decisions).toEqual([]);
  });

  it('of nobody, of a wrong number, or unknown to the bank is the page for what never was', async () => {
    for (const path of [randomUUID(), 'none', `${randomUUID()}/sign`]) {
      expect((await customer.open(`/payments/${path}`)).answer.status).toBe(404);
    }
  });

  it('is not signed by guessing: the third wrong code ends the session, also when many come at once', async () => {
    const id = waiting();
    const guesser = new DashboardCustomer(server);
    await guesser.signIn(theo);
    const ask = await guesser.open(`/payments/${id}/sign`);
    const wrongCode = codeOnPhone(ask) === '000000' ? '000001' : '000000';
    const guesses = await Promise.all(
      Array.from({ length: 20 }, () =>
        guesser.visitor.press(ask, 'login-submit', { otp: wrongCode }),
      ),
    );
    // Whoever comes as the session ends is signed out like the others.
    expect(guesses.map(({ answer }) => answer.status).filter((status) => status >= 500)).toEqual(
      [],
    );
    server.clock.advance(3600);
    const after = await guesser.visitor.press(ask, 'login-submit', { otp: codeOnPhone(ask) });
    expect(new URL(after.url).pathname).toBe('/harbour/dashboard/login');
    expect(server.shared.decisions).toEqual([]);
    await customer.signIn(maya);
  });

  it('is missing where the bank does not answer, and that is said', async () => {
    waiting();
    server.resourceServerStatus = 500;
    const page = shown(await customer.open());
    expect(page).toContain('A part of the bank does not answer right now.');
    expect(page).not.toContain('Waiting for your signature £');
  });
});

describe('questions about funds', () => {
  it('stand on the page of their consent with what was answered, and nowhere else', async () => {
    server.shared.questions = [
      {
        ...{ At: '2026-11-21T15:30:00.000Z', Reference: 'Table for two', FundsAvailable: true },
        Amount: { Amount: '20.00', Currency: 'GBP' },
      },
      {
        ...{ At: '2026-11-20T09:05:00.000Z', FundsAvailable: false },
        Amount: { Amount: '9999.00', Currency: 'GBP' },
      },
    ];
    const { consentId } = await agree(server, { customerId: maya.id, funds: true });
    const page = shown(await customer.open(`/consents/${consentId}`));
    expect(page).toMatch(
      /What was asked about your money.*Saturday, 21 November 2026 15:30 Is there £20\.00\? Answered yes Table for two/,
    );
    expect(page).toMatch(/Friday, 20 November 2026 09:05 Is there £9,999\.00\? Answered no/);
    const other = await agree(server, { customerId: maya.id });
    expect(shown(await customer.open(`/consents/${other.consentId}`))).not.toContain(
      'What was asked about your money',
    );
    server.resourceServerStatus = 500;
    expect(shown(await customer.open(`/consents/${consentId}`))).toContain(
      'The questions cannot be shown right now.',
    );
  });
});
