import type { ReactElement } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import { Empty } from '../parts/states.js';
import { isInteractionId } from '../rejections/rejection.js';
import { ExplanationView } from './explanation-view.js';
import { errorGroups, explanationOf } from './guide.js';
import classes from './errors.module.css';

/** All error codes, grouped by where they are met. */
export function ErrorIndexPage(): ReactElement {
  return (
    <div className={classes.page}>
      <title>Errors – Sandbank</title>
      <h1>Errors</h1>
      <p className="lead">Each code has a page at a stable address: what it means, and the cure.</p>
      <p>
        Behind a code stands a rule: <Link to="/rules">all rules that can refuse</Link>,{' '}
        <Link to="/rejections">what was refused lately</Link>.
      </p>
      {errorGroups.map((group) => (
        <section key={group.title} className={classes.group}>
          <h2>{group.title}</h2>
          <p className="quiet">{group.words}</p>
          <ul className={classes.list}>
            {Object.entries(group.codes).map(([code, { title }]) => (
              <li key={code} className={classes.item}>
                <Link to={`/errors/${code}`} className={classes.code ?? ''}>
                  {code}
                </Link>
                <span>{title}</span>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

/** One error code. */
export function ErrorPage(): ReactElement {
  const { code = '' } = useParams();
  const explanation = explanationOf(code);
  return (
    <div className={classes.page}>
      <title>{`${explanation === undefined ? 'Unknown error' : code} – Sandbank`}</title>
      <p>
        <Link to="/errors">All errors</Link>
      </p>
      {explanation === undefined ? (
        <>
          <h1>Unknown error</h1>
          <Empty title="This code is not in the guide">
            <p>
              <code>{code}</code> may come from another server. Its answer has an interaction id
              that the server’s operator can search for.
            </p>
          </Empty>
        </>
      ) : (
        <>
          <div className={classes.block}>
            <p className={classes.code}>{code}</p>
            <h1>{explanation.title}</h1>
          </div>
          <ExplanationView explanation={explanation} />
          <Reason />
        </>
      )}
    </div>
  );
}

/** Where a page of the bank names the request: the rule that refused it, for the app's developers. */
function Reason(): ReactElement | null {
  const [query] = useSearchParams();
  const interaction = query.get('interaction') ?? '';
  if (!isInteractionId(interaction)) return null;
  return (
    <section className={classes.block} aria-labelledby="reason-title">
      <h2 id="reason-title">The rule behind it</h2>
      <p>
        If the request was the demo app’s,{' '}
        <Link id="why-refused" to={`/rejections?interaction=${interaction}`}>
          this is why it was refused
        </Link>
        : the rule, what was expected and what came. Another app’s developers read it with a token
        of their own.
      </p>
    </section>
  );
}
