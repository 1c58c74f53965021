import { Button } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { call } from '../api/api.js';
import { Field } from './field.js';
import classes from './identity.module.css';
import { useMe, type Me } from './me.js';
import { Refused } from './refused.js';
import { textOf, useForm } from './use-form.js';

/** What a person is called, and signs in with. */
export function NamingSection({ me }: { me: Me }): ReactElement {
  const { reload } = useMe();
  const [isSaved, setSaved] = useState(false);
  const form = useForm(async (fields) => {
    setSaved(false);
    await call('/api/account', {
      method: 'PUT',
      body: { name: textOf(fields, 'name'), email: textOf(fields, 'email') },
    });
    setSaved(true);
    reload();
  });
  return (
    <section className={classes.card} aria-labelledby="naming-title">
      <h2 id="naming-title">You</h2>
      <form className={classes.form} onSubmit={form.onSubmit} noValidate>
        <Field
          label="Your name"
          name="name"
          autoComplete="name"
          maxLength={80}
          defaultValue={me.name}
          problem={form.problem('name')}
        />
        <Field
          label="E-mail address"
          name="email"
          type="email"
          autoComplete="username"
          maxLength={200}
          defaultValue={me.email ?? ''}
          problem={form.problem('email')}
        />
        {form.error === undefined ? null : <Refused error={form.error} />}
        <div className={classes.actions}>
          <Button type="submit" variant="default" loading={form.busy}>
            Save
          </Button>
          <Saved isSaved={isSaved} words="Saved." />
        </div>
      </form>
    </section>
  );
}

/** Another password, or the first. */
export function PasswordSection({
  hasPassword,
  reload,
}: {
  hasPassword: boolean;
  reload: () => void;
}): ReactElement {
  const { reload: reloadMe } = useMe();
  const [isSaved, setSaved] = useState(false);
  const form = useForm(async (fields, element) => {
    setSaved(false);
    const current = textOf(fields, 'current');
    await call('/api/account/password', {
      method: 'PUT',
      body: { ...(hasPassword && { current }), password: textOf(fields, 'password') },
    });
    element.reset();
    setSaved(true);
    reload();
    reloadMe();
  });
  return (
    <section className={classes.card} aria-labelledby="password-title">
      <h2 id="password-title">Password</h2>
      <p>
        {hasPassword
          ? 'With another password, all your other browsers are signed out.'
          : 'You have none, and need none while you have a passkey.'}
      </p>
      <form className={classes.form} onSubmit={form.onSubmit} noValidate>
        {hasPassword ? (
          <Field
            label="Password so far"
            name="current"
            type="password"
            autoComplete="current-password"
            maxLength={200}
            problem={form.problem('current')}
          />
        ) : null}
        <Field
          label="New password"
          hint="Ten characters or more. A few words do well."
          name="password"
          type="password"
          autoComplete="new-password"
          maxLength={200}
          problem={form.problem('password')}
        />
        {form.error === undefined ? null : <Refused error={form.error} />}
        <div className={classes.actions}>
          <Button type="submit" variant="default" loading={form.busy}>
            {hasPassword ? 'Change the password' : 'Set a password'}
          </Button>
          <Saved isSaved={isSaved} words="Changed. Other browsers are signed out." />
        </div>
      </form>
    </section>
  );
}

const Saved = ({ isSaved, words }: { isSaved: boolean; words: string }): ReactElement => (
  <p className={classes.saved} role="status">
    {isSaved ? words : ''}
  </p>
);
