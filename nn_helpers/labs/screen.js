// A lab's screen in the page: it shows frames, and sends what is done to sliders and handles.
// What the messages mean stands in screen.py.

const ON_THEIR_WAY = 5;     // positions that the kernel has not answered yet
const CALM = 250;           // milliseconds without a move, after which nothing moves
const SAME = 255;           // a pixel that is as it was
const STEP_LARGE = 5;       // arrow keys with shift
const ARROWS = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1]};
const SVG = "http://www.w3.org/2000/svg";

// Written straight into the stream: a Blob or a Response would ask the browser's main process each time.
async function unpacked(bytes, length) {
  const stream = new DecompressionStream("deflate");
  const writer = stream.writable.getWriter();
  const written = writer.write(bytes).then(() => writer.close());
  const all = new Uint8Array(length);
  const reader = stream.readable.getReader();
  let at = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    all.set(part.value, at);
    at += part.value.length;
  }
  await written;
  return all;
}

function bytesOf(data) {
  return data instanceof ArrayBuffer ? new Uint8Array(data)
    : new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

// Positions on their way to the kernel: a few at a time, and of those that wait only the newest.
class Outgoing {
  constructor(post, calm) {
    Object.assign(this, {post, calm, page: Math.random().toString(36).slice(2)});
    Object.assign(this, {last: 0, answered: 0, held: null, timer: null});
  }
  get settled() { return this.held === null && this.answered >= this.last; }
  send(position) {
    this.held = merged(this.held, position);
    this.pass();
    this.wait();
  }
  pass() {
    if (this.held === null || this.last - this.answered >= ON_THEIR_WAY) return;
    const position = this.held;
    this.held = null;
    this.last += 1;
    this.post({...position, page: this.page, n: this.last});
  }
  hear(answers) {
    this.answered = Math.max(this.answered, answers[this.page] ?? 0);
    this.pass();
  }
  wait() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.settled ? this.calm() : this.wait(), CALM);
  }
}

// Of two positions the newer one counts; but steps add up, and a move of something else stays.
function merged(held, next) {
  const same = held && held.kind === next.kind && held.handle === next.handle;
  if (!same || next.kind !== "keys") return next;
  return {...next, steps: [held.steps[0] + next.steps[0], held.steps[1] + next.steps[1]]};
}

// What all views of one screen share: the picture in numbers of colours, the words, the sliders.
class Shown {
  constructor(model) {
    this.model = model;
    this.views = new Set();
    this.undo = [];
    this.leads = false;
    this.moving = null;      // the name of the slider that somebody moves
    this.pixels = null;
    this.number = 0;         // of the last frame,
    this.drawn = 0;          // and of the last one that changed the picture
    this.said = model.get("said");
    const [width, height] = model.get("size");
    this.area = width * height;
    this.queue = Promise.resolve();
    this.outgoing = new Outgoing(message => model.send(message), () => this.calm());
  }
  after(step) {
    this.queue = this.queue.then(step).catch(error => console.error("lab screen:", error));
    return this.queue;
  }
  async load() {
    const packed = bytesOf(this.model.get("picture"));
    if (!packed.length) return;
    const [number, said] = [this.model.get("frame"), this.model.get("said")];
    this.pixels = await unpacked(packed, this.area);
    this.number = this.drawn = number;
    this.tell(said);
  }
  async frame(message, buffers) {
    const fits = message.base === null || (this.pixels && message.base === this.number);
    if (buffers.length && fits) {
      const bytes = await unpacked(bytesOf(buffers[0]), this.area);
      if (message.base === null) this.pixels = bytes;
      else for (let i = 0; i < bytes.length; i++) if (bytes[i] !== SAME) this.pixels[i] = bytes[i];
      this.drawn = message.number;
    }
    if (fits) this.number = message.number;
    else this.here();
    this.outgoing.hear(message.answers);
    this.tell(message);
    this.follow(message.shown);
  }
  tell(said) {
    this.said = said;
    for (const view of this.views) view.update();
  }
  here() {
    const {page} = this.outgoing;
    this.model.send({kind: "here", page, leads: this.leads, frame: this.number});
  }
  calm() {
    this.moving = null;
    const {page, last} = this.outgoing;
    this.model.send({kind: "calm", page, upto: last});
    for (const view of this.views) view.calm();
  }
  move(position) {
    for (const view of this.views) view.busy();
    this.outgoing.send(position);
  }
  // Sliders that the kernel has moved go there. The one under the hand is ahead of the kernel.
  follow(shown) {
    for (const [name, [place, text]] of Object.entries(shown ?? {})) {
      const {slider, entry} = this.models?.[name] ?? {};
      if (entry) entry.set_state({value: text});
      if (slider && (name !== this.moving || this.outgoing.settled)) {
        if (slider.get("value") !== place) slider.set_state({value: place});
      }
    }
  }
  // Every position of a slider goes by the screen's own messages: the widget's own wait for each other.
  async lead() {
    const manager = this.model.widget_manager;
    if (!manager?.get_model) return;
    const models = {};
    for (const [name, [slider, entry]] of Object.entries(this.model.get("sliders"))) {
      models[name] = {slider: await manager.get_model(slider),
                      entry: entry && await manager.get_model(entry)};
      if (!models[name].slider.save_changes || !models[name].slider.set_state) return;
    }
    this.models = models;
    for (const [name, {slider}] of Object.entries(models)) {
      const save = slider.save_changes;
      slider.save_changes = () => {
        this.moving = name;
        this.move({kind: "slide", name, place: slider.get("value")});
      };
      this.undo.push(() => { slider.save_changes = save; });
    }
    this.leads = true;
  }
  end() {
    clearTimeout(this.outgoing.timer);
    for (const undo of this.undo) undo();
  }
}

// Light or dark: what the page says of itself, or else what lies behind the picture.
function isDark(element) {
  const {jpThemeLight, vscodeThemeKind} = document.body.dataset;
  if (jpThemeLight) return jpThemeLight === "false";
  if (vscodeThemeKind) return /dark|^vscode-high-contrast$/.test(vscodeThemeKind);
  for (let e = element; e; e = e.parentElement) {
    const [r, g, b, a = 1] = (getComputedStyle(e).backgroundColor.match(/[\d.]+/g) ?? []).map(Number);
    if (b !== undefined && a > 0.5) return 0.2126 * r + 0.7152 * g + 0.0722 * b < 118;
  }
  return matchMedia("(prefers-color-scheme: dark)").matches;
}

function watchTheme(changed) {
  const watch = new MutationObserver(changed);
  const attributeFilter = ["data-jp-theme-light", "data-vscode-theme-kind", "class", "style"];
  for (const e of [document.documentElement, document.body]) watch.observe(e, {attributeFilter});
  const scheme = matchMedia("(prefers-color-scheme: dark)");
  scheme.addEventListener("change", changed);
  return () => { watch.disconnect(); scheme.removeEventListener("change", changed); };
}

// JupyterLab's shortcuts do nothing in the text field of an output, not even Shift+Enter. So after a
// typed number the cell takes the focus: Shift+Enter goes on to the next cell, and Escape lets go.
function letGoOfField(event, screen) {
  const goesOn = event.key === "Enter" && (event.shiftKey || event.ctrlKey);
  const field = event.target, cell = field.closest?.(".jp-Cell");
  if (!cell || !(goesOn || event.key === "Escape")) return;
  if (!field.matches("input:read-write") || !screen.closest(".nn-lab")?.contains(field)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  cell.focus({preventScroll: true});
  if (goesOn) cell.dispatchEvent(new KeyboardEvent("keydown", event));
}

function add(parent, name, attributes = {}) {
  const e = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) e.setAttribute(key, value);
  return parent.appendChild(e);
}

class View {
  constructor(shown, element) {
    this.shown = shown;
    [this.width, this.height] = shown.model.get("size");
    element.classList.add("nn-screen");
    this.frame = add(element, "div", {class: "nn-picture"});
    this.frame.style.setProperty("--w", this.width);
    this.frame.style.setProperty("--h", this.height);
    this.canvas = add(this.frame, "canvas", {role: "img", width: this.width, height: this.height});
    this.handles = new Handles(this);
    const words = add(element, "div", {class: "nn-words", tabindex: "-1"});
    words.style.setProperty("--lines", shown.model.get("lines"));
    this.status = add(words, "p", {role: "status", "aria-live": "polite"});
    const again = add(words, "p");
    again.append("The same again: ");
    this.call = add(again, "code", {class: "nn-call"});
    this.painted = "";
    this.unwatch = watchTheme(() => this.update());
    this.letGo = event => letGoOfField(event, element);
    addEventListener("keydown", this.letGo, true);  // before JupyterLab, which looks at the document
    shown.views.add(this);
  }
  update() {
    const {said, pixels, drawn} = this.shown;
    const dark = isDark(this.canvas);
    this.frame.classList.toggle("nn-dark", dark);
    if (pixels && this.painted !== `${drawn} ${dark}`) {
      this.paint(pixels, dark);
      this.painted = `${drawn} ${dark}`;
      this.canvas.dataset.frame = drawn;
    }
    if (said.status !== undefined && this.status.innerHTML !== said.status) {
      this.status.innerHTML = said.status;
    }
    if (this.call.textContent !== said.call) this.call.textContent = said.call ?? "";
    if (this.canvas.ariaLabel !== said.alt) this.canvas.setAttribute("aria-label", said.alt ?? "");
    this.handles.update(said.handles ?? []);
  }
  paint(pixels, dark) {
    const tables = bytesOf(this.shown.model.get("tables")).slice().buffer;
    const colours = new Uint32Array(tables, dark ? 1024 : 0, 256);
    const context = this.canvas.getContext("2d");
    this.image ??= context.createImageData(this.width, this.height);
    const out = new Uint32Array(this.image.data.buffer);
    for (let i = 0; i < out.length; i++) out[i] = colours[pixels[i]];
    context.putImageData(this.image, 0, 0);
  }
  // Screen readers read the words when nothing moves any more.
  busy() { this.status.setAttribute("aria-busy", "true"); }
  calm() { this.status.setAttribute("aria-busy", "false"); }
  end() {
    this.unwatch();
    removeEventListener("keydown", this.letGo, true);
    this.shown.views.delete(this);
  }
}

// The handles: invisible shapes over the picture that take the mouse, the finger and the keys.
class Handles {
  constructor(view) {
    this.view = view;
    this.svg = view.frame.appendChild(document.createElementNS(SVG, "svg"));
    for (const [key, value] of Object.entries({
      viewBox: `0 0 ${view.width} ${view.height}`, role: "application",
      "aria-label": "what can be moved in the picture", "data-lm-suppress-shortcuts": "true",
    })) this.svg.setAttribute(key, value);
    this.shapes = new Map();
    this.grips = 0;
    this.grip = null;
  }
  update(handles) {
    const names = new Set(handles.map(handle => handle.name));
    for (const [name, shape] of this.shapes) {
      // What is held or has the focus stays, even while it is away for a moment.
      if (names.has(name) || this.grip?.name === name || shape === document.activeElement) continue;
      shape.remove();
      this.shapes.delete(name);
    }
    const order = {area: 0, line: 1, spot: 2};
    for (const handle of [...handles].sort((a, b) => order[a.shape] - order[b.shape])) {
      this.place(handle);
    }
    this.svg.style.display = this.shapes.size ? "" : "none";
  }
  place({name, shape: kind, cursor, reach, parts}) {
    const shape = this.shapes.get(name) ?? this.make(name);
    const path = kind === "area"
      ? parts.map(([[a, b], [c, d]]) => `M${a} ${b}H${c}V${d}H${a}Z`)
      : parts.map(points => points.map(([x, y], i) => `${i ? "L" : "M"}${x} ${y}`).join("")
                            + (points.length > 1 ? "" : "h0"));
    const outline = path.join("");
    if (shape.getAttribute("d") !== outline) shape.setAttribute("d", outline);
    const look = `${kind} ${reach} ${cursor}`;
    if (shape.dataset.look === look) return;
    shape.dataset.look = look;
    shape.setAttribute("class", `nn-handle nn-${kind}`);
    shape.style.strokeWidth = kind === "area" ? 2 : 2 * reach;
    shape.style.cursor = cursor;
  }
  make(name) {
    const shape = document.createElementNS(SVG, "path");
    for (const [key, value] of Object.entries({
      tabindex: 0, role: "button", "data-nn-handle": name, "data-lm-suppress-shortcuts": "true",
      "aria-label": `${name}: move it with the arrow keys, with shift further`,
    })) shape.setAttribute(key, value);
    shape.addEventListener("pointerdown", event => this.down(event, name, shape));
    shape.addEventListener("pointermove", event => this.drag(event));
    for (const end of ["pointerup", "pointercancel"]) {
      shape.addEventListener(end, event => this.up(event));
    }
    shape.addEventListener("keydown", event => this.key(event, name, shape));
    this.shapes.set(name, shape);
    return this.svg.appendChild(shape);
  }
  at(event) {
    const box = this.view.canvas.getBoundingClientRect();
    return [(event.clientX - box.left) * this.view.width / box.width,
            (event.clientY - box.top) * this.view.height / box.height];
  }
  down(event, name, shape) {
    if (event.button !== 0) return;
    event.preventDefault();
    event.stopPropagation();
    shape.focus({preventScroll: true});
    shape.setPointerCapture(event.pointerId);
    this.grips += 1;
    const {page} = this.view.shown.outgoing;
    this.grip = {name, from: this.at(event), grip: `${page}-${this.grips}`};
    this.drag(event);
  }
  drag(event) {
    if (!this.grip) return;
    const {name, from, grip} = this.grip;
    this.view.shown.move({kind: "drag", handle: name, grip, from, at: this.at(event)});
  }
  up(event) {
    if (!this.grip) return;
    if (event.type === "pointerup") this.drag(event);
    this.grip = null;
  }
  key(event, name, shape) {
    if (event.key === "Escape") {
      shape.blur();
      event.stopPropagation();
    }
    const arrow = ARROWS[event.key];
    if (!arrow || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    const steps = arrow.map(step => step * (event.shiftKey ? STEP_LARGE : 1));
    this.view.shown.move({kind: "keys", handle: name, steps});
  }
}

// Called once for each screen, however many views it has.
export default () => {
  let shown;
  return {
    initialize({model}) {
      shown = new Shown(model);
      model.on("msg:custom", (message, buffers) => {
        if (message?.kind === "frame") shown.after(() => shown.frame(message, buffers ?? []));
      });
      model.on("change:frame", () => shown.after(() => shown.load()));
      shown.after(() => shown.load());
      shown.ready = shown.lead().catch(error => {
        console.warn("lab screen: its sliders send by themselves;", error);
      });
      return () => shown.end();
    },
    render({el}) {
      const view = new View(shown, el);
      view.update();
      shown.ready.then(() => shown.after(() => shown.here()));
      return () => view.end();
    },
  };
};
