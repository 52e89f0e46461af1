/* A picture that the reader spoils, and what autoencoders make of it: the element <live-denoising-explorer>. */
(() => {
  const { bytes, floats, sigmoid, sum, number } = latentsLive;
  const { make, button, panel, paint, drawingPad, Explorer, define } = latentsLive;
  const ACTIVATIONS = { ReLU: (value) => Math.max(value, 0), Sigmoid: sigmoid };

  /** Wᵀ f(W x + b) + c for one tied network, its weights kept in eight bits. */
  const tied = ({ weight, scale, bias, back, activation }) => {
    const [W, b, c, f] = [new Int8Array(bytes(weight).buffer), floats(bias), floats(back), ACTIVATIONS[activation]];
    return (x) => {
      const answer = Array.from(c);
      b.forEach((start, unit) => {
        const row = W.subarray(unit * x.length, (unit + 1) * x.length);
        let total = 0;
        for (let i = 0; i < x.length; i++) total += row[i] * x[i];
        const active = scale * f(start + scale * total);
        if (active) for (let i = 0; i < x.length; i++) answer[i] += active * row[i];
      });
      return answer;
    };
  };

  /** Standard normal numbers, the same for the same seed: mulberry32, then Box and Muller. */
  const normals = (count, seed) => {
    let state = Math.imul(seed + 1, 0x9e3779b1);
    const uniform = () => {
      state = (state + 0x6d2b79f5) | 0;
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return (((mixed ^ (mixed >>> 14)) >>> 0) + 0.5) / 2 ** 32;
    };
    return Array.from({ length: count }, () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform()));
  };

  define("live-denoising-explorer", class extends Explorer {
    build(data) {
      this.shape = data.shape;
      const pixels = floats(data.pictures), size = data.shape[0] * data.shape[1];
      this.pictures = Array.from({ length: pixels.length / size },
        (_, i) => Array.from(pixels.subarray(i * size, (i + 1) * size)));
      this.names = Object.keys(data.networks);
      const networks = this.names.map((name) => tied(data.networks[name]));
      this.model = { redrawn: ([which, ...x]) => networks[which](x) };
      [this.next, this.seed] = [0, 0];
      const canvas = () => make("canvas", { className: "live-picture" });
      [this.clean, this.spoilt, this.answers] = [canvas(), canvas(), this.names.map(() => canvas())];
      this.pad = drawingPad(this.clean, data.shape, {
        dense: 2,
        picture: () => this.picture,
        changed: (picture) => this.show(picture),
        moved: (news) => this.draw(news),
      });
      const help = "Arrow keys move a cursor, space switches the pixel under it.";
      const panels = make("div", { className: "live-panels" },
        panel("Draw here", this.clean, help), panel("With noise", this.spoilt));
      const answers = make("div", { className: "live-panels live-row" },
        ...this.names.map((name, i) => panel(name, this.answers[i])));
      const controls = this.controls(data.noise);
      this.take();
      return [panels, ...controls, answers];
    }
    controls(noise) {
      this.slider = make("input", { type: "range", min: 0, max: 1, step: 0.05, value: noise });
      this.slider.addEventListener("input", () => this.draw());
      const row = (...parts) => make("div", { className: "live-controls" }, ...parts);
      return [
        row(make("label", {}, "Noise", this.slider), button("Other noise", () => { this.seed += 1; this.draw(); })),
        row(button("Another digit", () => this.take()), button("Empty", () => this.show(this.picture.map(() => 0)))),
        this.pad.hold,
      ];
    }

    take() { this.show(this.pictures[this.next++ % this.pictures.length]); }
    show(picture) {
      this.picture = picture.slice();
      this.draw();
    }

    draw(news = "") {
      const noise = +this.slider.value, normal = normals(this.picture.length, this.seed);
      this.slider.ariaValueText = number(noise, 2);
      this.input = this.picture.map((value, i) => value + noise * normal[i]);
      this.pad.show(this.picture, this.colour("mark"));
      paint(this.spoilt, this.input, this.shape);
      const distance = (values) => sum(values.map((value, i) => (value - this.picture[i]) ** 2));
      const words = this.names.map((name, which) => {
        const answer = this.model.redrawn([which, ...this.input]);
        paint(this.answers[which], answer, this.shape);
        return `${name} ${number(distance(answer), 1)}`;
      });
      const parts = [`Noise ${number(noise, 2)}, squared distance ${number(distance(this.input), 1)}`,
        `of the answers: ${words.join(", ")}`];
      this.say([news, parts.join("; ")].filter(Boolean).join(". ") + ".");
    }
  });
})();
