import type { HttpsAnswer } from '@sandbank/testing';
import type { Browser, RunningPortal } from '../running-portal.js';

/** Somebody of the specs, signed in. */
export interface Person {
  readonly browser: Browser;
  readonly personId: string;
  readonly email: string;
  /** The first organisation. */
  readonly organisation: string;
}

export const password = 'three lazy otters';

let count = 0;

interface Me {
  personId: string;
  name: string;
  email?: string;
  isGuest: boolean;
  isOperator: boolean;
  guestEndsAt?: string;
  organisations: { id: string; name: string; role: string }[];
}

export const me = async (browser: Browser): Promise<Me | null> =>
  (await browser.send('/api/me')).json<{ me: Me | null }>().me;

/** Signs up with a password. */
export async function signUp(portal: RunningPortal, browser = portal.browser()): Promise<Person> {
  count += 1;
  const email = `person-${count}@tpp.example`;
  const form = { name: `Person ${count}`, email, password };
  expect(await told(browser.act('POST', '/api/sign-up', form))).toEqual([204]);
  return personOf(browser, email);
}

/** Starts as a guest. */
export async function guest(portal: RunningPortal): Promise<Person> {
  const browser = portal.browser();
  expect(await told(browser.act('POST', '/api/guests'))).toEqual([204]);
  return personOf(browser, '');
}

export async function signIn(
  portal: RunningPortal,
  email: string,
  words = password,
): Promise<Browser> {
  const browser = portal.browser();
  expect(await told(browser.act('POST', '/api/sign-in', { email, password: words }))).toEqual([
    204,
  ]);
  return browser;
}

/** Status and code of an answer, to compare at once. */
export async function told(answer: Promise<HttpsAnswer>): Promise<unknown[]> {
  const { status, body } = await answer;
  return status < 400 ? [status] : [status, (JSON.parse(body) as { error: string }).error];
}

async function personOf(browser: Browser, email: string): Promise<Person> {
  const { personId, organisations } = (await me(browser))!;
  return { browser, personId, email, organisation: organisations[0]!.id };
}
