import { TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import { Link, useSearchParams } from 'react-router';
import { Empty } from '../parts/states.js';
import classes from '../errors/errors.module.css';
import { demandOf, rules, rulesBySpecification } from './rules.js';

/** All rules that can refuse, by specification. */
export function RulesPage(): ReactElement {
  const [query, setQuery] = useSearchParams();
  const words = query.get('q') ?? '';
  const groups = [...rulesBySpecification(words)];
  return (
    <div className={classes.page}>
      <title>Rules – Sandbank</title>
      <h1>Rules</h1>
      <p className="lead">
        {rules.length} rules can refuse a request here. Each has a page at a stable address: what it
        demands and why, what right and wrong look like, and what to change in a client.
      </p>
      <TextInput
        id="rule-search"
        label="Find a rule"
        description="Words of its clause, its summary or its cure"
        value={words}
        onChange={({ currentTarget }) =>
          setQuery(currentTarget.value === '' ? {} : { q: currentTarget.value }, { replace: true })
        }
      />
      <div role="status">
        <span className="spoken">
          {words === '' ? '' : `${groups.flatMap(([, found]) => found).length} rules found`}
        </span>
      </div>
      {groups.length === 0 ? (
        <Empty title="No rule holds these words">
          <p>
            Try one word, such as <code>aud</code>, <code>nonce</code> or <code>redirect</code>.
          </p>
          <Link to="/rules">All rules</Link>
        </Empty>
      ) : null}
      {groups.map(([specification, found]) => (
        <section key={specification} className={classes.group}>
          <h2>{specification}</h2>
          <ul className={classes.list}>
            {found.map((rule) => (
              <li key={rule.id} className={classes.item}>
                <Link to={`/rules/${encodeURIComponent(rule.id)}`} className={classes.code ?? ''}>
                  {rule.id}
                </Link>
                <span>{demandOf(rule)}</span>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
