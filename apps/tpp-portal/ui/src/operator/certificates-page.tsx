import { useState, type ReactElement } from 'react';
import { useSearchParams } from 'react-router';
import { useResource } from '../api/use-resource.js';
import { day } from '../parts/format.js';
import { Empty, Failure, Waiting } from '../parts/states.js';
import { Choice } from './choice.js';
import type { EndingCertificate } from './types.js';
import { counted } from './words.js';
import classes from './operator.module.css';

const periods = [
  { value: '14', words: 'In 14 days' },
  { value: '30', words: 'In 30 days' },
  { value: '90', words: 'In 90 days' },
];
const dayMilliseconds = 86_400_000;
const soonDays = 14;

/** Certificates that end soon, the first to end first. */
export function CertificatesPage(): ReactElement {
  const [query] = useSearchParams();
  const days = periods.find(({ value }) => value === query.get('days'))?.value ?? '30';
  const { data, error, reload } = useResource<{ certificates: EndingCertificate[] }>(
    `/api/operator/certificates?days=${days}`,
  );
  const [now] = useState(() => performance.timeOrigin + performance.now());
  return (
    <div className={classes.body}>
      <title>Certificates – Operator console – Sandbank</title>
      <div className={classes.bar}>
        <Choice label="Which end" name="days" chosen={days} options={periods} />
      </div>
      {error === undefined ? null : <Failure error={error} retry={reload} />}
      {data === undefined && error === undefined ? <Waiting lines={5} /> : null}
      {data?.certificates.length === 0 ? (
        <Empty title={`No certificate ends in ${days} days`}>
          <p>
            The directory issues them for 90 days. Those that end stand here, until their developers
            have renewed them on the page of their application.
          </p>
        </Empty>
      ) : null}
      {data === undefined || data.certificates.length === 0 ? null : (
        <>
          <p className="quiet">
            {counted(data.certificates.length, 'certificate')}. A new one is asked for by the
            developers; no bank has to be restarted for it.
          </p>
          <ul className={classes.certificates}>
            {data.certificates.map((one) => (
              <Ending key={one.certificate_id} certificate={one} now={now} />
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function Ending({
  certificate: one,
  now,
}: {
  certificate: EndingCertificate;
  now: number;
}): ReactElement {
  const [from, until] = [Date.parse(one.not_before), Date.parse(one.not_after)];
  const left = Math.max(0, Math.min(1, (until - now) / (until - from)));
  const days = Math.max(0, Math.floor((until - now) / dayMilliseconds));
  const isUrgent = days < soonDays && !one.renewed;
  return (
    <li data-urgent={isUrgent ? 'true' : undefined}>
      <div>
        <p>
          <b>{one.client_name}</b> {one.use}
        </p>
        <p className="quiet">
          {one.organisation_name}, serial <code>{one.serial_number}</code>
        </p>
      </div>
      <div className={classes.expiry}>
        <progress
          max={1}
          value={left}
          aria-label={`What is left of the certificate: ${counted(days, 'day')}`}
        />
        <p>
          <b>{one.renewed ? 'Renewed already' : `${counted(days, 'day')} left`}</b>{' '}
          <span className="quiet">ends {day(one.not_after)}</span>
        </p>
      </div>
    </li>
  );
}
