/* A picture that the reader draws: by pointer, by finger, by keyboard. */
Object.assign(latentsLive, (() => {
  const { clip, make, steered, paint } = latentsLive;

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

  return { drawingPad };
})());
