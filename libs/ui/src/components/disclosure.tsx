import type { ReactElement, ReactNode } from 'react';

/** A part that opens and closes by itself, without script. */
export function Disclosure(props: {
  id?: string;
  summary: ReactNode;
  /** A few words at the end of the line, such as how much is inside. */
  aside?: ReactNode;
  appearance?: 'row' | 'plain';
  children: ReactNode;
}): ReactElement {
  return (
    <details className={`disclosure disclosure-${props.appearance ?? 'row'}`} id={props.id}>
      <summary>
        <span className="disclosure-summary">{props.summary}</span>
        {props.aside}
        <svg className="disclosure-sign" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
          <path d="M5.5 8l4.5 4.5L14.5 8" />
        </svg>
      </summary>
      <div className="disclosure-body">{props.children}</div>
    </details>
  );
}
