/* Announces the feedback of a chosen answer: its words go into the live region of the question. */
document.addEventListener("change", ({ target }) => {
  const question = target.closest(".quiz-question");
  if (!question) return;
  const feedback = target.closest(".quiz-answer").querySelector(".quiz-feedback");
  const announced = feedback.cloneNode(true);
  announced.querySelectorAll("a").forEach((link) => link.replaceWith(...link.childNodes)); // one is enough for Tab
  question.querySelector(".quiz-live").replaceChildren(...announced.childNodes);
});
