import { Button } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { Link } from 'react-router';
import { call } from '../api/api.js';
import { useResource } from '../api/use-resource.js';
import { useAct } from '../parts/use-act.js';
import classes from '../identity/identity.module.css';
import type { Organisation } from '../identity/me.js';
import { Refused } from '../identity/refused.js';
import { CopyText } from '../parts/copy.js';
import { day, moment } from '../parts/format.js';
import { Failure, Waiting } from '../parts/states.js';
import own from './organisations.module.css';

interface Invitation {
  invitationId: string;
  role: 'owner' | 'member';
  invitedBy: string;
  createdAt: string;
  expiresAt: string;
}

/** Links into the organisation: made, passed on by hand, and withdrawn. */
export function InvitationsSection({
  organisation: { id },
  isGuest,
}: {
  organisation: Organisation;
  isGuest: boolean;
}): ReactElement {
  const path = `/api/organisations/${id}/invitations`;
  const { data, error, reload } = useResource<{ invitations: Invitation[] }>(path);
  const { busy, error: refused, run } = useAct();
  const [link, setLink] = useState<string>();

  const invite = (role: Invitation['role']) =>
    run(async () => {
      const { token } = await call<{ token: string }>(path, { method: 'POST', body: { role } });
      setLink(`${window.location.origin}/invitations/${token}`);
      reload();
    });
  const withdraw = (invitationId: string) =>
    run(async () => {
      await call(`${path}/${invitationId}`, { method: 'DELETE' });
      setLink(undefined);
      reload();
    });

  return (
    <section className={classes.card} aria-labelledby="invitations-title">
      <h2 id="invitations-title">Invitations</h2>
      <p>
        A link lets one person in, within seven days. The sandbox sends no mail: pass the link on
        yourself.
      </p>
      {isGuest ? (
        <p>
          <Link to="/sign-up">Claim this workspace</Link> to invite somebody.
        </p>
      ) : (
        <div className={classes.actions}>
          <Button
            id="invite"
            variant="default"
            loading={busy}
            onClick={() => void invite('member')}
          >
            Invite a member
          </Button>
          <Button variant="subtle" disabled={busy} onClick={() => void invite('owner')}>
            Invite another owner
          </Button>
        </div>
      )}
      {link === undefined ? null : (
        <div className={own.link} role="status">
          <p>
            <strong>Copy it now.</strong> Only a digest is kept, so it is shown this once.
          </p>
          <CopyText value={link} label="Copy the invitation" />
        </div>
      )}
      {refused === undefined ? null : <Refused error={refused} />}
      {error === undefined ? null : <Failure error={error} retry={reload} />}
      {data === undefined && error === undefined ? <Waiting lines={1} /> : null}
      {data?.invitations.length === 0 ? <p className="quiet">No invitation is open.</p> : null}
      <ul className={classes.rows}>
        {data?.invitations.map(({ invitationId, role, invitedBy, createdAt, expiresAt }) => (
          <li key={invitationId} className={classes.row}>
            <div>
              <p className={classes.rowName}>For {role === 'owner' ? 'an owner' : 'a member'}</p>
              <p className="quiet">
                By <bdi>{invitedBy}</bdi>, {moment(createdAt)} · good until {day(expiresAt)}
              </p>
            </div>
            <Button
              variant="subtle"
              color="red"
              disabled={busy}
              onClick={() => void withdraw(invitationId)}
            >
              Withdraw
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
