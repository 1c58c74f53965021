import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import { Words } from '../api-reference/words.js';
import type { FormField, OperationForm } from './operation-form.js';
import classes from './explorer.module.css';

/** A value that is likely meant, with what it is. */
export interface Suggestion {
  readonly value: string;
  readonly words: string;
}

/** What was filled in: parameters by name, and the body as text. */
export interface Filled {
  readonly values: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A field for each parameter, and one for the body. */
export function ParameterFields({
  form,
  filled,
  change,
  suggestions,
  bodyProblem,
}: {
  form: OperationForm;
  filled: Filled;
  change: (filled: Filled) => void;
  suggestions: Readonly<Record<string, readonly Suggestion[]>>;
  bodyProblem?: string | undefined;
}): ReactElement {
  const fieldOf = (field: FormField): ReactElement => (
    <Field
      key={field.name}
      field={field}
      value={filled.values[field.name] ?? ''}
      suggestions={suggestions[field.name] ?? []}
      change={(value) => change({ ...filled, values: { ...filled.values, [field.name]: value } })}
    />
  );
  const own = form.fields.filter(({ everywhere }) => !everywhere);
  const everywhere = form.fields.filter((field) => field.everywhere);
  return (
    <>
      {own.length === 0 ? null : <div className={classes.fields}>{own.map(fieldOf)}</div>}
      {form.body === undefined ? null : (
        <Textarea
          id="call-body"
          label="Body"
          description="JSON; the example comes from the document"
          classNames={{ input: classes.body ?? '' }}
          spellCheck={false}
          autoComplete="off"
          rows={Math.min(24, filled.body.split('\n').length + 1)}
          value={filled.body}
          error={bodyProblem}
          onChange={({ currentTarget }) => change({ ...filled, body: currentTarget.value })}
        />
      )}
      {everywhere.length === 0 ? null : (
        <details className={classes.more}>
          <summary>Headers that every call takes</summary>
          <div className={classes.fields}>{everywhere.map(fieldOf)}</div>
        </details>
      )}
    </>
  );
}

function Field({
  field: { name, about, example, choices, required },
  value,
  suggestions,
  change,
}: {
  field: FormField;
  value: string;
  suggestions: readonly Suggestion[];
  change: (value: string) => void;
}): ReactElement {
  const id = `call-${name}`;
  const shared = {
    id,
    label: <code>{name}</code>,
    description: <Words text={about} />,
    required,
    withAsterisk: false,
    value,
  };
  if (choices.length > 1) {
    return (
      <NativeSelect
        {...shared}
        onChange={({ currentTarget }) => change(currentTarget.value)}
        data={[{ value: '', label: 'not sent' }, ...choices]}
      />
    );
  }
  return (
    <div>
      <TextInput
        {...shared}
        autoComplete="off"
        spellCheck={false}
        placeholder={required ? example : 'not sent'}
        list={suggestions.length === 0 ? undefined : `${id}-list`}
        onChange={({ currentTarget }) => change(currentTarget.value)}
      />
      {suggestions.length === 0 ? null : (
        <>
          <datalist id={`${id}-list`}>
            {suggestions.map((one) => (
              <option key={one.value} value={one.value} label={one.words} />
            ))}
          </datalist>
          <p className={classes.suggestions}>
            {suggestions.slice(0, 6).map((one) => (
              <button
                key={one.value}
                type="button"
                className={classes.suggestion}
                aria-pressed={one.value === value}
                onClick={() => change(one.value)}
              >
                {one.words}
              </button>
            ))}
          </p>
        </>
      )}
    </div>
  );
}
