// Tells each Components/Tables/RowWindow which rows are about to be seen. Listens on the document, so that it works
// for tables that come and go; asks through an event that Blazor delivers, so that no table holds a script reference.

const edge = 10; // rows: how near the end of the window a reader may come before the next one is fetched
const asked = new WeakMap();

Blazor.registerCustomEventType('rowwindow', { createEventArgs: event => ({ first: event.detail }) });

function follow(body) {
  const { rows, first, count, rowHeight } = Object.fromEntries(Object.entries(body.dataset).map(([key, value]) => [key, Number(value)]));
  if (count >= rows) return;

  const frame = body.closest('.table-frame')?.getBoundingClientRect();
  const top = body.getBoundingClientRect().top;
  const from = (Math.max(0, frame?.top ?? 0) - top) / rowHeight;
  const to = (Math.min(innerHeight, frame?.bottom ?? innerHeight) - top) / rowHeight;
  if (to < 0 || from > rows) return;

  const isCovered = (first === 0 || from >= first + edge) && (first + count >= rows || to <= first + count - edge);
  const wanted = Math.max(0, Math.min(rows - count, Math.round((from + to - count) / 2)));
  if (isCovered || wanted === first || asked.get(body) === wanted) return;

  asked.set(body, wanted);
  body.dispatchEvent(new CustomEvent('rowwindow', { bubbles: true, detail: wanted }));
}

function followAll() {
  document.querySelectorAll('tbody[data-row-window]').forEach(follow);
}

// The circuit, when it takes over, replaces the prerendered frames, and with them how far each was scrolled.
const places = new Map();

function rememberPlace(frame) {
  places.set(frame.getAttribute('aria-label'), { frame, top: frame.scrollTop, left: frame.scrollLeft });
}

function keepPlaces() {
  if (places.size === 0 || !document.querySelector('main[data-live]')) return;
  for (const [label, { frame, top, left }] of places) {
    const successor = frame.isConnected ? null : document.querySelector(`.table-frame[aria-label="${CSS.escape(label)}"]`);
    successor?.scrollTo({ top, left, behavior: 'instant' });
  }
  places.clear();
}

let isQueued = false;
function queue() {
  if (isQueued) return;
  isQueued = true;
  requestAnimationFrame(() => { isQueued = false; followAll(); });
}

document.addEventListener('scroll', event => {
  const isPrerendered = !document.querySelector('main[data-live]');
  if (isPrerendered && event.target instanceof Element && event.target.matches('.table-frame')) rememberPlace(event.target);
  queue();
}, { capture: true, passive: true });
addEventListener('resize', queue, { passive: true });
// At once rather than in the next frame: this is how the rows in sight are asked for when the circuit takes over.
new MutationObserver(() => { keepPlaces(); followAll(); }).observe(document.body, { childList: true, subtree: true, attributeFilter: ['data-first', 'data-rows'] });
