/** Elements as they are without any class, and what every page shares. */
export const base = `
*, *::before, *::after { box-sizing: border-box; }
html {
  -webkit-text-size-adjust: 100%;
  text-size-adjust: 100%;
  scroll-padding-block: var(--space-5);
}
body {
  margin: 0;
  background: var(--paper);
  color: var(--ink);
  font: 400 var(--text-base)/1.55 var(--font-text);
  -webkit-font-smoothing: antialiased;
  overflow-wrap: anywhere;
}
h1, h2, h3, p, ul, ol, dl, dd, fieldset { margin: 0; padding: 0; border: 0; min-width: 0; }
ul, ol { list-style: none; }
h1, h2, h3 { line-height: 1.2; text-wrap: balance; font-weight: 700; }
h1 { font-family: var(--font-chart); font-size: var(--text-title-1); letter-spacing: -0.012em; line-height: 1.15; }
h2 { font-size: var(--text-title-2); letter-spacing: -0.012em; }
h3 { font-size: var(--text-title-3); }
p { text-wrap: pretty; }
bdi { unicode-bidi: isolate; }
code, pre { font-family: var(--font-code); font-size: 0.875em; }
a { color: var(--link); text-underline-offset: 0.18em; text-decoration-thickness: 1px; }
a:hover { text-decoration-thickness: 2px; }
legend { padding: 0; }
svg { display: block; flex: none; }
[hidden] { display: none !important; }
:focus-visible {
  outline: 3px solid var(--focus);
  outline-offset: 3px;
  border-radius: var(--radius-small);
}
.spoken {
  position: absolute;
  width: 1px;
  height: 1px;
  margin: -1px;
  overflow: hidden;
  clip-path: inset(50%);
  white-space: nowrap;
}
.icon { width: 1.25em; height: 1.25em; fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; }
/* A number that is read in one piece, unless it is longer than the line. */
.unbroken { display: inline-block; max-width: 100%; }
.lead { font-size: var(--text-lead); color: var(--ink-soft); max-width: 36em; text-wrap: balance; }
`;
