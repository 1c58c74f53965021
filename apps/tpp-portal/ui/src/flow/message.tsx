import type { ReactElement } from 'react';
import type { Body, Header, Hop } from '../api/types.js';
import { CodeBlock } from '../parts/code-block.js';
import classes from './hop.module.css';

/** A request: its line, query, headers and body, each readable by itself. */
export function RequestView({ request }: { request: Hop['request'] }): ReactElement {
  const [base = '', query] = request.url.split(/\?(.*)/s);
  return (
    <div className={classes.message}>
      <CodeBlock text={`${request.method} ${base}`} label="request line" />
      {query === undefined ? null : <Parameters title="Query" text={query} />}
      <Headers headers={request.headers} />
      {request.body === undefined ? null : <BodyView body={request.body} />}
    </div>
  );
}

/** An answer: headers and body. */
export function ResponseView({
  response,
}: {
  response: NonNullable<Hop['response']>;
}): ReactElement {
  return (
    <div className={classes.message}>
      <Headers headers={response.headers} />
      {response.body === undefined ? (
        <p className="quiet">The answer has no body.</p>
      ) : (
        <BodyView body={response.body} />
      )}
    </div>
  );
}

function BodyView({ body }: { body: Body }): ReactElement {
  if (body.mediaType === 'application/x-www-form-urlencoded') {
    return <Parameters title="Form" text={body.text} />;
  }
  return (
    <CodeBlock
      text={body.text}
      label="body"
      language={body.mediaType.includes('json') ? 'json' : 'text'}
      note={body.truncated ? 'The rest is left out of the recording.' : undefined}
    />
  );
}

function Headers({ headers }: { headers: readonly Header[] }): ReactElement | null {
  if (headers.length === 0) return null;
  return (
    <details className={classes.headers}>
      <summary>
        {headers.length} {headers.length === 1 ? 'header' : 'headers'}
      </summary>
      <Table rows={headers} caption="Headers" />
    </details>
  );
}

function Parameters({ title, text }: { title: string; text: string }): ReactElement {
  return <Table rows={[...new URLSearchParams(text)]} caption={title} showCaption />;
}

const asJson = (value: string): string | undefined => {
  if (!/^[[{]/.test(value)) return undefined;
  try {
    return JSON.stringify(JSON.parse(value), null, 2);
  } catch {
    return undefined;
  }
};

function Table({
  rows,
  caption,
  showCaption,
}: {
  rows: readonly Header[];
  caption: string;
  showCaption?: boolean;
}): ReactElement {
  return (
    <table className={classes.table}>
      <caption className={showCaption === true ? classes.caption : 'spoken'}>{caption}</caption>
      <tbody>
        {rows.map(([name, value], index) => {
          const json = asJson(value);
          return (
            <tr key={index}>
              <th scope="row">{name}</th>
              <td>
                {json === undefined ? (
                  <code>{value}</code>
                ) : (
                  <CodeBlock text={json} label={name} language="json" />
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
