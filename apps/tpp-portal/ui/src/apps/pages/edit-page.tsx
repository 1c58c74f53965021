import { Button, TextInput } from '@mantine/core';
import { useState, type ReactElement, type SyntheticEvent } from 'react';
import { Link, useNavigate } from 'react-router';
import { call } from '../../api/api.js';
import { Failure } from '../../parts/states.js';
import { useApp } from '../app-context.js';
import { ProfileFields } from '../profile-fields.js';
import { RedirectFields } from '../redirects/redirect-fields.js';
import { roles, type Role } from '../types.js';
import { useAct } from '../../parts/use-act.js';
import { Choice, Question } from '../wizard/choice.js';
import { emptyDraft, missing, type Draft } from '../wizard/draft.js';
import { roleWords } from '../words.js';
import classes from './pages.module.css';

/** Changes an application: at the directory, and then at every bank where it is registered. */
export function EditPage(): ReactElement {
  const { app, reload } = useApp();
  const [draft, setDraft] = useState<Draft>({
    ...emptyDraft,
    ...{ name: app.name, roles: app.roles, profile: app.profile },
    redirectUris: app.redirectUris,
  });
  const [problem, setProblem] = useState<string>();
  const act = useAct();
  const navigate = useNavigate();
  const change = (part: Partial<Draft>): void => setDraft({ ...draft, ...part });
  const save = (event: SyntheticEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const found = missing.what(draft) ?? missing.redirects(draft);
    setProblem(found);
    if (found !== undefined) return;
    const body = {
      ...{ name: draft.name.trim(), roles: draft.roles, profile: draft.profile },
      redirect_uris: draft.redirectUris.filter((uri) => uri !== ''),
    };
    void act
      .run(() => call(`/api/applications/${app.id}`, { method: 'PUT', body }))
      .then((done) => {
        if (!done) return;
        reload();
        void navigate(`/apps/${app.id}/${app.clients.length > 0 ? 'banks' : ''}`);
      });
  };
  const toggle = (role: Role, on: boolean): void =>
    change({ roles: roles.filter((one) => (one === role ? on : draft.roles.includes(one))) });
  return (
    <form className={classes.form} onSubmit={save} noValidate>
      <title>{`Change ${app.name} – Sandbank`}</title>
      <h2>Change this application</h2>
      {app.clients.length === 0 ? null : (
        <p className="lead">
          The directory hears of it first, then {app.clients.map(({ bank }) => bank).join(', ')}.
          Client ids stay.
        </p>
      )}
      <TextInput
        id="app-name"
        label="Name"
        maxLength={80}
        autoComplete="off"
        value={draft.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <Question legend="Roles">
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
      <ProfileFields profile={draft.profile} change={(profile) => change({ profile })} />
      <RedirectFields
        uris={draft.redirectUris}
        change={(redirectUris) => change({ redirectUris })}
      />
      {problem === undefined ? null : (
        <p role="alert" className={classes.dangerText}>
          <b>{problem}</b>
        </p>
      )}
      {act.error === undefined ? null : <Failure error={act.error} />}
      <div className={classes.actions}>
        <Button type="submit" id="save-app" loading={act.busy} disabled={app.ending}>
          Save
        </Button>
        <Link to={`/apps/${app.id}`}>Leave it as it is</Link>
      </div>
    </form>
  );
}
