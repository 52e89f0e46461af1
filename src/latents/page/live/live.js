/* What all live models share. The Python module latents.live writes their elements: the weights, and a picture that
   stands until the model's own script, after this one, replaces it. In a notebook both come with every output. */
globalThis.latentsLive ??= (() => {
  // Numbers and networks

  const bytes = (base64) => Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0));
  const levels = (base64) => new Uint16Array(bytes(base64).buffer);
  const floats = (base64) => new Float32Array(bytes(base64).buffer);
  const sigmoid = (value) => 1 / (1 + Math.exp(-value));
  const clip = (value, low, high) => Math.min(Math.max(value, low), high);
  const sum = (values) => values.reduce((total, value) => total + value, 0);

  /** weight [outputs, inputs] times input, plus bias. */
  const affine = (weight, bias, input) => Array.from(bias, (total, row) => {
    for (let column = 0; column < input.length; column++) total += weight[row * input.length + column] * input[column];
    return total;
  });
  const each = (activation) => (values) => values.map(activation);
  const LAYERS = { // what a layer makes of its parameters: a function of its input
    Linear: ({ weight, bias }) => affine.bind(null, floats(weight), floats(bias)),
    ReLU: () => each((value) => Math.max(value, 0)),
    LeakyReLU: ({ slope }) => each((value) => (value > 0 ? value : slope * value)),
    ELU: ({ alpha }) => each((value) => (value > 0 ? value : alpha * Math.expm1(value))),
    Sigmoid: () => each(sigmoid),
    Tanh: () => each(Math.tanh),
  };
  const network = (layers) => {
    const steps = layers.map((layer) => LAYERS[layer.type](layer));
    return (input) => steps.reduce((values, step) => step(values), Array.from(input));
  };

  // Pieces of page

  const number = (value, digits) => (digits === undefined ? `${value}` : value.toFixed(digits)).replace("-", "\u2212");
  const make = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };
  /** A titled canvas; with `help`, one to act on by pointer and keyboard. */
  const panel = (title, canvas, help = "") => {
    canvas.setAttribute("role", help ? "application" : "img");
    canvas.setAttribute("aria-label", help ? `${title}. ${help}` : title);
    if (help) canvas.tabIndex = 0;
    const heading = make("span", { className: "live-title", ariaHidden: "true" }, title);
    return make("div", { className: "live-panel" }, heading, canvas);
  };
  /** A context measured in CSS pixels and as sharp as the screen; the canvas gets the given proportion. */
  const surface = (canvas, proportion) => {
    canvas.style.aspectRatio = proportion;
    const { clientWidth: width, clientHeight: height } = canvas, sharpness = devicePixelRatio || 1;
    canvas.width = Math.round(width * sharpness);
    canvas.height = Math.round(height * sharpness);
    const context = canvas.getContext("2d");
    context.scale(sharpness, sharpness);
    return { context, width, height };
  };
  /** A picture of values from 0 (black) to 1 (white), whole pixels wide. */
  const paint = (canvas, values, [rows, columns]) => {
    const { context, width, height } = surface(canvas, columns / rows);
    values.forEach((value, index) => {
      const grey = Math.round(255 * clip(value, 0, 1));
      const [left, top] = [index % columns * width / columns, Math.floor(index / columns) * height / rows];
      context.fillStyle = `rgb(${grey}, ${grey}, ${grey})`;
      context.fillRect(Math.floor(left), Math.floor(top), Math.ceil(width / columns) + 1, Math.ceil(height / rows) + 1);
    });
    return { context, width, height };
  };
  /** Curves over `length` steps, faint beyond step `now`, with the lowest and the highest value in a word each. */
  const plot = (canvas, curves, { now, length, word, ink }) => {
    const { context, width, height } = surface(canvas, 7);
    const all = curves.flatMap(({ values }) => [...values]), [low, high] = [Math.min(...all), Math.max(...all)];
    const [left, right, top, bottom] = [56, width - 8, 12, height - 12];
    const x = (i) => left + i / (length - 1) * (right - left);
    const y = (value) => bottom - (value - low) / (high - low || 1) * (bottom - top);
    const path = (values) => new Path2D(Array.from(values, (value, i) => `${i ? "L" : "M"}${x(i)} ${y(value)}`).join(""));
    [context.font, context.textAlign, context.textBaseline] = ["12px sans-serif", "right", "middle"];
    [context.fillStyle, context.lineWidth] = [ink, 1.8];
    [low, high].forEach((value) => context.fillText(word(value), left - 8, y(value)));
    for (const { values, colour } of curves) {
      [context.strokeStyle, context.fillStyle, context.globalAlpha] = [colour, colour, 0.35];
      context.stroke(path(values));
      context.globalAlpha = 1;
      context.stroke(path(values.slice(0, now + 1)));
      dot(context, [x(now), y(values[now])], 3);
    }
    return [low, high].map(word);
  };
  const dot = (context, [x, y], radius) => {
    context.beginPath();
    context.arc(x, y, radius, 0, 7);
    context.fill();
  };
  /** Names where things are, each {text, x, y, colour, align}, none over another or beyond the edge. */
  const labels = (context, names, [width, height], halo) => {
    const line = 15, half = (name) => context.measureText(name.text).width / 2;
    Object.assign(context, { font: "600 13px sans-serif", textAlign: "center", textBaseline: "middle", lineJoin: "round" });
    const placed = [];
    for (const name of [...names].sort((a, b) => a.y - b.y)) {
      const wide = half(name), x = clip(name.x + (name.align === "left" ? wide : 0), wide + 4, width - wide - 4);
      let y = clip(name.y, line, height - line);
      while (placed.some((other) => Math.abs(other.y - y) < line && Math.abs(other.x - x) < wide + other.wide)) y += 1;
      placed.push({ x, y, wide });
      [context.strokeStyle, context.lineWidth, context.fillStyle] = [halo, 4, name.colour];
      context.strokeText(name.text, x, y);
      context.fillText(name.text, x, y);
    }
  };
  const CLASSES = [[31, 119, 180], [255, 127, 14], [44, 160, 44], [214, 39, 40], [148, 103, 189], [140, 86, 75],
    [227, 119, 194], [127, 127, 127], [188, 189, 34], [23, 190, 207]]; // those of the book's maps of codes
  const classColour = (number, scheme) => (
    `rgb(${CLASSES[number % 10].map((part) => Math.round(0.8 * part + (scheme === "dark" ? 51 : 0)))})`);

  /** A button that starts and stops what happens every so many milliseconds; `rest` follows every stop. */
  const clock = ([start, stop], { pace, tick, rest }) => {
    let timer = null;
    const button = make("button", { type: "button", className: "live-primary", textContent: start });
    const run = () => {
      timer = setInterval(tick, pace());
      button.textContent = stop;
    };
    const halt = () => {
      if (timer === null) return;
      clearInterval(timer);
      timer = null;
      button.textContent = start;
      rest();
    };
    const toggle = () => (timer === null ? run() : halt());
    button.addEventListener("click", toggle);
    document.addEventListener("visibilitychange", () => document.hidden && halt()); // nobody looks
    return { button, halt, toggle, get running() { return timer !== null; } };
  };

  /** Where an event happened on a canvas, from (0, 0) at its upper left to (1, 1). */
  const place = (event) => {
    const box = event.target.getBoundingClientRect();
    return [clip((event.clientX - box.left) / box.width, 0, 1), clip((event.clientY - box.top) / box.height, 0, 1)];
  };
  const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  /** Calls `press` and `drag` with a place, `arrow` with a direction; arrow keys then do not scroll the page. */
  const steered = (canvas, { press, drag, arrow }) => {
    canvas.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      canvas.setPointerCapture(event.pointerId);
      press(...place(event));
    });
    canvas.addEventListener("pointermove", (event) => {
      if (canvas.hasPointerCapture(event.pointerId)) drag(...place(event));
    });
    canvas.addEventListener("keydown", (event) => {
      if (!(event.key in ARROWS) || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      arrow(...ARROWS[event.key]);
    });
  };

  /** What both models share: the picture gives way, colours follow the theme, results are spoken when they rest. */
  class Explorer extends HTMLElement {
    connectedCallback() {
      if (this.readout) return; // moved, not new
      if (!this.querySelector("script")) { // what it holds is not parsed yet
        addEventListener("DOMContentLoaded", () => this.connectedCallback(), { once: true });
        return;
      }
      const picture = this.querySelector("img");
      this.setAttribute("role", "group");
      this.setAttribute("aria-label", picture.alt);
      this.readout = make("div", { className: "live-readout" });
      this.spoken = make("div", { className: "live-spoken", role: "status" });
      const data = JSON.parse(this.querySelector("script").textContent);
      picture.replaceWith(...this.build(data), this.readout, this.spoken);
      new ResizeObserver(() => this.draw()).observe(this);
      const themed = new MutationObserver(() => this.follow());
      [document.documentElement, document.body].forEach((element) => themed.observe(element, { attributes: true }));
      matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.follow());
      this.follow();
    }
    /** Light letters mean a dark page, whatever notebook or theme it is. */
    follow() {
      if (!this.isConnected) return; // the observers outlive it
      const context = make("canvas").getContext("2d");
      context.fillStyle = getComputedStyle(this).color; // in whatever notation
      context.fillRect(0, 0, 1, 1);
      const [red, green, blue] = context.getImageData(0, 0, 1, 1).data;
      const scheme = red + green + blue > 384 ? "dark" : "light";
      if (this.dataset.scheme === scheme) return;
      this.dataset.scheme = scheme;
      this.draw();
    }
    colour(name) { return getComputedStyle(this).getPropertyValue(`--live-${name}`); }
    say(text, aloud = true) {
      this.readout.textContent = text;
      this.known ??= text; // nothing is spoken before the reader acts
      clearTimeout(this.pending);
      if (aloud && text !== this.known) {
        this.pending = setTimeout(() => { this.spoken.textContent = this.known = text; }, 400);
      }
    }
  }

  const define = (name, model) => customElements.get(name) ?? customElements.define(name, model);
  return {
    bytes, levels, floats, network, affine, sigmoid, sum, clip, number, make, panel, surface, paint, plot, dot, labels,
    classColour, clock, steered, Explorer, define,
  };
})();
