import { NativeSelect, TextInput } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { NavLink, useNavigate } from 'react-router';
import { apiIndex } from '../api-reference/api-index.js';
import { found } from '../api-reference/documents.js';
import { Method } from '../api-reference/navigation.js';
import classes from './explorer.module.css';

/** The operations to choose from: a list with a search, or a select where the screen is small. */
export function OperationChoice({
  base,
  chosen,
  offered,
}: {
  /** The address that the operation is added to. */
  base: string;
  chosen: string | undefined;
  /** Whether an operation can be called from here. */
  offered: (id: string) => boolean;
}): ReactElement {
  const [words, setWords] = useState('');
  const navigate = useNavigate();
  const documents = apiIndex.flatMap((document) => {
    const operations = document.operations.filter(({ id }) => offered(id));
    return operations.length === 0 ? [] : [{ ...document, operations }];
  });
  const shown = found(documents, words);
  return (
    <>
      <NativeSelect
        label="Operation"
        className={classes.operationSelect ?? ''}
        value={chosen ?? ''}
        onChange={({ currentTarget }) => void navigate(`${base}/${currentTarget.value}`)}
        data={[
          { value: '', label: 'Choose an operation', disabled: true },
          ...documents.map(({ title, operations }) => ({
            group: title,
            items: operations.map(({ id, method, path }) => ({
              value: id,
              label: `${method} ${path}`,
            })),
          })),
        ]}
      />
      <div className={classes.operations}>
        <TextInput
          id="operation-search"
          label="Find an operation"
          value={words}
          onChange={({ currentTarget }) => setWords(currentTarget.value)}
        />
        <nav aria-label="Operations" className={classes.operationList}>
          {shown.length === 0 ? <p className="quiet">No operation holds these words.</p> : null}
          {shown.map(({ name, title, operations }) => (
            <details
              key={name}
              open={
                words !== '' || chosen === undefined || operations.some(({ id }) => id === chosen)
              }
            >
              <summary>{title}</summary>
              <ul>
                {operations.map(({ id, method, path, summary }) => (
                  <li key={id}>
                    <NavLink to={`${base}/${id}`} className={classes.operation ?? ''} title={path}>
                      <Method of={method} />
                      <span>{summary}</span>
                    </NavLink>
                  </li>
                ))}
              </ul>
            </details>
          ))}
        </nav>
      </div>
    </>
  );
}
