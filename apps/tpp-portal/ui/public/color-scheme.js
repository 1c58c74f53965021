// Runs before the first paint, so that a chosen dark scheme never flashes white. A file of its own: no inline script.
(function () {
  var root = document.documentElement;
  var isDark = matchMedia('(prefers-color-scheme: dark)').matches;
  root.setAttribute('data-mantine-color-scheme', isDark ? 'dark' : 'light');
  try {
    var chosen = localStorage.getItem('sandbank-color-scheme');
    if (chosen === 'dark' || chosen === 'light') {
      root.setAttribute('data-mantine-color-scheme', chosen);
    }
  } catch {
    // Storage is closed to this page: the system's scheme stays.
  }
})();
