import { useState, type ReactElement } from 'react';
import { Link, useNavigate } from 'react-router';
import { ApiError, call } from '../api/api.js';
import { useMe, type Me } from '../identity/me.js';
import { useOrganisation } from '../organisations/organisation-choice.js';
import { Icon } from '../parts/icons.js';
import classes from './account-menu.module.css';
import { Disclosure } from './disclosure.js';

/** Who is signed in, and what is theirs; for a visitor, the way in. */
export function AccountMenu(): ReactElement | null {
  const { me } = useMe();
  if (me === undefined) return <span className={classes.pending} />;
  if (me === null) {
    return (
      <div className={classes.doors}>
        <Link to="/sign-in" className={classes.signIn}>
          Sign in
        </Link>
        <Link to="/sign-up" className={classes.signUp}>
          Sign up
        </Link>
      </div>
    );
  }
  return (
    <Disclosure
      id="account-menu"
      label={`Account of ${me.name}`}
      button={
        <>
          <span className={classes.badge} aria-hidden="true">
            {initialOf(me.name)}
          </span>
          <Icon of="down" size={14} />
        </>
      }
      classNames={{ root: classes.root, button: classes.button, panel: classes.panel }}
    >
      <Inside me={me} />
    </Disclosure>
  );
}

function Inside({ me }: { me: Me }): ReactElement {
  return (
    <>
      <div className={classes.who}>
        <p className={classes.name}>{me.name}</p>
        <p className="quiet">{me.email ?? 'Guest workspace, kept for seven days'}</p>
      </div>
      <ul className={classes.list}>
        {me.isGuest ? (
          <li>
            <Link to="/sign-up" className={classes.item} data-main="true">
              Claim this workspace
            </Link>
          </li>
        ) : null}
        {me.isOperator ? null : (
          <li>
            <Link to="/account" className={classes.item}>
              Account
            </Link>
          </li>
        )}
      </ul>
      {me.isOperator ? null : <Organisations me={me} />}
      <SignOut />
    </>
  );
}

/** Which organisation a new application goes to; each has a page of its own. */
function Organisations({ me }: { me: Me }): ReactElement {
  const { current, choose } = useOrganisation();
  return (
    <div className={classes.organisations}>
      <p className={classes.heading} id="organisations-heading">
        Organisations
      </p>
      <ul className={classes.list} aria-labelledby="organisations-heading">
        {me.organisations.map(({ id, name }) => (
          <li key={id} className={classes.organisation}>
            <button
              type="button"
              className={classes.item}
              aria-pressed={id === current?.id}
              onClick={() => choose(id)}
            >
              <span className={classes.tick}>
                {id === current?.id ? <Icon of="check" size={16} /> : null}
              </span>
              <bdi>{name}</bdi>
            </button>
            <Link to={`/organisations/${id}`} className={classes.open} aria-label={`Open ${name}`}>
              Open
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}

function SignOut(): ReactElement {
  const { reload } = useMe();
  const navigate = useNavigate();
  const [problem, setProblem] = useState<string>();

  const signOut = async (): Promise<void> => {
    try {
      await call('/api/sign-out', { method: 'POST' });
      reload();
      await navigate('/');
    } catch (thrown) {
      setProblem(thrown instanceof ApiError ? thrown.message : String(thrown));
    }
  };

  return (
    <div className={classes.end}>
      <button type="button" id="sign-out" className={classes.item} onClick={() => void signOut()}>
        Sign out
      </button>
      {problem === undefined ? null : <p role="alert">{problem}</p>}
    </div>
  );
}

const initialOf = (name: string): string => (Array.from(name.trim())[0] ?? '?').toUpperCase();
