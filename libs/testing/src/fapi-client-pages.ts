import { exchange, type HttpsAnswer } from './https-exchange.js';

/** A customer's user name, password and one-time code. */
export interface CustomerLogin {
  readonly username: string;
  readonly password: string;
  readonly code: string;
}

/** What the customer sees: a page of the bank, or the address outside it to which the bank sent them. */
export interface Page {
  readonly url: URL;
  readonly answer: HttpsAnswer;
}

/** Values for named fields; for checkboxes and radios those that are ticked. */
export type Fields = Readonly<Record<string, string | readonly string[]>>;

interface Control {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
}

const redirectsMax = 10;

/** A customer's browser without scripts: cookies, forms with their hidden fields, redirects within the bank. */
export class BankVisitor {
  /** By name; a spec may look, add or remove. */
  readonly cookies = new Map<string, string>();

  constructor(private readonly ca: string) {}

  /** Opens an address and follows redirects until a page, or until one leaves the origin. */
  async open(url: string | URL, form?: string): Promise<Page> {
    let target = new URL(url);
    const { origin } = target;
    let body = form;
    for (let hop = 0; hop <= redirectsMax; hop += 1) {
      const answer = await this.send(target, body);
      const location = answer.header('location');
      if (answer.status < 300 || answer.status > 399 || location === undefined)
        return { url: target, answer };
      target = new URL(location, target);
      if (target.origin !== origin) return { url: target, answer };
      body = undefined;
    }
    throw new Error(`more than ${redirectsMax} redirects, the last to ${target.pathname}`);
  }

  /** Fills in the form around the button with this id and presses it. */
  press(page: Page, buttonId: string, fields: Fields = {}): Promise<Page> {
    const forms = formsOf(page.answer.body);
    for (const { action, controls } of forms) {
      const button = controls.find(({ attributes }) => attributes['id'] === buttonId);
      if (button === undefined) continue;
      const target = new URL(button.attributes['formaction'] ?? action, page.url);
      return this.open(target, encoded(controls, button, fields));
    }
    throw new Error(`no button #${buttonId} on ${page.url.pathname} (${page.answer.status})`);
  }

  /** Signs in with password and code; ends on the consent page when both are right. */
  async signIn(authorizationUrl: string | URL, login: CustomerLogin): Promise<Page> {
    const { username, password, code } = login;
    const loginPage = await this.open(authorizationUrl);
    const codePage = await this.press(loginPage, 'login-submit', { username, password });
    return this.press(codePage, 'login-submit', { otp: code });
  }

  private async send(url: URL, form: string | undefined): Promise<HttpsAnswer> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await exchange(url, this.ca, {
      method: form === undefined ? 'GET' : 'POST',
      body: form,
      headers: {
        accept: 'text/html,*/*',
        cookie: cookie === '' ? undefined : cookie,
        ...(form !== undefined && {
          'content-type': 'application/x-www-form-urlencoded',
          origin: url.origin,
        }),
      },
    });
    for (const line of answer.headerValues('set-cookie')) this.keep(line);
    return answer;
  }

  private keep(setCookie: string): void {
    const [, name = '', value = ''] = /^([^=;]+)=([^;]*)/.exec(setCookie) ?? [];
    if (value === '' || /;\s*max-age=0/i.test(setCookie)) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}

/** The one-time code in the message on the phone of this page. */
export function codeOnPhone(page: Page): string {
  const [, code] = /class="phone-code">(\d+)</.exec(page.answer.body) ?? [];
  if (code === undefined) throw new Error(`no phone with a code on ${page.url.pathname}`);
  return code;
}

/** The accounts that a consent page offers. */
export function offeredAccounts(page: Page): string[] {
  return formsOf(page.answer.body)
    .flatMap(({ controls }) => controls)
    .flatMap(({ attributes: { name, value } }) =>
      name === 'accounts' && value !== undefined ? [value] : [],
    );
}

function formsOf(html: string): { action: string; controls: Control[] }[] {
  return [...html.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gs)].map(([, head = '', body = '']) => ({
    action: attributesOf(head)['action'] ?? '',
    controls: [...body.matchAll(/<(input|button)\b([^>]*)>/g)].map(([, tag = '', source = '']) => ({
      tag,
      attributes: attributesOf(source),
    })),
  }));
}

const characters: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };

function attributesOf(source: string): Record<string, string> {
  const unescaped = (text: string) =>
    text
      .replace(/&#x([0-9a-f]+);/gi, (_, hex: string) => String.fromCodePoint(parseInt(hex, 16)))
      .replace(/&#(\d+);/g, (_, digits: string) => String.fromCodePoint(Number(digits)))
      .replace(/&(amp|lt|gt|quot);/g, (_, name: string) => characters[name] ?? '');
  const pairs = source.matchAll(/([\w-]+)(?:="([^"]*)")?/g);
  return Object.fromEntries(
    [...pairs].map(([, name = '', value = '']) => [name.toLowerCase(), unescaped(value)]),
  );
}

// What a browser submits: hidden fields as they are, typed ones filled in, ticked boxes, the one button.
function encoded(controls: readonly Control[], pressed: Control, fields: Fields): string {
  const form = new URLSearchParams();
  for (const control of controls) {
    const { name, type = control.tag === 'button' ? 'submit' : 'text', value } = control.attributes;
    if (name === undefined || (type === 'submit' && control !== pressed)) continue;
    const given = fields[name];
    if (type === 'checkbox' || type === 'radio') {
      const ticked =
        given === undefined
          ? 'checked' in control.attributes
          : [given].flat().includes(value ?? 'on');
      if (ticked) form.append(name, value ?? 'on');
    } else form.append(name, (type === 'submit' ? undefined : given?.toString()) ?? value ?? '');
  }
  return form.toString();
}
