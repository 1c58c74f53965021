/** The pages of an application, in the order of its tabs; `to` is below `/apps/:app`. */
export const appTabs: readonly { readonly to: string; readonly words: string }[] = [
  { to: '', words: 'Overview' },
  { to: 'snippets', words: 'Snippets' },
  { to: 'flows', words: 'Flows' },
  { to: 'logs', words: 'Log' },
  { to: 'rejections', words: 'Rejections' },
  { to: 'explorer', words: 'Explorer' },
  { to: 'consents', words: 'Consents' },
  { to: 'webhooks', words: 'Webhooks' },
  { to: 'keys', words: 'Keys' },
  { to: 'certificates', words: 'Certificates' },
  { to: 'banks', words: 'Banks' },
];
