/* Sums of word vectors: the element <live-word-explorer>. */
(() => {
  const { number, sum, make, Explorer, define } = latentsLive;
  const SHOWN = 8, MINUS = /[-\u2212\u2013]/;

  /** The signed words of a sum; the first needs no sign. */
  const terms = (text) => Array.from(text.toLowerCase().matchAll(/([-+\u2212\u2013]?)\s*([^-\s+\u2212\u2013]+)/g),
    ([, sign, word]) => ({ sign: MINUS.test(sign) ? -1 : 1, word }));

  /** Unit vectors, by the number of the word. */
  const space = ({ words, vectors }) => {
    const steps = Int8Array.from(atob(vectors), (byte) => byte.charCodeAt(0)), size = steps.length / words.length;
    const unit = (vector) => {
      const length = Math.hypot(...vector) || 1;
      return vector.map((value) => value / length);
    };
    const units = words.map((_, word) => unit(Array.from(steps.subarray(word * size, (word + 1) * size))));
    const places = new Map(words.map((word, place) => [word, place]));
    const total = (asked) => unit(units[0].map((_, axis) => sum(asked.map(({ sign, word }) =>
      sign * units[places.get(word)][axis]))));
    /** Words and cosines, the nearest first. */
    const nearest = (asked, mayAnswer) => {
      const aim = total(asked), given = new Set(asked.map(({ word }) => word));
      return units.map((vector, place) => ({ word: words[place], cosine: sum(vector.map((v, axis) => v * aim[axis])) }))
        .filter(({ word }) => mayAnswer || !given.has(word)).sort((a, b) => b.cosine - a.cosine);
    };
    return { nearest, unknown: (asked) => asked.map(({ word }) => word).filter((word) => !places.has(word)) };
  };

  define("live-word-explorer", class extends Explorer {
    build(data) {
      this.model = space(data);
      this.count = data.words.length;
      this.box = make("input", { type: "text", value: data.examples[0], autocapitalize: "none", spellcheck: false });
      this.box.addEventListener("input", () => this.draw());
      this.inputs = make("input", { type: "checkbox" });
      this.inputs.addEventListener("change", () => this.draw());
      this.answers = make("ol", { className: "live-answers" });
      const examples = data.examples.map((text) => {
        const button = make("button", { type: "button", textContent: text.replaceAll("-", "\u2212") });
        button.addEventListener("click", () => {
          this.box.value = text;
          this.draw();
        });
        return button;
      });
      const row = (...parts) => make("div", { className: "live-controls" }, ...parts);
      return [row(make("label", {}, "Words", this.box)), row("Try", ...examples),
        row(make("label", {}, this.inputs, "Words of the sum may answer")), this.answers];
    }
    draw() {
      const asked = terms(this.box.value), unknown = this.model.unknown(asked);
      this.answers.replaceChildren();
      if (!asked.length) return this.say("Type a word, or a sum of words.");
      if (unknown.length) return this.say(`Not among the ${this.count} words: ${unknown.join(", ")}.`);
      const found = this.model.nearest(asked, this.inputs.checked).slice(0, SHOWN);
      this.answers.append(...found.map(({ word, cosine }) => make("li", {}, make("span", {}, word),
        make("meter", { min: 0, max: 1, value: Math.max(cosine, 0), ariaLabel: `cosine with ${word}` }),
        make("span", {}, number(cosine, 2)))));
      const shown = asked.map(({ sign, word }, i) => `${sign < 0 ? "\u2212 " : i ? "+ " : ""}${word}`).join(" ");
      return this.say(`Nearest to ${shown}: ${found[0].word}, with a cosine of ${number(found[0].cosine, 2)}.`);
    }
  });
})();
