import { NativeSelect } from '@mantine/core';
import type { ReactElement } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
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
  const navigate = useNavigate();
  const choose = (id: string): void =>
    void navigate(to(needs.find((need) => need.id === id)), { preventScrollReset: true });
  return (
    <>
      {/* For small screens, which have no room for the list. */}
      <NativeSelect
        label="What do you need?"
        className={classes.needSelect ?? ''}
        value={chosen?.id ?? ''}
        onChange={({ currentTarget }) => choose(currentTarget.value)}
        data={[
          { value: '', label: 'Anybody' },
          ...groups.map((group) => ({ group, items: itemsOf(group, people) })),
        ]}
      />
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
    </>
  );
}

const itemsOf = (group: string, people: readonly Person[]): { value: string; label: string }[] =>
  needs
    .filter((need) => need.group === group && people.some(need.has))
    .map(({ id, words }) => ({ value: id, label: words }));

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
