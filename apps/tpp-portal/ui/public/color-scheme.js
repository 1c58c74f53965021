// Runs before the first paint, so that a chosen dark scheme never flashes white. A file of its own: no inline script.
(function () {
  var chosen = null;
  try {
    chosen = localStorage.getItem('sandbank-color-scheme');
  } catch {
    chosen = null;
  }
  var dark =
    chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
})();
