import { formsOf, type Control, type Form } from './html.js';

/** What the visitor sees: a page, or an address outside the bank to which it was sent. */
export interface Sight {
  url: URL;
  status: number;
  html: string;
}

const isPicked = ({ attributes }: Control, chosen: Record<string, string | string[]>): boolean => {
  const { name = '', type = 'text', value = 'on' } = attributes;
  if (type !== 'checkbox' && type !== 'radio') return true;
  const choice = chosen[name];
  return choice === undefined ? 'checked' in attributes : [choice].flat().includes(value);
};

/** A customer's browser reduced to fetch, cookies and forms; it never leaves the bank's origin. */
export class PageVisitor {
  private readonly cookies = new Map<string, string>();

  /** `send` may take a request elsewhere, for example to another process of the bank. */
  constructor(
    private readonly origin: string,
    private readonly send: (url: URL, init: RequestInit) => Promise<Response> = fetch,
  ) {}

  /** Every cookie value that this visitor was given. */
  get cookieValues(): string[] {
    return [...this.cookies.values()];
  }

  /** Opens an address and follows redirects as far as they stay at the bank. */
  async open(url: URL | string, init: RequestInit = {}): Promise<Sight> {
    let target = new URL(url, this.origin);
    let request = init;
    for (let hop = 0; hop < 10; hop += 1) {
      const headers = new Headers(request.headers);
      const jar = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      if (jar !== '') headers.set('cookie', jar);
      const response = await this.send(target, { ...request, headers, redirect: 'manual' });
      this.keepCookies(response);
      const location = response.headers.get('location');
      if (response.status < 300 || response.status > 399 || location === null) {
        return { url: target, status: response.status, html: await response.text() };
      }
      if (response.status === 307 || response.status === 308) {
        throw new Error(`a redirect with ${response.status} would send the credentials on`);
      }
      await response.arrayBuffer();
      target = new URL(location, target);
      if (target.origin !== this.origin) return { url: target, status: response.status, html: '' };
      request = {};
    }
    throw new Error(`more than ten redirects, the last to ${target.href}`);
  }

  /** Fills in the form that holds the button with that id and presses it. */
  async press(
    sight: Sight,
    buttonId: string,
    fields: Record<string, string | string[]> = {},
  ): Promise<Sight> {
    const form = formsOf(sight.html).find(({ controls }) =>
      controls.some(({ attributes }) => attributes['id'] === buttonId),
    );
    if (form === undefined) {
      throw new Error(
        `no button #${buttonId} at ${sight.url.href} (${sight.status}):\n${sight.html}`,
      );
    }
    const button = form.controls.find(({ attributes }) => attributes['id'] === buttonId)!;
    const action = button.attributes['formaction'] ?? form.action;
    return this.open(new URL(action, sight.url), {
      method: form.method.toUpperCase(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: this.origin },
      body: encode(form, button, fields),
    });
  }

  private keepCookies(response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
      const name = pair.slice(0, pair.indexOf('='));
      const value = pair.slice(pair.indexOf('=') + 1);
      const isGone = value === '' || attributes.some((entry) => /^max-age=0$/i.test(entry));
      if (isGone) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
  }
}

const encode = (form: Form, button: Control, fields: Record<string, string | string[]>): string => {
  const body = new URLSearchParams();
  for (const control of form.controls) {
    const { name, type = 'text', value = '' } = control.attributes;
    const isOtherButton = (control.tag === 'button' || type === 'submit') && control !== button;
    if (name === undefined || isOtherButton || !isPicked(control, fields)) continue;
    const typed =
      type === 'checkbox' || type === 'radio' || type === 'hidden' ? undefined : fields[name];
    body.append(name, typeof typed === 'string' ? typed : value);
  }
  return body.toString();
};
