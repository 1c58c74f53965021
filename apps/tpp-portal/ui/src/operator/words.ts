import type { OperatorAct, Period, SigningKey, Step } from './types.js';

export const stepWords: Readonly<Record<Step, { name: string; about: string }>> = {
  par: { name: 'Pushed', about: 'request accepted' },
  authorize: { name: 'Authorize', about: 'customer arrived' },
  token: { name: 'Token', about: 'code redeemed' },
  call: { name: 'Call', about: 'data read or paid' },
};

export const periodWords: Readonly<Record<Period, string>> = {
  hour: 'Last hour',
  day: 'Last day',
  week: 'Last week',
};

export const purposeWords: Readonly<Record<string, string>> = {
  access_token: 'Access tokens',
  id_token: 'ID tokens',
  bank_internal: 'Between the bank’s servers',
  audit: 'Governance record',
};

export const stateWords: Readonly<Record<SigningKey['state'], string>> = {
  next: 'Published, signs soon',
  active: 'Signs',
  retired: 'Published for what it signed',
  removed: 'Gone',
};

export const actWords: Readonly<Record<OperatorAct['action'], string>> = {
  freeze: 'Froze',
  thaw: 'Thawed',
  'rotate-keys': 'Rotated keys',
  'replace-keys': 'Replaced keys at once',
  export: 'Exported the record',
};

/** `12 %`, `0.4 %`, or nothing of nothing. */
export function share(part: number, whole: number): string {
  if (whole === 0) return '–';
  const percent = (part / whole) * 100;
  const digits = percent > 0 && percent < 10 ? 1 : 0;
  return `${percent.toFixed(digits)} %`;
}

const number = new Intl.NumberFormat('en-GB');
export const count = (value: number): string => number.format(value);

/** `one client`, `3 clients` */
export const counted = (value: number, one: string, many = `${one}s`): string =>
  `${count(value)} ${value === 1 ? one : many}`;

const steps: readonly [number, Intl.RelativeTimeFormatUnit][] = [
  [86_400, 'day'],
  [3600, 'hour'],
  [60, 'minute'],
];
const relative = new Intl.RelativeTimeFormat('en-GB', { numeric: 'auto' });

/** `5 minutes ago`; both in milliseconds. */
export function ago(time: string, now: number): string {
  const seconds = Math.max(0, (now - Date.parse(time)) / 1000);
  for (const [size, unit] of steps) {
    if (seconds >= size) return relative.format(-Math.floor(seconds / size), unit);
  }
  return 'just now';
}
