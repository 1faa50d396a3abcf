// The first page: search, drawing, statements with their sentences, paths.
// What comes from articles becomes text nodes, never markup.
// @ts-check
import { combobox } from "./combobox.js";

const TYPES = { Person: "persona", Organization: "organización", Country: "país", Place: "lugar" };
const STATUSES = { fact: "hecho", denied: "desmentido", possible: "posible" };
const PAGE = 40;
const number = new Intl.NumberFormat("es");

/** @type {(id: string) => any} */
const byId = (id) => document.getElementById(id);

/** An element with properties and children; strings become text. */
function el(name, properties = {}, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children.filter((child) => child !== null && child !== ""));
  return element;
}

/** JSON from the service; a problem becomes an Error with its status and candidates. */
async function get(path, parameters = {}, signal = undefined) {
  const query = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value !== "" && value != null));
  const response = await fetch(`${path}?${query}`, { headers: { Accept: "application/json" }, signal });
  const body = await response.json();
  if (!response.ok) throw Object.assign(new Error(body.detail ?? response.statusText), body);
  return body;
}

const plural = (count, one, many) => `${number.format(count)} ${count === 1 ? one : many}`;

/** @type {Record<string, any>} */
let relations = {};
const labelOf = (name) => relations[name]?.label_es ?? name;

const entityLine = (row) => [
  el("span", { className: "name" }, row.label),
  row.type ? el("span", { className: "kind" }, TYPES[row.type] ?? row.type) : null,
  row.statements === undefined ? null : el("span", { className: "number" }, plural(row.statements, "frase", "frases")),
].filter(Boolean);

// ---- statements ----

function entityButton(entity) {
  const button = el("button", { type: "button", className: "entity", title: TYPES[entity.type] ?? entity.type }, entity.label);
  button.addEventListener("click", () => go({ entity: entity.id }));
  return button;
}

/** The sentence, with the words that say it marked. */
function quote({ text }, trigger) {
  const at = trigger ? text.search(new RegExp(`(?<![\\p{L}\\p{N}])${trigger.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")}(?![\\p{L}\\p{N}])`, "u")) : -1;
  if (at < 0) return el("blockquote", {}, `«${text}»`);
  return el("blockquote", {}, `«${text.slice(0, at)}`, el("mark", {}, text.slice(at, at + trigger.length)), `${text.slice(at + trigger.length)}»`);
}

function day(date) {
  const whole = /^\d{4}-\d\d-\d\d/.test(date) ? new Date(`${date.slice(0, 10)}T00:00Z`) : null;
  const shown = whole && !Number.isNaN(whole.valueOf())
    ? new Intl.DateTimeFormat("es", { dateStyle: "long", timeZone: "UTC" }).format(whole) : date;
  return el("time", { dateTime: date }, shown);
}

/** A link to the article, only where its address is one of the web. */
function link(url) {
  const safe = URL.canParse(url) && ["http:", "https:"].includes(new URL(url).protocol);
  return safe ? el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, "leer la noticia") : null;
}

function source(article) {
  const parts = [
    el("cite", {}, article.title ?? article.id), article.publisher, article.date && day(article.date), article.url && link(article.url),
  ].filter(Boolean);
  return el("p", { className: "source" }, ...parts.flatMap((part, i) => (i ? [" · ", part] : [part])));
}

/** A statement with its sentence. `heading` keeps the levels of headings in order. */
function statementCard(row, heading = "h2") {
  const how = [row.attributed_to && `según ${row.attributed_to}`, row.time && "cuándo: ", row.time && day(row.time)].filter(Boolean);
  return el("article", { className: `statement ${row.status}` },
    el("header", {},
      el(heading, {}, entityButton(row.subject), " ", el("span", { className: "relation" }, labelOf(row.relation)), " ", entityButton(row.object)),
      el("span", { className: "badge" }, STATUSES[row.status] ?? row.status)),
    how.length ? el("p", { className: "how" }, ...how) : null,
    quote(row.sentence, row.trigger),
    source(row.article));
}

// ---- views: each fills the heading, the list and the drawing ----

const title = (text, subtitle, ...links) => {
  byId("title").textContent = text;
  byId("subtitle").textContent = subtitle;
  byId("links").replaceChildren(...links);
  document.title = `${text} – cabos`;
};
const list = (...children) => byId("list").replaceChildren(...children);
const nothing = (text) => el("p", { className: "nothing" }, text);

function draw(parameters) {
  const url = `/draw?${new URLSearchParams(parameters)}`;
  byId("alone").href = url;
  // #stage: without the drawing's own list of sentences. replace: a drawing is no step of the browser's history.
  byId("drawing").contentWindow.location.replace(`${url}#stage`);
}

let shown = 0;
/** Statements page by page; `filter` is what /statements takes. */
async function showStatements(filter, view) {
  const more = byId("more");
  const load = async (offset) => {
    const page = await get("/statements", { ...filter, limit: PAGE, offset });
    if (view !== shown) return;
    const cards = page.items.map((row) => statementCard(row));
    offset ? byId("list").append(...cards) : list(...(cards.length ? cards : [nothing("Ninguna frase con estas condiciones.")]));
    more.hidden = !page.next;
    more.onclick = guarded(async () => { await load(offset + PAGE); cards.at(-1)?.nextElementSibling?.querySelector("button")?.focus(); });
    byId("live").textContent = plural(page.total, "frase", "frases");
  };
  await load(0);
}

function showFilters(state, counts) {
  const form = byId("filters");
  const names = Object.entries(counts).sort((a, b) => b[1] - a[1]);
  form.elements.relation.replaceChildren(new Option("todas", ""), ...names.map(([name, count]) => new Option(`${labelOf(name)} (${count})`, name)));
  form.elements.relation.value = state.relation ?? "";
  form.elements.status.value = state.status ?? "";
  form.onchange = () => go({ ...state, relation: form.elements.relation.value, status: form.elements.status.value });
  form.hidden = false;
}

async function showOverview(state, view) {
  draw({ limit: 60 });
  const stats = await get("/stats");
  if (view !== shown) return;
  if (!stats.articles) {
    title("El grafo está vacío", "Todavía no se ha leído ningún artículo.");
    return list(nothing("Para llenarlo: cabos ingest noticias.jsonl"));
  }
  title("Lo mejor respaldado", "Las entidades con más frases. Busque una, o elija aquí.");
  const best = await get("/entities", { limit: 12 });
  if (view !== shown) return;
  list(results(best.items));
  byId("links").replaceChildren();
}

const results = (rows) => el("ul", { className: "chosen" }, ...rows.map((row) => {
  const button = el("button", { type: "button" }, ...entityLine(row));
  button.addEventListener("click", () => go({ entity: row.id }));
  return el("li", {}, button);
}));

async function showResults(state, view) {
  const page = await get("/entities", { q: state.q, limit: PAGE });
  if (view !== shown) return;
  byId("q").value = state.q;
  if (page.items.length === 1) return go({ entity: page.items[0].id }, true);
  draw({});
  title(`«${state.q}»`, page.total ? plural(page.total, "entidad", "entidades") : "Ninguna entidad se llama así.");
  list(results(page.items));
}

async function showEntity(state, view) {
  const card = await get(`/entities/${encodeURIComponent(state.entity)}`);
  if (view !== shown) return;
  byId("q").value = card.label;
  const filter = Object.fromEntries(Object.entries({ relation: state.relation, status: state.status }).filter(([, v]) => v));
  draw({ entity: card.id, ...filter });
  const names = card.aliases.filter((name) => name !== card.label).slice(0, 8);
  const csv = `/statements.csv?${new URLSearchParams({ entity: card.id, ...filter })}`;
  title(card.label, [TYPES[card.type], plural(card.statements, "frase", "frases"), names.length ? `también: ${names.join(", ")}` : ""].filter(Boolean).join(" · "),
    ...(card.links.wikidata ? [el("a", { href: card.links.wikidata, target: "_blank", rel: "noopener noreferrer" }, "Wikidata")] : []),
    el("a", { href: csv }, "CSV"));
  const counts = {};
  for (const { relation, statements } of card.relations) counts[relation] = (counts[relation] ?? 0) + statements;
  showFilters(state, counts);
  await showStatements({ entity: card.id, ...filter }, view);
}

/** The entity of a key, else the best one whose name begins so. */
async function findEntity(key) {
  try {
    return await get(`/entities/${encodeURIComponent(key)}`);
  } catch (error) {
    const found = error.status === 404 ? (await get("/entities", { q: key, limit: 1 })).items : [];
    if (!found.length) throw error;
    return found[0];
  }
}

async function showPaths(state, view) {
  const ends = await Promise.all([state.from, state.to].map(findEntity));
  const { paths } = await get("/paths", { from: ends[0].id, to: ends[1].id, k: 8 });
  if (view !== shown) return;
  ["from", "to"].forEach((id, i) => { byId(id).value = ends[i].label; byId(id).entity = ends[i]; });
  title(`${ends[0].label} ⋯ ${ends[1].label}`, paths.length
    ? `${plural(paths.length, "camino", "caminos")}, solo con hechos` : "Ningún camino de hechos los une en cuatro pasos.");
  draw(paths.length ? { from: ends[0].id, to: ends[1].id, status: "fact" } : { entity: ends[0].id });
  list(...paths.map(pathView));
}

function pathView({ steps }) {
  const chain = steps.flatMap((step) => [step.forward ? " → " : " ← ", el("span", { className: "relation" }, labelOf(step.relation)),
    step.forward ? " → " : " ← ", entityButton(step.to)]);
  const cards = steps.map(({ statements }) => {
    const box = el("div", {}, ...statements.slice(0, 2).map((row) => statementCard(row, "h3")));
    const rest = statements.length - 2;
    if (rest > 0) box.append(nothing(`y ${plural(rest, "frase más", "frases más")}`));
    return box;
  });
  return el("section", { className: "path" }, el("h2", {}, entityButton(steps[0].from), ...chain), ...cards);
}

// ---- state lives in the address, so that every view can be linked and "back" works ----

const readState = () => Object.fromEntries(new URLSearchParams(location.search));

function go(state, replace = false) {
  const query = new URLSearchParams(Object.entries(state).filter(([, value]) => value));
  history[replace ? "replaceState" : "pushState"](null, "", query.size ? `/?${query}` : "/");
  show();
}

const PROBLEMS = {
  404: "No se encontró.",
  409: "Varias entidades se llaman así: elija una.",
  503: "El servicio está ocupado; inténtelo de nuevo.",
};

/** Runs a task; what fails is said above the page, and the page shows what it can. */
const guarded = (task) => async (...given) => {
  try {
    byId("alert").hidden = true;
    await task(...given);
  } catch (error) {
    const words = error.status ? PROBLEMS[error.status] ?? "No se pudo." : "El servicio no responde.";
    byId("alert").replaceChildren(words, " ", el("small", { lang: "en" }, error.message));
    byId("alert").hidden = false;
    if (!error.status) return;
    title("Todo el grafo", error.candidates ? "¿A cuál se refiere?" : "");
    list(error.candidates ? results(error.candidates.map((c) => ({ ...c, id: c.iri }))) : nothing("Pruebe con otro nombre."));
    draw({});
  }
};

const show = guarded(async () => {
  const state = readState(), view = ++shown;
  byId("filters").hidden = byId("more").hidden = true;
  boxes.forEach((box) => box.close());
  if (state.from && state.to) await showPaths(state, view);
  else if (state.entity) await showEntity(state, view);
  else if (state.q) await showResults(state, view);
  else await showOverview(state, view);
});

async function showCounts() {
  const stats = await get("/stats");
  const entities = Object.values(stats.entities).reduce((sum, count) => sum + count, 0);
  const counts = { artículos: stats.articles, entidades: entities, hechos: stats.statements.fact ?? 0,
    desmentidos: stats.statements.denied ?? 0, posibles: stats.statements.possible ?? 0 };
  byId("counts").replaceChildren(...Object.entries(counts).map(([name, count]) =>
    el("div", {}, el("dt", {}, name), el("dd", {}, number.format(count)))));
}

/** Entities under an input as suggestions. */
const entityBox = (id, choose) => combobox(byId(id), {
  label: "Sugerencias",
  find: async (text, signal) => (await get("/entities", { q: text, limit: 8 }, signal)).items,
  line: entityLine,
  choose,
  announce: (count) => { byId("live").textContent = count ? plural(count, "sugerencia", "sugerencias") : "Sin sugerencias"; },
});

const boxes = [entityBox("q", (row) => go({ entity: row.id })), entityBox("from", () => byId("to").focus()), entityBox("to", () => {})];
byId("search").addEventListener("submit", (event) => { event.preventDefault(); go({ q: byId("q").value.trim() }); });
byId("connect").addEventListener("submit", (event) => {
  event.preventDefault();
  const [from, to] = ["from", "to"].map((id) => byId(id).entity?.id ?? byId(id).value.trim());
  if (from && to) go({ from, to });
  else byId(from ? "to" : "from").focus();
});
addEventListener("popstate", show);

await guarded(async () => {
  relations = Object.fromEntries((await get("/relations")).relations.map((relation) => [relation.name, relation]));
  await Promise.all([showCounts(), show()]);
})();
