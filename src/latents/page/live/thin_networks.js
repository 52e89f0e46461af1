/* A small network whose hidden units the reader switches off: the element <live-thin-networks>. */
(() => {
  const { floats, sum, number, make, panel, surface, Explorer, define } = latentsLive;
  const PLACES = 121; // of a curve

  /** The output at x if units count as often as `kept` says; what stays on counts 1 / (1 - rate) times. */
  const network = ({ inner, outer, rate }) => {
    const [slopes, offsets, weights, [shift]] = [inner.weight, inner.bias, outer.weight, outer.bias].map(floats);
    return ([x, ...kept]) => shift + sum(kept.map((on, unit) =>
      weights[unit] * Math.max(slopes[unit] * x + offsets[unit], 0) * on / (1 - rate)));
  };

  define("live-thin-networks", class extends Explorer {
    build(data) {
      this.rate = data.rate;
      this.model = { output: network(data) };
      this.full = Array.from({ length: data.inner.outputs }, () => 1);
      const flat = floats(data.points);
      this.points = Array.from({ length: flat.length / 2 }, (_, i) => [flat[2 * i], flat[2 * i + 1]]);
      const across = this.points.map(([x]) => x), [low, high] = [Math.min(...across), Math.max(...across)];
      this.at = Array.from({ length: PLACES }, (_, i) => low + i / (PLACES - 1) * (high - low));
      this.whole = this.curve(this.full.map(() => 1 - this.rate));
      [this.net, this.plane] = [make("canvas"), make("canvas")];
      this.units = this.full.map((_, unit) => {
        const button = make("button", { type: "button", textContent: `${unit + 1}`, ariaLabel: `Unit ${unit + 1}` });
        button.addEventListener("click", () => this.keep(this.kept.map((on, i) => (i === unit ? 1 - on : on))));
        return button;
      });
      this.reset();
      const button = (text, action) => {
        const element = make("button", { type: "button", textContent: text });
        element.addEventListener("click", action);
        return element;
      };
      return [
        panel("The network: hollow units are switched off", this.net),
        make("div", { className: "live-controls" }, make("span", { textContent: "Switch units:" }), ...this.units),
        panel("What it computes", this.plane),
        make("div", { className: "live-controls" }, button("Draw a mask", () => this.drawMasks(1)),
          button("Draw a hundred", () => this.drawMasks(100)), button("Reset", () => {
            this.reset();
            this.draw();
          }))];
    }
    reset() {
      this.kept = this.full;
      this.total = this.at.map(() => 0);
      this.count = 0;
    }
    curve(kept) { return this.at.map((x) => this.model.output([x, ...kept])); }
    keep(kept) {
      this.kept = kept;
      this.draw();
    }
    drawMasks(count) {
      for (let i = 0; i < count; i++) {
        this.kept = this.kept.map(() => (Math.random() < this.rate ? 0 : 1));
        this.curve(this.kept).forEach((value, place) => { this.total[place] += value; });
      }
      this.count += count;
      this.draw();
    }
    get average() { return this.total.map((value) => value / this.count); }

    draw() {
      this.letters = getComputedStyle(this).color;
      this.units.forEach((button, unit) => { button.ariaPressed = `${this.kept[unit] === 1}`; });
      this.drawNet();
      this.drawPlane();
      const off = this.kept.flatMap((on, unit) => (on ? [] : [unit + 1]));
      const state = off.length ? `Off: ${off.join(", ")}.` : "All units are on, so each counts too much.";
      const away = Math.max(...this.average.map((value, i) => Math.abs(value - this.whole[i])));
      this.say(this.count === 0 ? `${state} No mask drawn yet.`
        : `${state} The average of ${this.count} drawn is at most ${number(away, 2)} away from the whole network.`);
    }
    drawNet() {
      const { context, width, height } = surface(this.net, 4.5), radius = 11;
      const x = (unit) => (unit + 0.5) / this.kept.length * width, middle = [width / 2, height / 2];
      [context.strokeStyle, context.lineWidth, context.font] = [this.colour("line"), 1.5, "12px sans-serif"];
      [context.textAlign, context.textBaseline] = ["center", "middle"];
      const circle = (left, top) => {
        const path = new Path2D();
        path.arc(left, top, radius, 0, 7);
        return path;
      };
      this.kept.forEach((on, unit) => {
        const [top, bottom] = [radius + 2, height - radius - 2];
        if (on) context.stroke(new Path2D(`M${middle[0]} ${top}L${x(unit)} ${middle[1]}L${middle[0]} ${bottom}`));
      });
      const node = (left, top, text, on) => {
        context.fillStyle = this.colour(on ? "ink-1" : "field");
        context.strokeStyle = this.colour(on ? "ink-1" : "line");
        const path = circle(left, top);
        context.fill(path);
        context.stroke(path);
        context.fillStyle = on ? this.colour("field") : this.letters;
        context.fillText(text, left, top);
      };
      this.kept.forEach((on, unit) => node(x(unit), middle[1], `${unit + 1}`, on));
      node(middle[0], radius + 2, "y", true);
      node(middle[0], height - radius - 2, "x", true);
    }
    drawPlane() {
      const { context, width, height } = surface(this.plane, 2), thin = this.curve(this.kept);
      const lines = [[thin, this.colour("ink-1"), 1.8, "thin"], [this.whole, this.colour("ink-0"), 3, "whole"]];
      if (this.count) lines.push([this.average, this.colour("ink-2"), 3, "average of those drawn"]);
      const heights = [...this.points.map(([, y]) => y), ...this.whole];
      const [low, high] = [Math.min(...heights), Math.max(...heights)];
      const spare = 0.35 * (high - low);
      const x = (value) => 6 + (value - this.at[0]) / (this.at.at(-1) - this.at[0]) * (width - 12);
      const y = (value) => height - 24 - (value - low + spare) / (high - low + 2 * spare) * (height - 24);
      [context.fillStyle, context.globalAlpha] = [this.colour("cloud"), 0.6];
      this.points.forEach(([across, up]) => latentsLive.dot(context, [x(across), y(up)], 3));
      [context.globalAlpha, context.lineJoin, context.font] = [1, "round", "600 13px sans-serif"];
      [context.textAlign, context.textBaseline] = ["left", "middle"];
      let left = 6;
      for (const [curve, colour, thickness, name] of lines) {
        [context.strokeStyle, context.fillStyle, context.lineWidth] = [colour, colour, thickness];
        context.setLineDash(name.startsWith("average") ? [7, 5] : []);
        context.stroke(new Path2D(`M${curve.map((value, i) => `${x(this.at[i])} ${y(value)}`).join("L")}`));
        context.fillText(name, left, height - 11);
        left += context.measureText(name).width + 16;
      }
    }
  });
})();
