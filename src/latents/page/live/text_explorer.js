/* A text as words, weights and pieces, while it is typed: the element <live-text-explorer>. */
(() => {
  const { sum, number, make, Explorer, define } = latentsLive;
  const WORD = /[\p{L}\p{N}]+(?:'[\p{L}\p{N}]+)*/gu;
  const CHIPS = 150, ROWS = 8; // shown at most

  /** As latents.text.tokens does it. */
  const words = (text) => text.normalize("NFC").replaceAll("\u2019", "'").toLowerCase().match(WORD) ?? [];

  /** What the page knows of words: from lists of equal idf, and from merges in their order. */
  const reader = ({ idf, merges, end }) => {
    const known = new Map(idf.flatMap(([value, some]) => some.split(" ").map((word) => [word, value])));
    const ranks = new Map(merges.map((pair, rank) => [pair, rank])), split = new Map();
    /** Pieces of a word: its characters and the end, the pair that was learnt first joined first. */
    const compute = (word) => {
      let pieces = [...word, end];
      for (;;) {
        let first = Infinity;
        for (let i = 1; i < pieces.length; i++) {
          first = Math.min(first, ranks.get(`${pieces[i - 1]} ${pieces[i]}`) ?? Infinity);
        }
        if (first === Infinity) return pieces;
        pieces = pieces.reduce((joined, piece) => {
          if (joined.length && ranks.get(`${joined.at(-1)} ${piece}`) === first) joined.push(joined.pop() + piece);
          else joined.push(piece);
          return joined;
        }, []);
      }
    };
    const pieces = (word) => split.get(word) ?? split.set(word, compute(word)).get(word);
    /** [word, count, weight] of every known word, in their order. */
    const weigh = (text) => {
      const counts = new Map();
      for (const word of words(text)) if (known.has(word)) counts.set(word, (counts.get(word) ?? 0) + 1);
      const rows = [...counts].map(([word, count]) => [word, count, count * known.get(word)]);
      const length = Math.sqrt(sum(rows.map(([, , weight]) => weight ** 2)));
      return rows.map(([word, count, weight]) => [word, count, weight / length]);
    };
    return { words, pieces, weigh, knows: (word) => known.has(word) };
  };

  const counted = (count, one, many) => `${count.toLocaleString("en")} ${count === 1 ? one : many}`;

  define("live-text-explorer", class extends Explorer {
    build(data) {
      this.model = reader(data);
      this.box = make("textarea", { rows: 3, value: data.start, spellcheck: false });
      this.box.addEventListener("input", () => this.draw());
      const reset = make("button", { type: "button", textContent: "Reset" });
      reset.addEventListener("click", () => {
        this.box.value = data.start;
        this.draw();
      });
      const area = (ariaLabel) => make("div", { className: "live-area", role: "group", ariaLabel });
      [this.chips, this.rows, this.parts] = [area("Words"), make("tbody"), area("Pieces")];
      const head = make("thead", {}, make("tr", {}, ...["word", "count", "weight"].map((text) => (
        make("th", { scope: "col", textContent: text })))));
      const part = (title, ...content) => make("div", { className: "live-panel" },
        make("span", { className: "live-title" }, title), ...content);
      return [
        make("label", { className: "live-typed" }, "Type or paste a text", this.box),
        make("div", { className: "live-controls" }, reset),
        part("Words; those with a question mark are unknown", this.chips),
        part("The weightiest known words (tf-idf)", make("table", {}, head, this.rows)),
        part("Pieces", this.parts)];
    }

    draw() {
      const found = this.model.words(this.box.value), shown = found.slice(0, CHIPS);
      const chip = (text, kind, ink) => {
        const element = make("span", { className: kind, textContent: text });
        if (ink !== undefined) element.style.borderColor = `var(--live-ink-${ink})`;
        return element;
      };
      const rest = found.length > CHIPS ? [` and ${(found.length - CHIPS).toLocaleString("en")} more`] : [];
      this.chips.replaceChildren(...shown.map((word) => (
        this.model.knows(word) ? chip(word, "live-chip") : chip(`${word}\u00a0?`, "live-chip live-unknown"))), ...rest);
      let ink = 0;
      this.parts.replaceChildren(...shown.map((word) => make("span", { className: "live-word" },
        ...this.model.pieces(word).map((piece) => chip(piece, "live-piece", ink++ % 4)))), ...rest);
      for (const area of [this.chips, this.parts]) area.tabIndex = area.scrollHeight > area.clientHeight ? 0 : -1;
      const rows = this.model.weigh(this.box.value).sort((one, other) => other[2] - one[2]);
      this.rows.replaceChildren(...rows.slice(0, ROWS).map(([word, count, weight]) => {
        const bar = make("span", { className: "live-bar" });
        bar.style.width = `${50 * weight / rows[0][2]}%`;
        return make("tr", {}, make("td", {}, word), make("td", {}, number(count)),
          make("td", {}, bar, ` ${number(weight, 2)}`));
      }));
      const different = new Set(found), unknown = [...different].filter((word) => !this.model.knows(word)).length;
      const pieces = sum(found.map((word) => this.model.pieces(word).length));
      this.say(`${counted(found.length, "word", "words")}, ${different.size.toLocaleString("en")} different, `
        + `${unknown.toLocaleString("en")} of them unknown; ${counted(pieces, "piece", "pieces")}.`);
    }
  });
})();
