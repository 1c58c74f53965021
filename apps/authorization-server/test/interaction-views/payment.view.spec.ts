import { CodeView, LoginView, PaymentView, renderPage } from '../../src/interaction/views/index.js';
import { tagWithId, textOf } from './markup.js';
import { paymentCode, paymentConsent, paymentLogin } from './models.js';

const html = renderPage(PaymentView(paymentConsent));

describe('the page for a payment', () => {
  it('says who is paid how much, where, and for what, before anything is chosen', () => {
    const text = textOf(html);
    expect(text).toContain('Pay £1,234.50 to Rosa Lindqvist ?');
    for (const fact of ['00-12-20 12345678', 'Dinner on Friday', 'Now, once', 'Tally'])
      expect(text).toContain(fact);
    expect(text).not.toMatch(/shared|look, not move money/);
  });

  it('offers the accounts one at a time, none chosen, and says of each why it cannot pay', () => {
    const radios = html.match(/<input[^>]*type="radio"[^>]*>/g) ?? [];
    expect(radios).toHaveLength(3);
    expect(radios.filter((radio) => radio.includes('checked'))).toEqual([]);
    expect(radios.filter((radio) => radio.includes('disabled'))).toHaveLength(1);
    expect(textOf(html)).toContain('Not enough for this payment');
  });

  it('names the amount on the one button that pays', () => {
    expect(html).toMatch(/<button[^>]*id="consent-allow"[^>]*>Pay £1,234\.50<\/button>/);
    expect(tagWithId(html, 'cancel')?.attributes).toMatchObject({ value: 'cancel' });
  });

  it('cannot be answered with yes where no account holds enough', () => {
    const poor = paymentConsent.accounts.map((account) => ({ ...account, unfit: 'Not enough' }));
    for (const accounts of [[], poor]) {
      const page = renderPage(PaymentView({ ...paymentConsent, accounts }));
      expect(page).not.toContain('consent-allow');
      expect(textOf(page)).toContain('No account of yours holds enough');
    }
  });
});

describe('the way to it', () => {
  it('says at the sign-in and at the code what will be paid, and that nothing is yet', () => {
    const login = textOf(renderPage(LoginView(paymentLogin)));
    expect(login).toMatch(/asks you to pay £1,234\.50 to Rosa Lindqvist/);
    expect(login).toContain('Nothing is paid until you allow it');
    const code = textOf(renderPage(CodeView(paymentCode)));
    expect(code).toContain('The code is good for this payment alone');
    expect(code).toMatch(/482913 is your Harbour Bank code to pay £1,234\.50 to Rosa Lindqvist/);
    for (const page of [login, code]) expect(page).not.toMatch(/is shared/);
  });
});
