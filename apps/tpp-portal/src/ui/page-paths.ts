/** The first segment of every address that has a page, and whether there are pages below it. */
const pages: Readonly<Record<string, 'alone' | 'with pages below'>> = {
  '': 'alone',
  account: 'alone',
  accounts: 'alone',
  'api-reference': 'with pages below',
  apps: 'with pages below',
  errors: 'with pages below',
  explorer: 'with pages below',
  flows: 'with pages below',
  invitations: 'with pages below',
  interactions: 'with pages below',
  'journey-error': 'alone',
  operator: 'with pages below',
  organisations: 'with pages below',
  pay: 'alone',
  payments: 'with pages below',
  people: 'alone',
  rejections: 'alone',
  rules: 'with pages below',
  'sign-in': 'alone',
  'sign-up': 'alone',
  shared: 'with pages below',
};

/** Whether the single-page UI has something to show at a path; what it does not know is answered 404. */
export function isPage(path: string): boolean {
  const [, segment = '', ...below] = path.split('/');
  const kind = Object.hasOwn(pages, segment) ? pages[segment] : undefined;
  return kind === 'with pages below' || (kind === 'alone' && below.length === 0);
}
