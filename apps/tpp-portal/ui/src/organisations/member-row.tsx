import { Button } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useNavigate } from 'react-router';
import { call } from '../api/api.js';
import { useAct } from '../parts/use-act.js';
import classes from '../identity/identity.module.css';
import { useMe, type Organisation } from '../identity/me.js';
import { Refused } from '../identity/refused.js';
import { Dialog } from '../parts/dialog.js';
import { day } from '../parts/format.js';

export interface Member {
  personId: string;
  name: string;
  email?: string;
  isGuest: boolean;
  role: 'owner' | 'member';
  joinedAt: string;
}

/** Somebody of the organisation, and what may be done about them. */
export function MemberRow({
  member: { personId, name, email, isGuest, role, joinedAt },
  organisation,
  isMe,
  isLastOwner,
  reload,
}: {
  member: Member;
  organisation: Organisation;
  isMe: boolean;
  isLastOwner: boolean;
  reload: () => void;
}): ReactElement {
  const { reload: reloadMe } = useMe();
  const navigate = useNavigate();
  const [asked, setAsked] = useState(false);
  const { busy, error, run } = useAct();
  const path = `/api/organisations/${organisation.id}/members/${personId}`;
  const mayDecide = organisation.role === 'owner';
  const other = role === 'owner' ? 'member' : 'owner';

  const changeRole = async (): Promise<void> => {
    if (!(await run(() => call(path, { method: 'PUT', body: { role: other } })))) return;
    reload();
    reloadMe();
  };
  const remove = async (): Promise<void> => {
    if (!(await run(() => call(path, { method: 'DELETE' })))) return;
    setAsked(false);
    reloadMe();
    if (isMe) await navigate('/account');
    else reload();
  };

  return (
    <li className={classes.row}>
      <div>
        <p className={classes.rowName}>
          <bdi>{name}</bdi>
          {isMe ? ' (you)' : ''}
        </p>
        <p className="quiet">
          {role === 'owner' ? 'Owner' : 'Member'} · {email ?? (isGuest ? 'a guest' : '')} · since{' '}
          {day(joinedAt)}
        </p>
      </div>
      {isLastOwner ? (
        <span className="quiet">{isMe ? 'The only owner stays' : 'The only owner'}</span>
      ) : (
        <div className={classes.actions}>
          {mayDecide && !isMe && !isGuest ? (
            <Button variant="subtle" loading={busy} onClick={() => void changeRole()}>
              {other === 'owner' ? 'Make an owner' : 'Make a member'}
            </Button>
          ) : null}
          {mayDecide || isMe ? (
            <Button variant="subtle" color="red" onClick={() => setAsked(true)}>
              {isMe ? 'Leave' : 'Remove'}
            </Button>
          ) : null}
        </div>
      )}
      {error !== undefined && !asked ? <Refused error={error} /> : null}
      <Dialog
        open={asked}
        close={() => setAsked(false)}
        title={isMe ? `Leave ${organisation.name}?` : `Remove ${name}?`}
      >
        <p>
          {isMe
            ? 'You will no longer see its applications. Somebody must invite you to come back.'
            : 'They will no longer see its applications, at once. Nothing that they made is removed.'}
        </p>
        {error === undefined ? null : <Refused error={error} />}
        <div className={classes.actions}>
          <Button color="red" loading={busy} onClick={() => void remove()}>
            {isMe ? 'Leave' : 'Remove'}
          </Button>
          <Button variant="default" onClick={() => setAsked(false)}>
            Go back
          </Button>
        </div>
      </Dialog>
    </li>
  );
}
