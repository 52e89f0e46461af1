/* What live models draw on canvases. */
Object.assign(latentsLive, (() => {
  const { clip } = latentsLive;

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

  return { surface, paint, plot, dot, labels };
})());
