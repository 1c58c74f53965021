/** Where the customer is and how long is left. */
export const journey = `
.steps-caption { font-size: var(--text-small); color: var(--ink-soft); }
.steps-list { gap: var(--space-2); margin-top: var(--space-2); }
.step { display: grid; align-content: start; }
.step-mark { height: 4px; border-radius: var(--radius-round); background: var(--line-strong); opacity: 0.45; overflow: hidden; }
.step-done .step-mark, .step-current .step-mark { background: var(--accent); opacity: 1; }
.step-label { display: block; font-weight: 700; line-height: 1.3; }
.step-detail { display: block; font-size: var(--text-small); color: var(--ink-soft); line-height: 1.4; }
.time-left { display: flex; gap: var(--space-2); font-size: var(--text-small); }
.time-left .icon { color: var(--ink-soft); margin-top: 0.1em; }
.time-left-value { font-weight: 700; font-variant-numeric: tabular-nums; }
.time-left-note { color: var(--ink-soft); }
@media (max-width: 59.99rem) {
  .steps-list { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); max-width: 26rem; }
  .step { display: contents; }
  .step-mark { grid-row: 1; }
  .step-mark .icon, .step-detail, .time-left-note { display: none; }
  .step-current .step-words { grid-row: 2; grid-column: 1 / -1; }
  .step:not(.step-current) .step-words { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
}
@media (min-width: 60rem) {
  .steps-caption { font: italic 400 1.0625rem/1.3 var(--font-chart); }
  .steps-list { display: grid; gap: 0; margin-top: var(--space-4); }
  .step { grid-template-columns: 1.75rem minmax(0, 1fr); gap: var(--space-3); padding-bottom: var(--space-5); position: relative; }
  .step-mark {
    position: relative; z-index: 1; display: grid; place-items: center; width: 1.75rem; height: 1.75rem; border-radius: 50%;
    border: 2px solid var(--line-strong); background: var(--paper); opacity: 1; overflow: visible;
  }
  .step-done .step-mark { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
  .step-done .icon { width: 1.125rem; height: 1.125rem; stroke-width: 2.6; }
  .step-current .step-mark { background: var(--paper); border: 3px solid var(--accent); }
  .step-current .step-mark::after { content: ''; width: 0.625rem; height: 0.625rem; border-radius: 50%; background: var(--accent); }
  .step:not(:last-child)::before {
    content: ''; position: absolute; left: 0.8125rem; top: 1.75rem; bottom: 0; border-left: 2px dashed var(--line-strong);
  }
  .step-done:not(:last-child)::before { border-left-style: solid; border-left-color: var(--accent); }
  .step-ahead .step-label { font-weight: 400; }
  .step-words { padding-top: 0.2rem; }
}
`;
