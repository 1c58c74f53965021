import {
  CodeView,
  FundsView,
  LoginView,
  MandateView,
  PaymentView,
  renderPage,
} from '../../src/interaction/views/index.js';
import { tagWithId, textOf } from './markup.js';
import {
  fundsConsent,
  fundsLogin,
  identity,
  mandateCode,
  mandateConsent,
  mandateLogin,
  paymentConsent,
} from './models.js';

describe('the page for payments within limits', () => {
  const html = renderPage(MandateView(mandateConsent));
  const text = textOf(html);

  it('says who is paid, when, for how long, and that it happens without being asked again', () => {
    expect(text).toMatch(/Tally asks to pay Rosa Lindqvist by itself/);
    for (const fact of [
      ...['00-12-20 12345678', 'Rainy days'],
      // Not in the bank's own name: it knows nothing of whose account the payee's is.
      'Moving money between accounts of your own , says Tally',
      ...['Also when you are not using the app', 'Until 1 March 2027'],
      'without asking you each time',
    ])
      expect(text).toContain(fact);
    expect(text).not.toMatch(/is shared|look, not move money/);
  });

  it('says each limit in words, with an example in figures', () => {
    expect(text).toContain(
      'Each payment Up to £200.00 For example: A payment of £200.00 is made. One of £200.01 is refused.',
    );
    expect(text).toContain('Each month Up to £500.00 in all');
    expect(text).toContain('After 2 payments of £200.00, £100.00 is left');
  });

  it('is confirmed once, with one account of which none is chosen', () => {
    const radios = html.match(/<input[^>]*type="radio"[^>]*>/g) ?? [];
    expect(radios).toHaveLength(3);
    expect(radios.filter((radio) => radio.includes('checked'))).toEqual([]);
    expect(html.match(/value="allow"/g)).toHaveLength(1);
    expect(html).toMatch(/id="consent-allow"[^>]*>Allow these payments</);
  });

  it('says when it begins, where it begins later', () => {
    const mandate = { ...mandateConsent.mandate, starts: new Date('2027-01-01T00:00:00Z') };
    const page = renderPage(MandateView({ ...mandateConsent, mandate }));
    expect(textOf(page)).toContain('Not before 1 January 2027');
    expect(text).not.toContain('Not before');
  });

  it('cannot be allowed without an account', () => {
    const page = renderPage(MandateView({ ...mandateConsent, accounts: [] }));
    expect(tagWithId(page, 'consent-allow')).toBeUndefined();
    expect(textOf(page)).toContain('no account that these payments could leave');
  });

  it('is announced at the sign-in and at the code, with every limit in the message', () => {
    const login = textOf(renderPage(LoginView(mandateLogin)));
    expect(login).toMatch(/asks to pay Rosa Lindqvist by itself, again and again, within limits/);
    expect(login).toContain('Nothing is paid until you allow it');
    const code = textOf(renderPage(CodeView(mandateCode)));
    expect(code).toContain('The code is good for these payments alone');
    expect(code).toMatch(/up to £200\.00 each, £500\.00 a month/);
    for (const page of [login, code]) expect(page).not.toMatch(/is shared/);
  });
});

describe('the page for a question about funds', () => {
  const html = renderPage(FundsView(fundsConsent));
  const text = textOf(html);

  it('says which account, what is told and what never is', () => {
    expect(text).toContain('Tally asks whether your account holds enough');
    for (const fact of ['20-41-07 00003318', 'Until 1 March 2027', 'yes or no'])
      expect(text).toContain(fact);
    expect(text).toContain('It never learns your balance or your payments, and it moves no money.');
  });

  it('has the one account that the app named picked, and lets nobody allow without it', () => {
    expect(html.match(/checked=""/g)).toHaveLength(1);
    const page = renderPage(FundsView({ ...fundsConsent, accounts: [] }));
    expect(tagWithId(page, 'consent-allow')).toBeUndefined();
    expect(textOf(page)).toContain('You have no account with that number.');
    expect(textOf(page)).not.toMatch(/Allow takes you back|To stop later/);
    expect(textOf(page)).toMatch(/Cancel takes you back to Tally , and nothing is shared/);
  });

  it('is announced at the sign-in', () => {
    const login = textOf(renderPage(LoginView(fundsLogin)));
    expect(login).toContain('asks whether an account of yours holds enough money');
    expect(login).toContain('Nothing is shared until you allow it');
  });
});

describe('what scopes ask for besides (RFC 9396 3.1)', () => {
  const { clusters } = identity;

  it.each([
    ['a payment', renderPage(PaymentView({ ...paymentConsent, clusters }))],
    ['payments within limits', renderPage(MandateView({ ...mandateConsent, clusters }))],
    ['a question about funds', renderPage(FundsView({ ...fundsConsent, clusters }))],
  ])('is told on the page for %s', (_what, page) => {
    expect(textOf(page)).toContain('What Tally also learns');
    expect(textOf(page)).toContain('Your first and last name');
  });

  it('is not spoken of where they ask for nothing', () => {
    for (const page of [PaymentView(paymentConsent), MandateView(mandateConsent)])
      expect(textOf(renderPage(page))).not.toContain('also learns');
  });
});
