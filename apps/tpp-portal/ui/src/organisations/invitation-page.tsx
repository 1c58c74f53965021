import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { call } from '../api/api.js';
import { useResource } from '../api/use-resource.js';
import { useAct } from '../parts/use-act.js';
import classes from '../identity/identity.module.css';
import { useMe } from '../identity/me.js';
import { Refused } from '../identity/refused.js';
import { moment } from '../parts/format.js';
import { Failure, Waiting } from '../parts/states.js';
import { useOrganisation } from './organisation-choice.js';
import own from './organisations.module.css';

interface Offer {
  organisation: string;
  invitedBy: string;
  role: 'owner' | 'member';
  expiresAt: string;
}

/** What a link offers, and the button that takes it. */
export function InvitationPage(): ReactElement {
  const { token = '' } = useParams();
  const path = `/api/invitations/${encodeURIComponent(token)}`;
  const { data, error, reload } = useResource<Offer>(path);
  return (
    <div className={classes.account}>
      <title>Invitation – Sandbank</title>
      {error === undefined ? null : (
        <>
          <h1>This link leads nowhere</h1>
          <Failure error={error} retry={error.status === 404 ? undefined : reload}>
            <Link to="/">To the portal</Link>
          </Failure>
        </>
      )}
      {data === undefined && error === undefined ? <Waiting /> : null}
      {data === undefined ? null : <Ticket offer={data} path={path} />}
    </div>
  );
}

function Ticket({ offer, path }: { offer: Offer; path: string }): ReactElement {
  const { me, reload } = useMe();
  const { choose } = useOrganisation();
  const { token = '' } = useParams();
  const navigate = useNavigate();
  const { busy, error, run } = useAct();
  const next = `?next=${encodeURIComponent(`/invitations/${token}`)}`;
  const accept = () =>
    run(async () => {
      const { organisation } = await call<{ organisation: string }>(`${path}/acceptance`, {
        method: 'POST',
      });
      choose(organisation);
      reload();
      await navigate('/apps');
    });
  return (
    <section className={own.ticket}>
      <p className="quiet">Invitation</p>
      <h1>
        Join <bdi>{offer.organisation}</bdi>
      </h1>
      <p className="lead">
        <bdi>{offer.invitedBy}</bdi> asks you in{' '}
        {offer.role === 'owner' ? 'as an owner' : 'as a member'}: you will see its applications and
        work on them.
      </p>
      {me === null ? (
        <p>
          <Link to={`/sign-in${next}`}>Sign in</Link> or{' '}
          <Link to={`/sign-up${next}`}>create an account</Link> first; you come back here.
        </p>
      ) : null}
      {me?.isOperator === true ? <p>An operator is in no organisation. Sign out first.</p> : null}
      {me != null && !me.isOperator ? (
        <div className={classes.actions}>
          <Button id="accept" size="lg" loading={busy} onClick={() => void accept()}>
            <span>
              Join as <bdi>{me.name}</bdi>
            </span>
          </Button>
        </div>
      ) : null}
      {error === undefined ? null : <Refused error={error} />}
      <p className="quiet">Good for one person, until {moment(offer.expiresAt)}.</p>
    </section>
  );
}
