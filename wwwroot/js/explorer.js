// What the pages of the prompt explorer do in the browser, without a circuit: the veil over Safety, keys that turn pages,
// copying, flags. Listeners sit on the document because Blazor replaces the prerendered elements when its circuit starts.

const veil = 'rewardbench2-unveiled';

function showVeil() {
  let isUnveiled = false;
  try {
    isUnveiled = localStorage.getItem(veil) === 'yes';
  } catch {
    // Without storage the choice lasts as long as the page.
  }
  document.documentElement.toggleAttribute('data-unveiled', isUnveiled);
}

function toggleVeil() {
  const isUnveiled = !document.documentElement.hasAttribute('data-unveiled');
  document.documentElement.toggleAttribute('data-unveiled', isUnveiled);
  try {
    localStorage.setItem(veil, isUnveiled ? 'yes' : 'no');
  } catch {
    // See above.
  }
}

function say(button, words) {
  const before = button.textContent;
  button.textContent = words;
  setTimeout(() => { button.textContent = before; }, 1500);
}

async function copyJson(button) {
  try {
    const answer = await fetch(button.dataset.copyJson);
    await navigator.clipboard.writeText(await answer.text());
    say(button, 'Copied');
  } catch {
    say(button, 'Not copied');
  }
}

async function sendFlag(form) {
  const status = form.querySelector('[role=status]');
  const fields = new FormData(form);
  status.textContent = 'Sending…';
  try {
    const answer = await fetch(form.dataset.flag, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ reason: fields.get('reason'), comment: fields.get('comment') }),
    });
    if (answer.ok) {
      form.reset();
      status.textContent = 'Thank you. An admin will look at it; the answer will be public.';
    } else {
      status.textContent = (await answer.json()).detail;
    }
  } catch {
    status.textContent = 'The server did not answer. Try again in a moment.';
  }
}

// How a reader likes texts: kept as marks on the root element, remembered.
function toggleReading(name) {
  const isOn = document.documentElement.toggleAttribute(`data-${name}`);
  try {
    localStorage.setItem(`rewardbench2-${name}`, isOn ? 'yes' : 'no');
  } catch {
    // Without storage the choice lasts as long as the page.
  }
}

function showReading() {
  for (const name of ['mono', 'nowrap']) {
    try {
      document.documentElement.toggleAttribute(`data-${name}`, localStorage.getItem(`rewardbench2-${name}`) === 'yes');
    } catch {
      return;
    }
  }
}

// Mathematics and code in rendered texts. The libraries are loaded when a text first needs them; both are given text
// and make markup of their own, so nothing a text says becomes markup.
let katex;
let highlight;

async function loadKatex() {
  const style = document.createElement('link');
  style.rel = 'stylesheet';
  style.href = 'lib/katex/katex.min.css';
  document.head.append(style);
  await import('../lib/katex/katex.min.js');
  return self.katex;
}

async function dress() {
  for (const place of document.querySelectorAll('.reading .math:not([data-dressed])')) {
    place.dataset.dressed = '';
    const source = place.textContent.trim().replace(/^\\[([]|\\[)\]]$/g, '');
    const typesetter = await (katex ??= loadKatex());
    try {
      typesetter.render(source, place, { displayMode: place.tagName === 'DIV' || place.classList.contains('display'), throwOnError: true, trust: false, maxSize: 20, maxExpand: 200, output: 'htmlAndMathml' });
    } catch {
      // What is no mathematics stays as it was written.
    }
  }
  for (const place of document.querySelectorAll('.reading pre > code[class*=language-]:not([data-dressed])')) {
    place.dataset.dressed = '';
    const highlighter = (await (highlight ??= import('../lib/highlight/highlight.min.js'))).default;
    const language = /language-(\S+)/.exec(place.className)?.[1];
    if (highlighter.getLanguage(language) && place.textContent.length < 20000) highlighter.highlightElement(place);
  }
}

// The matrix draws itself; its script is loaded when there is one.
async function startMatrix() {
  const canvas = document.querySelector('canvas[data-matrix]:not([data-started])');
  if (canvas) {
    canvas.dataset.started = '';
    (await import('./matrix.js')).start(canvas);
  }
}

let isDressing = false;
new MutationObserver(() => {
  if (isDressing) return;
  isDressing = true;
  requestAnimationFrame(async () => {
    isDressing = false;
    await dress();
    await startMatrix();
  });
}).observe(document.body, { childList: true, subtree: true });

document.addEventListener('click', event => {
  const target = event.target instanceof Element ? event.target : null;
  const json = target?.closest('[data-copy-json]');
  if (target?.closest('[data-veil-toggle]')) toggleVeil();
  const reading = target?.closest('[data-reading]');
  if (reading) toggleReading(reading.dataset.reading);
  if (json) copyJson(json);
});

document.addEventListener('submit', event => {
  const form = event.target instanceof Element ? event.target.closest('form[data-flag]') : null;
  if (form) {
    event.preventDefault();
    sendFlag(form);
  }
});

const turns = { j: 'next', ArrowRight: 'next', k: 'previous', ArrowLeft: 'previous' };

document.addEventListener('keydown', event => {
  const target = event.target instanceof Element ? event.target : null;
  const isElsewhere = event.ctrlKey || event.metaKey || event.altKey || target?.closest('input, textarea, select, [contenteditable], canvas, .table-frame, pre');
  const turn = turns[event.key];
  if (turn && !isElsewhere) follow(turn);
});

// The address changes before the page does: a key pressed in between is for the prompt that comes.
function follow(turn, frames = 120) {
  const link = document.querySelector(`a[data-turn=${turn}]`);
  const isShown = link && decodeURIComponent(location.pathname).endsWith(`/${link.dataset.turnFrom}`);
  if (isShown) link.click();
  else if (link && frames > 0) requestAnimationFrame(() => follow(turn, frames - 1));
}

showVeil();
showReading();
dress();
startMatrix();
