import { useId, useState, type ComponentProps, type ReactElement, type ReactNode } from 'react';
import classes from './field.module.css';

/** A labelled line of text with its hint, and what is wrong with it. */
export function Field({
  label,
  hint,
  problem,
  type = 'text',
  ...input
}: {
  label: string;
  hint?: ReactNode;
  problem?: string | undefined;
} & Omit<ComponentProps<'input'>, 'className' | 'id'>): ReactElement {
  const id = useId();
  const [shown, setShown] = useState(false);
  const isPassword = type === 'password';
  const described = [
    hint === undefined ? '' : `${id}-hint`,
    problem === undefined ? '' : `${id}-problem`,
  ];
  return (
    <div className={classes.field}>
      <label className={classes.label} htmlFor={id}>
        {label}
      </label>
      {hint === undefined ? null : (
        <p id={`${id}-hint`} className={classes.hint}>
          {hint}
        </p>
      )}
      <div className={classes.box}>
        <input
          {...input}
          id={id}
          className={classes.input}
          type={isPassword && shown ? 'text' : type}
          data-password={isPassword ? 'true' : undefined}
          aria-invalid={problem !== undefined}
          aria-describedby={described.filter((part) => part !== '').join(' ') || undefined}
        />
        {isPassword ? (
          <button
            type="button"
            className={classes.show}
            aria-pressed={shown}
            aria-label={`Show what is typed for ${label.toLowerCase()}`}
            onClick={() => setShown(!shown)}
          >
            {shown ? 'Hide' : 'Show'}
          </button>
        ) : null}
      </div>
      {problem === undefined ? null : (
        <p id={`${id}-problem`} className={classes.problem} role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}
