/* A decoder explored over the map of its codes: the element <live-decoder-explorer>. */
(() => {
  const { floats, clip, number, make, panel, surface, steered, CodeExplorer, define } = latentsLive;
  const TILES = 10; // pictures a side behind the map

  define("live-decoder-explorer", class extends CodeExplorer {
    build(data) {
      const sliders = this.prepare(data, ["Code, first number", "Code, second number"]);
      const flat = floats(data.codes), classes = [...new Set(data.labels)].sort((a, b) => a - b);
      this.points = data.labels.map((label, i) => (
        { code: [flat[2 * i], flat[2 * i + 1]], label, group: classes.indexOf(label) }));
      this.map = make("canvas");
      const to = (right, down) => this.go(this.at(right, down));
      const by = (right, down) => this.go([right, -down].map((sign, i) => this.code[i] + sign * this.step(i)));
      steered(this.map, { press: to, drag: to, arrow: by });
      return [make("div", { className: "live-panels" },
        panel("Codes: drag or tap", this.map, "Arrow keys move the code."), panel("Decoded", this.picture),
        make("div", { className: "live-controls live-sliders" }, ...sliders))];
    }
    /** The code at a place on the map. */
    at(right, down) {
      const { low, high } = this.data;
      return [right, 1 - down].map((share, i) => low[i] + share * (high[i] - low[i]));
    }
    draw() {
      const text = this.decode();
      this.drawMap();
      const away = ({ code }) => Math.hypot(code[0] - this.code[0], code[1] - this.code[1]);
      const nearest = this.points.reduce((best, point) => (away(point) < away(best) ? point : best));
      const neighbour = `Nearest code of a picture: label ${nearest.label}, ${number(away(nearest), 2)} away.`;
      this.say(`Code (${text.join(", ")}). ${neighbour}`);
    }
    drawMap() {
      const { context, width, height } = surface(this.map, 1), { low, high } = this.data;
      const share = (code, i) => (code[i] - low[i]) / (high[i] - low[i]);
      const at = (code) => [share(code, 0) * width, (1 - share(code, 1)) * height];
      context.globalAlpha = 0.25;
      context.drawImage(this.mosaic(), 0, 0, width, height);
      context.globalAlpha = 1;
      context.font = `${Math.max(10, width / 26)}px sans-serif`;
      context.textAlign = "center";
      context.textBaseline = "middle";
      const { inks } = this;
      for (const { code, label, group } of this.points) {
        context.fillStyle = inks[group % 10];
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
    /** What a grid of codes is decoded to: ink as dark or light as the page's letters, where a pixel is bright. */
    mosaic() {
      const { shape: [rows, columns] } = this.data, { scheme } = this.dataset;
      if (this.drawn?.scheme === scheme) return this.drawn.canvas;
      const canvas = make("canvas", { width: TILES * columns, height: TILES * rows });
      const context = canvas.getContext("2d"), ink = scheme === "dark" ? 255 : 0;
      for (let tile = 0; tile < TILES ** 2; tile++) {
        const [left, top] = [tile % TILES, Math.floor(tile / TILES)], image = new ImageData(columns, rows);
        this.model.decode(this.at((left + 0.5) / TILES, (top + 0.5) / TILES)).forEach((value, pixel) => {
          image.data.set([ink, ink, ink, 255 * clip(value, 0, 1)], 4 * pixel);
        });
        context.putImageData(image, left * columns, top * rows);
      }
      this.drawn = { scheme, canvas };
      return canvas;
    }
  });
})();
