import { Button } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { Link } from 'react-router';
import { useResource } from '../../api/use-resource.js';
import { JsonBlock } from '../../parts/code-block.js';
import { CopyText } from '../../parts/copy.js';
import { Dialog } from '../../parts/dialog.js';
import { Empty, Failure, Waiting } from '../../parts/states.js';
import { useApp } from '../app-context.js';
import { AddKeys, own, replace, type Keys } from '../keys/add-keys.js';
import type { App, PublicJwk } from '../types.js';
import { useAct } from '../../parts/use-act.js';
import classes from './pages.module.css';

/** The public keys of an application, as banks read them at the directory. */
export function KeysPage(): ReactElement {
  const { app } = useApp();
  const { data, error, reload } = useResource<{ keys: PublicJwk[] }>(
    `/api/applications/${app.id}/keys`,
  );
  return (
    <>
      <title>{`Keys of ${app.name} – Sandbank`}</title>
      <section className={classes.section} aria-labelledby="keys-title">
        <h2 id="keys-title">Public keys</h2>
        <p className="lead">
          Banks read them from the directory, at most a minute late. Private keys are with you
          alone.
        </p>
        {error === undefined ? null : <Failure error={error} retry={reload} />}
        {data === undefined && error === undefined ? <Waiting /> : null}
        {data?.keys.length === 0 ? (
          <Empty title="No public key yet">
            <p>
              An application that authenticates with private_key_jwt, or signs payments, needs one.
              Make it below.
            </p>
          </Empty>
        ) : null}
        <ul className={classes.stack} id="keys">
          {data?.keys.map((key) => (
            <KeyPanel key={key.kid} app={app} jwk={key} all={data.keys} reload={reload} />
          ))}
        </ul>
      </section>
      {data === undefined || app.ending ? null : (
        <AddKeys app={app} all={data.keys} reload={reload} />
      )}
    </>
  );
}

function KeyPanel({
  app,
  jwk,
  all,
  reload,
}: {
  app: App;
  jwk: PublicJwk;
  all: Keys;
  reload: () => void;
}): ReactElement {
  const isOfCertificate = 'x5c' in jwk;
  return (
    <li className={classes.panel}>
      <div className={classes.panelHead}>
        <h3>{[jwk.kty, jwk['crv'], jwk['alg']].filter(Boolean).join(' · ')}</h3>
        {isOfCertificate ? (
          <Link to={`/apps/${app.id}/certificates`}>of a signing certificate</Link>
        ) : null}
      </div>
      <p>
        <span className="quiet">kid</span> <CopyText value={jwk.kid ?? ''} />
      </p>
      <details>
        <summary>The whole key</summary>
        <JsonBlock value={jwk} label={`key ${jwk.kid ?? ''}`} />
      </details>
      {isOfCertificate || app.ending ? null : (
        <RemoveKey app={app} jwk={jwk} all={all} reload={reload} />
      )}
    </li>
  );
}

function RemoveKey({
  app,
  jwk,
  all,
  reload,
}: {
  app: App;
  jwk: PublicJwk;
  all: Keys;
  reload: () => void;
}): ReactElement {
  const [asking, setAsking] = useState(false);
  const act = useAct();
  const remove = (): void => {
    const kept = own(all).filter(({ kid }) => kid !== jwk.kid);
    void act
      .run(() => replace(app, kept))
      .then((done) => {
        if (!done) return;
        setAsking(false);
        reload();
      });
  };
  return (
    <div>
      <Button variant="subtle" className={classes.dangerText ?? ''} onClick={() => setAsking(true)}>
        Take this key away
      </Button>
      <Dialog open={asking} close={() => setAsking(false)} title="Take this key away?">
        <p>
          Within a minute nothing that it signs is believed any more.{' '}
          {all.length === 1 && app.profile.authentication === 'private_key_jwt'
            ? 'It is the only one: the application cannot ask for tokens until it has another.'
            : ''}
        </p>
        {act.error === undefined ? null : <Failure error={act.error} />}
        <div className={classes.actions}>
          <Button
            variant="outline"
            className={classes.danger ?? ''}
            loading={act.busy}
            onClick={remove}
          >
            Take it away
          </Button>
          <Button variant="default" onClick={() => setAsking(false)}>
            Keep it
          </Button>
        </div>
      </Dialog>
    </div>
  );
}
