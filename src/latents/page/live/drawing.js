/* What live models draw on canvases, and what readers draw there. */
Object.assign(latentsLive, (() => {
  const { clip, make, steered } = latentsLive;

  /** A context measured in CSS pixels and as sharp as the screen; the canvas gets the given proportion. */
  const surface = (canvas, proportion) => {
    canvas.style.aspectRatio = proportion;
    const { clientWidth: width, clientHeight: height } = canvas, sharpness = devicePixelRatio || 1;
    canvas.width = Math.round(width * sharpness);
    canvas.height = Math.round(height * sharpness);
    const context = canvas.getContext("2d");
    context.scale(sharpness, sharpness);
    return { context, width, height };
  };
  /** From 0 (black) to 1 (white). */
  const grey = (value) => {
    const level = Math.round(255 * clip(value, 0, 1));
    return `rgb(${level}, ${level}, ${level})`;
  };
  /** A picture of values, whole pixels wide. */
  const paint = (canvas, values, [rows, columns], shade = grey) => {
    const { context, width, height } = surface(canvas, columns / rows);
    values.forEach((value, index) => {
      const [left, top] = [index % columns * width / columns, Math.floor(index / columns) * height / rows];
      context.fillStyle = shade(value);
      context.fillRect(Math.floor(left), Math.floor(top), Math.ceil(width / columns) + 1, Math.ceil(height / rows) + 1);
    });
    return { context, width, height };
  };
  /** Curves over `length` steps, faint beyond step `now`, with the lowest and the highest value in a word each. */
  const plot = (canvas, curves, { now, length, word, ink }) => {
    const { context, width, height } = surface(canvas, 7);
    const all = curves.flatMap(({ values }) => [...values]), [low, high] = [Math.min(...all), Math.max(...all)];
    const [left, right, top, bottom] = [56, width - 8, 12, height - 12];
    const x = (i) => left + i / (length - 1) * (right - left);
    const y = (value) => bottom - (value - low) / (high - low || 1) * (bottom - top);
    const path = (values) => new Path2D(`M${Array.from(values, (value, i) => `${x(i)} ${y(value)}`).join("L")}`);
    [context.font, context.textAlign, context.textBaseline] = ["12px sans-serif", "right", "middle"];
    [context.fillStyle, context.lineWidth] = [ink, 1.8];
    [low, high].forEach((value) => context.fillText(word(value), left - 8, y(value)));
    for (const { values, colour } of curves) {
      [context.strokeStyle, context.fillStyle, context.globalAlpha] = [colour, colour, 0.35];
      context.stroke(path(values));
      context.globalAlpha = 1;
      context.stroke(path(values.slice(0, now + 1)));
      dot(context, [x(now), y(values[now])], 3);
    }
    return [low, high].map(word);
  };
  const dot = (context, [x, y], radius) => {
    context.beginPath();
    context.arc(x, y, radius, 0, 7);
    context.fill();
  };
  /** Names where things are, {text, x, y, colour}, or beside them, none over another or beyond the edge. */
  const labels = (context, names, [width, height], halo) => {
    const line = 15, half = (name) => context.measureText(name.text).width / 2;
    [context.font, context.textAlign, context.textBaseline] = ["600 13px sans-serif", "center", "middle"];
    context.lineJoin = "round";
    const placed = [];
    for (const name of [...names].sort((a, b) => a.y - b.y)) {
      const wide = half(name), x = clip(name.x + (name.beside ? wide + 6 : 0), wide + 4, width - wide - 4);
      const moved = name.beside && x < name.x + wide; // onto what it names: then stand above it
      let y = clip(name.y - (moved ? line : 0), line, height - line);
      while (placed.some((other) => Math.abs(other.y - y) < line && Math.abs(other.x - x) < wide + other.wide)) y += 1;
      placed.push({ x, y, wide });
      [context.strokeStyle, context.lineWidth, context.fillStyle] = [halo, 4, name.colour];
      context.strokeText(name.text, x, y);
      context.fillText(name.text, x, y);
    }
  };

  /** Makes a canvas a pad for pictures of this shape. `picture` gives what is drawn on, `changed` takes what it became,
      `moved` a text about the cursor, '' where only its looks changed. The pen is `width` pixels wide and set down
      `dense` times a pixel of its way; the first pixel under it decides whether a stroke draws or wipes. */
  const drawingPad = (canvas, [rows, columns], { picture, changed, moved, width = 1, dense = 1 }) => {
    let [pen, last, cursor] = [null, null, [Math.floor(columns / 2), Math.floor(rows / 2)]];
    const inside = ([column, row]) => [clip(column, 0, columns - 1), clip(row, 0, rows - 1)];
    const index = ([column, row]) => row * columns + column;
    const ink = (cells) => {
      const values = Array.from(picture());
      pen ??= +(values[index(cells[0])] < 0.5);
      cells.forEach((cell) => { values[index(cell)] = pen; });
      cursor = cells.at(-1);
      changed(values);
    };
    const stroke = ([across, down]) => {
      const to = [across * columns - width / 2, down * rows - width / 2], from = pen === null ? to : last;
      last = to;
      const length = Math.ceil(dense * Math.hypot(to[0] - from[0], to[1] - from[1])) || 1, cells = [];
      for (let i = 1; i <= length; i++) {
        const corner = from.map((value, axis) => Math.round(value + (to[axis] - value) * i / length));
        for (let k = 0; k < width ** 2; k++) cells.push([corner[0] + k % width, corner[1] + Math.floor(k / width)]);
      }
      ink(cells.map(inside));
    };
    steered(canvas, {
      press: (...place) => { pen = null; stroke(place); },
      drag: (...place) => stroke(place),
      arrow: (right, down) => {
        cursor = inside([cursor[0] + right, cursor[1] + down]);
        const state = picture()[index(cursor)] < 0.5 ? "off" : "on";
        moved(`Row ${cursor[1] + 1}, column ${cursor[0] + 1} ${state}`);
      },
    });
    canvas.addEventListener("keydown", (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      pen = null;
      ink([cursor]);
    });
    ["focus", "blur"].forEach((type) => canvas.addEventListener(type, () => moved("")));
    const box = make("input", { type: "checkbox" });
    box.addEventListener("change", () => { canvas.style.touchAction = box.checked ? "none" : ""; });
    const hold = make("label", { className: "live-touch" }, box, "Hold the page still while a finger draws");
    return {
      hold: make("div", { className: "live-controls" }, hold), // for the page, below the other controls
      /** The values in grey; round the cursor, where the keyboard steers it, a frame in this colour. */
      show(values, colour) {
        const { context, width: wide, height: high } = paint(canvas, values, [rows, columns]);
        if (!canvas.matches(":focus-visible")) return;
        [context.strokeStyle, context.lineWidth] = [colour, 2.5];
        context.strokeRect(cursor[0] * wide / columns, cursor[1] * high / rows, wide / columns, high / rows);
      },
    };
  };

  return { surface, paint, plot, dot, labels, drawingPad };
})());
