/* How much of a picture survives in its first principal components: the element <live-components-explorer>. */
(() => {
  const { bytes, floats, sum, clip, number } = latentsLive;
  const { make, button, panel, paint, plot, drawingPad, Explorer, define } = latentsLive;

  /** Codes by components kept in eight bits, a scale for each; all that follows from a picture's codes. */
  const model = (data) => {
    const mean = floats(data.mean), scales = floats(data.scales), levels = new Int8Array(bytes(data.components).buffer);
    const size = mean.length;
    const components = Array.from(scales, (scale, j) =>
      Array.from(levels.subarray(j * size, (j + 1) * size), (level) => scale * level));
    const codes = (x) => components.map((direction) => sum(direction.map((value, i) => value * (x[i] - mean[i]))));
    /** The mean picture, and the sums that follow as one component after the other is added to it. */
    const sums = (x) => {
      const grown = [Array.from(mean)];
      codes(x).forEach((code, j) => grown.push(grown[j].map((value, i) => value + code * components[j][i])));
      return grown;
    };
    const restored = ([count, ...x]) => sums(x)[count];
    /** Squared distance of the picture from each of these sums. */
    const lost = (x) => sums(x).map((values) => sum(values.map((value, i) => (value - x[i]) ** 2)));
    return { components, codes, sums, restored, lost };
  };

  const [BLUE, WHITE, RED] = [[33, 102, 172], [247, 247, 247], [178, 24, 43]]; // the ends of the figures' scale
  const signed = (value) => {
    const end = value < 0 ? BLUE : RED, share = clip(Math.abs(value), 0, 1);
    return `rgb(${WHITE.map((level, i) => Math.round(level + share * (end[i] - level)))})`;
  };

  const TERMS = 8; // shown one by one

  define("live-components-explorer", class extends Explorer {
    build(data) {
      this.shape = data.shape;
      this.model = model(data);
      const pixels = floats(data.pictures), size = data.shape[0] * data.shape[1];
      this.pictures = Array.from({ length: pixels.length / size },
        (_, i) => Array.from(pixels.subarray(i * size, (i + 1) * size)));
      this.next = 0;
      const picture = () => make("canvas", { className: "live-picture" });
      const most = this.model.components.length;
      [this.drawn, this.back, this.curve] = [picture(), picture(), make("canvas")];
      this.terms = Array.from({ length: Math.min(TERMS, most) }, picture);
      this.pad = drawingPad(this.drawn, data.shape, {
        width: Math.max(1, Math.round(data.shape[1] / 14)),
        picture: () => this.picture,
        changed: (values) => this.show(values),
        moved: (news) => this.draw(news),
      });
      this.slider = make("input", { type: "range", min: 0, max: most, step: 1, value: data.start });
      this.slider.addEventListener("input", () => this.draw(""));
      this.counter = make("span", { className: "live-counter", ariaHidden: "true" });
      const row = (...parts) => make("div", { className: "live-controls" }, ...parts);
      const help = "Arrow keys move a cursor, space switches the pixel under it.";
      const parts = [
        make("div", { className: "live-panels" },
          panel("Draw here", this.drawn, help), panel("What is kept", this.back)),
        row(make("label", { className: "live-long" }, "Numbers", this.slider), this.counter),
        row(button("Another digit", () => this.take()), button("Empty", () => this.show(this.picture.map(() => 0)))),
        this.pad.hold,
        make("div", { className: "live-panels live-row" },
          ...this.terms.map((canvas, j) => panel(`${j + 1}`, canvas))),
        panel("Squared error by the numbers kept", this.curve),
      ];
      this.take();
      return parts;
    }
    take() { this.show(this.pictures[this.next++ % this.pictures.length]); }
    show(picture) {
      this.picture = picture;
      [this.codes, this.sums, this.errors] = ["codes", "sums", "lost"].map((part) => this.model[part](picture));
      this.draw("");
    }

    /** With news of the cursor, which stay when only the size or the theme changes. */
    draw(news = this.news) {
      this.news = news;
      const count = +this.slider.value, word = (value) => number(value, 1);
      this.slider.ariaValueText = this.counter.textContent = `${count}`;
      this.pad.show(this.picture, this.colour("mark"));
      paint(this.back, this.sums[count], this.shape);
      this.drawTerms(count);
      const curve = { values: this.errors, colour: this.colour("accent") }, ink = getComputedStyle(this).color;
      plot(this.curve, [curve], { now: count, length: this.errors.length, word, ink });
      const [all, left] = [this.errors[0], this.errors[count]];
      const words = count === 1 ? "1 number" : `${count} numbers`;
      const share = `${number(100 * (1 - left / all), 0)} % of what sets this picture apart from the mean picture`;
      this.say([news, `${words}: squared error ${word(left)} of ${word(all)}, ${share} kept`]
        .filter(Boolean).join(". ") + ".");
    }
    /** What each of the first components adds, on one scale; white where nothing is added yet. */
    drawTerms(count) {
      const added = this.terms.map((_, j) => this.model.components[j].map((value) => this.codes[j] * value));
      const largest = Math.max(...added.flat().map(Math.abs)) || 1;
      this.terms.forEach((canvas, j) => {
        paint(canvas, added[j].map((value) => (j < count ? value / largest : 0)), this.shape, signed);
        const effect = j < count ? `added with the number ${number(this.codes[j], 1)}` : "not added";
        canvas.setAttribute("aria-label", `Component ${j + 1}, ${effect}`);
      });
    }
  });
})();
