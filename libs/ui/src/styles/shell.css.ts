/** The frame of a page: the chart with the bank's name and the course, then the content, then the note of the sandbox. */
export const shell = `
.shell { display: grid; min-height: 100vh; min-height: 100dvh; grid-template: auto 1fr auto / minmax(0, 1fr); }
.rail {
  position: relative;
  overflow: hidden;
  background: var(--deep);
  border-bottom: 1px solid var(--line);
}
.rail-view { position: relative; isolation: isolate; display: grid; gap: var(--space-4); padding: var(--space-4) clamp(1rem, 5vw, 3rem); }
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
.bank-mark { width: 2.5rem; height: 2.5rem; fill: none; stroke-linecap: round; stroke-linejoin: round; }
.bank-mark-wall { stroke: var(--accent); stroke-width: 4; }
.bank-mark-sea { stroke: var(--accent); stroke-width: 2.4; }
.bank-mark-light { fill: var(--flare); }
.brand-name { font: 700 1.375rem/1.15 var(--font-chart); letter-spacing: -0.005em; }
.brand-tagline { font: italic 400 1rem/1.3 var(--font-chart); color: var(--ink-soft); }

.chart path, .chart circle { fill: none; }
.chart [class^='chart-depth'] { stroke: var(--contour); stroke-width: 0.8; }
.chart .chart-depth-0 { fill: var(--shoal-1); }
.chart .chart-depth-1 { fill: var(--shoal-2); }
.chart .chart-depth-2 { fill: var(--shoal-3); }
.chart .chart-depth-3 { fill: var(--shoal-4); }
.chart .chart-coast { fill: var(--land); stroke: var(--land-line); stroke-width: 1.3; }
.chart .chart-sand { fill: var(--land); stroke: var(--land-line); stroke-width: 2; stroke-linecap: round; stroke-dasharray: 0.1 4.5; }
.chart .chart-mole { stroke: var(--ink); stroke-width: 4; stroke-linecap: round; }
.chart .chart-course { stroke: var(--ink-soft); stroke-width: 1.2; stroke-dasharray: 7 5; }
.chart .chart-boat { fill: var(--paper); stroke: var(--ink); stroke-width: 1.2; }
.chart .chart-rose { stroke: var(--flare); stroke-width: 6; stroke-dasharray: 0.8 6.18; opacity: 0.55; }
.chart .chart-rose-ring { stroke-width: 0.8; stroke-dasharray: none; }
.chart .chart-needle { stroke: var(--flare); stroke-width: 1.2; opacity: 0.7; }
.chart .chart-flare { fill: var(--flare); }
.chart .chart-light { fill: var(--ink); }
.chart-lettering { font: italic 12px var(--font-chart); fill: var(--ink-soft); }

@media (max-width: 59.99rem) {
  .chart {
    position: absolute;
    z-index: -1;
    right: 0;
    bottom: 0;
    width: 16rem;
    max-width: 55%;
    height: 100%;
    opacity: 0.75;
    -webkit-mask-image: linear-gradient(to right, transparent 15%, #000);
    mask-image: linear-gradient(to right, transparent 15%, #000);
  }
  .chart-lettering, .chart-flare, .chart-course, .chart-boat, .chart-rose, .chart-needle, .chart-mole, .chart-light { display: none; }
}
@media (min-width: 60rem) {
  .shell { grid-template: 1fr auto / clamp(19rem, 27vw, 30rem) minmax(0, 1fr); grid-template-areas: 'rail content' 'rail footer'; }
  .rail { grid-area: rail; border: 0; border-right: 1px solid var(--line); overflow: visible; }
  .rail-view {
    position: sticky;
    top: 0;
    display: flex;
    flex-direction: column;
    gap: var(--space-7);
    min-height: 100vh;
    min-height: 100dvh;
    padding: var(--space-6) 0 0;
  }
  .rail-view > :not(.chart) { flex: none; padding-inline: clamp(1.5rem, 2.4vw, 2.75rem); }
  .chart {
    order: 1;
    flex: 1 1 0;
    width: 100%;
    min-height: 0;
    max-height: 34rem;
    margin-top: auto;
    -webkit-mask-image: linear-gradient(transparent, #000 22%);
    mask-image: linear-gradient(transparent, #000 22%);
  }
  .content { grid-area: content; padding: clamp(3rem, 9vh, 6rem) clamp(2rem, 7vw, 8rem) var(--space-7); max-width: 60rem; margin: 0; }
  .footer { grid-area: footer; padding-inline: clamp(2rem, 7vw, 8rem); max-width: 60rem; margin: 0; }
}
@media (min-width: 60rem) and (max-height: 40rem) { .chart { display: none; } }
`;
