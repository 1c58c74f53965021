/** Print, forced colours and still pictures for those who ask. */
export const media = `
@media (forced-colors: active) {
  .account:has(:checked) { border-width: 3px; border-color: Highlight; }
  .step-mark { forced-color-adjust: none; }
  .account-box:checked::before { border-color: CanvasText; }
  .chart { display: none; }
}
@media (prefers-reduced-motion: no-preference) {
  .disclosure-sign { transition: transform 0.15s ease-out; }
  .button, .account, .input { transition: background-color 0.12s ease-out, border-color 0.12s ease-out; }
}
@media print {
  :root { color-scheme: light; }
  .shell { display: block; }
  .rail { background: none; border: 0; }
  .rail-view { position: static; display: block; height: auto; padding: 0 0 1rem; }
  .rail-view > .steps { padding: 0; margin-top: 0.75rem; }
  .section { margin-top: 2rem; }
  .account-box { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .card-tinted { margin: 1rem 0; padding: 0; }
  .chart, .time-left, .actions, .leave, .disclosure-sign { display: none; }
  .content, .footer { max-width: none; padding: 0.5rem 0; }
  .account, .fact, .disclosure, .next li { break-inside: avoid; }
  .disclosure::details-content { content-visibility: visible; block-size: auto; }
  h1, h2, legend { break-after: avoid; }
  .raw { max-height: none; }
}
`;
