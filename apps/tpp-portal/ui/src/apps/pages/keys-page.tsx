import { Button } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { Link } from 'react-router';
import { call } from '../../api/api.js';
import { useResource } from '../../api/use-resource.js';
import { JsonBlock } from '../../parts/code-block.js';
import { CopyText } from '../../parts/copy.js';
import { Dialog } from '../../parts/dialog.js';
import { Empty, Failure, Waiting } from '../../parts/states.js';
import { useApp } from '../app-context.js';
import { download } from '../download.js';
import { keyFileText, slugOf } from '../keys/key-file.js';
import { PasteJwks } from '../keys/paste-keys.js';
import { makeSigningKey } from '../keys/signing-key.js';
import type { App, PublicJwk } from '../types.js';
import { useAct } from '../use-act.js';
import classes from './pages.module.css';

type Keys = readonly PublicJwk[];

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

/** Keys of certificates come and go with those; the rest is the application's own list. */
const own = (keys: Keys): Keys => keys.filter((key) => !('x5c' in key));

const replace = (app: App, keys: Keys): Promise<unknown> =>
  call(`/api/applications/${app.id}/keys`, { method: 'PUT', body: { keys } });

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

function AddKeys({ app, all, reload }: { app: App; all: Keys; reload: () => void }): ReactElement {
  const [pasted, setPasted] = useState<Keys>();
  const [handed, setHanded] = useState<string>();
  const act = useAct();
  const run = (work: () => Promise<unknown>): void => {
    void act.run(work).then((done) => {
      if (done) reload();
    });
  };
  const make = async (): Promise<void> => {
    const signing = await makeSigningKey(app.profile.algorithm);
    const name = `${slugOf(app.name)}.${(signing.publicJwk.kid ?? '').slice(0, 8)}.keys.json`;
    download(name, keyFileText(app.name, { signing }), 'application/json');
    await replace(app, [...own(all), signing.publicJwk]);
    setHanded(name);
  };
  return (
    <section className={classes.section} aria-labelledby="add-title">
      <h2 id="add-title">Add a key</h2>
      <p className="quiet">
        To change keys without a pause: add the new one, sign with it, then take the old one away.
      </p>
      <div className={classes.halves}>
        <div className={classes.half}>
          <h3>Make one here</h3>
          <p className="quiet">
            {app.profile.algorithm}, in this browser. The private half comes to you as a file, and
            goes nowhere else.
          </p>
          <Button id="make-key" variant="default" loading={act.busy} onClick={() => run(make)}>
            Make a key
          </Button>
          {handed === undefined ? null : (
            <p role="status">
              The private key is in <code>{handed}</code>.
            </p>
          )}
        </div>
        <div className={classes.half}>
          <PasteJwks needed change={setPasted} />
          <Button
            id="add-pasted"
            variant="default"
            disabled={pasted === undefined}
            loading={act.busy}
            onClick={() =>
              pasted !== undefined && run(() => replace(app, [...own(all), ...pasted]))
            }
          >
            Add these
          </Button>
        </div>
      </div>
      {act.error === undefined ? null : <Failure error={act.error} />}
    </section>
  );
}
