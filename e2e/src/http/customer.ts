import { formsOf } from './html.js';
import { PageVisitor, type Sight } from './page-visitor.js';

/** A customer's name, password and one-time code. */
export interface Login {
  username: string;
  password: string;
  code: string;
}

/** What a customer saw and did at the bank. */
export interface Visit {
  /** Where the bank sent the customer back to, with the authorization response. */
  callback: URL;
  offeredAccountIds: string[];
  chosenAccountIds: string[];
  cookieValues: string[];
}

/** The accounts that a consent page offers. */
export const offeredAccounts = (html: string): string[] =>
  formsOf(html)
    .flatMap(({ controls }) => controls)
    .filter(({ attributes }) => attributes['name'] === 'accounts')
    .map(({ attributes }) => attributes['value']!);

/** Signs in with password and code; ends on the consent page. */
export const signIn = async (
  visitor: PageVisitor,
  authorizationUrl: URL,
  login: Login,
): Promise<Sight> => {
  const loginPage = await visitor.open(authorizationUrl);
  const codePage = await visitor.press(loginPage, 'login-submit', {
    username: login.username,
    password: login.password,
  });
  return visitor.press(codePage, 'login-submit', { otp: login.code });
};

/** The one-time code in the message on the phone that the page shows. */
export const codeOnPhone = (html: string): string =>
  /class="phone-code">(\d+)</.exec(html)?.[1] ?? '';

/** Walks the whole way at the bank and pays from the first account; the code is the one on the phone. */
export const approvePayment = async (authorizationUrl: URL, login: Login): Promise<URL> => {
  const visitor = new PageVisitor(authorizationUrl.origin);
  const codePage = await visitor.press(await visitor.open(authorizationUrl), 'login-submit', {
    username: login.username,
    password: login.password,
  });
  const otp = codeOnPhone(codePage.html);
  const paymentPage = await visitor.press(codePage, 'login-submit', { otp });
  const [account = ''] = offeredAccounts(paymentPage.html);
  const { url } = await visitor.press(paymentPage, 'consent-allow', { accounts: [account] });
  return url;
};

/** Walks the whole way at the bank and allows the first `accounts` accounts. */
export const approve = async (
  authorizationUrl: URL,
  login: Login,
  { accounts = 2 } = {},
): Promise<Visit> => {
  const visitor = new PageVisitor(authorizationUrl.origin);
  const consentPage = await signIn(visitor, authorizationUrl, login);
  const offered = offeredAccounts(consentPage.html);
  const chosen = offered.slice(0, accounts);
  const { cookieValues } = visitor;
  const { url } = await visitor.press(consentPage, 'consent-allow', { accounts: chosen });
  return {
    callback: url,
    offeredAccountIds: offered,
    chosenAccountIds: chosen,
    cookieValues: [...new Set([...cookieValues, ...visitor.cookieValues])],
  };
};
