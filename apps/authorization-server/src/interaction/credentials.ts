/** What a customer typed on a sign-in page. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
}

const lengthMax = 200;

/** The credentials in a form; undefined for such as no customer has. */
export function credentialsIn(form: URLSearchParams): Credentials | undefined {
  const username = (form.get('username') ?? '').trim();
  const password = form.get('password') ?? '';
  return Math.max(username.length, password.length) > lengthMax
    ? undefined
    : { username, password };
}
