/* A decoder explored over the map of its codes: the element <live-decoder-explorer>. */
(() => {
  const { floats, network, sum, clip, number } = latentsLive;
  const { make, panel, surface, paint, classColour, steered, Explorer, define } = latentsLive;
  const STEPS = 100; // of an arrow key or a slider from one end of the map to the other

  define("live-decoder-explorer", class extends Explorer {
    build(data) {
      this.data = data;
      this.model = { decode: network(data.layers) };
      const flat = floats(data.codes), classes = [...new Set(data.labels)].sort((a, b) => a - b);
      this.points = data.labels.map((label, i) => (
        { code: [flat[2 * i], flat[2 * i + 1]], label, group: classes.indexOf(label) }));
      this.code = data.start;
      [this.map, this.picture] = [make("canvas"), make("canvas")];
      const to = (right, down) => this.go([right, 1 - down].map((share, i) => data.low[i] + share * this.span(i)));
      const by = (right, down) => this.go([right, -down].map((sign, i) => this.code[i] + sign * this.span(i) / STEPS));
      steered(this.map, { press: to, drag: to, arrow: by });
      this.sliders = ["Code, first number", "Code, second number"].map((label, i) => {
        const range = { min: data.low[i], max: data.high[i], step: this.span(i) / STEPS };
        const slider = make("input", { type: "range", ...range });
        slider.addEventListener("input", () => this.go(this.code.map((value, k) => (k === i ? +slider.value : value))));
        return make("label", {}, label, slider);
      });
      return [make("div", { className: "live-panels" },
        panel("Test codes: drag here", this.map, "Arrow keys move the code."), panel("Decoded", this.picture),
        make("div", { className: "live-controls live-sliders" }, ...this.sliders))];
    }
    span(i) { return this.data.high[i] - this.data.low[i]; }
    go(code) {
      this.code = code.map((value, i) => clip(value, this.data.low[i], this.data.high[i]));
      this.draw();
    }
    draw() {
      const pixels = this.model.decode(this.code);
      paint(this.picture, pixels, this.data.shape);
      this.drawMap();
      const text = this.code.map((value) => number(value, 2));
      this.sliders.forEach((label, i) => {
        label.lastChild.value = this.code[i];
        label.lastChild.setAttribute("aria-valuetext", text[i]);
      });
      const away = ({ code }) => Math.hypot(code[0] - this.code[0], code[1] - this.code[1]);
      const nearest = this.points.reduce((best, point) => (away(point) < away(best) ? point : best));
      const brightness = sum(pixels.map((value) => clip(value, 0, 1))) / pixels.length;
      const neighbour = `Nearest test code: label ${nearest.label}, ${number(away(nearest), 2)} away.`;
      this.say(`Code (${text.join(", ")}). ${neighbour} Mean brightness ${number(100 * brightness, 0)} %.`);
    }
    drawMap() {
      const { context, width, height } = surface(this.map, 1);
      const share = (code, i) => (code[i] - this.data.low[i]) / this.span(i);
      const at = (code) => [share(code, 0) * width, (1 - share(code, 1)) * height];
      context.font = `${Math.max(10, width / 26)}px sans-serif`;
      context.textAlign = "center";
      context.textBaseline = "middle";
      for (const { code, label, group } of this.points) {
        context.fillStyle = classColour(group, this.dataset.scheme);
        context.fillText(label, ...at(code));
      }
      const [x, y] = at(this.code);
      context.strokeStyle = this.colour("mark");
      context.globalAlpha = 0.45;
      context.stroke(new Path2D(`M0 ${y}H${width}M${x} 0V${height}`));
      context.globalAlpha = 1;
      context.lineWidth = 2.5;
      context.beginPath();
      context.arc(x, y, 7, 0, 7);
      context.stroke();
    }
  });
})();
