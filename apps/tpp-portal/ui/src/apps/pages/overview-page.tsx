import { Button } from '@mantine/core';
import { useState, type ReactElement, type ReactNode } from 'react';
import { Link } from 'react-router';
import { call } from '../../api/api.js';
import { useResource } from '../../api/use-resource.js';
import { CodeBlock, JsonBlock } from '../../parts/code-block.js';
import { CopyText } from '../../parts/copy.js';
import { day } from '../../parts/format.js';
import { Failure, Waiting } from '../../parts/states.js';
import { useApp } from '../app-context.js';
import { RedirectChecker } from '../redirects/redirect-checker.js';
import { RemoveApp } from '../remove-app.js';
import type { App, Certificate, SoftwareStatement } from '../types.js';
import { useAct } from '../../parts/use-act.js';
import { roleWords } from '../words.js';
import { ExpiryBar } from './expiry-bar.js';
import classes from './pages.module.css';

/** An application at a glance. */
export function OverviewPage(): ReactElement {
  const { app, reload } = useApp();
  return (
    <>
      <title>{`${app.name} – Sandbank`}</title>
      <div className={classes.columns}>
        <div>
          <ProfileSection app={app} />
          <ClientsSection app={app} />
          <CertificateSection app={app} />
        </div>
        <div>
          <section className={classes.section} aria-labelledby="redirects-title">
            <h2 id="redirects-title">Redirect URIs</h2>
            <ul className={classes.addresses}>
              {app.redirectUris.map((uri) => (
                <li key={uri}>
                  <CopyText value={uri} />
                </li>
              ))}
            </ul>
            <RedirectChecker registered={app.redirectUris} />
          </section>
          <StatementSection app={app} />
        </div>
      </div>
      <div className={`${classes.end ?? ''} ${classes.actions ?? ''}`}>
        {app.ending ? null : (
          <Button component={Link} to={`/apps/${app.id}/edit`} variant="default" id="edit-app">
            Change this application
          </Button>
        )}
        <RemoveApp app={app} reload={reload} />
      </div>
    </>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }): ReactElement {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function ProfileSection({ app }: { app: App }): ReactElement {
  const { constraint, authentication, signing, algorithm } = app.profile;
  return (
    <section className={classes.section} aria-labelledby="profile-title">
      <h2 id="profile-title">Profile</h2>
      <dl className={classes.facts}>
        <Fact name="May">
          {app.roles.map((role) => `${roleWords[role].title} (${role})`).join(' · ')}
        </Fact>
        <Fact name="Tokens bound to">
          {constraint === 'dpop' ? 'a DPoP key' : 'its certificate (mutual TLS)'}
        </Fact>
        <Fact name="Authenticates">
          <code>{authentication}</code>
        </Fact>
        <Fact name="Signs">{signing ? `with ${algorithm}` : 'nothing'}</Fact>
        <Fact name="Software">
          <CopyText value={app.softwareId} label="Copy the software id" />
        </Fact>
        <Fact name="Made">{day(app.createdAt)}</Fact>
      </dl>
    </section>
  );
}

function ClientsSection({ app }: { app: App }): ReactElement {
  return (
    <section className={classes.section} aria-labelledby="clients-title">
      <h2 id="clients-title">Client ids</h2>
      {app.clients.length === 0 ? (
        <p>
          None yet. <Link to={`/apps/${app.id}/banks`}>Register at a bank</Link>.
        </p>
      ) : (
        <dl className={classes.facts}>
          {app.clients.map(({ bank, clientId, state }) => (
            <Fact key={bank} name={bank}>
              <CopyText value={clientId} />
              {state === 'current' ? null : (
                <>
                  {' '}
                  <Link to={`/apps/${app.id}/banks`}>needs your attention</Link>
                </>
              )}
            </Fact>
          ))}
        </dl>
      )}
    </section>
  );
}

function CertificateSection({ app }: { app: App }): ReactElement {
  const { data, error, reload } = useResource<{ certificates: Certificate[] }>(
    `/api/applications/${app.id}/certificates`,
  );
  const valid = data?.certificates.filter(({ status }) => status === 'valid');
  return (
    <section className={classes.section} aria-labelledby="certificate-title">
      <h2 id="certificate-title">Certificates</h2>
      {error === undefined ? null : <Failure error={error} retry={reload} />}
      {data === undefined && error === undefined ? <Waiting lines={2} /> : null}
      {valid?.length === 0 ? (
        <p>
          No valid one. <Link to={`/apps/${app.id}/certificates`}>Ask for one</Link>.
        </p>
      ) : null}
      {valid?.map((certificate) => (
        <div key={certificate.certificate_id}>
          <Link to={`/apps/${app.id}/certificates`}>
            {certificate.use === 'transport' ? 'Transport' : 'Signing'}
          </Link>
          <ExpiryBar certificate={certificate} />
        </div>
      ))}
    </section>
  );
}

/** What the directory says of the application, signed; fetched when somebody wants to see it. */
function StatementSection({ app }: { app: App }): ReactElement {
  const [made, setMade] = useState<SoftwareStatement>();
  const act = useAct();
  const fetchOne = (): void => {
    const path = `/api/applications/${app.id}/statements`;
    void act.run(async () => setMade(await call<SoftwareStatement>(path, { method: 'POST' })));
  };
  return (
    <section className={classes.section} aria-labelledby="statement-title">
      <h2 id="statement-title">Software statement</h2>
      <p className="quiet">
        The directory’s signed word about this application, good for an hour. Banks believe it over
        anything else in a registration (RFC 7591 2.3).
      </p>
      {act.error === undefined ? null : <Failure error={act.error} />}
      {made === undefined ? (
        <div>
          <Button
            id="show-statement"
            variant="default"
            loading={act.busy}
            disabled={app.ending}
            onClick={fetchOne}
          >
            Get one and look inside
          </Button>
        </div>
      ) : (
        <>
          <JsonBlock value={made.payload} label="claims of the statement" />
          <details>
            <summary>As it is sent</summary>
            <CodeBlock text={made.statement} label="software statement" />
          </details>
        </>
      )}
    </section>
  );
}
