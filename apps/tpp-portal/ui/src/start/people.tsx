import type { ReactElement } from 'react';
import { Link } from 'react-router';
import type { Person } from '../api/types.js';
import type { Resource } from '../api/use-resource.js';
import { Copy } from '../parts/copy.js';
import { Failure, Waiting } from '../parts/states.js';
import classes from './people.module.css';

const secrets = [
  { key: 'username', words: 'Username' },
  { key: 'password', words: 'Password' },
  { key: 'code', words: 'Code' },
] as const;

const shownMax = 4;

/** The first of the invented customers with what they sign in with, and the way to the others. */
export function People({
  resource,
  bank,
}: {
  resource: Resource<{ people: Person[] }>;
  bank: string | undefined;
}): ReactElement {
  if (resource.error !== undefined) {
    return <Failure error={resource.error} retry={resource.reload} />;
  }
  if (resource.data === undefined) return <Waiting lines={3} />;
  const people = resource.data.people.filter((person) => person.bank === bank);
  if (people.length === 0) {
    return <p className="quiet">The logins are listed where the sandbox was started.</p>;
  }
  const others = people.length - shownMax;
  return (
    <>
      <ul className={classes.people}>
        {people.slice(0, shownMax).map((person) => (
          <li key={person.username} className={classes.person}>
            <div>
              <h3>{person.name}</h3>
              {person.persona === undefined ? null : <p className="quiet">{person.persona}</p>}
            </div>
            <dl className={classes.secrets}>
              {secrets.map(({ key, words }) => (
                <div key={key} className={classes.secret}>
                  <dt>{words}</dt>
                  <dd>
                    <code>{person[key]}</code>
                    <Copy
                      value={person[key]}
                      label={`Copy ${words.toLowerCase()} of ${person.name}`}
                    />
                  </dd>
                </div>
              ))}
            </dl>
          </li>
        ))}
      </ul>
      {others > 0 ? (
        <p className={classes.others}>
          <Link to="/people">All {people.length}</Link>: joint accounts, two signatures, payments
          that come back, and a bank that keeps them waiting.
        </p>
      ) : null}
    </>
  );
}
