import { isoDateTime } from './date-time.js';

/** Links of a response, absolute. */
export interface Links {
  readonly Self: string;
  readonly First?: string;
  readonly Prev?: string;
  readonly Next?: string;
  readonly Last?: string;
}

export interface Meta {
  readonly TotalPages: number;
  readonly FirstAvailableDateTime?: string;
  readonly LastAvailableDateTime?: string;
}

/** Every answer of this API. */
export interface Envelope<Data> {
  readonly Data: Data;
  readonly Links: Links;
  readonly Meta: Meta;
}

/** An answer that always fits one page. */
export const onePage = <Data>(data: Data, self: string): Envelope<Data> => ({
  Data: data,
  Links: { Self: self },
  Meta: { TotalPages: 1 },
});

/** What is available altogether; absent when there is nothing. */
export const available = (
  first: Date | undefined,
  last: Date | undefined,
): Omit<Meta, 'TotalPages'> => ({
  ...(first === undefined ? {} : { FirstAvailableDateTime: isoDateTime(first) }),
  ...(last === undefined ? {} : { LastAvailableDateTime: isoDateTime(last) }),
});
