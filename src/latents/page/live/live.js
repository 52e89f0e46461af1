/* What all live models share, but drawing. latents.page.live writes their elements: what they hold, and a picture that
   stands until the model's own script, after this one, replaces it. In a notebook all come with every output. */
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
  const button = (text, action) => {
    const element = make("button", { type: "button", textContent: text });
    element.addEventListener("click", action);
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
  /** Calls `press` and `drag` with a place, `arrow` with a direction; arrow keys then do not scroll the page.
      A finger that first moves up or down scrolls the page, unless the canvas forbids it; sideways it drags. */
  const steered = (canvas, { press, drag, arrow }) => {
    let touch = null; // one that may still become a scroll
    canvas.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      canvas.setPointerCapture(event.pointerId);
      const undecided = event.pointerType === "touch" && getComputedStyle(canvas).touchAction !== "none";
      touch = undecided ? { spot: place(event), left: event.clientX, top: event.clientY } : null;
      if (!undecided) press(...place(event));
    });
    const decide = () => {
      if (touch) press(...touch.spot);
      touch = null;
    };
    canvas.addEventListener("pointermove", (event) => {
      if (!canvas.hasPointerCapture(event.pointerId)) return;
      if (touch) {
        const [across, down] = [event.clientX - touch.left, event.clientY - touch.top].map(Math.abs);
        if (across < 4 || across < down) return;
      }
      decide();
      drag(...place(event));
    });
    canvas.addEventListener("pointerup", decide);
    canvas.addEventListener("pointercancel", () => { touch = null; });
    canvas.addEventListener("keydown", (event) => {
      if (!(event.key in ARROWS) || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      arrow(...ARROWS[event.key]);
    });
  };

  /** What all models share: the picture gives way, colours follow the theme, results are spoken when they rest. */
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
    /** The colours of curves and classes, in turn. */
    get inks() { return Array.from({ length: 10 }, (_, number) => this.colour(`ink-${number}`)); }
    say(text, aloud = true) {
      this.readout.textContent = text;
      this.known ??= text; // nothing is spoken before the reader acts
      clearTimeout(this.pending);
      if (aloud && text !== this.known) {
        this.pending = setTimeout(() => { this.spoken.textContent = this.known = text; }, 400);
      }
    }
  }

  const STEPS = 100; // of an arrow key or a slider from one end to the other

  /** What explorers share whose numbers, from data.low to data.high, are set by sliders. */
  class SliderExplorer extends Explorer {
    /** Takes the data; returns a labelled slider for each number. */
    sliderFor(data, names) {
      this.data = data;
      this.code = data.start;
      this.sliders = names.map((_, i) => {
        const input = make("input", { type: "range", min: data.low[i], max: data.high[i], step: this.step(i) });
        input.addEventListener("input", () => this.go(this.code.map((value, k) => (k === i ? +input.value : value))));
        return input;
      });
      return this.sliders.map((input, i) => make("label", {}, names[i], input));
    }
    step(i) { return (this.data.high[i] - this.data.low[i]) / STEPS; }
    go(code) {
      this.code = code.map((value, i) => clip(value, this.data.low[i], this.data.high[i]));
      this.draw();
    }
    /** Sets the sliders; returns the numbers as texts. */
    texts() {
      return this.code.map((value, i) => {
        const text = number(value, clip(Math.ceil(-Math.log10(this.step(i))), 0, 9));
        Object.assign(this.sliders[i], { value, ariaValueText: text });
        return text;
      });
    }
  }

  /** What explorers of a decoder share: a code that sliders set, and the picture that it is decoded to. */
  class CodeExplorer extends SliderExplorer {
    /** Takes the data; returns a labelled slider for each number of the code. */
    prepare(data, names) {
      this.model = { decode: network(data.layers) };
      this.picture = make("canvas", { className: "live-picture" });
      return this.sliderFor(data, names);
    }
    /** Draws the picture, sets the sliders; returns the numbers of the code as texts. */
    decode() {
      this.pixels = this.model.decode(this.code);
      latentsLive.paint(this.picture, this.pixels, this.data.shape);
      return this.texts();
    }
  }

  const define = (name, model) => customElements.get(name) ?? customElements.define(name, model);
  return {
    bytes, levels, floats, network, affine, sigmoid, sum, clip, number, make, button, panel, clock, steered,
    Explorer, SliderExplorer, CodeExplorer, define,
  };
})();
