import { TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import { Link, useSearchParams } from 'react-router';
import type { Bank, Person } from '../api/types.js';
import { useResource } from '../api/use-resource.js';
import { Empty, Failure, Waiting } from '../parts/states.js';
import { LessonView } from './lesson-view.js';
import { NeedChoice } from './need-choice.js';
import { fitting, needs, type Need } from './needs.js';
import { PersonCard } from './person-card.js';
import classes from './people-page.module.css';

/** Everybody whom a visitor can be, found by what they are needed for. */
export function PeoplePage(): ReactElement {
  const people = useResource<{ people: Person[] }>('/api/people');
  const banks = useResource<{ banks: Bank[] }>('/api/banks');
  return (
    <div className={classes.page}>
      <title>People – Sandbank</title>
      <header className={classes.head}>
        <h1>People you can be</h1>
        <p className="lead">
          Customers with a story, a year and a half of transactions, and a sign-in that is no
          secret. Some are ordinary. With some, something goes wrong every time: they are there to
          try what your app does then.
        </p>
      </header>
      {people.error === undefined ? null : <Failure error={people.error} retry={people.reload} />}
      {people.data === undefined && people.error === undefined ? <Waiting lines={7} /> : null}
      {people.data === undefined ? null : (
        <Catalogue people={people.data.people} banks={banks.data?.banks ?? []} />
      )}
    </div>
  );
}

function Catalogue({
  people,
  banks,
}: {
  people: readonly Person[];
  banks: readonly Bank[];
}): ReactElement {
  const [query, setQuery] = useSearchParams();
  const words = query.get('q') ?? '';
  const need = needs.find(({ id }) => id === query.get('need'));
  const shown = fitting(people, need, words);
  if (people.length === 0) {
    return (
      <Empty title="Nobody is known here">
        <p>
          The customers of this sandbox are listed where it was started, with what they sign in
          with.
        </p>
        <Link to="/">To the start</Link>
      </Empty>
    );
  }
  const search = (value: string): void =>
    setQuery(
      (before) => {
        if (value === '') before.delete('q');
        else before.set('q', value);
        return before;
      },
      { replace: true, preventScrollReset: true },
    );
  return (
    <div className={classes.columns}>
      <div className={classes.aside}>
        <TextInput
          id="people-search"
          label="Find somebody"
          placeholder="Words of a story"
          value={words}
          onChange={({ currentTarget }) => search(currentTarget.value)}
        />
        <NeedChoice people={people} chosen={need} />
      </div>
      <div className={classes.found}>
        {need === undefined ? null : <LessonView need={need} />}
        <p role="status" className="quiet">
          {countWords(shown.length, people.length, need)}
        </p>
        {shown.length === 0 ? (
          <Empty title="Nobody fits">
            <p>
              No customer is all of this. Take away a word, or add a person of your own: one JSON
              file in <code>apps/sandbox/data/people</code>, no code.
            </p>
            <Link to="/people">Everybody</Link>
          </Empty>
        ) : null}
        <ul className={classes.people} id="people">
          {shown.map((person) => (
            <li key={`${person.bank} ${person.username}`}>
              <PersonCard
                person={person}
                bank={banks.find(({ slug }) => slug === person.bank)}
                pays={need?.lesson.pays === true}
              />
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

const countWords = (shown: number, all: number, need: Need | undefined): string => {
  if (shown === all) return `${all} people`;
  const found = shown === 1 ? '1 person' : `${shown} people`;
  return need === undefined
    ? `${found} of ${all}`
    : `${found} of ${all}: ${need.words.toLowerCase()}`;
};
