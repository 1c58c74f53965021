import { Alert, Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { Link, useSearchParams } from 'react-router';
import { call } from '../api/api.js';
import { Icon } from '../parts/icons.js';
import { Failure, Waiting } from '../parts/states.js';
import { Already } from './already.js';
import { Field } from './field.js';
import classes from './identity.module.css';
import { useMe, type Me } from './me.js';
import { hasPasskeys, signInByPasskey } from './passkeys.js';
import { useEntry } from './use-entry.js';
import { textOf, useForm } from './use-form.js';

/** Back in, with a passkey or a password. */
export function SignInPage(): ReactElement {
  const { me, error, reload } = useMe();
  const { isEntering, enter } = useEntry();
  const [query] = useSearchParams();
  const isAgain = query.has('again');
  return (
    <div className={classes.entry}>
      <title>Sign in – Sandbank</title>
      {error === undefined ? null : <Failure error={error} retry={reload} />}
      {me === undefined && error === undefined ? <Waiting /> : null}
      {me != null && !me.isGuest && !isAgain ? (
        isEntering ? (
          <Waiting />
        ) : (
          <Already me={me} />
        )
      ) : null}
      {me === null || me?.isGuest === true || (me != null && isAgain) ? (
        <SignIn me={me} enter={enter} />
      ) : null}
    </div>
  );
}

function SignIn({ me, enter }: { me: Me | null; enter: () => void }): ReactElement {
  const [query] = useSearchParams();
  const form = useForm(async (fields) => {
    await call('/api/sign-in', {
      method: 'POST',
      body: { email: textOf(fields, 'email'), password: textOf(fields, 'password') },
    });
    enter();
  });
  const byPasskey = (element: HTMLFormElement | null) =>
    form.run(element, async () => {
      await signInByPasskey();
      enter();
    });

  return (
    <section className={classes.main} aria-labelledby="sign-in-title">
      <h1 id="sign-in-title">{me?.isGuest === false ? 'Sign in once more' : 'Sign in'}</h1>
      {me?.isGuest === true ? (
        <Alert variant="default" className={classes.note ?? ''}>
          You work as a guest. Signing in to an account leaves this workspace behind; to keep it,{' '}
          <Link to="/sign-up">claim it</Link> instead.
        </Alert>
      ) : null}
      {hasPasskeys() ? (
        <>
          <div className={classes.actions}>
            <Button
              id="sign-in-passkey"
              size="lg"
              leftSection={<Icon of="key" />}
              loading={form.busy}
              form="sign-in-form"
              onClick={(event) => void byPasskey(event.currentTarget.form)}
            >
              Sign in with a passkey
            </Button>
          </div>
          <p className={classes.or}>or with a password</p>
        </>
      ) : null}
      <form id="sign-in-form" className={classes.form} onSubmit={form.onSubmit} noValidate>
        <Field
          label="E-mail address"
          name="email"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={200}
          defaultValue={me?.email ?? ''}
          problem={form.problem('email')}
        />
        <Field
          label="Password"
          name="password"
          type="password"
          autoComplete="current-password"
          maxLength={200}
          problem={form.problem('password')}
        />
        {form.error === undefined ? null : <Failure error={form.error} />}
        <div className={classes.actions}>
          <Button type="submit" id="sign-in" size="lg" variant="default" loading={form.busy}>
            Sign in
          </Button>
        </div>
      </form>
      <p>
        New here? <Link to={`/sign-up?${query.toString()}`}>Create an account</Link>
      </p>
      <p className="quiet">
        Operators sign in as <code>operator</code>; the password stands in the file that the sandbox
        named when it started.
      </p>
    </section>
  );
}
