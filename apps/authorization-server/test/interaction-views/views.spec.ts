import {
  CodeView,
  LoginView,
  OAuthErrorView,
  renderPage,
} from '../../src/interaction/views/index.js';
import { tagWithId, textOf } from './markup.js';
import { code, login, refusal } from './models.js';

describe('the sign-in page', () => {
  const html = renderPage(LoginView(login));

  it('says who asks, at which bank, how long is left and that nothing is shared yet', () => {
    expect(textOf(html)).toMatch(/Sign in to Harbour Bank/);
    expect(textOf(html)).toMatch(/Tally asks to see .* Nothing is shared until you allow it/);
    expect(textOf(html)).toContain('About 9 minutes left when this page opened');
    expect(textOf(html)).toMatch(
      /Step 2 of 3 .*Done: Agree .*You are here: Sign in .*Next: Choose/,
    );
  });

  it('lets a password manager fill it', () => {
    expect(tagWithId(html, 'username')?.attributes).toMatchObject({
      name: 'username',
      autocomplete: 'username',
    });
    expect(tagWithId(html, 'password')?.attributes).toMatchObject({
      name: 'password',
      type: 'password',
      autocomplete: 'current-password',
    });
    expect(tagWithId(html, 'login-submit')?.name).toBe('button');
  });

  it('keeps the user name after a mistake, never the password, and leads to the field', () => {
    const refused = renderPage(LoginView({ ...login, username: 'maya', error: 'Try <again>.' }));
    expect(tagWithId(refused, 'username')?.attributes['value']).toBe('maya');
    expect(tagWithId(refused, 'password')?.attributes).not.toHaveProperty('value');
    expect(tagWithId(refused, 'username')?.attributes['aria-describedby']).toBe('username-error');
    expect(refused).toContain('<title>Error: Sign in – Harbour Bank</title>');
    expect(refused).toMatch(/role="alert"[^>]*autofocus/i);
    expect(refused).toContain('Try &lt;again&gt;.');
  });

  it('offers a way out that no empty field can hold up', () => {
    const cancel = tagWithId(html, 'cancel')?.attributes;
    expect(cancel).toMatchObject({ name: 'decision', value: 'cancel', formnovalidate: '' });
    expect(html).toMatch(
      /<form class="leave"[^>]*action="[^"]*\/login"[^>]*>.*id="cancel".*<\/form>/,
    );
  });
});

describe('the code page', () => {
  const html = renderPage(CodeView(code));

  it('shows the message on a phone, with the code', () => {
    expect(html).toMatch(/id="sms".*<strong class="phone-code">482913<\/strong>/);
    expect(textOf(html)).toContain('A phone in the sandbox: +44 •••• •••417');
  });

  it('shows the code nowhere else, and no other number that could be one', () => {
    expect(textOf(html).match(/\b\d{4,10}\b/g)).toEqual(['482913']);
  });

  it('asks for digits', () => {
    expect(tagWithId(html, 'otp')?.attributes).toMatchObject({
      name: 'otp',
      inputmode: 'numeric',
      autocomplete: 'one-time-code',
    });
  });

  it('counts the tries in words', () => {
    const tries = (attemptsLeft: number): string =>
      textOf(renderPage(CodeView({ ...code, error: 'No.', attemptsLeft })));
    expect(tries(2)).toContain('You have 2 tries left.');
    expect(tries(1)).toContain('You have one try left.');
  });
});

describe('the error page', () => {
  it('names the error, the reference and what to do inside #oauth-error', () => {
    const html = renderPage(OAuthErrorView(refusal));
    const inside = /<section id="oauth-error".*<\/section>/s.exec(html)?.[0] ?? '';
    for (const words of [refusal.error, refusal.interactionId, refusal.heading, refusal.whatToDo]) {
      expect(inside).toContain(words);
    }
    expect(inside).toContain(`href="${refusal.reasonUrl ?? ''}"`);
  });

  it('does without a bank', () => {
    const html = renderPage(OAuthErrorView({ ...refusal, bank: undefined }));
    expect(html).toContain('<title>Error: This request has run out – Sandbank</title>');
  });
});
