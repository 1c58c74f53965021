/** The customer's dashboard: places, apps with what they hold, states, history and receipts. */
export const dashboard = `
.places ul { display: flex; flex-wrap: wrap; gap: var(--space-2); }
.places a { display: block; padding: 0.625rem 0.875rem; color: var(--ink); font-weight: 700; text-decoration: none; border-radius: var(--radius-medium); border: 2px solid transparent; }
.places a:hover { background: var(--mist); text-decoration: underline; }
.places a[aria-current] { background: var(--paper); border-color: var(--accent); }
.visit { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 0 var(--space-4); font-size: var(--text-small); }
.visit p { color: var(--ink-soft); }
.visit strong { color: var(--ink); }
.sign-out .button { min-height: 2.75rem; padding-block: 0.5rem; font-size: var(--text-small); }
@media (min-width: 60rem) {
  .places ul { display: grid; }
  .visit { display: grid; justify-items: start; }
}

.status { display: inline-flex; flex: none; align-items: center; gap: 0.375rem; padding: 0.125rem 0.75rem 0.125rem 0.375rem; font-size: var(--text-small); font-weight: 700; line-height: 1.6; border: 1.5px solid var(--line-strong); border-radius: var(--radius-round); }
.status-live, .status-done { color: var(--success); background: var(--success-paper); border-color: currentColor; }
.status-paused { color: var(--sand-ink); background: var(--sand); border-color: currentColor; }
.status-stopped, .status-ended { color: var(--ink-soft); background: var(--mist); }

h1 + .notice, .state + .notice { margin-top: var(--space-5); }
.notice + h1 { margin-top: var(--space-5); }
.notice + .app, .lead + .app { margin-top: var(--space-6); }
.app { margin-top: var(--space-7); }
.app-head { display: flex; flex-wrap: wrap; align-items: center; gap: var(--space-3) var(--space-4); }
.app-head h2 { flex: 1 1 10rem; }
.consent { margin-top: var(--space-4); padding: var(--space-5); border: 1px solid var(--line); border-radius: var(--radius-large); background: var(--paper); box-shadow: var(--shadow-low); }
.consent-head { display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; gap: var(--space-2) var(--space-4); }
.consent-head h3 { font-size: var(--text-lead); }
.consent .facts { margin-top: var(--space-4); }
.consent .actions { margin-top: var(--space-5); gap: var(--space-2) var(--space-5); }
.consent .button { min-height: 2.75rem; padding: 0.5rem 1.125rem; }
.consent a:not(.button) { display: inline-block; padding-block: 0.375rem; }
.several { display: grid; gap: var(--space-1); }
.soft { color: var(--ink-soft); }
.state { display: flex; flex-wrap: wrap; align-items: center; gap: var(--space-2) var(--space-4); margin-top: var(--space-3); }
.back { margin-bottom: var(--space-5); font-size: var(--text-small); }
.back a { display: inline-block; padding-block: 0.375rem; }
.facts + .actions { margin-top: var(--space-5); }

.timeline { margin-top: var(--space-4); }
.timeline li { position: relative; display: grid; grid-template-columns: 1.75rem minmax(0, 1fr); gap: var(--space-3); padding-bottom: var(--space-5); }
.timeline li:not(:last-child)::before { content: ''; position: absolute; left: 0.8125rem; top: 1.75rem; bottom: 0; border-left: 2px dashed var(--line-strong); }
.timeline-mark { display: grid; place-items: center; width: 1.75rem; height: 1.75rem; border-radius: 50%; border: 2px solid var(--line-strong); color: var(--accent); background: var(--paper); }
.timeline-mark .icon { width: 1.125rem; height: 1.125rem; stroke-width: 2.2; }
.timeline-what { font-weight: 700; }

.day { margin-top: var(--space-5); font-size: var(--text-small); color: var(--ink-soft); }
.receipts { margin-top: var(--space-2); border-top: 1px solid var(--line); }
.receipts li { display: grid; grid-template-columns: 3.5rem minmax(0, 1fr); gap: 0 var(--space-3); padding: var(--space-3) 0; border-bottom: 1px solid var(--line); }
.receipt-time { font-variant-numeric: tabular-nums; color: var(--ink-soft); }
.receipt-what { font-weight: 700; }
.receipt-detail { grid-column: 2; font-size: var(--text-small); color: var(--ink-soft); }
.presence { display: inline-flex; align-items: center; gap: 0.375rem; grid-column: 2; font-size: var(--text-small); }
.presence .icon { width: 1rem; height: 1rem; }
@media (min-width: 40rem) {
  .receipts li { grid-template-columns: 3.5rem minmax(0, 1fr) 13rem; align-items: baseline; }
  .presence { grid-column: 3; grid-row: 1; align-self: baseline; }
}
.pager { display: flex; flex-wrap: wrap; gap: var(--space-3) var(--space-5); margin-top: var(--space-5); }
`;
