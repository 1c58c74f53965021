import {
  CodeView,
  LoginView,
  PaymentView,
  renderPage,
  StandingOrderView,
} from '../../src/interaction/views/index.js';
import { textOf } from './markup.js';
import {
  scheduledCode,
  scheduledConsent,
  scheduledLogin,
  standingOrderCode,
  standingOrderConsent,
  standingOrderLogin,
} from './models.js';

describe('the page for a standing order', () => {
  const html = renderPage(StandingOrderView(standingOrderConsent));
  const text = textOf(html);

  it('says who is paid, and every amount with its day', () => {
    expect(text).toContain('Set up a standing order to Rosa Lindqvist ?');
    for (const fact of [
      'First payment £600.00 on 24 December 2026',
      'Then £500.00 every month, on the 31st, from 31 January 2027',
      'Last payment £100.00 on 31 December 2027',
      ...['00-12-20 12345678', 'Rent', 'on a weekend is made on Monday'],
    ])
      expect(text).toContain(fact);
    expect(text).not.toMatch(/is shared|look, not move money/);
    expect(html).toMatch(/id="consent-allow"[^>]*>Set up this standing order<\/button>/);
  });

  it('says that it goes on where there is no end, and that each day is a day of payment', () => {
    const { standingOrder } = standingOrderConsent;
    const daily = { ...standingOrder.then!, every: 'every day', on: undefined };
    const endless = { ...standingOrder, last: undefined, then: daily };
    const page = textOf(
      renderPage(StandingOrderView({ ...standingOrderConsent, standingOrder: endless })),
    );
    expect(page).toContain('Last payment None: it goes on until you call it off');
    expect(page).toContain('Then £500.00 every day, from 31 January 2027');
    expect(page).not.toContain('weekend');
  });

  it('cannot be answered with yes without an account', () => {
    const page = renderPage(StandingOrderView({ ...standingOrderConsent, accounts: [] }));
    expect(page).not.toContain('consent-allow');
    expect(textOf(page)).toContain('You have no account that these payments could leave.');
  });

  it('is announced at the sign-in, and the code is for it alone', () => {
    const login = textOf(renderPage(LoginView(standingOrderLogin)));
    expect(login).toContain('asks you to set up a standing order to Rosa Lindqvist');
    expect(login).toContain('Nothing is paid until you allow it');
    const code = textOf(renderPage(CodeView(standingOrderCode)));
    expect(code).toContain('check that payee, amounts and days are right');
    expect(code).toContain('then £500.00 every month');
  });
});

describe('the page for a payment on a day to come', () => {
  const html = renderPage(PaymentView(scheduledConsent));
  const text = textOf(html);

  it('says on which day it is made, everywhere', () => {
    expect(text).toContain('Pay £1,234.50 to Rosa Lindqvist on 24 December 2026?');
    expect(text).toContain('When 24 December 2026 at 09:00 (UTC), once');
    expect(text).toContain('It is not made when the account does not hold enough at that time.');
    expect(text).not.toContain('Now, once');
    expect(html).toMatch(/id="consent-allow"[^>]*>Pay £1,234\.50 on that day<\/button>/);
    const login = textOf(renderPage(LoginView(scheduledLogin)));
    expect(login).toContain('to Rosa Lindqvist on 24 December 2026');
    const code = textOf(renderPage(CodeView(scheduledCode)));
    expect(code).toContain('check that amount, payee and day are right');
  });
});
