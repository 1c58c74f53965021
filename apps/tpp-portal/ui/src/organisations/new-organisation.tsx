import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { useNavigate } from 'react-router';
import { call } from '../api/api.js';
import { Field } from '../identity/field.js';
import classes from '../identity/identity.module.css';
import { useMe } from '../identity/me.js';
import { Refused } from '../identity/refused.js';
import { textOf, useForm } from '../identity/use-form.js';

/** One more organisation, owned by whoever makes it. */
export function NewOrganisation(): ReactElement {
  const { reload } = useMe();
  const navigate = useNavigate();
  const form = useForm(async (fields) => {
    const { id } = await call<{ id: string }>('/api/organisations', {
      method: 'POST',
      body: { name: textOf(fields, 'name') },
    });
    reload();
    await navigate(`/organisations/${id}`);
  });
  return (
    <>
      <form className={classes.inline} onSubmit={form.onSubmit} noValidate>
        <Field
          label="Name of a new organisation"
          name="name"
          autoComplete="organization"
          maxLength={80}
          problem={form.problem('name')}
        />
        <Button type="submit" variant="default" loading={form.busy}>
          Create it
        </Button>
      </form>
      {form.error === undefined ? null : <Refused error={form.error} />}
    </>
  );
}
