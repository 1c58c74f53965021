/** What the pages say: facts, accounts, disclosures, the phone. */
export const content = `
h1 + .lead { margin-top: var(--space-3); }
.lead + .what-to-do, .notice + .what-to-do { margin-top: var(--space-6); }
.what-to-do + p { margin-top: var(--space-1); }
.section { margin-top: var(--space-7); }
.section > h2 + .notice, .section > legend + .notice { margin-top: var(--space-3); }
.section > h2 + p, .section > legend + p { margin-top: var(--space-2); color: var(--ink-soft); }
.monogram {
  display: inline-grid; place-items: center; flex: none; width: 2.75rem; height: 2.75rem; border-radius: var(--radius-medium);
  background: var(--sand); border: 1px solid var(--sand-line); color: var(--sand-ink); font: 700 1.25rem/1 var(--font-chart); overflow: hidden;
}
.parties { display: flex; align-items: center; gap: var(--space-2); margin-bottom: var(--space-5); }
.parties-line { width: 3.5rem; border-top: 2px dashed var(--line-strong); }
.parties .bank-mark { width: 2.75rem; height: 2.75rem; }

.facts { display: grid; margin-top: var(--space-5); border-top: 1px solid var(--line); }
.fact { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0 var(--space-5); padding: var(--space-3) 0; border-bottom: 1px solid var(--line); }
.worked-example { margin-top: var(--space-1); color: var(--ink-soft); font-size: var(--text-small); }
.fact dd > a { display: inline-block; padding-block: 0.125rem; }
.fact dt { color: var(--ink-soft); font-size: var(--text-small); }
@media (min-width: 40rem) { .fact { grid-template-columns: 10rem minmax(0, 1fr); align-items: baseline; } }


.card-framed { margin-top: var(--space-4); border: 1px solid var(--line); border-radius: var(--radius-large); overflow: clip; }
.disclosure summary { display: flex; align-items: center; justify-content: space-between; gap: var(--space-4); cursor: pointer; list-style: none; min-height: 2.75rem; }
.disclosure summary::-webkit-details-marker { display: none; }
.disclosure-summary { flex: 1 1 auto; min-width: 0; }
.disclosure-sign { width: 1.5rem; height: 1.5rem; fill: none; stroke: var(--ink-soft); stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
.disclosure[open] .disclosure-sign { transform: rotate(180deg); }
.disclosure-row + .disclosure-row { border-top: 1px solid var(--line); }
.disclosure-row > summary { padding: var(--space-4) var(--space-5); }
.disclosure-row > summary:hover { background: var(--mist); }
.disclosure-row > summary:focus-visible { outline-offset: -3px; border-radius: var(--radius-large); }
.disclosure-row > .disclosure-body { padding: 0 var(--space-5) var(--space-5); }
.disclosure-plain { border-block: 1px solid var(--line); }
.disclosure-plain > summary { padding: var(--space-3) 0; font-weight: 700; }
.disclosure-plain > .disclosure-body { padding-bottom: var(--space-5); }
.cluster-title { display: block; font-weight: 700; }
.cluster-text { display: block; color: var(--ink-soft); font-size: var(--text-small); }
.cluster-count { color: var(--ink-soft); font-size: var(--text-small); white-space: nowrap; }
@media (max-width: 30rem) { .cluster-count { display: none; } }
.permissions { border-left: 3px solid var(--shoal-3); padding-left: var(--space-4); display: grid; gap: var(--space-4); }
.permission-label { font-weight: 700; }
.permission-code { color: var(--ink-soft); }

.section > .field-error { margin-top: var(--space-3); }
.accounts { display: grid; gap: var(--space-3); margin-top: var(--space-4); }
.account {
  position: relative; display: grid; grid-template-columns: auto minmax(0, 1fr); gap: var(--space-1) var(--space-4); align-items: start;
  padding: var(--space-4) var(--space-5) var(--space-4) var(--space-4); border: 1.5px solid var(--line-strong); border-radius: var(--radius-large); cursor: pointer;
}
.account:hover { border-color: var(--ink); background: var(--mist); }
.account:has(:checked) { border-color: var(--accent); background: var(--accent-paper); box-shadow: inset 0 0 0 1.5px var(--accent); }
.account:has(:focus-visible) { outline: 3px solid var(--focus); outline-offset: 3px; }
.account-box {
  appearance: none; display: grid; place-items: center; width: 1.625rem; height: 1.625rem; margin: 0.05rem 0 0;
  border: 2px solid var(--line-strong); border-radius: var(--radius-small); background: var(--paper); cursor: inherit;
}
.account:hover .account-box { border-color: var(--ink); }
.account-box:checked, .account:hover .account-box:checked { border-color: var(--accent); background: var(--accent); }
.account-box:checked::before {
  content: ''; width: 0.4375rem; height: 0.8125rem; margin-top: -0.1875rem; border: solid var(--on-accent); border-width: 0 3px 3px 0; rotate: 42deg;
}
.account-box[type='radio'], .account-box[type='radio']::before { border-radius: 50%; }
.account-box[type='radio']:checked::before { width: 0.625rem; height: 0.625rem; margin: 0; border: 0; background: var(--on-accent); }
.account:has(:disabled) { border-style: dashed; background: none; cursor: default; }
.account:has(:disabled) .account-name, .account:has(:disabled) .account-balance { color: var(--ink-soft); font-weight: 400; }
.account:has(:disabled) .account-box { visibility: hidden; }
.account-box:focus-visible { outline: none; }
.amount { font-variant-numeric: tabular-nums; white-space: nowrap; }
.account-words { display: grid; }
.account-name { font-weight: 700; }
.account-detail, .account-balance-term { color: var(--ink-soft); font-size: var(--text-small); }
.account-detail bdi { display: inline-block; max-width: 100%; }
.account-balance { grid-column: 2; font-variant-numeric: tabular-nums; font-weight: 700; }
.account-balance-term { font-weight: 400; }
@media (min-width: 40rem) {
  .account { grid-template-columns: auto minmax(0, 1fr) minmax(0, max-content); }
  .account-balance { grid-column: 3; text-align: end; display: grid; }
}

.next { display: grid; gap: var(--space-4); margin-top: var(--space-4); }
.next li { display: grid; grid-template-columns: 1.5rem minmax(0, 1fr); gap: var(--space-3); }
.next .icon { margin-top: 0.15em; color: var(--accent); }

.raw-title { margin: var(--space-5) 0 var(--space-2); }
.raw { margin: 0; padding: var(--space-4); overflow: auto; max-height: 36rem; background: var(--mist); border: 1px solid var(--line); border-radius: var(--radius-medium); white-space: pre-wrap; overflow-wrap: anywhere; }

.beside { display: grid; gap: var(--space-5) clamp(2rem, 5vw, 5rem); margin-top: var(--space-6); }
.beside .form { margin-top: 0; }
.phone { max-width: 25rem; }
@media (min-width: 80rem) {
  .beside { grid-template-columns: minmax(0, 1fr) minmax(0, 1.15fr); }
  .beside > .phone { order: 2; }
}
.phone-frame { padding: var(--space-4) var(--space-4) var(--space-5); border: 2px solid var(--line-strong); border-bottom: 0; border-radius: 1.75rem 1.75rem 0 0; background: linear-gradient(var(--shoal-2), var(--deep)); }
.phone-title { font: 400 var(--text-small)/1.4 var(--font-text); letter-spacing: 0; text-align: center; color: var(--ink-soft); }
.phone-message { margin-top: var(--space-3); padding: var(--space-3) var(--space-4); border-radius: var(--radius-large); background: var(--raised); box-shadow: var(--shadow-raised); }
.phone-from { display: flex; flex-wrap: wrap; align-items: center; gap: var(--space-2); font-weight: 700; font-size: var(--text-small); }
.phone-app { width: 1.125rem; height: 1.125rem; border-radius: 0.3rem; background: var(--accent); }
.phone-when { margin-inline-start: auto; font-weight: 400; color: var(--ink-soft); }
.phone-text { margin-top: var(--space-1); }
.phone-code { font-size: 1.25em; letter-spacing: 0.08em; font-variant-numeric: tabular-nums; }

.reference { font-family: var(--font-code); font-size: 0.9375em; user-select: all; }
`;
