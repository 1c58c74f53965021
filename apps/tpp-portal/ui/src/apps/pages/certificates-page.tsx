import type { ReactElement } from 'react';
import { useResource } from '../../api/use-resource.js';
import { Empty, Failure, Waiting } from '../../parts/states.js';
import { useApp } from '../app-context.js';
import { CertificatePanel } from '../certificates/certificate-panel.js';
import { RequestCertificate } from '../certificates/request-certificate.js';
import type { Certificate } from '../types.js';
import classes from './pages.module.css';

const order: Readonly<Record<Certificate['status'], number>> = { valid: 0, expired: 1, revoked: 2 };

/** The certificates of an application: how long they live, renewing, revoking, and asking for others. */
export function CertificatesPage(): ReactElement {
  const { app } = useApp();
  const { data, error, reload } = useResource<{ certificates: Certificate[] }>(
    `/api/applications/${app.id}/certificates`,
  );
  const sorted = data?.certificates.toSorted(
    (one, other) =>
      order[one.status] - order[other.status] || (one.not_after < other.not_after ? 1 : -1),
  );
  return (
    <>
      <title>{`Certificates of ${app.name} – Sandbank`}</title>
      <section className={classes.section} aria-labelledby="certificates-title">
        <h2 id="certificates-title">Certificates</h2>
        <p className="lead">
          Issued by the directory, for ninety days. Banks hear of a revocation within a minute.
        </p>
        {error === undefined ? null : <Failure error={error} retry={reload} />}
        {data === undefined && error === undefined ? <Waiting /> : null}
        {sorted?.length === 0 ? (
          <Empty title="No certificate yet">
            <p>
              DPoP with private_key_jwt needs none. For mutual TLS, make a transport key below: the
              request goes to the directory, the key to your disk.
            </p>
          </Empty>
        ) : null}
        <ul className={classes.stack} id="certificates">
          {sorted?.map((certificate) => (
            <CertificatePanel
              key={certificate.certificate_id}
              app={app}
              certificate={certificate}
              reload={reload}
            />
          ))}
        </ul>
      </section>
      {app.ending ? null : <RequestCertificate app={app} reload={reload} />}
    </>
  );
}
