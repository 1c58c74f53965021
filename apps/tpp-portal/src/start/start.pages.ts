import type { Bank } from '../banks/bank.js';
import type { StartOutcome } from './start-outcome.js';

/** No script, no form, no frame: two pages of text and links. */
export const startPagePolicy = (nonce: string): string =>
  [
    "default-src 'none'",
    `style-src 'nonce-${nonce}'`,
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/** Asked of a visitor whom a page of another site has sent: nothing has happened yet. */
export const confirmationPage = (bank: Bank, nonce: string): string =>
  document(
    'Start a journey?',
    nonce,
    `<h1>Start a journey at ${text(bank.name)}?</h1>
<p>Another site sent you here. If you go on, ${text(bank.clientName)} asks <strong>${text(bank.name)}</strong>
for access, and you sign in there. Nothing has been asked yet.</p>
<dl><dt>Issuer</dt><dd><code>${text(bank.issuer)}</code></dd></dl>
<p class="acts"><a id="start-continue" class="main" href="/start?issuer=${text(encodeURIComponent(bank.issuer))}">Go on to ${text(bank.name)}</a>
<a href="/">No, to the portal</a></p>`,
  );

/** What came of the journey, for a person. */
export const outcomePage = (outcome: StartOutcome, nonce: string): string => {
  const { status, error, error_description: description, resource } = outcome;
  const ok = status === 'connected';
  return document(
    ok ? 'The journey is complete' : 'The journey ended',
    nonce,
    `<h1>${ok ? 'The journey is complete' : 'The journey ended'}</h1>
<p>${ok ? 'Every check passed, and the API answered.' : `It ended with <code id="start-error">${text(error ?? status)}</code>.`}</p>
${description === undefined ? '' : `<p>${text(description)}</p>`}
<dl><dt>Issuer</dt><dd><code>${text(outcome.issuer)}</code></dd>
<dt>Status</dt><dd id="start-status">${text(status)}</dd>
${outcome.interaction_id === undefined ? '' : `<dt>Interaction id</dt><dd><code>${text(outcome.interaction_id)}</code></dd>`}</dl>
<h2>What was said</h2>
<ol>${outcome.hops.map(({ kind, url, status: code }) => `<li><code>${text(kind)}</code> ${code === undefined ? 'no answer' : String(code)} <span>${text(url.split('?')[0] ?? '')}</span></li>`).join('')}</ol>
${resource === undefined ? '' : `<h2>What the API answered</h2><pre tabindex="0">${text(JSON.stringify(resource.body ?? null, null, 2))}</pre>`}
<p class="acts"><a class="main" href="/flows/${text(outcome.flow_id)}">See every hop</a> <a href="/">To the portal</a></p>`,
  );
};

const text = (value: string): string =>
  value.replace(/[&<>"']/g, (sign) => `&#${String(sign.charCodeAt(0))};`);

// The portal's own colours, without its style sheet: these two pages depend on no file.
const style = `:root{color-scheme:light dark;font:1rem/1.6 system-ui,sans-serif;color:light-dark(#10272e,#e8f0f1);background:light-dark(#fff,#0d171b)}
body{margin:0 auto;max-width:46rem;padding:2rem 1rem}
h1{font-size:1.5rem;line-height:1.25}h2{font-size:1.125rem;margin-top:2rem}
code,pre{font-family:ui-monospace,monospace;font-size:.875rem;overflow-wrap:anywhere}
pre{overflow:auto;padding:1rem;border:1px solid;max-height:24rem}
li span{overflow-wrap:anywhere}dt{font-weight:600}dd{margin:0 0 .5rem}
.acts{display:flex;flex-wrap:wrap;gap:1rem;align-items:center}
a{color:light-dark(#0a5566,#7fd0de)}.main{border:1px solid;border-radius:.25rem;padding:.5rem 1rem;font-weight:600;text-decoration:none}
a:focus-visible,pre:focus-visible{outline:3px solid;outline-offset:2px}`;

const document = (title: string, nonce: string, body: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(title)} – Sandbank</title><style nonce="${nonce}">${style}</style></head>
<body><main>${body}</main></body></html>
`;
