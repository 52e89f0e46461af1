/* Announces the feedback of a chosen answer: its words go into the live region of the question. */
document.addEventListener("change", ({ target }) => {
  const question = target.closest(".quiz-question");
  if (!question) return;
  const feedback = target.closest(".quiz-answer").querySelector(".quiz-feedback");
  question.querySelector(".quiz-live").replaceChildren(...feedback.cloneNode(true).childNodes);
});
