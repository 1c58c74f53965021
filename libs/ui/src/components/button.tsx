import type { ReactElement, ReactNode } from 'react';

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

/** A link to where something can be done; it looks like a button and changes nothing. */
export function ButtonLink(props: {
  id: string;
  kind: ButtonProps['kind'];
  href: string;
  children: ReactNode;
}): ReactElement {
  return (
    <a className={`button button-${props.kind}`} id={props.id} href={props.href}>
      {props.children}
    </a>
  );
}

/**
 * Makes Enter inside a form do nothing, for a decision that must be taken on purpose: HTML submits with the first
 * button of the form, and outside a dialog the method of this one does nothing. (A disabled one is not enough:
 * Chromium passes over it when Enter is pressed on a checkbox.)
 */
export function NoSubmitOnEnter(): ReactElement {
  return <button type="submit" formMethod="dialog" hidden />;
}
