import type { ReactElement, ReactNode } from 'react';
import classes from './wizard.module.css';

/** One answer to a question, with what it means. */
export function Choice({
  type = 'radio',
  name,
  value,
  title,
  note,
  checked,
  disabled = false,
  onChange,
  children,
}: {
  type?: 'radio' | 'checkbox';
  name: string;
  value: string;
  title: string;
  /** A word beside the title. */
  note?: string | undefined;
  checked: boolean;
  disabled?: boolean;
  onChange: (checked: boolean) => void;
  children?: ReactNode;
}): ReactElement {
  return (
    <label className={classes.choice}>
      <input
        {...{ type, name, value, checked, disabled }}
        id={`${name}-${value}`}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span>
        <span className={classes.choiceTitle}>
          {title} {note === undefined ? null : <span className={classes.note}>{note}</span>}
        </span>
        <span className={classes.choiceWords}>{children}</span>
      </span>
    </label>
  );
}

/** A question with its answers. */
export function Question({
  legend,
  hint,
  children,
}: {
  legend: string;
  hint?: string;
  children: ReactNode;
}): ReactElement {
  return (
    <fieldset className={classes.question}>
      <legend>{legend}</legend>
      {hint === undefined ? null : <p className="quiet">{hint}</p>}
      {children}
    </fieldset>
  );
}
