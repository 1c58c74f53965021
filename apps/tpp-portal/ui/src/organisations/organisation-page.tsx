import { Button } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { Link, useParams } from 'react-router';
import { call } from '../api/api.js';
import { useResource } from '../api/use-resource.js';
import { Field } from '../identity/field.js';
import classes from '../identity/identity.module.css';
import { SignedIn, useMe, type Me, type Organisation } from '../identity/me.js';
import { Refused } from '../identity/refused.js';
import { textOf, useForm } from '../identity/use-form.js';
import { Empty, Failure, Waiting } from '../parts/states.js';
import { InvitationsSection } from './invitations-section.js';
import { MemberRow, type Member } from './member-row.js';

/** One organisation: its name, the people in it, and who is asked to join. */
export function OrganisationPage(): ReactElement {
  return (
    <div className={classes.account}>
      <SignedIn what="see your organisations">{(me) => <Known me={me} />}</SignedIn>
    </div>
  );
}

function Known({ me }: { me: Me }): ReactElement {
  const { organisation: id } = useParams();
  const organisation = me.organisations.find((one) => one.id === id);
  if (organisation === undefined) {
    return (
      <>
        <title>Organisation – Sandbank</title>
        <h1>Not one of yours</h1>
        <Empty title="You are in no such organisation">
          <p>
            It may have another address, or somebody took you out. Ask for an invitation, or go to{' '}
            <Link to="/account">your account</Link>.
          </p>
        </Empty>
      </>
    );
  }
  return <OneOrganisation key={organisation.id} me={me} organisation={organisation} />;
}

function OneOrganisation({
  me,
  organisation,
}: {
  me: Me;
  organisation: Organisation;
}): ReactElement {
  const { id, name, role } = organisation;
  const path = `/api/organisations/${id}`;
  const { data, error, reload } = useResource<{ members: Member[] }>(`${path}/members`);
  const isOwner = role === 'owner';
  const owners = data?.members.filter((member) => member.role === 'owner').length ?? 0;
  return (
    <>
      <title>{`${name} – Sandbank`}</title>
      <header>
        <p className="quiet">Organisation</p>
        <h1>
          <bdi>{name}</bdi>
        </h1>
      </header>
      <p className="lead">
        Applications belong to it, so everybody here sees their keys, flows and logs.{' '}
        <Link to="/apps">See the applications</Link>
      </p>
      <section className={classes.card} aria-labelledby="members-title">
        <h2 id="members-title">People</h2>
        {error === undefined ? null : <Failure error={error} retry={reload} />}
        {data === undefined && error === undefined ? <Waiting lines={2} /> : null}
        <ul className={classes.rows}>
          {data?.members.map((member) => (
            <MemberRow
              key={member.personId}
              member={member}
              organisation={organisation}
              isMe={member.personId === me.personId}
              isLastOwner={member.role === 'owner' && owners === 1}
              reload={reload}
            />
          ))}
        </ul>
      </section>
      {isOwner ? <InvitationsSection organisation={organisation} isGuest={me.isGuest} /> : null}
      {isOwner ? <Rename organisation={organisation} /> : null}
    </>
  );
}

function Rename({ organisation: { id, name } }: { organisation: Organisation }): ReactElement {
  const { reload } = useMe();
  const [isSaved, setSaved] = useState(false);
  const form = useForm(async (fields) => {
    setSaved(false);
    const body = { name: textOf(fields, 'name') };
    await call(`/api/organisations/${id}`, { method: 'PUT', body });
    setSaved(true);
    reload();
  });
  return (
    <section className={classes.card} aria-labelledby="rename-title">
      <h2 id="rename-title">Name</h2>
      <form className={classes.inline} onSubmit={form.onSubmit} noValidate>
        <Field
          label="Name of the organisation"
          hint="Certificates and software statements carry it once it is known to the directory."
          name="name"
          autoComplete="organization"
          maxLength={80}
          defaultValue={name}
          problem={form.problem('name')}
        />
        <Button type="submit" variant="default" loading={form.busy}>
          Rename
        </Button>
      </form>
      <p className={classes.saved} role="status">
        {isSaved ? 'Renamed.' : ''}
      </p>
      {form.error === undefined ? null : <Refused error={form.error} />}
    </section>
  );
}
