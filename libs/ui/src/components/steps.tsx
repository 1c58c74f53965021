import type { ReactElement, ReactNode } from 'react';
import { Spoken } from '../text.js';
import { Icon } from './marks.js';

/** One step of a journey. */
export interface Step {
  label: ReactNode;
  detail?: ReactNode;
}

const spoken = { done: 'Done: ', current: 'You are here: ', ahead: 'Next: ' } as const;

/** Where in the journey the customer is, as waypoints on a course; `current` counts from 1. */
export function Steps(props: { steps: readonly Step[]; current: number }): ReactElement {
  const { steps, current } = props;
  return (
    <div className="steps">
      <p className="steps-caption" id="steps-caption">
        Step {current} of {steps.length}
      </p>
      <ol className="steps-list" aria-labelledby="steps-caption">
        {steps.map((step, index) => {
          const state = index + 1 < current ? 'done' : index + 1 === current ? 'current' : 'ahead';
          return (
            <li
              key={index}
              className={`step step-${state}`}
              aria-current={state === 'current' ? 'step' : undefined}
            >
              <span className="step-mark">{state === 'done' ? <Icon of="tick" /> : null}</span>
              <span className="step-words">
                <Spoken>{spoken[state]}</Spoken>
                <span className="step-label">{step.label}</span>
                {step.detail === undefined ? null : (
                  <span className="step-detail">{step.detail}</span>
                )}
              </span>
            </li>
          );
        })}
      </ol>
    </div>
  );
}
