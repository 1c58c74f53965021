import type { ReactElement } from 'react';
import { Link, useParams } from 'react-router';
import type { Bank } from '../api/types.js';
import { useResource } from '../api/use-resource.js';
import { CopyText } from '../parts/copy.js';
import { Empty, Failure, Waiting } from '../parts/states.js';
import { apiIndex } from './api-index.js';
import classes from './api-reference.module.css';
import {
  baseUrl,
  isOfEveryCall,
  operationOf,
  resolved,
  type ApiDocument,
  type Parameter,
} from './documents.js';
import { Method, Navigation } from './navigation.js';
import { ParameterList } from './parameter-list.js';
import { Body, Responses } from './responses.js';
import { Words } from './words.js';

/** One operation, at an address that stays as long as its path does. */
export function OperationPage(): ReactElement {
  const { operation: id = '' } = useParams();
  const name = apiIndex.find(({ operations }) => operations.some((one) => one.id === id))?.name;
  const path = name === undefined ? undefined : `/openapi/${name}.json`;
  const { data, error, reload } = useResource<ApiDocument>(path);
  return (
    <div className={classes.columns}>
      <div className={classes.aside}>
        <p>
          <Link to="/api-reference">All operations</Link>
        </p>
        <Navigation current={name} />
      </div>
      <article className={classes.page}>
        {path === undefined ? <Unknown /> : null}
        {error === undefined ? null : <Failure error={error} retry={reload} />}
        {path === undefined || data !== undefined || error !== undefined ? null : (
          <Waiting lines={6} />
        )}
        {data === undefined || path === undefined ? null : (
          <Shown document={data} file={path} id={id} />
        )}
      </article>
    </div>
  );
}

function Shown({
  document,
  file,
  id,
}: {
  document: ApiDocument;
  file: string;
  id: string;
}): ReactElement {
  // The bank of this sandbox, whose ports need not be the usual ones.
  const { data } = useResource<{ banks: Bank[] }>('/api/banks');
  const found = operationOf(document, id);
  if (found === undefined) return <Unknown />;
  const { operation, method, path } = found;
  const parameters = operation.parameters.map((one) => resolved<Parameter>(document, one).value);
  const shared = parameters.filter((one) => isOfEveryCall(document, one));
  const own = parameters.filter((one) => !shared.includes(one));
  const [body] = Object.values(operation.requestBody?.content ?? {});
  return (
    <>
      <title>{`${operation.summary} – Sandbank`}</title>
      <div className={classes.block}>
        <p className="quiet">{`${document.info.title} · ${operation.tags.join(', ')}`}</p>
        <h1>{operation.summary}</h1>
        <p className={classes.address}>
          <Method of={method} />
          <CopyText value={path} />
        </p>
        <p className={classes.fieldHead}>
          <Link to={`/explorer/${id}`}>Try it</Link>
          <span className="quiet">
            Below <code>{data?.banks[0]?.resourceBase ?? baseUrl(document)}</code>
          </span>
        </p>
      </div>
      {operation.description === undefined ? null : (
        <section className={classes.sign} aria-labelledby="who">
          <h2 id="who">Who may call it</h2>
          <p>
            <Words text={operation.description} />
          </p>
        </section>
      )}
      <Parameters of={own} place="path" document={document} />
      <Parameters of={own} place="query" document={document} />
      <Parameters of={own} place="header" document={document} />
      {body === undefined ? null : (
        <section className={classes.block} aria-labelledby="body">
          <h2 id="body">Body</h2>
          <Body document={document} media={body} label="body of the request" />
        </section>
      )}
      <details className={classes.shared}>
        <summary>Headers of every call</summary>
        <ParameterList of={shared} document={document} />
      </details>
      <Responses document={document} responses={operation.responses} />
      <p>
        <a href={file} download>
          The whole document as OpenAPI 3.1
        </a>
      </p>
    </>
  );
}

const titles = { path: 'In the path', query: 'In the query', header: 'Headers' };

function Parameters({
  of,
  place,
  document,
}: {
  of: readonly Parameter[];
  place: keyof typeof titles;
  document: ApiDocument;
}): ReactElement | null {
  const parameters = of.filter((one) => one.in === place);
  if (parameters.length === 0) return null;
  return (
    <section className={classes.block} aria-labelledby={`in-${place}`}>
      <h2 id={`in-${place}`}>{titles[place]}</h2>
      <ParameterList of={parameters} document={document} />
    </section>
  );
}

function Unknown(): ReactElement {
  return (
    <>
      <title>Unknown operation – Sandbank</title>
      <h1>Unknown operation</h1>
      <Empty title="No document has an operation of this name">
        <Link to="/api-reference">All operations</Link>
      </Empty>
    </>
  );
}
