/** The addresses of a bank's dashboard, seen from its origin. */
export const dashboardPaths = (bank: string) => {
  const root = `/${bank}/dashboard`;
  return {
    current: root,
    history: `${root}/history`,
    login: `${root}/login`,
    code: `${root}/code`,
    signOut: `${root}/sign-out`,
    consent: (consentId: string) => `${root}/consents/${consentId}`,
    stopConsent: (consentId: string) => `${root}/consents/${consentId}/stop`,
    payment: (paymentId: string) => `${root}/payments/${paymentId}`,
    signPayment: (paymentId: string) => `${root}/payments/${paymentId}/sign`,
    refusePayment: (paymentId: string) => `${root}/payments/${paymentId}/refuse`,
    stopApp: (clientId: string) => `${root}/apps/${encodeURIComponent(clientId)}/stop`,
  } as const;
};

export type DashboardPaths = ReturnType<typeof dashboardPaths>;

const lengthMax = 600;
const anyOrigin = 'https://bank.invalid';

/**
 * Where to go after the sign-in: the page that was wanted, if it is one of this dashboard, else its first page. What
 * stands in an address may come from anybody, and must not lead anywhere else.
 */
export function wantedPage(bank: string, sent: string | null | undefined): string {
  const { current, login, code, signOut } = dashboardPaths(bank);
  if (sent === null || sent === undefined || sent.length > lengthMax) return current;
  if (!sent.startsWith('/') || !URL.canParse(sent, anyOrigin)) return current;
  // As a browser would understand it: dots, backslashes and double slashes resolved.
  const { origin, pathname, search } = new URL(sent, anyOrigin);
  const isOurs = pathname === current || pathname.startsWith(`${current}/`);
  if (origin !== anyOrigin || !isOurs || [login, code, signOut].some((path) => path === pathname))
    return current;
  return pathname + search;
}

/** An address with the page wanted after it, where that is not the first one anyway. */
export function withWanted(bank: string, path: string, wanted: string, reason?: string): string {
  const query = new URLSearchParams();
  if (wanted !== dashboardPaths(bank).current) query.set('to', wanted);
  if (reason !== undefined) query.set('reason', reason);
  return query.size === 0 ? path : `${path}?${query.toString()}`;
}
