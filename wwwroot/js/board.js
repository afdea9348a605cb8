// Keys in the leaderboard, and sorting by a further column. Everything is a link already; this only follows them.

const board = () => document.querySelector('[data-board]');
const rows = () => [...board().querySelectorAll('tbody tr:not(.row-spacer)')];
const isTyping = target => target instanceof Element && target.closest('input, select, textarea, [contenteditable]');

function move(step) {
  const all = rows();
  const at = all.indexOf(document.activeElement?.closest('tbody tr'));
  const next = all[at < 0 ? 0 : Math.max(0, Math.min(all.length - 1, at + step))];
  next?.querySelector('.model a:not(.pin)')?.focus();
}

document.addEventListener('keydown', event => {
  if (!board() || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  const row = document.activeElement?.closest('[data-board] tbody tr');
  if (event.key === '/') document.querySelector('[data-board-search]')?.focus();
  else if (event.key === 'j' || (event.key === 'ArrowDown' && row)) move(1);
  else if (event.key === 'k' || (event.key === 'ArrowUp' && row)) move(-1);
  else if (event.key === 'p' && row) row.querySelector('.pin')?.click();
  else return;
  event.preventDefault();
});

// Before Blazor sees the click: the link it follows then adds a column instead of replacing the order.
document.addEventListener('click', event => {
  const head = event.shiftKey && event.target instanceof Element && event.target.closest('[data-sort-added]');
  if (!head) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  Blazor.navigateTo(head.dataset.sortAdded);
}, { capture: true });

// The button that shows new results goes with its message: its focus goes to the table, where it stands scrolled.
document.addEventListener('click', event => {
  if (event.target instanceof Element && event.target.closest('[data-board-news]')) board()?.focus({ preventScroll: true });
});

// Menus of the filter bar close when a reader turns elsewhere.
document.addEventListener('pointerdown', event => {
  document.querySelectorAll('.board-filters details[open]').forEach(menu => { if (!menu.contains(event.target)) menu.open = false; });
});
