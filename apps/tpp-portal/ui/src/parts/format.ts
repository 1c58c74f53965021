const locale = 'en-GB';

/** `£1,234.50`, with a real minus sign. */
export const money = (amount: string, currency: string): string =>
  new Intl.NumberFormat(locale, { style: 'currency', currency })
    .format(amount as unknown as number)
    .replace('-', '−');

/** `£1.2k`, for axes. */
export const shortMoney = (amount: number, currency: string): string =>
  new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    notation: 'compact',
    maximumFractionDigits: 1,
  }).format(amount);

/** `14 Mar 2026` */
export const day = (time: string): string =>
  new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' }).format(
    new Date(time),
  );

/** `14 Mar 2026, 09:41:07` */
export const moment = (time: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' }).format(
    new Date(time),
  );

/** `09:41:07.250` */
export const clock = (time: string): string =>
  new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
  }).format(new Date(time));

/** `Mar` or `Mar 2026` of a month such as `2026-03`. */
export const monthName = (month: string, form: 'short' | 'long' = 'short'): string =>
  new Intl.DateTimeFormat(locale, {
    month: form,
    ...(form === 'long' ? { year: 'numeric' as const } : {}),
    timeZone: 'UTC',
  }).format(new Date(`${month}-01T00:00:00Z`));

/** `18 ms`, `2.4 s` or `1 min 12 s`. */
export const duration = (milliseconds: number): string => {
  if (milliseconds < 10) return `${milliseconds.toFixed(1)} ms`;
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  const seconds = milliseconds / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
};
