/** A refusal of the back end, or its silence. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    readonly code: string,
    message: string,
    readonly status: number,
    readonly detail: {
      interactionId?: string | undefined;
      flowId?: string | undefined;
      /** The field of a form that was refused. */
      field?: string | undefined;
      upstream?: { status?: number; error?: string; error_description?: string } | undefined;
    } = {},
  ) {
    super(message);
  }
}

interface ErrorBody {
  error?: string;
  message?: string;
  interaction_id?: string;
  flow_id?: string;
  field?: string;
  upstream?: { status?: number; error?: string; error_description?: string };
}

/** Whatever was thrown, as a page can show it. */
export const apiErrorOf = (thrown: unknown): ApiError =>
  thrown instanceof ApiError ? thrown : new ApiError('unforeseen', String(thrown), 0);

const silence = (): ApiError =>
  new ApiError('portal_unreachable', 'The portal does not answer. Is the sandbox running?', 0);

/** Calls the back end; the header tells it that one of its own pages is asking. */
export async function call<T>(
  path: string,
  init: { method?: 'GET' | 'POST' | 'PUT' | 'DELETE'; body?: unknown; signal?: AbortSignal } = {},
): Promise<T> {
  const headers = new Headers({ accept: 'application/json', 'x-sandbank-request': '1' });
  if (init.body !== undefined) headers.set('content-type', 'application/json');
  let response: Response;
  try {
    response = await fetch(path, {
      method: init.method ?? 'GET',
      headers,
      ...(init.body === undefined ? {} : { body: JSON.stringify(init.body) }),
      ...(init.signal === undefined ? {} : { signal: init.signal }),
    });
  } catch (error) {
    if (init.signal?.aborted === true) throw error;
    throw silence();
  }
  if (response.status === 204) return undefined as T;
  const body = (await response.json().catch(() => undefined)) as unknown;
  if (response.ok && body !== undefined) return body as T;
  const told = (body ?? {}) as ErrorBody;
  throw new ApiError(
    told.error ?? 'unreadable_answer',
    told.message ?? 'The portal answered something that could not be read.',
    response.status,
    {
      interactionId: told.interaction_id,
      flowId: told.flow_id,
      field: told.field,
      upstream: told.upstream,
    },
  );
}
