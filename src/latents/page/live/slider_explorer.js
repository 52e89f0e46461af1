/* A decoder explored by a slider for each number of its code: the element <live-slider-explorer>. */
(() => {
  const { make, panel, CodeExplorer, define } = latentsLive;

  define("live-slider-explorer", class extends CodeExplorer {
    build(data) {
      const sliders = this.prepare(data, data.names);
      const reset = make("button", { type: "button", textContent: "Reset" });
      reset.addEventListener("click", () => this.go(data.start));
      return [make("div", { className: "live-panels" }, panel("Decoded", this.picture),
        make("div", { className: "live-controls live-sliders" }, ...sliders, reset))];
    }
    draw() {
      const numbers = this.decode();
      this.say(`${numbers.map((text, i) => `${this.data.names[i]}: ${text}`).join(", ")}.`);
    }
  });
})();
