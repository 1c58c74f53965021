/** Fields, buttons and what is said about mistakes. */
export const form = `
.form { display: grid; gap: var(--space-5); margin-top: var(--space-6); }
.form-narrow { max-width: 26rem; }
.field { display: grid; gap: var(--space-1); }
.field-label { font-weight: 700; }
.field-hint { color: var(--ink-soft); font-size: var(--text-small); }
.field-error { display: flex; gap: var(--space-2); color: var(--danger); font-weight: 700; font-size: var(--text-small); }
.field-invalid { padding-left: var(--space-4); border-left: 4px solid var(--danger); }
.input {
  width: 100%; min-height: 3.25rem; margin-top: var(--space-1); padding: 0.625rem 0.875rem;
  font: inherit; font-size: max(1rem, var(--text-base)); color: var(--ink); background: var(--paper);
  border: 1.5px solid var(--line-strong); border-radius: var(--radius-medium);
}
.input:hover { border-color: var(--ink); }
.field-invalid .input { border-color: var(--danger); border-width: 2px; }
.input-code { max-width: 15rem; font: 400 1.625rem/1.2 var(--font-code); letter-spacing: 0.28em; }

.decision { counter-reset: ticked; }
.decision .account-box:checked { counter-increment: ticked; }
.card-tinted { display: flex; flex-wrap: wrap; gap: var(--space-4) var(--space-5); align-items: center; margin: var(--space-6) 0; padding: var(--space-5); border-radius: var(--radius-large); background: var(--mist); }
.ticked { flex: 1 1 12rem; font-weight: 700; font-variant-numeric: tabular-nums; }
.ticked::before { content: counter(ticked) ' of ' attr(data-of) ' accounts ticked'; }
.decision:not(:has(.account-box:checked)) .ticked::before { content: 'No account ticked yet'; font-weight: 400; }
.actions { display: flex; flex-wrap: wrap; gap: var(--space-3); align-items: center; }
.button {
  min-height: 3.25rem; padding: 0.75rem 1.625rem; font: 700 var(--text-base)/1.25 var(--font-text); cursor: pointer;
  border: 2px solid transparent; border-radius: var(--radius-medium); touch-action: manipulation;
}
.notice-done { background: var(--success-paper); color: var(--success); }
.notice-done .icon { color: inherit; }
a.button { display: inline-block; text-align: center; text-decoration: none; }
a.button:hover { text-decoration: none; }
a.button-quiet, a.button-quiet:hover { text-decoration: underline; }
.button:focus-visible { border-radius: var(--radius-medium); }
.button-primary { background: var(--accent); color: var(--on-accent); box-shadow: var(--shadow-low); }
.button-primary:hover { background: var(--accent-hover); }
.button-secondary { background: var(--paper); color: var(--accent); border-color: var(--accent); }
.button-secondary:hover { background: var(--accent-paper); }
.button-quiet { background: none; color: var(--link); padding-inline: var(--space-2); margin-inline-start: calc(-1 * var(--space-2)); text-decoration: underline; text-decoration-thickness: 1px; text-underline-offset: 0.18em; }
.button-quiet:hover { text-decoration-thickness: 2px; }
.form + .notice, .lead + .notice { margin-top: var(--space-6); }
.leave { display: flex; flex-wrap: wrap; align-items: center; gap: 0 var(--space-3); margin-top: var(--space-5); padding-top: var(--space-4); border-top: 1px solid var(--line); }
.leave p { color: var(--ink-soft); font-size: var(--text-small); }

.error-summary { margin-bottom: var(--space-6); padding: var(--space-4) var(--space-5); border: 2px solid var(--danger); border-radius: var(--radius-medium); background: var(--danger-paper); }
.error-summary:focus-visible { outline: none; }
.error-summary-title { display: flex; gap: var(--space-2); align-items: center; font-size: var(--text-lead); color: var(--danger); }
.error-summary ul { margin-top: var(--space-2); }
.error-summary a { color: var(--ink); font-weight: 700; }
.notice { display: flex; max-width: 40rem; gap: var(--space-3); padding: var(--space-4); border-radius: var(--radius-medium); font-size: var(--text-small); }
.notice-information { background: var(--mist); }
.notice .icon { margin-top: 0.05em; color: var(--ink-soft); }
.notice-warning { background: var(--sand); color: var(--sand-ink); }
.notice-warning .icon { color: inherit; }
`;
