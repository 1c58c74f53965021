/** The frame of a page: the chart with the bank's name and the course, then the content, then the note of the sandbox. */
export const shell = `
.shell { display: grid; min-height: 100vh; min-height: 100dvh; grid-template: auto 1fr auto / minmax(0, 1fr); }
.rail {
  position: relative;
  isolation: isolate;
  overflow: hidden;
  display: grid;
  gap: var(--space-4);
  padding: var(--space-4) clamp(1rem, 5vw, 3rem);
  background: var(--deep);
  border-bottom: 1px solid var(--line);
}
.content { padding: var(--space-6) clamp(1rem, 5vw, 3rem) var(--space-7); max-width: 48rem; width: 100%; margin-inline: auto; }
.footer {
  display: flex;
  gap: var(--space-3);
  align-items: flex-start;
  padding: var(--space-4) clamp(1rem, 5vw, 3rem) var(--space-5);
  max-width: 48rem;
  width: 100%;
  margin-inline: auto;
  color: var(--ink-soft);
  font-size: var(--text-small);
}
.footer strong { color: var(--ink); }
.sandbank-mark { width: 1.5rem; height: 1.5rem; fill: none; stroke: currentColor; stroke-width: 1.6; stroke-linecap: round; }
.sandbank-mark-dots { stroke: var(--land-line); stroke-width: 2.2; stroke-dasharray: 0.1 3.4; }

.brand { display: flex; gap: var(--space-3); align-items: center; }
.bank-mark { width: 2.5rem; height: 2.5rem; fill: none; stroke-linecap: round; }
.bank-mark-wall { stroke: var(--accent); stroke-width: 4; }
.bank-mark-sea { stroke: var(--accent); stroke-width: 2.4; }
.bank-mark-light { fill: var(--flare); }
.brand-name { font: 700 1.375rem/1.15 var(--font-chart); letter-spacing: -0.005em; }
.brand-tagline { font: italic 400 1rem/1.3 var(--font-chart); color: var(--ink-soft); }

.chart { position: absolute; z-index: -1; inset: 0; width: 100%; height: 100%; }
.chart path, .chart circle { fill: none; }
.chart [class^='chart-depth'] { stroke: var(--contour); stroke-width: 1; paint-order: stroke; stroke-opacity: 0.55; }
.chart .chart-depth-0 { fill: var(--deep); }
.chart .chart-depth-1 { fill: var(--shoal-1); }
.chart .chart-depth-2 { fill: var(--shoal-2); }
.chart .chart-depth-3 { fill: var(--shoal-3); }
.chart .chart-land { fill: var(--land); stroke: var(--land-line); stroke-width: 1.4; }
.chart .chart-sand { fill: var(--land); stroke: var(--land-line); stroke-width: 2; stroke-linecap: round; stroke-dasharray: 0.1 5; }
.chart .chart-course { stroke: var(--ink-soft); stroke-width: 1.2; stroke-dasharray: 7 5; opacity: 0.7; }
.chart .chart-ring { stroke: var(--flare); stroke-width: 6; stroke-dasharray: 0.7 9.42; opacity: 0.35; }
.chart .chart-ring-fine { stroke-width: 0.7; stroke-dasharray: none; }
.chart .chart-flare, .chart .chart-light { fill: var(--flare); }
.chart-sounding { font: italic 13px var(--font-chart); fill: var(--ink-soft); opacity: 0.75; }

@media (max-width: 59.99rem) {
  .chart { left: auto; width: min(24rem, 62%); -webkit-mask-image: linear-gradient(to right, transparent, #000 75%); mask-image: linear-gradient(to right, transparent, #000 75%); }
}
@media (min-width: 60rem) {
  .shell { grid-template: 1fr auto / minmax(19rem, 27vw) minmax(0, 1fr); grid-template-areas: 'rail content' 'rail footer'; }
  .rail {
    grid-area: rail;
    position: sticky;
    top: 0;
    height: 100vh;
    height: 100dvh;
    overflow: hidden auto;
    align-content: start;
    gap: var(--space-7);
    padding: var(--space-6) clamp(1.5rem, 2.4vw, 2.75rem);
    border: 0;
    border-right: 1px solid var(--line);
  }
  .chart { position: fixed; right: auto; width: max(19rem, 27vw); height: 100vh; }
  .content { grid-area: content; padding: var(--space-7) clamp(2rem, 7vw, 7rem); max-width: 58rem; margin: 0; }
  .footer { grid-area: footer; padding-inline: clamp(2rem, 7vw, 7rem); max-width: 58rem; margin: 0; }
}
`;
