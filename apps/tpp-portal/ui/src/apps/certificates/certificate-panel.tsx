import { Button, NativeSelect } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { call } from '../../api/api.js';
import { CopyText } from '../../parts/copy.js';
import { Dialog } from '../../parts/dialog.js';
import { Failure } from '../../parts/states.js';
import { download } from '../download.js';
import { slugOf } from '../keys/key-file.js';
import { ExpiryBar } from '../pages/expiry-bar.js';
import type { App, Certificate } from '../types.js';
import { useAct } from '../../parts/use-act.js';
import classes from '../pages/pages.module.css';

const titles = { transport: 'Transport certificate', signing: 'Signing certificate' } as const;

/** One certificate, and what can be done with it. */
export function CertificatePanel({
  app,
  certificate,
  reload,
}: {
  app: App;
  certificate: Certificate;
  reload: () => void;
}): ReactElement {
  const act = useAct();
  const base = `/api/applications/${app.id}/certificates/${certificate.certificate_id}`;
  const renew = (): void => {
    void act
      .run(() => call(`${base}/renewal`, { method: 'POST', body: {} }))
      .then((done) => {
        if (done) reload();
      });
  };
  const text = `${certificate.certificate.trim()}\n${certificate.chain.trim()}\n`;
  const isValid = certificate.status === 'valid';
  return (
    <li className={classes.panel} data-status={certificate.status}>
      <div className={classes.panelHead}>
        <h3>{titles[certificate.use]}</h3>
        <ExpiryBar certificate={certificate} />
      </div>
      <dl className={classes.facts}>
        <Fact name="Subject" value={certificate.subject} />
        {certificate.san_uri === null || certificate.san_uri === undefined ? null : (
          <Fact name="SAN URI" value={certificate.san_uri} />
        )}
        <Fact name="Serial number" value={certificate.serial_number} />
        <Fact name="x5t#S256" value={certificate.thumbprint} />
        {certificate.kid === null || certificate.kid === undefined ? null : (
          <Fact name="kid" value={certificate.kid} />
        )}
        {certificate.revocation_reason === null ||
        certificate.revocation_reason === undefined ? null : (
          <Fact name="Reason" value={certificate.revocation_reason} />
        )}
      </dl>
      {act.error === undefined ? null : <Failure error={act.error} retry={renew} />}
      <div className={classes.actions}>
        <Button
          variant="default"
          onClick={() => download(`${slugOf(app.name)}.${certificate.use}.pem`, text)}
        >
          Download
        </Button>
        {certificate.status === 'revoked' || app.ending ? null : (
          <Button variant="default" loading={act.busy} onClick={renew}>
            Renew
          </Button>
        )}
        {isValid ? <Revoke base={base} certificate={certificate} reload={reload} /> : null}
      </div>
    </li>
  );
}

function Fact({ name, value }: { name: string; value: string }): ReactElement {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <CopyText value={value} label={`Copy ${name}`} />
      </dd>
    </div>
  );
}

const reasons = [
  { value: 'unspecified', label: 'I would rather not say' },
  { value: 'superseded', label: 'There is a newer one' },
  { value: 'cessationOfOperation', label: 'It is not needed any more' },
  { value: 'keyCompromise', label: 'Somebody else has the key' },
];

function Revoke({
  base,
  certificate,
  reload,
}: {
  base: string;
  certificate: Certificate;
  reload: () => void;
}): ReactElement {
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('unspecified');
  const act = useAct();
  const revoke = (): void => {
    const body = { reason };
    void act
      .run(() => call(`${base}/revocation`, { method: 'POST', body }))
      .then((done) => {
        if (!done) return;
        setAsking(false);
        reload();
      });
  };
  return (
    <>
      <Button variant="subtle" className={classes.dangerText ?? ''} onClick={() => setAsking(true)}>
        Revoke
      </Button>
      <Dialog open={asking} close={() => setAsking(false)} title="Revoke this certificate?">
        <p>
          {certificate.use === 'transport'
            ? 'Within a minute every bank refuses connections that show it, open ones too. Tokens that are bound to it are worth nothing from then on.'
            : 'Its key leaves your key set: what it signs is refused as soon as banks read the set again.'}{' '}
          This cannot be undone; a new one can be made.
        </p>
        <NativeSelect
          label="Reason"
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          data={reasons}
        />
        {act.error === undefined ? null : <Failure error={act.error} />}
        <div className={classes.actions}>
          <Button
            variant="outline"
            className={classes.danger ?? ''}
            loading={act.busy}
            onClick={revoke}
          >
            Revoke it
          </Button>
          <Button variant="default" onClick={() => setAsking(false)}>
            Keep it
          </Button>
        </div>
      </Dialog>
    </>
  );
}
