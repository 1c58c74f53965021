import type { ReactElement, ReactNode } from 'react';
import { Words } from '../text.js';
import { Icon } from './marks.js';

/** One problem and the field that can mend it. */
export interface Problem {
  text: string;
  fieldId?: string | undefined;
}

/** The problems of a form at its top, each linked to its field; takes the focus when the page opens. */
export function ErrorSummary(props: { title: string; problems: readonly Problem[] }): ReactElement {
  return (
    // autofocus works on anything focusable: the only way to move focus to the summary without script.
    <div
      className="error-summary"
      role="alert"
      tabIndex={-1}
      autoFocus
      aria-labelledby="error-summary-title"
    >
      <h2 className="error-summary-title" id="error-summary-title">
        <Icon of="warning" ringed />
        {props.title}
      </h2>
      <ul>
        {props.problems.map(({ text, fieldId }) => (
          <li key={text}>
            {fieldId === undefined ? (
              <Words lengthMax={300}>{text}</Words>
            ) : (
              <a href={`#${fieldId}`}>
                <Words lengthMax={300}>{text}</Words>
              </a>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

const signs = { information: 'information', warning: 'warning', done: 'tick' } as const;

/** A remark beside the flow; its sign and its words say what kind it is, not its colour. */
export function Notice(props: {
  kind: keyof typeof signs;
  id?: string;
  children: ReactNode;
}): ReactElement {
  return (
    <div className={`notice notice-${props.kind}`} id={props.id}>
      <Icon of={signs[props.kind]} ringed />
      <div>{props.children}</div>
    </div>
  );
}
