/* The box of facts behind a tick or a number. The style sheet shows it while the link is pointed at or focused; here it
   is placed beside the link and inside the window, opened by a tap, and closed by Escape. */
const evident = (target) => target.closest?.(".evident");
let byTouch = false;

const place = (holder) => {
  const box = holder.querySelector(".evidence");
  const link = holder.firstElementChild.getClientRects()[0];
  const edge = 12, width = Math.min(416, innerWidth - 2 * edge);
  box.style.cssText = `position: fixed; width: ${width}px`;
  const left = Math.max(edge, Math.min(link.left + link.width / 2 - width / 2, innerWidth - width - edge));
  const below = link.bottom + box.offsetHeight <= innerHeight || link.top < box.offsetHeight;
  box.style.left = `${left}px`;
  box.style.top = `${below ? link.bottom : link.top - box.offsetHeight}px`;
};
const shown = () => document.querySelectorAll(".evident:is(:hover, :focus-within, .tapped):not(.closed)");
const forget = (except) => document.querySelectorAll(".evident.tapped").forEach((holder) => {
  if (holder !== except) holder.classList.remove("tapped");
});

for (const begin of ["pointerover", "focusin"])
  document.addEventListener(begin, ({ target }) => evident(target) && place(evident(target)));
for (const end of ["pointerout", "focusout"])
  document.addEventListener(end, ({ target, relatedTarget }) => {
    if (evident(target) && evident(target) !== evident(relatedTarget ?? document.body))
      evident(target).classList.remove("closed");
  });
document.addEventListener("scroll", () => shown().forEach(place), { passive: true });
document.addEventListener("keydown", ({ key }) => {
  if (key !== "Escape") return;
  for (const holder of shown()) {
    if (holder.contains(document.activeElement)) holder.firstElementChild.focus();
    holder.classList.remove("tapped");
    holder.classList.add("closed");
  }
});
document.addEventListener("pointerdown", ({ target, pointerType }) => {
  byTouch = pointerType !== "mouse";
  forget(evident(target));
});
document.addEventListener("click", (event) => {
  const holder = evident(event.target);
  if (!holder) return;
  if (event.target.closest(".evidence")) forget();
  else if (byTouch) {
    event.preventDefault();
    holder.classList.add("tapped");
    place(holder);
  }
});

/* A link to something in a fold opens the fold. */
const reveal = () => {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  let closed = false;
  for (let fold = target && target.closest("details"); fold; fold = fold.parentElement.closest("details")) {
    closed ||= !fold.open;
    fold.open = true;
  }
  if (closed) target.scrollIntoView();
};
addEventListener("hashchange", reveal);
addEventListener("DOMContentLoaded", reveal);
