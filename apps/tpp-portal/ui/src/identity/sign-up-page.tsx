import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { Link, useSearchParams } from 'react-router';
import { call } from '../api/api.js';
import { Icon } from '../parts/icons.js';
import { Failure, Waiting } from '../parts/states.js';
import { Already } from './already.js';
import { Field } from './field.js';
import classes from './identity.module.css';
import { useMe, type Me } from './me.js';
import { hasPasskeys, signUpByPasskey } from './passkeys.js';
import { StartAsGuest } from './sign-in-invitation.js';
import { useEntry } from './use-entry.js';
import { textOf, useForm } from './use-form.js';

/** An account in one form; for a guest, the claim of the workspace. */
export function SignUpPage(): ReactElement {
  const { me, error, reload } = useMe();
  const { isEntering, enter } = useEntry();
  return (
    <div className={classes.entry}>
      <title>Sign up – Sandbank</title>
      {error === undefined ? null : <Failure error={error} retry={reload} />}
      {me === undefined && error === undefined ? <Waiting /> : null}
      {me != null && !me.isGuest ? isEntering ? <Waiting /> : <Already me={me} /> : null}
      {me === null || me?.isGuest === true ? <SignUp me={me} enter={enter} /> : null}
    </div>
  );
}

function SignUp({ me, enter }: { me: Me | null; enter: () => void }): ReactElement {
  const [query] = useSearchParams();
  const form = useForm(async (fields) => {
    await call('/api/sign-up', {
      method: 'POST',
      body: { ...namingOf(fields), password: textOf(fields, 'password') },
    });
    enter();
  });
  const byPasskey = (element: HTMLFormElement | null) =>
    form.run(element, async (fields) => {
      await signUpByPasskey(namingOf(fields));
      enter();
    });
  const isTaken = form.problem('email')?.startsWith('There is an account') === true;

  return (
    <>
      <section className={classes.main} aria-labelledby="sign-up-title">
        <h1 id="sign-up-title">
          {me === null ? 'A workspace of your own' : 'Claim your workspace'}
        </h1>
        <p className="lead">
          {me === null
            ? 'Register applications at the banks, see each of their messages, and read why one was refused.'
            : 'Everything in it stays: applications, keys at the directory, registrations at banks.'}
        </p>
        <form className={classes.form} onSubmit={form.onSubmit} noValidate>
          <Field
            label="Your name"
            name="name"
            autoComplete="name"
            maxLength={80}
            problem={form.problem('name')}
          />
          <Field
            label="E-mail address"
            hint="What you sign in with. A sandbox sends no mail."
            name="email"
            type="email"
            autoComplete="username"
            maxLength={200}
            problem={form.problem('email')}
          />
          {isTaken ? (
            <p>
              <Link to={`/sign-in?${query.toString()}`}>Sign in to that account</Link>
            </p>
          ) : null}
          <Field
            label="Password"
            hint="Ten characters or more. A few words do well."
            name="password"
            type="password"
            autoComplete="new-password"
            maxLength={200}
            problem={form.problem('password')}
          />
          {form.error === undefined ? null : <Failure error={form.error} />}
          <div className={classes.actions}>
            <Button type="submit" id="sign-up" size="lg" loading={form.busy}>
              {me === null ? 'Create the account' : 'Claim the workspace'}
            </Button>
            {hasPasskeys() ? (
              <Button
                id="sign-up-passkey"
                size="lg"
                variant="default"
                leftSection={<Icon of="key" />}
                disabled={form.busy}
                onClick={(event) => void byPasskey(event.currentTarget.form)}
              >
                Use a passkey instead
              </Button>
            ) : null}
          </div>
        </form>
        <p>
          You have an account? <Link to={`/sign-in?${query.toString()}`}>Sign in</Link>
        </p>
      </section>
      <aside className={classes.aside}>{me === null ? <AsGuest enter={enter} /> : <Kept />}</aside>
    </>
  );
}

const namingOf = (fields: FormData): { name: string; email: string } => ({
  name: textOf(fields, 'name'),
  email: textOf(fields, 'email'),
});

function AsGuest({ enter }: { enter: () => void }): ReactElement {
  return (
    <>
      <h2>Only looking?</h2>
      <p>Start without a name. The workspace is there at once, and you can claim it any day.</p>
      <StartAsGuest onStarted={enter} />
    </>
  );
}

function Kept(): ReactElement {
  return (
    <>
      <h2>Why claim it</h2>
      <ul className={classes.points}>
        <li>You can come back from any browser.</li>
        <li>You can invite the people whom you work with.</li>
        <li>It stays. A guest’s workspace ends after seven days, with its clients at the banks.</li>
      </ul>
    </>
  );
}
