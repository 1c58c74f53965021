import { readFileSync } from 'node:fs';
import type { Login } from '../http/customer.js';
import { PageVisitor } from '../http/page-visitor.js';
import type { SandboxDescription } from '../sandbox/description.js';
import type { ScriptApp, Send, Tokens } from '../sandbox/script-app.js';
import type { Bank } from '../sandbox/sandbox.js';

/** Who takes part, and which process is asked to revoke. */
export interface Scene {
  readonly description: SandboxDescription;
  readonly bank: Bank;
  readonly app: ScriptApp;
  readonly clientId: string;
  readonly customer: Login;
  readonly authorizationServer: Send;
  readonly resourceServer: Send;
}

/** A way in which what a customer gave ends. */
export interface Way {
  /** Everything but the last call, which resolves the moment its answer is there. */
  readonly prepare: (scene: Scene, tokens: Tokens) => Promise<() => Promise<void>>;
  /** Makes it undone, where that is possible. */
  readonly undo?: (scene: Scene) => Promise<void>;
}

const expectStatus = async (answer: Promise<Response>, status: number): Promise<void> => {
  const { status: received } = await answer;
  if (received !== status) throw new Error(`expected ${status}, received ${received}`);
};

/** A form on a page, pressed; resolves at the answer to the press, before the browser follows where it leads. */
async function stopAtDashboard(scene: Scene, { access }: Tokens): Promise<() => Promise<void>> {
  const { origin } = new URL(scene.bank.issuer);
  let answered: () => void = () => undefined;
  const browser = new PageVisitor(origin, async (url, init) => {
    const answer = await scene.authorizationServer(url.href, init);
    if (init.method === 'POST' && url.pathname.endsWith('/stop')) answered();
    return answer;
  });
  const { username, password, code } = scene.customer;
  const path = `/${scene.bank.slug}/dashboard/consents/${access.ConsentId}/stop`;
  const login = await browser.open(path);
  const second = await browser.press(login, 'login-submit', { username, password });
  const question = await browser.press(second, 'login-submit', { otp: code });
  return () =>
    new Promise<void>((resolve, reject) => {
      answered = resolve;
      browser.press(question, 'stop-confirm').catch(reject);
    });
}

/** As an operator does through the control API. */
async function setStatus(scene: Scene, status: 'active' | 'frozen'): Promise<void> {
  const { url, token_file: file } = scene.description.control;
  const path = `/banks/${scene.bank.slug}/clients/${encodeURIComponent(scene.clientId)}/status`;
  const answer = fetch(url + path, {
    method: 'PUT',
    headers: {
      authorization: `Bearer ${readFileSync(file, 'utf8').trim()}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ status }),
  });
  await expectStatus(answer, 200);
}

/** Every way to end what a customer gave: by the app, the customer and the operator. */
export const ways = {
  'refresh token revoked': {
    prepare:
      async ({ app, authorizationServer }, { refreshToken }) =>
      () =>
        app.revoke(refreshToken, authorizationServer),
  },
  'access token revoked': {
    prepare:
      async ({ app, authorizationServer }, { accessToken }) =>
      () =>
        app.revoke(accessToken, authorizationServer),
  },
  'grant deleted': {
    prepare: async ({ app, bank, authorizationServer: send }, { grantId }) => {
      const token = await app.ownToken('grant_management_revoke');
      const url = `${bank.issuer}/grants/${grantId}`;
      return () => expectStatus(app.call(token, url, { method: 'DELETE', send }), 204);
    },
  },
  'consent deleted': {
    prepare: async ({ app, bank, resourceServer: send }, { access }) => {
      const token = await app.ownToken('accounts');
      const url = `${bank.resource_base}/aisp/account-access-consents/${access.ConsentId}`;
      return () => expectStatus(app.call(token, url, { method: 'DELETE', send }), 204);
    },
  },
  'stopped at the dashboard': { prepare: stopAtDashboard },
  'client frozen': {
    prepare: async (scene) => () => setStatus(scene, 'frozen'),
    undo: (scene) => setStatus(scene, 'active'),
  },
} as const satisfies Record<string, Way>;

export type WayName = keyof typeof ways;
export const wayNames = Object.keys(ways) as WayName[];

/** The way of that name, with what only some have. */
export const wayOf = (name: WayName): Way => ways[name];
