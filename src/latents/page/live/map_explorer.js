/* A map of pictures to zoom into and to ask: the element <live-map-explorer>. */
(() => {
  const { bytes, floats, clip, make, panel, surface, steered, Explorer, define } = latentsLive;
  const FACTOR = 1.5, CLOSEST = 16, PAN = 0.1; // a step of the zoom, its end, a step of the arrow keys
  const SIDE = 0.042, FACE = 112, SMALL = 52; // pictures: on the map in widths of it; chosen and its neighbours, in px

  /** Who lies near whom: in the data as the page was told, on the map by its places. */
  const relations = ({ places, proportion, neighbours, labels }) => {
    const spots = floats(places), told = new Uint16Array(bytes(neighbours).buffer), count = told.length / labels.length;
    const place = (i) => [spots[2 * i], spots[2 * i + 1]];
    const away = ([x, y], i) => Math.hypot((x - spots[2 * i]) * proportion, y - spots[2 * i + 1]);
    const order = (spot) => labels.map((_, i) => [away(spot, i), i]).sort((a, b) => a[0] - b[0]).map(([, i]) => i);
    const near = ([i]) => Array.from(told.subarray(i * count, (i + 1) * count));
    const kept = ([i]) => {
      const around = order(place(i)).filter((j) => j !== i).slice(0, count);
      return [near([i]).filter((j) => around.includes(j)).length];
    };
    return { place, count, near, kept, at: (spot) => order(spot)[0] };
  };

  define("live-map-explorer", class extends Explorer {
    build(data) {
      this.data = data;
      this.model = relations(data);
      [this.chosen, this.view] = [data.start, { x: 0.5, y: 0.5, zoom: 1 }];
      this.classes = [...new Set(data.labels)].sort((a, b) => a - b);
      this.image = Object.assign(new Image(), { src: `data:image/png;base64,${data.sprite}` });
      this.loaded = this.image.decode().then(() => {
        this.mask = this.opaque();
        this.follow();
      });
      this.map = make("canvas");
      this.steer();
      const help = "Arrow keys move the map, plus and minus zoom, Enter chooses the picture in the middle.";
      return [panel("Map: choose a picture, drag to move", this.map, help), this.controls(), this.around()];
    }
    /** Nothing is drawn before the pictures are there. */
    follow() { if (this.mask) super.follow(); }

    steer() {
      let from = null, moved = false;
      steered(this.map, {
        press: (...spot) => [from, moved] = [spot, false],
        drag: (...spot) => {
          moved ||= Math.hypot(spot[0] - from[0], spot[1] - from[1]) > 0.01;
          if (!moved) return;
          this.pan(from[0] - spot[0], from[1] - spot[1]);
          from = spot;
        },
        arrow: (right, down) => this.pan(PAN * right, PAN * down),
      });
      const spot = (event) => {
        const box = this.map.getBoundingClientRect();
        return [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
      };
      this.map.addEventListener("click", (event) => moved || this.choose(this.model.at(this.under(spot(event)))));
      this.map.addEventListener("wheel", (event) => { // without focus, the page scrolls
        if (document.activeElement !== this.map && !event.ctrlKey) return;
        event.preventDefault();
        this.zoom(event.deltaY < 0 ? FACTOR ** 0.5 : FACTOR ** -0.5, spot(event));
      }, { passive: false });
      const keys = { "+": () => this.zoom(FACTOR), "=": () => this.zoom(FACTOR), "-": () => this.zoom(1 / FACTOR),
        0: () => this.whole(), Enter: () => this.choose(this.model.at([this.view.x, this.view.y])) };
      this.map.addEventListener("keydown", (event) => {
        if (!(event.key in keys) || event.ctrlKey || event.altKey || event.metaKey) return;
        event.preventDefault();
        keys[event.key]();
      });
    }
    controls() {
      const button = (textContent, action, ariaLabel = textContent) => {
        const element = make("button", { type: "button", textContent, ariaLabel });
        element.addEventListener("click", action);
        return element;
      };
      this.coloured = make("input", { type: "checkbox" });
      this.coloured.addEventListener("change", () => this.draw());
      const step = (by) => this.choose((this.chosen + by + this.data.labels.length) % this.data.labels.length);
      return make("div", { className: "live-controls" }, button("+", () => this.zoom(FACTOR), "Zoom in"),
        button("\u2212", () => this.zoom(1 / FACTOR), "Zoom out"), button("Whole map", () => this.whole()),
        button("Previous picture", () => step(-1)), button("Next picture", () => step(1)),
        make("label", {}, this.coloured, "Colour by label"));
    }
    /** The chosen picture and, as buttons that lead to them, its neighbours. */
    around() {
      this.face = make("canvas");
      this.near = Array.from({ length: this.model.count }, (_, rank) => {
        const button = make("button", { type: "button" }, make("canvas"));
        button.addEventListener("click", () => this.choose(this.model.near([this.chosen])[rank]));
        return button;
      });
      const row = make("div", { className: "live-panel" },
        make("span", { className: "live-title" }, "Nearest in the pixels"), make("div", {}, ...this.near));
      return make("div", { className: "live-around" }, panel("Chosen", this.face), row);
    }

    /** Where a spot of the canvas lies on the map, both as shares. */
    under([across, down]) {
      const { x, y, zoom } = this.view;
      return [x + (across - 0.5) / zoom, y + (down - 0.5) / zoom];
    }
    /** And where a place of the map lies on the canvas. */
    spot(i) {
      const { x, y, zoom } = this.view, [across, down] = this.model.place(i);
      return [0.5 + (across - x) * zoom, 0.5 + (down - y) * zoom];
    }
    /** Zooms so that what lies under `spot` stays there. */
    zoom(factor, spot = [0.5, 0.5]) {
      const held = this.under(spot), zoom = clip(this.view.zoom * factor, 1, CLOSEST);
      this.look(held[0] - (spot[0] - 0.5) / zoom, held[1] - (spot[1] - 0.5) / zoom, zoom);
    }
    pan(right, down) {
      const { x, y, zoom } = this.view;
      this.look(x + right / zoom, y + down / zoom, zoom);
    }
    whole() { this.look(0.5, 0.5, 1); }
    look(x, y, zoom) {
      const edge = 0.5 / zoom; // the view stays on the map
      this.view = { x: clip(x, edge, 1 - edge), y: clip(y, edge, 1 - edge), zoom };
      this.draw();
    }
    /** The view follows where the picture would lie outside it. */
    choose(i) {
      this.chosen = i;
      const seen = this.spot(i).every((share) => share > 0 && share < 1);
      if (seen) this.draw();
      else this.look(...this.model.place(i), this.view.zoom);
    }

    /** All pictures, as opaque as their pixels are bright. */
    opaque() {
      const { width, height } = this.image, canvas = make("canvas", { width, height });
      const context = canvas.getContext("2d");
      context.drawImage(this.image, 0, 0);
      const image = context.getImageData(0, 0, width, height);
      for (let at = 0; at < image.data.length; at += 4) image.data[at + 3] = image.data[at];
      context.putImageData(image, 0, 0);
      return canvas;
    }
    /** The same in one ink. */
    inked(colour) {
      const { width, height } = this.mask, canvas = make("canvas", { width, height });
      const context = canvas.getContext("2d");
      context.drawImage(this.mask, 0, 0);
      context.globalCompositeOperation = "source-in";
      context.fillStyle = colour;
      context.fillRect(0, 0, width, height);
      return canvas;
    }
    draw() {
      if (!this.mask) return;
      const colours = [getComputedStyle(this).color, ...this.inks], key = colours.join();
      if (this.tints?.key !== key) this.tints = { key, sheets: colours.map((colour) => this.inked(colour)) };
      const near = this.model.near([this.chosen]), { labels } = this.data;
      this.drawMap(near);
      this.drawPicture(this.face, this.chosen, FACE);
      this.near.forEach((button, rank) => {
        this.drawPicture(button.firstChild, near[rank], SMALL);
        button.ariaLabel = `${rank + 1}. neighbour: picture ${near[rank] + 1}${this.named(near[rank])}`;
      });
      const [kept] = this.model.kept([this.chosen]);
      const told = `Of its ${near.length} nearest in the pixels, ${kept} are among the ${near.length} nearest on the map`;
      const named = this.coloured.checked ? `; their labels: ${near.map((i) => labels[i]).join(", ")}` : "";
      this.say(`Picture ${this.chosen + 1} of ${labels.length}${this.named(this.chosen)}. ${told}${named}.`);
    }
    /** The label, once the reader has asked for it. */
    named(i) { return this.coloured.checked ? `, label ${this.data.labels[i]}` : ""; }
    sheet(i) {
      return this.tints.sheets[this.coloured.checked ? 1 + this.classes.indexOf(this.data.labels[i]) % 10 : 0];
    }
    /** One picture into a context, [left, top, width, height]. */
    put(context, i, box) {
      const [rows, columns] = this.data.shape, { line } = this.data;
      context.drawImage(this.sheet(i), i % line * columns, Math.floor(i / line) * rows, columns, rows, ...box);
    }
    drawPicture(canvas, i, side) {
      const [rows, columns] = this.data.shape;
      canvas.style.width = `${side}px`;
      const { context, width, height } = surface(canvas, columns / rows);
      this.put(context, i, [0, 0, width, height]);
    }
    drawMap(near) {
      const { context, width, height } = surface(this.map, this.data.proportion), [rows, columns] = this.data.shape;
      const side = SIDE * Math.sqrt(this.view.zoom * width * height), tall = side * rows / columns;
      const centre = (i) => {
        const [across, down] = this.spot(i);
        return [across * width, down * height];
      };
      const box = (i) => {
        const [x, y] = centre(i);
        return [x - side / 2, y - tall / 2, side, tall];
      };
      const front = [...near, this.chosen], behind = new Set(front);
      this.data.labels.forEach((_, i) => behind.has(i) || this.put(context, i, box(i)));
      context.strokeStyle = this.colour("mark");
      context.lineWidth = 1.5;
      near.forEach((i) => context.stroke(new Path2D(`M${centre(this.chosen)}L${centre(i)}`)));
      for (const i of front) {
        context.lineWidth = i === this.chosen ? 3 : 1.5;
        context.fillStyle = this.colour("field");
        context.fillRect(...box(i));
        this.put(context, i, box(i));
        context.strokeRect(...box(i));
      }
    }
  });
})();
