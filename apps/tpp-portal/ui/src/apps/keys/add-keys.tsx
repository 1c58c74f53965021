import { Button } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { call } from '../../api/api.js';
import { Failure } from '../../parts/states.js';
import { download } from '../download.js';
import classes from '../pages/pages.module.css';
import type { App, PublicJwk } from '../types.js';
import { useAct } from '../../parts/use-act.js';
import { keyFileText, slugOf } from './key-file.js';
import { PasteJwks } from './paste-keys.js';
import { makeSigningKey } from './signing-key.js';

export type Keys = readonly PublicJwk[];

/** Keys of certificates come and go with those; the rest is the application's own list. */
export const own = (keys: Keys): Keys => keys.filter((key) => !('x5c' in key));

/** Replaces the application's own list. */
export const replace = (app: App, keys: Keys): Promise<unknown> =>
  call(`/api/applications/${app.id}/keys`, { method: 'PUT', body: { keys } });

/** Another signing key: made here, or pasted. */
export function AddKeys({
  app,
  all,
  reload,
}: {
  app: App;
  all: Keys;
  reload: () => void;
}): ReactElement {
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
