"use strict";
/* The drawing's own data, words and evidence. */

// Known before the first view is fitted; :target is not set until the page has been read to its end.
document.documentElement.toggleAttribute("data-embedded", location.hash === "#stage");

const DATA = JSON.parse(document.getElementById("data").textContent);
const nodeOf = new Map(DATA.nodes.map((node) => [node.id, node]));
const edgeOf = new Map(DATA.edges.map((edge) => [edge.id, edge]));
let language = DATA.language;

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
const t = (key, n = null, values = {}) => filled(DATA.words[language][key], n, values, String);
/** What a table of names has under a key of its own: "__proto__" is somebody's text too. */
const named = (table, key, none) => (Object.hasOwn(DATA.names[language][table], key) ? DATA.names[language][table][key] : none);
const typeName = (type) => capital(named("types", type, t("others")));
const statusName = (status) => capital(named("statuses", status, status));
const relationName = (edge) => named("relations", edge.relation, edge.relation);
const day = (iso) => dateText(iso, language);

/** Put the words of the page into the language of the reader. */
function translate() {
  document.documentElement.lang = language;
  document.getElementById("summary").textContent = DATA.summary[language];
  for (const element of document.querySelectorAll("[data-t]")) element.textContent = t(element.dataset.t);
  for (const name of ["title", "placeholder", "aria-label"]) {
    for (const element of document.querySelectorAll(`[data-t-${name}]`)) element.setAttribute(name, t(element.getAttribute(`data-t-${name}`)));
  }
}

/** The full name: the canvas may show a shortened one. */
const nameOf = (node) => node.name || node.label;

/** The relation as an edge shows it: «✕ apoya a» where denied, «¿apoya a?» where possible. */
const labelOf = (edge) => saying(relationName(edge), edge.status, language);

const badge = (status) => el("span", { class: `badge ${status}` }, statusName(status));

function triple(edge) {
  const verb = el("span", { class: "verb" }, ` ${labelOf(edge)} ${edge.symmetric ? "↔" : "→"} `);
  return el("span", { class: `triple ${edge.status}` }, nameOf(nodeOf.get(edge.from)), verb, nameOf(nodeOf.get(edge.to)));
}

/** Outlet and date of the article that says it. */
const origin = (news) => [news.publisher, day(news.date)].filter(Boolean).join(" · ");

/** One sentence with all that is known of it. */
function evidence(edge, said) {
  const news = DATA.evidence.articles[said.article];
  const facts = [
    said.by ? t("according_to", null, { who: said.by }) : "",
    said.time ? t("happens", null, { when: day(said.time) }) : "",
    t("confidence", Math.round(said.confidence * 100)),
  ];
  return el(
    "article",
    { class: edge.status },
    quote(said.text, said.trigger),
    el("p", { class: "meta" }, badge(edge.status), ` ${facts.filter(Boolean).join(" · ")}`),
    el("p", { class: "meta" }, outside(news.url, news.title || news.id)),
    el("p", { class: "meta" }, origin(news)),
  );
}
