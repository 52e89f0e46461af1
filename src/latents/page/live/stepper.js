/* Frames of a computed process, played, stopped and stepped through: the element <live-stepper>. */
(() => {
  const { floats, levels, bytes, clip, sum, number, make, panel, surface, plot, dot, labels, clock } = latentsLive;
  const { Explorer, define } = latentsLive;
  const GAP = 4; // between pictures
  const short = (value) => number(+value.toPrecision(3));

  /** Pictures of a frame in lines, cut out of one image that holds a line of them for every frame. */
  class Pictures {
    constructor({ sprite, shape, count, columns, rows }, loaded) {
      Object.assign(this, { shape, count, columns, rows });
      this.image = Object.assign(new Image(), { src: `data:image/png;base64,${sprite}` });
      this.loaded = this.image.decode().then(loaded);
    }
    draw(canvas, frame, { letters }) {
      const { shape: [high, wide], count, columns, rows } = this, title = rows.length ? 22 : 0;
      canvas.style.maxWidth = `${columns * Math.max(150, wide)}px`;
      const cell = (canvas.clientWidth + GAP) / columns, line = title + (cell - GAP) * high / wide + GAP;
      const { context } = surface(canvas, canvas.clientWidth / (Math.ceil(count / columns) * line - GAP));
      context.imageSmoothingEnabled = false;
      for (let i = 0; i < count; i++) {
        const [left, top] = [i % columns * cell, Math.floor(i / columns) * line + title];
        context.drawImage(this.image, i * wide, frame * high, wide, high, left, top, cell - GAP, line - title - GAP);
      }
      [context.font, context.fillStyle, context.textBaseline] = ["13px sans-serif", letters, "middle"];
      rows.forEach((name, row) => context.fillText(name, 0, row * line + title / 2));
    }
  }

  /** Clouds, curves and centres on a plane, from what a frame has of each. */
  class Plane {
    constructor({ low, high, proportion, axes, layers }) {
      Object.assign(this, { low, high, proportion, axes });
      let next = Math.max(-1, ...layers.flatMap(({ classes }) => [...bytes(classes)])) + 1; // ink after the classes'
      this.layers = layers.map((layer, i) => {
        const [places, classes] = [levels(layer.places), bytes(layer.classes)];
        const muted = layer.kind === "cloud" && i === 0;
        return { ...layer, places, classes, ink: muted ? null : next++ };
      });
    }
    /** Strokes of a layer in a frame, each a list of places [x, y]. */
    strokes({ shape: [frames, strokes, length], places }, frame) {
      const first = frame % frames * strokes * length;
      const place = (i) => this.low.map((low, axis) => low + places[2 * i + axis] / 65535 * (this.high[axis] - low));
      return Array.from({ length: strokes }, (_, stroke) => (
        Array.from({ length }, (_, i) => place(first + stroke * length + i))));
    }
    draw(canvas, frame, { letters, field, cloud, inks }) {
      const [across, up] = this.high.map((high, axis) => high - this.low[axis]);
      canvas.style.maxWidth = `${440 * this.proportion}px`;
      const { context, width, height } = surface(canvas, this.proportion), named = [];
      const at = ([x, y]) => [(x - this.low[0]) / across * width, (this.high[1] - y) / up * height];
      for (const layer of this.layers) {
        const strokes = this.strokes(layer, frame).map((stroke) => stroke.map(at));
        const colour = layer.ink === null ? cloud : inks[layer.ink % 10];
        const { shape: [, , length], classes } = layer, first = classes.length > length ? frame * length : 0;
        const colours = strokes[0].map((_, i) => (
          classes.length || layer.kind === "centres" ? inks[(classes[first + i] ?? i) % 10] : colour));
        this[layer.kind](context, strokes, colours, [field, letters]);
        named.push(...this.names(layer, strokes, colours, letters));
      }
      labels(context, named, [width, height], field);
      [context.font, context.fillStyle] = ["12px sans-serif", letters];
      [context.textAlign, context.textBaseline] = ["right", "bottom"];
      if (this.axes[0]) context.fillText(`${this.axes[0]} \u2192`, width - 6, height - 4);
      [context.textAlign, context.textBaseline] = ["left", "top"];
      if (this.axes[1]) context.fillText(`\u2191 ${this.axes[1]}`, 6, 5);
    }
    cloud(context, [places], colours) {
      const radius = places.length > 400 ? 2 : 3;
      places.forEach((place, i) => {
        context.fillStyle = colours[i];
        dot(context, place, radius);
      });
    }
    curve(context, strokes, [colour]) {
      [context.strokeStyle, context.lineWidth, context.lineJoin] = [colour, strokes.length > 1 ? 1.2 : 2.5, "round"];
      const path = strokes.map((places) => `M${places.map((place) => place.join(" ")).join("L")}`).join("");
      context.stroke(new Path2D(path));
    }
    centres(context, [places], colours, rings) {
      places.forEach((place, i) => {
        [...rings, colours[i]].forEach((colour, ring) => {
          context.fillStyle = colour;
          dot(context, place, 9 - 1.5 * ring);
        });
      });
    }
    /** A class is named amid its points, everything else at its right end. */
    names({ kind, name, class_names: classNames, classes }, strokes, [colour], letters) {
      const places = strokes.flat(), mean = (of, axis) => sum(of.map((place) => place[axis])) / of.length;
      if (classNames.length) {
        return classNames.map((text, k) => {
          const own = places.filter((_, i) => classes[i] === k);
          return { text, x: mean(own, 0), y: mean(own, 1), colour: letters };
        });
      }
      if (!name) return [];
      const rightmost = (of) => of.reduce((best, place) => (place[0] > best[0] ? place : best));
      const [x, y] = rightmost(kind === "curve" ? [places[0], places.at(-1)] : places);
      return [{ text: name, x, y: kind === "cloud" ? mean(places, 1) : y, colour, beside: true }];
    }
  }

  define("live-stepper", class extends Explorer {
    build(data) {
      this.data = data;
      this.last = data.texts.length - 1;
      this.frame = data.start;
      this.view = data.sprite ? new Pictures(data, () => this.draw()) : new Plane(data);
      this.canvas = make("canvas", { tabIndex: -1, className: data.sprite ? "live-picture" : "" });
      this.canvas.setAttribute("role", "img");
      this.curves = Object.entries(data.values).map(([name, values]) => ({ name, values: floats(values) }));
      this.calm = matchMedia("(prefers-reduced-motion: reduce)"); // the style sheet then hides the button
      this.clock = clock(["Play", "Pause"], {
        pace: () => clip(12000 / this.last, 100, 900),
        tick: () => this.go((this.frame + 1) % (this.last + 1)),
        rest: () => this.draw(),
      });
      this.calm.addEventListener("change", () => this.clock.halt());
      this.addEventListener("keydown", (event) => this.key(event));
      const panels = [make("div", { className: "live-panel" }, this.canvas)];
      if (this.curves.length) {
        this.plot = make("canvas");
        const title = panel(this.curves.map(({ name }) => name).join(", "), this.plot);
        title.firstChild.replaceChildren(...this.curves.map(({ name }, i) => (
          make("span", { style: `color: var(--live-ink-${i})` }, name))));
        panels.push(title);
      }
      return [...panels, this.controls()];
    }
    disconnectedCallback() { this.clock?.halt(); }

    controls() {
      const step = (text, ariaLabel, by) => {
        const button = make("button", { type: "button", textContent: text, ariaLabel });
        button.addEventListener("click", () => this.move(this.frame + by));
        return button;
      };
      this.slider = make("input", { type: "range", min: 0, max: this.last, step: 1, ariaLabel: "Frame" });
      this.slider.addEventListener("input", () => this.move(+this.slider.value));
      this.counter = make("span", { className: "live-counter", ariaHidden: "true" });
      this.clock.button.classList.add("live-play");
      return make("div", { className: "live-controls" }, this.clock.button, step("\u2190", "One frame back", -1),
        step("\u2192", "One frame forward", 1), this.slider, this.counter);
    }
    key(event) {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      const to = { ArrowLeft: this.frame - 1, ArrowRight: this.frame + 1, Home: 0, End: this.last }[event.key];
      const space = event.key === " " && event.target.tagName !== "BUTTON"; // buttons know it already
      if (to === undefined && !space) return;
      event.preventDefault();
      if (to !== undefined) this.move(to);
      else if (this.calm.matches) this.move(this.frame + 1);
      else this.clock.toggle();
    }
    /** What the reader asks for stops the clock. */
    move(frame) {
      this.clock.halt();
      this.go(clip(frame, 0, this.last));
    }
    go(frame) {
      this.frame = frame;
      if (frame === this.last) this.clock.halt();
      this.draw();
    }
    draw() {
      const { frame, last } = this, text = this.data.texts[frame];
      const { inks } = this, letters = getComputedStyle(this).color;
      this.view.draw(this.canvas, frame, { inks, letters, field: this.colour("field"), cloud: this.colour("cloud") });
      if (this.curves.length) {
        const curves = this.curves.map((curve, i) => ({ ...curve, colour: inks[i] }));
        plot(this.plot, curves, { now: frame, length: last + 1, word: short, ink: letters });
      }
      this.slider.value = frame;
      this.slider.setAttribute("aria-valuetext", `Frame ${frame + 1} of ${last + 1}: ${text}`);
      this.canvas.setAttribute("aria-label", text);
      this.counter.textContent = `${frame + 1} / ${last + 1}`;
      this.say(text, !this.clock.running);
    }
  });
})();
