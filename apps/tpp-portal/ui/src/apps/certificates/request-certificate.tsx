import { Button, SegmentedControl } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { call } from '../../api/api.js';
import { Failure } from '../../parts/states.js';
import { download } from '../download.js';
import { keyFileText, slugOf } from '../keys/key-file.js';
import { PasteRequest } from '../keys/paste-keys.js';
import { makeTransportKey } from '../keys/transport-key.js';
import type { App } from '../types.js';
import { useAct } from '../../parts/use-act.js';
import classes from '../pages/pages.module.css';

/** Asks the directory for another certificate: around a key that is made here, or with a pasted request. */
export function RequestCertificate({
  app,
  reload,
}: {
  app: App;
  reload: () => void;
}): ReactElement {
  const [use, setUse] = useState<'transport' | 'signing'>('transport');
  const [csr, setCsr] = useState<string>();
  const [handed, setHanded] = useState<string>();
  const act = useAct();
  const request = (text: string): Promise<unknown> =>
    call(`/api/applications/${app.id}/certificates`, {
      method: 'POST',
      body: { use, csr: text },
    });
  const make = async (): Promise<void> => {
    const made = await makeTransportKey();
    const isTransport = use === 'transport';
    const name = `${slugOf(app.name)}.${use}${isTransport ? '.keys.json' : '-key.pem'}`;
    // First the key, then its certificate: one without the other is of no use to anybody.
    download(name, isTransport ? keyFileText(app.name, { transport: made }) : made.privatePem);
    await request(made.csr);
    setHanded(name);
  };
  const run = (work: () => Promise<unknown>): void => {
    void act.run(work).then((done) => {
      if (done) reload();
    });
  };
  return (
    <section className={classes.section} aria-labelledby="request-title">
      <h2 id="request-title">Another certificate</h2>
      <SegmentedControl
        aria-label="What it is for"
        value={use}
        onChange={(value) => setUse(value === 'signing' ? 'signing' : 'transport')}
        data={[
          { value: 'transport', label: 'Transport (TLS)' },
          { value: 'signing', label: 'Signing' },
        ]}
      />
      <div className={classes.halves}>
        <div className={classes.half}>
          <h3>Make a key here</h3>
          <p className="quiet">
            P-256, in this browser. The private key comes to you as a file; the directory gets the
            request alone.
          </p>
          <Button
            id="make-certificate"
            variant="default"
            loading={act.busy}
            onClick={() => run(make)}
          >
            Make a key and ask
          </Button>
          {handed === undefined ? null : (
            <p role="status">
              The key is in <code>{handed}</code>.
            </p>
          )}
        </div>
        <div className={classes.half}>
          <PasteRequest needed change={setCsr} />
          <Button
            id="request-certificate"
            variant="default"
            disabled={csr === undefined}
            loading={act.busy}
            onClick={() => csr !== undefined && run(() => request(csr))}
          >
            Ask with this request
          </Button>
        </div>
      </div>
      {act.error === undefined ? null : <Failure error={act.error} />}
    </section>
  );
}
