import type { ReactElement, ReactNode } from 'react';
import { Words } from '../text.js';
import { Icon } from './marks.js';

/** A labelled text input; `id` is also its form name. */
export interface FieldProps {
  id: string;
  label: string;
  type?: 'text' | 'password';
  hint?: ReactNode;
  /** What is wrong and what to do, in one sentence. */
  error?: string | undefined;
  /** Marks the field as wrong where another field carries the words. */
  invalid?: boolean | undefined;
  value?: string | undefined;
  autoComplete: string;
  inputMode?: 'numeric' | 'text';
  lengthMax: number;
  appearance?: 'code';
}

/** A label, a hint, an error and an input that are tied together for every reader. */
export function Field(props: FieldProps): ReactElement {
  const { id, label, hint, error } = props;
  const invalid = error !== undefined || props.invalid === true;
  const notes = [hint === undefined ? '' : `${id}-hint`, error === undefined ? '' : `${id}-error`];
  return (
    <div className={invalid ? 'field field-invalid' : 'field'}>
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      {hint === undefined ? null : (
        <p className="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error === undefined ? null : (
        <p className="field-error" id={`${id}-error`}>
          <Icon of="warning" ringed />
          <span>
            <span className="spoken">Error: </span>
            <Words lengthMax={300}>{error}</Words>
          </span>
        </p>
      )}
      <input
        className={props.appearance === 'code' ? 'input input-code' : 'input'}
        id={id}
        name={id}
        type={props.type ?? 'text'}
        defaultValue={props.value}
        autoComplete={props.autoComplete}
        inputMode={props.inputMode}
        maxLength={props.lengthMax}
        autoCapitalize="none"
        spellCheck={false}
        required
        aria-invalid={invalid ? true : undefined}
        aria-describedby={notes.filter(Boolean).join(' ') || undefined}
      />
    </div>
  );
}
