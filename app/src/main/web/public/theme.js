// Before the first paint, so that no theme flashes: the choice that settings.ts keeps.
try {
  const theme = JSON.parse(localStorage.getItem('spillway') || '{}').theme;
  if (theme === 'dark' || theme === 'light') {
    document.documentElement.dataset.theme = theme;
  }
} catch {
  // Storage is closed to us: the system's theme it is.
}
