// An article and its statements side by side: what is pointed at on one side stands out on the other.

const text = document.querySelector(".text");
const cards = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-statement]")]);
const cardOf = new Map(cards.map((card) => [card.dataset.statement, card]));
const idsOf = (element, name) => (element.getAttribute(name) ?? "").split(" ").filter(Boolean);
const lit = new Set();

function light(elements) {
  for (const element of lit) element.classList.remove("lit");
  lit.clear();
  for (const element of elements.filter(Boolean)) {
    element.classList.add("lit");
    lit.add(element);
  }
}

/** The sentence, the words that say it, and whom it names. @param {HTMLElement} card */
function placesOf(card) {
  const id = card.dataset.statement;
  const sentence = [...text.querySelectorAll("[data-statements]")].find((one) => idsOf(one, "data-statements").includes(id));
  if (!sentence) return [];
  const entities = new Set([...card.querySelectorAll(".entity")].map((one) => one.getAttribute("data-entity")));
  const triggers = [...sentence.querySelectorAll("[data-triggers]")].filter((one) => idsOf(one, "data-triggers").includes(id));
  const names = [...sentence.querySelectorAll("[data-entity]")].filter((one) => entities.has(one.getAttribute("data-entity")));
  return [sentence, ...triggers, ...names];
}

for (const card of cards) {
  const show = () => light([card, ...placesOf(card)]);
  card.addEventListener("mouseenter", show);
  card.addEventListener("focusin", show);
  card.addEventListener("click", (event) => {
    if (!(/** @type {HTMLElement} */ (event.target).closest("a"))) placesOf(card)[0]?.scrollIntoView({ block: "center" });
  });
}

for (const sentence of text.querySelectorAll("[data-statements]")) {
  const own = () => idsOf(sentence, "data-statements").map((id) => cardOf.get(id));
  sentence.addEventListener("mouseenter", () => light([sentence, ...own()]));
  sentence.addEventListener("click", (event) => {
    if (/** @type {HTMLElement} */ (event.target).closest("a")) return;
    own()[0]?.scrollIntoView({ block: "center" });
    own()[0]?.focus({ preventScroll: true });
  });
}

// The same address as data: a browser asks for pages, so the link asks by itself.
document.querySelector("[data-json]")?.addEventListener("click", async (event) => {
  event.preventDefault();
  const answer = await fetch(/** @type {HTMLAnchorElement} */ (event.currentTarget).href, { headers: { Accept: "application/json" } });
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(await answer.blob()), download: "cabos.json" });
  link.click();
});
document.documentElement.dataset.ready = "yes";
