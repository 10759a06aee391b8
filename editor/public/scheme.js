// Before the first paint, so that a dark room never sees a white flash. A file, because the CSP allows no inline script.
const chosen = localStorage.getItem('alur-color-scheme')
const dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light')
