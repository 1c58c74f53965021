import type { ReactElement } from 'react';
import { Link, useParams } from 'react-router';
import { CodeBlock } from '../parts/code-block.js';
import { Empty } from '../parts/states.js';
import classes from '../errors/errors.module.css';
import { demandOf, dutyOf, ruleOf, rules, type Rule } from './rules.js';
import { topicOf, type Topic } from './topics.js';
import own from './rule-page.module.css';

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
  const topic = topicOf(rule.id);
  return (
    <>
      <div className={classes.block}>
        <p className={classes.code} id="rule-clause">
          {rule.id}
        </p>
        <h1>{demandOf(rule)}</h1>
      </div>
      <section className={classes.sign} aria-labelledby="fix-title">
        <h2 id="fix-title">What to change</h2>
        <p id="rule-fix">{rule.fix}</p>
      </section>
      {topic === undefined ? null : <Why topic={topic} />}
      <section className={classes.block} aria-labelledby="source-title">
        <h2 id="source-title">Where it is written</h2>
        <p>
          <a href={rule.url} rel="noreferrer">
            {rule.specification}
          </a>
        </p>
        <p className="quiet">{dutyOf(rule)}</p>
      </section>
      {topic === undefined ? null : <Siblings topic={topic} rule={rule} />}
      <p className={own.ways}>
        <Link to="/apps">Refusals of your own applications</Link>
        <Link to="/rejections">Refusals of the demo app</Link>
      </p>
    </>
  );
}

function Why({ topic: { why, example } }: { topic: Topic }): ReactElement {
  return (
    <>
      <section className={classes.block} aria-labelledby="why-title">
        <h2 id="why-title">Why it is there</h2>
        <p id="rule-why">{why}</p>
      </section>
      <section className={classes.block} aria-labelledby="example-title">
        <h2 id="example-title">For example</h2>
        <p className="quiet">{example.of}</p>
        <div className={own.example} id="rule-example">
          <figure data-tone="wrong">
            <figcaption>Refused</figcaption>
            <CodeBlock text={example.wrong} label="refused" />
          </figure>
          <figure data-tone="right">
            <figcaption>Accepted</figcaption>
            <CodeBlock text={example.right} label="accepted" />
          </figure>
        </div>
      </section>
    </>
  );
}

function Siblings({ topic, rule }: { topic: Topic; rule: Rule }): ReactElement | null {
  const others = rules.filter(({ id }) => id !== rule.id && topicOf(id) === topic);
  if (others.length === 0) return null;
  return (
    <section className={classes.group} aria-labelledby="topic-title">
      <h2 id="topic-title">{topic.title}: the other rules</h2>
      <ul className={classes.list}>
        {others.map((other) => (
          <li key={other.id} className={classes.item}>
            <Link to={`/rules/${encodeURIComponent(other.id)}`} className={classes.code ?? ''}>
              {other.id}
            </Link>
            <span>{demandOf(other)}</span>
          </li>
        ))}
      </ul>
    </section>
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
