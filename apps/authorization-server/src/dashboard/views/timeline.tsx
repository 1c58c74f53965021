import { Icon, Words } from '@sandbank/ui';
import type { ReactElement } from 'react';
import type { TransitionItem } from './dashboard.model.js';
import { Moment } from './words.js';

/** What became of a consent, from the question on. */
export function Timeline({
  transitions,
}: {
  transitions: readonly TransitionItem[];
}): ReactElement {
  return (
    <section className="section">
      <h2 id="timeline-title">What became of it</h2>
      <ol className="timeline" id="timeline" aria-labelledby="timeline-title">
        {transitions.map(({ what, detail, at, sign }, index) => (
          <li key={index}>
            <span className="timeline-mark">
              <Icon of={sign} />
            </span>
            <div>
              <p className="timeline-what">
                <Words lengthMax={160}>{what}</Words>
              </p>
              <p className="soft">
                <Moment of={at} />
                {detail === undefined ? null : (
                  <>
                    {' · '}
                    <Words lengthMax={200}>{detail}</Words>
                  </>
                )}
              </p>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
