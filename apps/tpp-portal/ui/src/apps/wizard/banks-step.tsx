import { Button } from '@mantine/core';
import { useEffect, type ReactElement } from 'react';
import { Link, useNavigate } from 'react-router';
import { call } from '../../api/api.js';
import { useResource } from '../../api/use-resource.js';
import { useMe } from '../../identity/me.js';
import { Failure, Waiting } from '../../parts/states.js';
import type { App, ListedBank } from '../types.js';
import { useAct } from '../../parts/use-act.js';
import { profileWords, roleWords } from '../words.js';
import { Choice, Question } from './choice.js';
import { finishDraft, holdKeys, type Draft } from './draft.js';
import { useWizard } from './wizard.js';
import classes from './wizard.module.css';

/** Where it is registered, once it is made; and the press that makes it. */
export function BanksStep(): ReactElement {
  const { draft, change } = useWizard();
  const { data, error, reload } = useResource<{ banks: ListedBank[] }>('/api/participants');
  const act = useAct();
  const navigate = useNavigate();
  const open = data?.banks.filter(({ registers }) => registers) ?? [];
  const first = open[0]?.slug;
  const isUntouched = draft.banks.length === 0;

  useEffect(() => {
    if (isUntouched && first !== undefined) change({ banks: [first] });
    // Once, when the banks have come: whoever unticks the last one means it.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [first]);

  const make = async (): Promise<void> => {
    const app = await call<App>('/api/applications', { method: 'POST', body: bodyOf(draft) });
    const listed = open.map(({ slug }) => slug);
    finishDraft(
      app.id,
      draft.banks.filter((slug) => listed.includes(slug)),
    );
    holdKeys(undefined);
    await navigate(`/apps/${app.id}/ready`);
  };
  return (
    <div className={classes.form}>
      <div className={classes.head}>
        <h2 className={classes.title}>At which banks?</h2>
        <p className={classes.lead}>
          Each bank that you choose reads the directory’s statement about your application, and
          gives it a client_id of its own. More can follow later.
        </p>
      </div>
      {error === undefined ? null : <Failure error={error} retry={reload} />}
      {data === undefined && error === undefined ? <Waiting /> : null}
      {data === undefined ? null : (
        <Question legend="Banks">
          {open.length === 0 ? <p>No bank takes registrations right now.</p> : null}
          {open.map(({ slug, name, issuer }) => (
            <Choice
              key={slug}
              type="checkbox"
              name="bank"
              value={slug}
              title={name}
              checked={draft.banks.includes(slug)}
              onChange={(on) =>
                change({
                  banks: on ? [...draft.banks, slug] : draft.banks.filter((bank) => bank !== slug),
                })
              }
            >
              <code>{issuer}</code>
            </Choice>
          ))}
        </Question>
      )}
      <Summary draft={draft} />
      {act.error === undefined ? null : <Failure error={act.error} />}
      <div className={classes.actions}>
        <Button
          id="make-app"
          size="md"
          loading={act.busy}
          disabled={data === undefined}
          onClick={() => void act.run(make)}
        >
          Make the application
        </Button>
        <Link to="/apps/new/redirects">Back</Link>
      </div>
    </div>
  );
}

function Summary({ draft }: { draft: Draft }): ReactElement {
  const organisations = useMe().me?.organisations ?? [];
  const owner = organisations.find(({ id }) => id === draft.organisation)?.name ?? '';
  const rows: [string, string][] = [
    ['Name', draft.name.trim()],
    ...(organisations.length > 1 ? [['Organisation', owner] satisfies [string, string]] : []),
    ['Does', draft.roles.map((role) => roleWords[role].title).join(' · ')],
    ['Profile', profileWords(draft.profile)],
    ['Keys', draft.keys?.source === 'made' ? (draft.keys.fileName ?? '') : 'your own'],
    ['Comes back to', draft.redirectUris.filter((uri) => uri !== '').join(' ')],
  ];
  return (
    <section aria-labelledby="summary-title" className={classes.summary}>
      <h3 id="summary-title">What will be made</h3>
      <dl>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

const bodyOf = ({ name, roles, organisation, profile, keys, redirectUris }: Draft): unknown => ({
  name: name.trim(),
  ...{ roles, profile },
  ...(organisation === undefined ? {} : { organisation }),
  redirect_uris: redirectUris.filter((uri) => uri !== ''),
  ...(keys === undefined || keys.jwks.length === 0 ? {} : { jwks: { keys: keys.jwks } }),
  ...(keys?.csr === undefined
    ? {}
    : { certificate_requests: [{ use: 'transport', csr: keys.csr }] }),
});
