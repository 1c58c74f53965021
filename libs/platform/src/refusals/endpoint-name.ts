/** The last part of a path, by the name that RFC 8414 2, RFC 7662 or OpenID Connect give its endpoint. */
const names: Readonly<Record<string, string>> = {
  par: 'pushed_authorization_request',
  authorize: 'authorization',
  token: 'token',
  introspect: 'introspection',
  introspection: 'introspection',
  revoke: 'revocation',
  revocation: 'revocation',
  userinfo: 'userinfo',
  register: 'registration',
  jwks: 'jwks',
};

/** The name of the endpoint behind a recorded route (`POST /:bank/token`): the standard's, else its pattern. */
export function endpointName(route: string): string {
  const [, path = ''] = route.split(' ', 2);
  if (path === 'unknown') return path;
  const below = path.replace(/^\/:bank\//, '');
  return names[below] ?? below.replace(/:(\w+)/g, '{$1}');
}
