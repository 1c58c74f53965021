import { TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import { Link, useSearchParams } from 'react-router';
import { Empty } from '../parts/states.js';
import { apiIndex } from './api-index.js';
import classes from './api-reference.module.css';
import { found } from './documents.js';
import { Method } from './navigation.js';

const count = apiIndex.flatMap(({ operations }) => operations).length;

/** Every operation of the banks' API, by document. */
export function ApiReferencePage(): ReactElement {
  const [query, setQuery] = useSearchParams();
  const words = query.get('q') ?? '';
  const documents = found(apiIndex, words);
  return (
    <div className={classes.page}>
      <title>API – Sandbank</title>
      <h1>The banks’ API</h1>
      <p className="lead">
        {count} operations with resources and codes of the UK Open Banking Read/Write API v4.0. Each
        has a page of its own: who may call it, with what, and how it may end.
      </p>
      <TextInput
        id="operation-search"
        label="Find an operation"
        description="Words of its path, its summary or its group"
        value={words}
        onChange={({ currentTarget }) =>
          setQuery(currentTarget.value === '' ? {} : { q: currentTarget.value }, { replace: true })
        }
      />
      <div role="status">
        <span className="spoken">
          {words === '' ? '' : `${documents.flatMap(({ operations }) => operations).length} found`}
        </span>
      </div>
      {documents.length === 0 ? (
        <Empty title="No operation holds these words">
          <p>
            Try one word, such as <code>consent</code>, <code>balances</code> or <code>post</code>.
          </p>
          <Link to="/api-reference">All operations</Link>
        </Empty>
      ) : null}
      {documents.map(({ name, title, summary, operations }) => (
        <section key={name} className={classes.group} aria-labelledby={`of-${name}`}>
          <div className={classes.groupHead}>
            <h2 id={`of-${name}`}>{title}</h2>
            <a href={`/openapi/${name}.json`} download={`${name}.json`}>
              OpenAPI 3.1 <span className="spoken">document of {title}</span>
            </a>
          </div>
          <p className="quiet">{summary}</p>
          <ul className={classes.list}>
            {operations.map(({ id, method, path, summary: does }) => (
              <li key={id}>
                <Link to={`/api-reference/${id}`} className={classes.item ?? ''}>
                  <Method of={method} />
                  <code>{path}</code>
                  <span>{does}</span>
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
