/** The name of the session cookie: cookies ignore ports, so two portals of one host must not share a name. */
export const sessionCookieName = (portalUrl: string): string =>
  named('__Host-sandbank-portal', portalUrl);

/** The name of the cookie of those who are signed in: another than the demo app's, which needs nobody's name. */
export const signInCookieName = (portalUrl: string): string =>
  named('__Host-sandbank-sign-in', portalUrl);

const named = (name: string, portalUrl: string): string => {
  const { port } = new URL(portalUrl);
  return port === '' ? name : `${name}-${port}`;
};

/** The value of one cookie; undefined when it is missing or sent twice. */
export const readCookie = (header: string | undefined, name: string): string | undefined => {
  const values = (header ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`));
  return values.length === 1 ? values[0]?.slice(name.length + 1) : undefined;
};

/** A `__Host-` cookie: this host alone, TLS alone, out of reach for scripts, sent on top-level navigation (the callback). */
export const sessionCookie = (name: string, value: string, maxAgeSeconds: number): string =>
  `${name}=${value}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=${maxAgeSeconds}`;
