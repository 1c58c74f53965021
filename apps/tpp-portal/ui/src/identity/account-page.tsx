import type { ReactElement } from 'react';
import { Link } from 'react-router';
import { useResource } from '../api/use-resource.js';
import { Failure, Waiting } from '../parts/states.js';
import { NamingSection, PasswordSection } from './account-forms.js';
import { NewOrganisation } from '../organisations/new-organisation.js';
import classes from './identity.module.css';
import { SignedIn, type Me } from './me.js';
import { PasskeysSection, type Passkey } from './passkeys-section.js';
import { SignInsSection } from './sign-ins-section.js';

interface WaysIn {
  hasPassword: boolean;
  passkeys: number;
}

/** A person's own account: what they are called, how they come in, and where they are. */
export function AccountPage(): ReactElement {
  return (
    <div className={classes.account}>
      <title>Account – Sandbank</title>
      <SignedIn what="have an account">
        {(me) => (me.isGuest ? <Guest me={me} /> : <Account me={me} />)}
      </SignedIn>
    </div>
  );
}

function Account({ me }: { me: Me }): ReactElement {
  const ways = useResource<WaysIn>('/api/account');
  const passkeys = useResource<{ passkeys: Passkey[] }>('/api/passkeys');
  const error = ways.error ?? passkeys.error;
  const reload = (): void => {
    ways.reload();
    passkeys.reload();
  };
  return (
    <>
      <h1>Account</h1>
      <NamingSection me={me} />
      {error === undefined ? null : <Failure error={error} retry={reload} />}
      {ways.data === undefined || passkeys.data === undefined ? (
        error === undefined && <Waiting />
      ) : (
        <>
          <PasskeysSection
            passkeys={passkeys.data.passkeys}
            hasPassword={ways.data.hasPassword}
            reload={reload}
          />
          <PasswordSection hasPassword={ways.data.hasPassword} reload={reload} />
        </>
      )}
      <SignInsSection />
      <Organisations me={me} />
    </>
  );
}

function Organisations({ me }: { me: Me }): ReactElement {
  return (
    <section className={classes.card} aria-labelledby="organisations-title">
      <h2 id="organisations-title">Organisations</h2>
      <ul className={classes.rows}>
        {me.organisations.map(({ id, name, role }) => (
          <li key={id} className={classes.row}>
            <Link to={`/organisations/${id}`}>
              <bdi>{name}</bdi>
            </Link>
            <span className="quiet">{role === 'owner' ? 'You own it' : 'You are a member'}</span>
          </li>
        ))}
      </ul>
      {me.isGuest ? null : <NewOrganisation />}
    </section>
  );
}

function Guest({ me }: { me: Me }): ReactElement {
  return (
    <>
      <h1>A guest has no account yet</h1>
      <p className="lead">
        Nothing but this browser leads back to your workspace
        {me.guestEndsAt === undefined ? '' : `, and it ends ${endWords(me.guestEndsAt)}`}.
      </p>
      <p>
        <Link to="/sign-up?next=/account">Claim it</Link> with a password or a passkey: everything
        in it stays.
      </p>
      <Organisations me={me} />
    </>
  );
}

const endWords = (at: string): string =>
  `on ${new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short' }).format(new Date(at))}`;
