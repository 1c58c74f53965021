import type { ReactElement } from 'react';
import { Link, useSearchParams } from 'react-router';
import type { Person } from '../api/types.js';
import { needs, type Need } from './needs.js';
import classes from './people-page.module.css';

const groups = [...new Set(needs.map(({ group }) => group))];

/** What people are needed for: each choice is an address. */
export function NeedChoice({
  people,
  chosen,
}: {
  people: readonly Person[];
  chosen: Need | undefined;
}): ReactElement {
  const [query] = useSearchParams();
  const to = (need: Need | undefined): string => {
    const next = new URLSearchParams(query);
    if (need === undefined) next.delete('need');
    else next.set('need', need.id);
    return `/people${next.size === 0 ? '' : `?${next.toString()}`}`;
  };
  return (
    <nav aria-label="What you need" className={classes.needs}>
      <ul>
        <Choice to={to(undefined)} isChosen={chosen === undefined} words="Everybody" />
      </ul>
      {groups.map((group) => (
        <div key={group}>
          <h2>{group}</h2>
          <ul>
            {needs
              .filter((need) => need.group === group)
              .map((need) => (
                <Choice
                  key={need.id}
                  to={to(need)}
                  isChosen={chosen === need}
                  words={need.words}
                  count={people.filter(need.has).length}
                />
              ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

function Choice({
  to,
  isChosen,
  words,
  count,
}: {
  to: string;
  isChosen: boolean;
  words: string;
  count?: number;
}): ReactElement | null {
  if (count === 0 && !isChosen) return null;
  return (
    <li>
      <Link
        to={to}
        className={classes.need ?? ''}
        aria-current={isChosen ? 'true' : undefined}
        preventScrollReset
      >
        <span>{words}</span>
        {count === undefined ? null : <span className="figures quiet">{count}</span>}
      </Link>
    </li>
  );
}
