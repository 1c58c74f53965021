import { useState } from 'react';
import { useSearchParams } from 'react-router';
import type { OperationForm } from './operation-form.js';
import type { Filled } from './parameter-fields.js';

/** What is filled in, beginning with the address: a link can bring values along. */
export function useFilled(
  form: OperationForm,
  first: Readonly<Record<string, string>>,
  body = form.body ?? '',
): [Filled, (filled: Filled) => void] {
  const [query] = useSearchParams();
  const names = new Set(form.fields.map(({ name }) => name));
  const [changed, setChanged] = useState<Filled>();
  const linked = [...query].filter(([name]) => names.has(name));
  const known = Object.entries(first).filter(([name]) => names.has(name));
  const linkedBody = form.body === undefined ? null : query.get('body');
  const filled = changed ?? {
    values: Object.fromEntries([...known, ...linked]),
    body: linkedBody ?? body,
  };
  return [filled, setChanged];
}

/** What a text says as JSON; a problem in words otherwise. */
export function jsonIn(text: string): { value: unknown } | { problem: string } {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    return { problem: `This is not JSON: ${error instanceof Error ? error.message : ''}` };
  }
}
