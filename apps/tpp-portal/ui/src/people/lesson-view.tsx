import type { ReactElement } from 'react';
import { Link } from 'react-router';
import type { Need } from './needs.js';
import classes from './people-page.module.css';

/** What is to be learned from people of a kind: what the bank does, and what an app makes of it. */
export function LessonView({ need: { words, lesson } }: { need: Need }): ReactElement {
  return (
    <section className={classes.lesson} aria-labelledby="lesson-title">
      <h2 id="lesson-title">{words}</h2>
      <dl>
        <div>
          <dt>What happens</dt>
          <dd>{lesson.happens}</dd>
        </div>
        <div>
          <dt>What an app does</dt>
          <dd>{lesson.app}</dd>
        </div>
      </dl>
      {lesson.more === undefined ? null : (
        <p className={classes.links}>
          {lesson.more.map((link) => (
            <Link key={link.to} to={link.to}>
              {link.words}
            </Link>
          ))}
        </p>
      )}
    </section>
  );
}
