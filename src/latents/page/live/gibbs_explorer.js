/* The Gibbs chain of a restricted Boltzmann machine: the element <live-gibbs-explorer>. */
(() => {
  const { floats, affine, sigmoid, sum, number } = latentsLive;
  const { make, button, panel, surface, plot, dot, clock, drawingPad, Explorer, define } = latentsLive;
  const softplus = (value) => Math.max(value, 0) + Math.log1p(Math.exp(-Math.abs(value)));

  /** Uniform numbers in (0, 1), the same for the same seed: xorshift (Marsaglia 2003). */
  const randomNumbers = (seed) => {
    let state = Math.imul(seed + 1, 0x9e3779b1) || 1;
    const next = () => {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      return (state >>> 0) / 2 ** 32;
    };
    for (let skipped = 0; skipped < 20; skipped++) next();
    return next;
  };

  /** Conditionals and free energy of E(v, h) = -v·W·h - b·v - c·h. */
  const machine = (data) => {
    const [weight, b, c] = [floats(data.weight), floats(data.visible_bias), floats(data.hidden_bias)];
    const hiddenInput = (visible) => {
      const totals = Array.from(c);
      visible.forEach((value, i) => {
        if (value) for (let j = 0; j < c.length; j++) totals[j] += value * weight[i * c.length + j];
      });
      return totals;
    };
    return {
      hiddenProbabilities: (visible) => hiddenInput(visible).map(sigmoid),
      visibleProbabilities: (hidden) => affine(weight, b, hidden).map(sigmoid),
      freeEnergy: (visible) => -sum(visible.map((value, i) => value * b[i])) - sum(hiddenInput(visible).map(softplus)),
    };
  };

  const LATELY = 200; // steps in the curve of the free energy

  /** Gibbs sampling from a start; the same seed gives the same chain. */
  class Chain {
    constructor(model, start, seed) {
      Object.assign(this, { model, start, step: 0, visible: start, shown: start, hidden: null });
      this.random = randomNumbers(seed);
      this.active = model.hiddenProbabilities(start);
      this.energies = [model.freeEnergy(start)];
    }
    sample(probabilities) { return probabilities.map((probability) => +(this.random() < probability)); }
    advance() {
      this.active = this.model.hiddenProbabilities(this.visible);
      this.hidden = this.sample(this.active);
      this.shown = this.model.visibleProbabilities(this.hidden);
      this.visible = this.sample(this.shown);
      this.step += 1;
      this.energies = [...this.energies, this.model.freeEnergy(this.visible)].slice(-LATELY);
    }
  }

  define("live-gibbs-explorer", class extends Explorer {
    build(data) {
      this.shape = data.shape;
      this.model = machine(data);
      const [rows, columns] = data.shape, pixels = floats(data.start);
      this.pictures = Array.from({ length: pixels.length / rows / columns },
        (_, i) => Array.from(pixels.subarray(i * rows * columns, (i + 1) * rows * columns)));
      this.next = 0; // picture
      [this.visibleUnits, this.hiddenUnits, this.curve] = [make("canvas"), make("canvas"), make("canvas")];
      this.pad = drawingPad(this.visibleUnits, data.shape, {
        width: Math.max(1, Math.round(columns / 14)),
        picture: () => this.chain.visible,
        changed: (visible) => this.begin(visible),
        moved: (news) => this.draw(news),
      });
      this.clock = clock(["Start", "Stop"], {
        pace: () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? 1000 : 200),
        tick: () => this.advance(1),
        rest: () => this.draw(),
      });
      const help = "Arrow keys move a cursor, space switches the unit under it.";
      const panels = make("div", { className: "live-panels" },
        panel("Visible: draw here", this.visibleUnits, help), panel("Hidden units", this.hiddenUnits));
      const controls = this.controls(data);
      this.pictures.length ? this.begin(this.pictures[this.next++]) : this.noise();
      return [panels, panel("Free energy in nats", this.curve), ...controls];
    }
    controls(data) {
      this.seed = make("input", { type: "number", min: 0, step: 1, value: data.seed });
      this.seed.addEventListener("change", () => this.begin(this.chain.start));
      this.samples = make("input", { type: "checkbox" });
      this.samples.addEventListener("change", () => this.draw());
      const row = (...parts) => make("div", { className: "live-controls" }, ...parts);
      const picture = button("Test picture", () => this.begin(this.pictures[this.next++ % this.pictures.length]));
      return [
        row(this.clock.button, button("1 step", () => this.advance(1)), button("100 steps", () => this.advance(100)),
          button("Restart", () => this.begin(this.chain.start)), make("label", {}, this.samples, "Show samples")),
        row("Start from", button("Empty", () => this.begin(this.chain.start.map(() => 0))),
          button("Noise", () => this.noise()), ...(this.pictures.length ? [picture] : []),
          make("label", {}, "Seed", this.seed)),
        this.pad.hold,
      ];
    }

    begin(visible) {
      this.chain = new Chain(this.model, visible, Math.trunc(+this.seed.value) || 0);
      this.draw();
    }
    noise() {
      const random = randomNumbers(-2 - (Math.trunc(+this.seed.value) || 0)); // another stream than the chain's
      this.begin(Array.from({ length: this.shape[0] * this.shape[1] }, () => +(random() < 0.5)));
    }
    advance(steps) {
      for (let step = 0; step < steps; step++) this.chain.advance();
      this.draw();
    }
    disconnectedCallback() { this.clock?.halt(); }

    draw(news = "") {
      const { chain } = this, sampled = this.samples.checked;
      this.pad.show(sampled ? chain.visible : chain.shown, this.colour("mark"));
      this.drawHidden(sampled ? chain.hidden ?? chain.active.map(() => 0) : chain.active);
      this.drawCurve();
      const parts = [`Step ${chain.step}`, `free energy ${number(chain.energies.at(-1), 1)} nats`];
      if (chain.hidden) parts.push(`${sum(chain.hidden)} of ${chain.hidden.length} hidden units on`);
      this.say([news, parts.join(", ")].filter(Boolean).join(". ") + ".", !this.clock.running);
    }
    /** One circle a unit, filled as far as it is on. */
    drawHidden(values) {
      const columns = Math.ceil(Math.sqrt(values.length)), rows = Math.ceil(values.length / columns);
      const { context, width } = surface(this.hiddenUnits, columns / rows), cell = width / columns;
      [context.fillStyle, context.strokeStyle] = [this.colour("accent"), this.colour("line")];
      values.forEach((value, unit) => {
        context.globalAlpha = value;
        dot(context, [(unit % columns + 0.5) * cell, (Math.floor(unit / columns) + 0.5) * cell], 0.36 * cell);
        context.globalAlpha = 1;
        context.stroke();
      });
    }
    drawCurve() {
      const { energies } = this.chain, curve = { values: energies, colour: this.colour("accent") };
      const word = (value) => number(value, 0), ink = getComputedStyle(this).color;
      const [low, high] = plot(this.curve, [curve], { now: energies.length - 1, length: LATELY, word, ink });
      const range = `from ${low} to ${high}`;
      this.curve.setAttribute("aria-label", `Free energy in nats, ${range} in the last ${energies.length} states`);
    }
  });
})();
