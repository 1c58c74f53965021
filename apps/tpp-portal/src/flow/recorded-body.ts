import type { CustomFetch } from 'openid-client';
import type { RecordedBody } from './hop.js';
import { maskJson, maskJwts, maskParameters } from './masking.js';

const recordedCharactersMax = 24_000;

type SentBody = Parameters<CustomFetch>[1]['body'];

/** The form that a request carries; undefined for JSON and for none. */
export const formOf = (body: SentBody): URLSearchParams | undefined =>
  body instanceof URLSearchParams || (typeof body === 'string' && jsonOf(body) === undefined)
    ? new URLSearchParams(body)
    : undefined;

/** The request's body as it may be shown: a form, or JSON. */
export function requestBody(
  body: SentBody,
  form: URLSearchParams | undefined,
): { body?: RecordedBody } {
  if (form !== undefined) return { body: formBody(form) };
  const json = typeof body === 'string' ? jsonOf(body) : undefined;
  if (json === undefined) return {};
  return { body: cut('application/json', JSON.stringify(maskJson(json), null, 2)) };
}

/** What a text says as JSON; undefined for anything else. */
export const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const cut = (mediaType: string, text: string): RecordedBody => ({
  mediaType,
  text: text.slice(0, recordedCharactersMax),
  truncated: text.length > recordedCharactersMax,
});

const formBody = (form: URLSearchParams): RecordedBody =>
  cut('application/x-www-form-urlencoded', maskParameters(form.toString()));

/** An answer's body as it may be shown. */
export const answerBody = (
  answer: { response: Response; text: string },
  json: unknown,
): RecordedBody => {
  const mediaType = answer.response.headers.get('content-type')?.split(';')[0] ?? '';
  if (json === undefined) return cut(mediaType, maskJwts(answer.text));
  return cut(mediaType, JSON.stringify(maskJson(json), null, 2));
};
