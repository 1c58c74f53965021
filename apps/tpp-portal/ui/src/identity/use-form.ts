import { useState, type SyntheticEvent } from 'react';
import { apiErrorOf, type ApiError } from '../api/api.js';

/** What a form does with its fields; the element itself is for what comes after, such as emptying it. */
export type Send = (fields: FormData, form: HTMLFormElement) => Promise<void>;

/** A form on its way: what it sends, what is wrong with it, and where. */
export interface Form {
  readonly busy: boolean;
  /** What went wrong with the form as a whole. */
  readonly error?: ApiError;
  /** What is wrong with a field. */
  readonly problem: (field: string) => string | undefined;
  /** Sends the form in another way than its own; the field that is refused gets the focus. */
  readonly run: (form: HTMLFormElement | null, send: Send) => Promise<void>;
  readonly onSubmit: (event: SyntheticEvent<HTMLFormElement>) => void;
}

export const textOf = (form: FormData, name: string): string => {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
};

/** A form that sends its fields by `send`. */
export function useForm(send: Send): Form {
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<{ error: ApiError; field: string | undefined }>();

  const run: Form['run'] = async (form, work) => {
    if (form === null || busy) return;
    setBusy(true);
    setRefusal(undefined);
    try {
      await work(new FormData(form), form);
    } catch (thrown) {
      const error = apiErrorOf(thrown);
      const { field = '' } = error.detail;
      const input = form.elements.namedItem(field);
      setRefusal({ error, field: input === null ? undefined : field });
      if (input instanceof HTMLElement) input.focus();
    } finally {
      setBusy(false);
    }
  };

  return {
    busy,
    ...(refusal !== undefined && refusal.field === undefined && { error: refusal.error }),
    problem: (name) => (refusal?.field === name ? refusal.error.message : undefined),
    run,
    onSubmit: (event) => {
      event.preventDefault();
      void run(event.currentTarget, send);
    },
  };
}
