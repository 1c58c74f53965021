import type { ReactElement } from 'react';
import { Link, useParams } from 'react-router';
import { Empty } from '../parts/states.js';
import classes from '../errors/errors.module.css';
import { dutyOf, ruleOf, type Rule } from './rules.js';

/** One rule, at an address that stays. */
export function RulePage(): ReactElement {
  const { clause = '' } = useParams();
  const rule = ruleOf(clause);
  return (
    <div className={classes.page}>
      <title>{`${rule === undefined ? 'Unknown rule' : clause} – Sandbank`}</title>
      <p>
        <Link to="/rules">All rules</Link>
      </p>
      {rule === undefined ? <Unknown clause={clause} /> : <Known rule={rule} />}
    </div>
  );
}

function Known({ rule }: { rule: Rule }): ReactElement {
  return (
    <>
      <div className={classes.block}>
        <p className={classes.code} id="rule-clause">
          {rule.id}
        </p>
        <h1>{rule.summary}</h1>
      </div>
      <section className={classes.sign} aria-labelledby="fix-title">
        <h2 id="fix-title">What to change</h2>
        <p id="rule-fix">{rule.fix}</p>
      </section>
      <section className={classes.block} aria-labelledby="source-title">
        <h2 id="source-title">Where it is written</h2>
        <p>
          <a href={rule.url} rel="noreferrer">
            {rule.specification}
          </a>
        </p>
        <p className="quiet">{dutyOf(rule)}</p>
      </section>
      <p>
        <Link to="/rejections">See what was refused lately</Link>
      </p>
    </>
  );
}

function Unknown({ clause }: { clause: string }): ReactElement {
  return (
    <>
      <h1>Unknown rule</h1>
      <Empty title="No rule of this name can refuse here">
        <p>
          <code>{clause.slice(0, 80)}</code> may be a clause that this server meets by its
          construction: then there is nothing that it would refuse.
        </p>
        <Link to="/rules">All rules</Link>
      </Empty>
    </>
  );
}
