"use strict";
/* Text and evidence as elements. Everything that comes from articles enters the page as textContent, never as markup. */

// Known before the first view is fitted; :target is not set until the page has been read to its end.
document.documentElement.toggleAttribute("data-embedded", location.hash === "#stage");

const DATA = JSON.parse(document.getElementById("data").textContent);
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
const named = (names) => Object.fromEntries(Object.entries(names).map(([key, name]) => [key, capital(name)]));
const TYPES = { ...named(DATA.names.types), Other: "Otros" };
const STATUSES = named(DATA.names.statuses);
const ARROWS = { fact: "", denied: "✕ ", possible: "¿" };
const nodeOf = new Map(DATA.nodes.map((node) => [node.id, node]));
const edgeOf = new Map(DATA.edges.map((edge) => [edge.id, edge]));

/** @param {string} tag @param {Record<string, string>} attributes @param {...(Node|string|null)} children */
function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children.filter((child) => child !== null));
  return element;
}

const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const plural = (n, one, many) => `${n} ${n === 1 ? one : many}`;

/** The address if it is http or https, else null: no other scheme becomes a link. */
function webAddress(text) {
  try {
    const url = new URL(text);
    return url.protocol === "http:" || url.protocol === "https:" ? url.href : null;
  } catch {
    return null;
  }
}

/** @param {string|null} iso */
function dateText(iso) {
  const parts = /^(\d{4})-(\d\d)(?:-(\d\d))?/.exec(iso || "");
  if (!parts) return iso || "";
  const date = new Date(Date.UTC(+parts[1], +parts[2] - 1, +(parts[3] || 1)));
  const day = parts[3] ? { day: "numeric" } : {};
  return date.toLocaleDateString("es", { ...day, month: "short", year: "numeric", timeZone: "UTC" });
}

/** The full name: the canvas may show a shortened one. */
const nameOf = (node) => node.name || node.label;

/** The relation as an edge shows it: «✕ apoya a» where denied, «¿apoya a?» where possible. */
const labelOf = (edge) => ARROWS[edge.status] + edge.relation + (edge.status === "possible" ? "?" : "");

/** The sentence in quotes, with the words that say it marked. */
function quote(said) {
  const at = said.trigger ? said.text.indexOf(said.trigger) : -1;
  if (at < 0) return el("blockquote", {}, `«${said.text}»`);
  const end = at + said.trigger.length;
  return el("blockquote", {}, `«${said.text.slice(0, at)}`, el("mark", {}, said.trigger), `${said.text.slice(end)}»`);
}

const badge = (status) => el("span", { class: `badge ${status}` }, STATUSES[status] || status);

function triple(edge) {
  const verb = el("span", { class: "verb" }, ` ${labelOf(edge)} ${edge.symmetric ? "↔" : "→"} `);
  return el("span", { class: `triple ${edge.status}` }, nameOf(nodeOf.get(edge.from)), verb, nameOf(nodeOf.get(edge.to)));
}

/** Outlet and date of the article that says it. */
const origin = (news) => [news.publisher, dateText(news.date)].filter(Boolean).join(" · ");

/** One sentence with all that is known of it. */
function evidence(edge, said) {
  const news = DATA.evidence.articles[said.article];
  const facts = [
    said.by ? `según ${said.by}` : "",
    said.time ? `ocurre: ${dateText(said.time)}` : "",
    `confianza ${Math.round(said.confidence * 100)} %`,
  ];
  const address = webAddress(news.url);
  const title = news.title || news.id;
  const link = address ? el("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, `${title}\u00a0↗`) : title;
  return el(
    "article",
    { class: edge.status },
    quote(said),
    el("p", { class: "meta" }, badge(edge.status), ` ${facts.filter(Boolean).join(" · ")}`),
    el("p", { class: "meta" }, link),
    el("p", { class: "meta" }, origin(news)),
  );
}
