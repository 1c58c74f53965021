import { useParams } from 'react-router';
import type { ApiError } from '../api/api.js';
import { useResource } from '../api/use-resource.js';
import { apiIndex } from '../api-reference/api-index.js';
import type { ApiDocument } from '../api-reference/documents.js';
import { formOf, type OperationForm } from './operation-form.js';

/** The operation that the address names, as a form. */
export interface ChosenOperation {
  /** Undefined where the address names none. */
  readonly id: string | undefined;
  readonly form?: OperationForm | undefined;
  /** True for a name that no document has. */
  readonly isUnknown: boolean;
  readonly error?: ApiError | undefined;
  readonly reload: () => void;
}

/** Reads the document of the operation in the address. */
export function useOperation(): ChosenOperation {
  const { operation: id } = useParams();
  const name = apiIndex.find(({ operations }) => operations.some((one) => one.id === id))?.name;
  const path = name === undefined ? undefined : `/openapi/${name}.json`;
  const { data, error, reload } = useResource<ApiDocument>(path);
  return {
    id,
    form: data === undefined || id === undefined ? undefined : formOf(data, id),
    isUnknown: id !== undefined && name === undefined,
    error,
    reload,
  };
}
