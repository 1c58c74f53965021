import { NativeSelect, TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import { useMe } from '../../identity/me.js';
import { roles, type Role } from '../types.js';
import { roleWords } from '../words.js';
import { Choice, Question } from './choice.js';
import { StepForm } from './step-form.js';
import { useWizard } from './wizard.js';

/** Its name, and what it may ask of customers. */
export function WhatStep(): ReactElement {
  const { draft, change } = useWizard();
  const organisations = useMe().me?.organisations ?? [];
  const toggle = (role: Role, on: boolean): void =>
    change({ roles: roles.filter((one) => (one === role ? on : draft.roles.includes(one))) });
  return (
    <StepForm
      step="what"
      title="What does it do?"
      lead="Customers read the name on the bank’s pages. The roles bound what your application may ask them for."
    >
      <TextInput
        id="app-name"
        label="Name"
        placeholder="Budget Pal"
        autoComplete="off"
        maxLength={80}
        value={draft.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      {organisations.length > 1 ? (
        <NativeSelect
          id="app-organisation"
          label="Organisation"
          value={draft.organisation ?? ''}
          onChange={(event) => change({ organisation: event.currentTarget.value })}
          data={organisations.map(({ id, name }) => ({ value: id, label: name }))}
        />
      ) : null}
      <Question legend="Roles" hint="Those of payment services law. More than one is fine.">
        {roles.map((role) => (
          <Choice
            key={role}
            type="checkbox"
            name="role"
            value={role}
            title={roleWords[role].title}
            note={role}
            checked={draft.roles.includes(role)}
            onChange={(on) => toggle(role, on)}
          >
            {roleWords[role].words}
          </Choice>
        ))}
      </Question>
    </StepForm>
  );
}
