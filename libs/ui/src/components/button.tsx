import type { ReactElement } from 'react';

/** What a button sends and how much weight it has. */
export interface ButtonProps {
  id: string;
  kind: 'primary' | 'secondary' | 'quiet';
  children: string;
  name?: string;
  value?: string;
  /** For a way out: leaving never waits for a field to be filled. */
  skipsValidation?: boolean;
}

/** A button that submits the form it stands in. */
export function Button(props: ButtonProps): ReactElement {
  return (
    <button
      className={`button button-${props.kind}`}
      id={props.id}
      type="submit"
      name={props.name}
      value={props.value}
      formNoValidate={props.skipsValidation}
    >
      {props.children}
    </button>
  );
}

/**
 * Makes Enter inside a form do nothing: HTML submits with the first button in the form, and that one is disabled.
 * For a decision that must be taken on purpose.
 */
export function NoSubmitOnEnter(): ReactElement {
  return <button type="submit" disabled hidden />;
}
