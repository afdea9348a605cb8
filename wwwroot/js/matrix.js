// Draws every model's result on every prompt: one cell each, rows models, columns prompts. Zooms at the pointer, moves
// by dragging or with the arrow keys, opens the prompt under the pointer.

const margin = 8;
const words = { 1: 'right', 0: 'wrong', '-': 'no result' };

export async function start(canvas) {
  const note = document.querySelector('[data-matrix-note]');
  let answer;
  try {
    answer = await (await fetch(canvas.dataset.matrix)).json();
  } catch {
    note.textContent = 'The results could not be read. Load the page again in a moment.';
    return;
  }
  new Matrix(canvas, note, answer);
}

class Matrix {
  constructor(canvas, note, answer) {
    Object.assign(this, { canvas, note, answer, rows: [], columns: [], at: null, drag: null, isAsked: false });
    this.cells = document.createElement('canvas');
    this.cells.width = answer.prompts.length;
    this.cells.height = answer.models.length;
    this.rowOrder = document.querySelector('[data-matrix-rows]');
    this.columnOrder = document.querySelector('[data-matrix-columns]');
    this.listen();
    this.sort();
    this.whole();
  }

  listen() {
    const { canvas } = this;
    this.rowOrder?.addEventListener('change', () => this.sort());
    this.columnOrder?.addEventListener('change', () => this.sort());
    document.querySelector('[data-matrix-whole]')?.addEventListener('click', () => this.whole());
    canvas.addEventListener('wheel', event => this.zoom(event), { passive: false });
    canvas.addEventListener('pointerdown', event => { this.drag = { x: event.clientX, y: event.clientY, view: { ...this.view }, moved: false }; canvas.setPointerCapture(event.pointerId); });
    canvas.addEventListener('pointermove', event => this.move(event));
    canvas.addEventListener('pointerup', event => this.release(event));
    canvas.addEventListener('pointerleave', () => { this.at = null; this.draw(); });
    canvas.addEventListener('keydown', event => this.step(event));
    new ResizeObserver(() => this.whole()).observe(canvas);
    new MutationObserver(() => this.sort()).observe(document.documentElement, { attributeFilter: ['data-theme'] });
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.sort());
  }

  sort() {
    const { models, prompts, modelsByLikeness, promptsByLikeness } = this.answer;
    const rows = models.map((_, place) => place);
    const columns = prompts.map((_, place) => place);
    const share = place => prompts[place].shareRight ?? -1;
    this.rows = this.rowOrder?.value === 'likeness' ? modelsByLikeness
      : this.rowOrder?.value === 'name' ? rows.sort((a, b) => models[a].model.localeCompare(models[b].model)) : rows;
    this.columns = this.columnOrder?.value === 'likeness' ? promptsByLikeness
      : this.columnOrder?.value === 'position' ? columns : columns.sort((a, b) => share(b) - share(a));
    this.paint();
    this.draw();
  }

  // One pixel a cell, scaled when drawn.
  paint() {
    const colors = { 1: this.color('--right'), 0: this.color('--surface'), '-': this.color('--line') };
    const shared = this.color('--caution');
    const { width, height } = this.cells;
    const context = this.cells.getContext('2d');
    const image = context.createImageData(width, height);
    const pixels = new Uint32Array(image.data.buffer);
    for (let y = 0; y < height; y++) {
      const { results } = this.answer.models[this.rows[y]];
      for (let x = 0; x < width; x++) pixels[y * width + x] = colors[results[this.columns[x]]] ?? shared;
    }
    context.putImageData(image, 0, 0);
  }

  color(name) {
    const hex = getComputedStyle(document.documentElement).getPropertyValue(name).trim();
    const [red, green, blue] = [1, 3, 5].map(place => parseInt(hex.slice(place, place + 2), 16));
    return (255 << 24 | blue << 16 | green << 8 | red) >>> 0;
  }

  whole() {
    const { canvas } = this;
    const ratio = devicePixelRatio || 1;
    canvas.width = Math.round(canvas.clientWidth * ratio);
    canvas.height = Math.round(canvas.clientHeight * ratio);
    this.ratio = ratio;
    this.view = { x: margin, y: margin, width: canvas.clientWidth - 2 * margin, height: canvas.clientHeight - 2 * margin };
    this.draw();
  }

  draw() {
    if (this.isAsked || !this.view) return;
    this.isAsked = true;
    requestAnimationFrame(() => {
      this.isAsked = false;
      const { canvas, view, ratio } = this;
      const context = canvas.getContext('2d');
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      context.clearRect(0, 0, canvas.clientWidth, canvas.clientHeight);
      context.imageSmoothingEnabled = view.width * ratio < this.cells.width;
      context.drawImage(this.cells, view.x, view.y, view.width, view.height);
      if (this.at) {
        const [width, height] = [view.width / this.cells.width, view.height / this.cells.height];
        context.strokeStyle = getComputedStyle(document.documentElement).getPropertyValue('--ink');
        context.strokeRect(view.x + this.at.x * width, view.y, Math.max(1, width), view.height);
        context.strokeRect(view.x, view.y + this.at.y * height, view.width, Math.max(1, height));
      }
    });
  }

  zoom(event) {
    event.preventDefault();
    const { view } = this;
    const by = Math.exp(-event.deltaY / 400);
    const [width, height] = [view.width * by, view.height * by];
    if (width < this.canvas.clientWidth / 2 || width > this.cells.width * 80) return;
    view.x = event.offsetX - (event.offsetX - view.x) * by;
    view.y = event.offsetY - (event.offsetY - view.y) * by;
    Object.assign(view, { width, height });
    this.draw();
  }

  move(event) {
    if (this.drag) {
      const [x, y] = [event.clientX - this.drag.x, event.clientY - this.drag.y];
      this.drag.moved ||= Math.abs(x) + Math.abs(y) > 4;
      this.view.x = this.drag.view.x + x;
      this.view.y = this.drag.view.y + y;
    }
    const x = Math.floor((event.offsetX - this.view.x) / this.view.width * this.cells.width);
    const y = Math.floor((event.offsetY - this.view.y) / this.view.height * this.cells.height);
    this.at = x >= 0 && y >= 0 && x < this.cells.width && y < this.cells.height ? { x, y } : null;
    this.say();
  }

  release() {
    const wasMoved = this.drag?.moved;
    this.drag = null;
    if (!wasMoved) this.open();
  }

  step(event) {
    const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (event.key === 'Enter') this.open();
    if (!by) return;
    event.preventDefault();
    const keep = (value, most) => Math.min(most - 1, Math.max(0, value));
    const from = this.at ?? { x: 0, y: 0 };
    this.at = { x: keep(from.x + by[0], this.cells.width), y: keep(from.y + by[1], this.cells.height) };
    this.say();
  }

  say() {
    if (this.at) {
      const model = this.answer.models[this.rows[this.at.y]];
      const place = this.columns[this.at.x];
      const prompt = this.answer.prompts[place];
      const result = model.results[place];
      this.note.textContent = `${model.model} (${(100 * model.average).toFixed(1)}) · ${prompt.subset} ${prompt.id}, ${prompt.shareRight == null ? 'no result' : `${(100 * prompt.shareRight).toFixed(0)} % right`} · ${words[result] ?? `shared by ${result}`}`;
    }
    this.draw();
  }

  open() {
    if (!this.at) return;
    const prompt = this.answer.prompts[this.columns[this.at.x]];
    const address = `prompts/${encodeURIComponent(this.answer.dataset)}/${encodeURIComponent(prompt.id)}`;
    if (window.Blazor?.navigateTo) Blazor.navigateTo(address);
    else location.assign(new URL(address, document.baseURI));
  }
}
