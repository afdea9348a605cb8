// What every page needs in the browser: the theme button, the phone menu, and the notice of a lost connection.
// Listeners sit on the document because Blazor replaces the prerendered elements when its circuit starts.

const year = 60 * 60 * 24 * 365;

function shownTheme() {
  return document.documentElement.dataset.theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
}

function toggleTheme() {
  const theme = shownTheme() === 'dark' ? 'light' : 'dark';
  document.documentElement.dataset.theme = theme;
  document.cookie = `theme=${theme}; path=/; max-age=${year}; samesite=lax`;
}

document.addEventListener('click', event => {
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest('[data-theme-toggle]')) toggleTheme();
  if (target?.closest('#site-menu a')) document.getElementById('site-menu').hidePopover?.();
  if (target?.closest('.skip-link')) document.getElementById('content').focus(); // Blazor follows the link, but only scrolls
  if (target?.closest('[data-reconnect]')) reconnect();
  if (target?.closest('[data-resume]')) resume();
});

const notice = document.getElementById('components-reconnect-modal');
notice?.addEventListener('components-reconnect-state-changed', event => {
  // The server no longer knows this page. Its state is in the address, so loading it again loses nothing.
  if (event.detail.state === 'rejected') location.reload();
  if (event.detail.state === 'failed') document.addEventListener('visibilitychange', reconnectWhenSeen);
});

async function reconnectWhenSeen() {
  if (document.visibilityState === 'visible') await reconnect();
}

async function reconnect() {
  document.removeEventListener('visibilitychange', reconnectWhenSeen);
  try {
    if (!await Blazor.reconnect() && !await Blazor.resumeCircuit()) location.reload();
  } catch {
    document.addEventListener('visibilitychange', reconnectWhenSeen);
  }
}

async function resume() {
  try {
    if (!await Blazor.resumeCircuit()) location.reload();
  } catch {
    location.reload();
  }
}
