import type { ReactElement } from 'react';
import { Link } from 'react-router';
import { JsonBlock } from '../parts/code-block.js';
import classes from './api-reference.module.css';
import {
  resolved,
  type ApiDocument,
  type ApiResponse,
  type Media,
  type Operation,
} from './documents.js';
import { Fields } from './fields.js';
import { fieldsOf } from './schema-words.js';

/** How a call may end: what it is answered with, then each refusal with its codes. */
export function Responses({
  document,
  responses,
}: {
  document: ApiDocument;
  responses: Operation['responses'];
}): ReactElement {
  const all = Object.entries(responses).map(([status, response]) => ({
    status,
    response: resolved<ApiResponse>(document, response).value,
  }));
  const isGood = ({ status }: { status: string }): boolean => status.startsWith('2');
  return (
    <>
      {all.filter(isGood).map(({ status, response }) => (
        <section key={status} className={classes.block} aria-labelledby={`status-${status}`}>
          <h2 id={`status-${status}`}>Answer {status}</h2>
          <p>{response.description}</p>
          {Object.entries(response.content ?? {}).map(([type, media]) => (
            <div key={type} className={classes.block}>
              <p className="quiet">
                <code>{type}</code>
              </p>
              <Body document={document} media={media} label="body of the answer" />
            </div>
          ))}
        </section>
      ))}
      <section className={classes.block} aria-labelledby="refusals">
        <h2 id="refusals">Refusals</h2>
        <ul className={classes.refusals}>
          {all
            .filter((one) => !isGood(one))
            .map(({ status, response }) => (
              <li key={status} className={classes.refusal}>
                <Refusal document={document} status={status} response={response} />
              </li>
            ))}
        </ul>
      </section>
    </>
  );
}

function Refusal({
  document,
  status,
  response,
}: {
  document: ApiDocument;
  status: string;
  response: ApiResponse;
}): ReactElement {
  const [media] = Object.values(response.content ?? {});
  const examples = Object.entries(media?.examples ?? {}).map(([code, example]) => ({
    code,
    ...resolved<{ summary: string; value: unknown }>(document, example).value,
  }));
  return (
    <>
      <p className={classes.fieldHead}>
        <strong className="figures">{status}</strong>
        <span>{response.description}</span>
      </p>
      {examples.length === 0 ? null : (
        <ul className={classes.codes}>
          {examples.map(({ code, summary }) => (
            <li key={code}>
              <Link to={`/errors/${code}`}>
                <code>{code}</code>
              </Link>{' '}
              {summary}
            </li>
          ))}
        </ul>
      )}
      {examples[0] === undefined ? null : (
        <details>
          <summary>Example of {status}</summary>
          <JsonBlock value={examples[0].value} label={`example of ${status}`} />
        </details>
      )}
    </>
  );
}

/** A body: an example, and every field that it may have. */
export function Body({
  document,
  media,
  label,
}: {
  document: ApiDocument;
  media: Media;
  label: string;
}): ReactElement {
  return (
    <>
      {media.example === undefined ? null : <JsonBlock value={media.example} label={label} />}
      {fieldsOf(document, media.schema).length === 0 ? null : (
        <Fields document={document} schema={media.schema} />
      )}
    </>
  );
}
