// What every page needs in the browser: the theme button, the phone menu, and the notice of a lost connection.
// Listeners sit on the document because Blazor replaces the prerendered elements when its circuit starts.

const year = 60 * 60 * 24 * 365;

function shownTheme() {
  return document.documentElement.dataset.theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
}

function toggleTheme() {
  const theme = shownTheme() === 'dark' ? 'light' : 'dark';
  document.documentElement.dataset.theme = theme;
  document.cookie = `theme=${theme}; path=${new URL(document.baseURI).pathname}; max-age=${year}; samesite=lax`;
}

document.addEventListener('click', event => {
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest('[data-theme-toggle]')) toggleTheme();
  if (target?.closest('#site-menu a')) document.getElementById('site-menu').hidePopover?.();
  if (target?.closest('.skip-link')) document.getElementById('content').focus(); // Blazor follows the link, but only scrolls
  const copy = target?.closest('[data-copy-link]');
  if (copy) copyLink(new URL(copy.dataset.copyLink || location.href, document.baseURI).href);
  const source = target?.closest('[data-copy-text]');
  if (source) copyText(document.querySelector(source.dataset.copyText).textContent);
  const unfold = target?.closest('[data-unfold]');
  if (unfold) { unfold.previousElementSibling.classList.remove('folded'); unfold.hidden = true; }
  if (target?.closest('[data-reconnect]')) reconnect();
  if (target?.closest('[data-resume]')) resume();
});

const copyLink = address => copyText(address, 'Link copied', 'Copy this link');

async function copyText(text, done = 'Copied', asked = 'Copy this') {
  try {
    await navigator.clipboard.writeText(text);
    announce(done);
  } catch {
    // Browsers keep the clipboard from pages without https.
    prompt(asked, text);
  }
}

/** Shows a short message and has screen readers say it. */
function announce(text) {
  const announcer = document.getElementById('announcer');
  announcer.textContent = text;
  announcer.classList.add('shown');
  setTimeout(() => announcer.classList.remove('shown'), 2500);
}

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
