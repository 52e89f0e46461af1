/* The game of a GAN in one dimension, the reader its generator: the element <live-density-game>. */
(() => {
  const { sum, clip, number, make, panel, surface, labels, steered, SliderExplorer, define } = latentsLive;
  const RANGE = Array.from({ length: 3001 }, (_, i) => (i - 1500) / 50); // of the quadrature, 0.02 apart
  const RATE = 0.5; // of a step down the gradient
  const PLACES = [-1.8, -1.2, -0.6, 0, 0.6, 1.2, 1.8]; // of the fakes that are pushed, in standard deviations

  const logNormal = (x, mean, width) => -(((x - mean) / width) ** 2) / 2 - Math.log(width * Math.sqrt(2 * Math.PI));
  const softplus = (value) => Math.max(value, 0) + Math.log1p(Math.exp(-Math.abs(value)));
  const sigmoid = (value) => 1 / (1 + Math.exp(-value));

  /** Everything against the best discriminator, D*(x) = p(x) / (p(x) + q(x)), of bumps p and a Gaussian q. */
  const game = (bumps) => {
    const parts = (x) => bumps.map(([share, mean, width]) => Math.log(share) + logNormal(x, mean, width));
    const logReal = (x) => {
      const logs = parts(x), top = Math.max(...logs);
      return top + Math.log(sum(logs.map((value) => Math.exp(value - top))));
    };
    const slopeReal = (x) => {
      const total = logReal(x);
      return sum(parts(x).map((value, i) => Math.exp(value - total) * (bumps[i][1] - x) / bumps[i][2] ** 2));
    };
    const logit = ([x, mean, width]) => logReal(x) - logNormal(x, mean, width);
    /** How a fake at x would move down each loss: D* times the slope of the logit, and 1 - D* times. */
    const pushes = ([x, mean, width]) => {
      const slope = slopeReal(x) + (x - mean) / width ** 2, best = sigmoid(logit([x, mean, width]));
      return [best * slope, (1 - best) * slope];
    };
    /** The same for mean and width, averaged over the fakes: saturating, then non-saturating. */
    const descent = ([mean, width]) => {
      const totals = [[0, 0], [0, 0]];
      for (const place of RANGE) {
        if (Math.abs(place) > 8) continue;
        const weight = 0.02 * Math.exp(logNormal(place, 0, 1));
        pushes([mean + width * place, mean, width]).forEach((push, loss) => {
          totals[loss][0] += weight * push;
          totals[loss][1] += weight * push * place;
        });
      }
      return totals;
    };
    /** The Jensen-Shannon divergence in nats. */
    const divergence = ([mean, width]) => sum(RANGE.map((x) => {
      const [p, q] = [logReal(x), logNormal(x, mean, width)];
      return 0.01 * (Math.exp(p) * (Math.LN2 - softplus(q - p)) + Math.exp(q) * (Math.LN2 - softplus(p - q)));
    }));
    const density = (x) => Math.exp(logReal(x));
    return { density, discriminator: (at) => sigmoid(logit(at)), pushes, descent, divergence };
  };

  define("live-density-game", class extends SliderExplorer {
    build(data) {
      const sliders = this.sliderFor(data, ["Mean of the fakes", "Width of the fakes"]);
      this.model = game(data.bumps);
      [this.densities, this.judge, this.bar] = [make("canvas"), make("canvas"), make("canvas")];
      const to = (right) => this.go([this.place(right), this.code[1]]);
      const by = (right, down) => this.go([right, -down].map((sign, i) => this.code[i] + sign * this.step(i)));
      steered(this.densities, { press: to, drag: to, arrow: by });
      const button = (text, action) => {
        const element = make("button", { type: "button", textContent: text });
        element.addEventListener("click", action);
        return element;
      };
      const step = (loss) => {
        const slopes = this.model.descent(this.code)[loss];
        this.go(this.code.map((value, i) => value + RATE * slopes[i]));
      };
      return [
        panel("Real and fake: drag the fakes", this.densities, "Left and right move the fakes, up and down widen them."),
        panel("The best discriminator's probability of \u201creal\u201d", this.judge),
        panel("Value of the game", this.bar),
        make("div", { className: "live-controls live-sliders" }, ...sliders),
        make("div", { className: "live-controls" }, button("Step: saturating", () => step(0)),
          button("Step: non-saturating", () => step(1)), button("Reset", () => this.go(data.start)))];
    }
    place(right) { return this.data.low[0] + right * (this.data.high[0] - this.data.low[0]); }

    draw() {
      const [mean, width] = this.code, [meanText, widthText] = this.texts();
      this.letters = getComputedStyle(this).color;
      this.drawDensities();
      this.drawJudge();
      const divergence = this.model.divergence(this.code), value = 2 * divergence - Math.log(4);
      this.drawBar(value);
      const middle = number(this.model.discriminator([mean, mean, width]), 3);
      this.bar.setAttribute("aria-label", `Value of the game: ${number(value, 3)}, between \u22121.386 and 0`);
      this.say(`Fakes: mean ${meanText}, width ${widthText}. Value ${number(value, 3)}, which is `
        + `${number(2 * divergence, 3)} above \u2212log 4. In their middle the discriminator says ${middle}.`);
    }
    /** A context, and where a number of the axis stands. */
    axis(canvas, proportion) {
      const { context, width, height } = surface(canvas, proportion), [low, high] = [this.data.low[0], this.data.high[0]];
      [context.font, context.textBaseline, context.lineJoin] = ["12px sans-serif", "middle", "round"];
      return { context, width, height, x: (value) => (value - low) / (high - low) * width };
    }
    /** A curve over the whole axis, pixel by pixel; closed along the bottom if it is to be filled. */
    path(width, y) {
      return Array.from({ length: Math.ceil(width) + 1 }, (_, i) => `${i} ${y(this.place(i / width))}`).join("L");
    }
    drawDensities() {
      const { context, width, height, x } = this.axis(this.densities, 1.75), floor = height - 74;
      const [mean, spread] = this.code, fake = (at) => Math.exp(logNormal(at, mean, spread));
      const top = Math.max(0.75, fake(mean)), y = (density) => floor - density / top * (floor - 24);
      const named = [];
      for (const [density, colour, text, at] of [
        [this.model.density, this.colour("ink-0"), "real", this.data.bumps[0][1]],
        [fake, this.colour("ink-1"), "fake", mean]]) {
        const curve = this.path(width, (place) => y(density(place)));
        [context.fillStyle, context.strokeStyle, context.lineWidth, context.globalAlpha] = [colour, colour, 2.5, 0.18];
        context.fill(new Path2D(`M0 ${floor}L${curve}L${width} ${floor}Z`));
        context.globalAlpha = 1;
        context.stroke(new Path2D(`M${curve}`));
        named.push({ text, x: x(at), y: y(density(at)) - 11, colour });
      }
      labels(context, named, [width, height], this.colour("field"));
      this.drawPushes(context, { width, height, x });
    }
    /** Arrows at some fakes, down the saturating loss in the upper line, down the other in the lower. */
    drawPushes(context, { width, height, x }) {
      [context.font, context.textAlign] = ["12px sans-serif", "left"];
      const [mean, spread] = this.code;
      ["saturating pushes", "non-saturating pushes"].forEach((name, loss) => {
        const line = height - 42 + 32 * loss;
        [context.fillStyle, context.strokeStyle, context.lineWidth] = [this.letters, this.colour("ink-1"), 2];
        context.fillText(name, 6, line - 14);
        context.fillStyle = this.colour("ink-1");
        for (const place of PLACES) {
          const at = mean + spread * place, push = this.model.pushes([at, mean, spread])[loss];
          const from = x(at), to = from + clip(push, -4, 4) * width / 40, head = clip(to - from, -6, 6);
          context.stroke(new Path2D(`M${from} ${line - 4}V${line + 4}M${from} ${line}H${to}`));
          context.fill(new Path2D(`M${to} ${line}L${to - head} ${line - 4}V${line + 4}Z`));
        }
      });
    }
    drawJudge() {
      const { context, width, height } = this.axis(this.judge, 4.5), [mean, spread] = this.code;
      const y = (share) => height - 12 - share * (height - 24);
      [context.strokeStyle, context.lineWidth] = [this.colour("line"), 1];
      [0, 0.5, 1].forEach((share) => context.stroke(new Path2D(`M28 ${y(share)}H${width}`)));
      [context.strokeStyle, context.lineWidth] = [this.colour("ink-2"), 2.5];
      context.stroke(new Path2D(`M${this.path(width, (at) => y(this.model.discriminator([at, mean, spread])))}`));
      [context.strokeStyle, context.lineWidth, context.fillStyle] = [this.colour("field"), 5, this.letters];
      for (const [share, text] of [[0, "0"], [0.5, "\u00bd"], [1, "1"]]) {
        context.strokeText(text, 8, y(share));
        context.fillText(text, 8, y(share));
      }
    }
    drawBar(value) {
      const { context, width, height } = this.axis(this.bar, 9), lowest = -Math.log(4), [left, right] = [8, width - 8];
      const at = left + (1 - value / lowest) * (right - left);
      [context.fillStyle, context.strokeStyle] = [this.colour("ink-2"), this.colour("line")];
      context.fillRect(left, height / 2 - 14, at - left, 12);
      context.strokeRect(left, height / 2 - 14, right - left, 12);
      context.fillStyle = this.letters;
      context.fillText("\u2212log 4: fooled", left, height / 2 + 12);
      context.textAlign = "right";
      context.fillText("0: never fooled", right, height / 2 + 12);
    }
  });
})();
