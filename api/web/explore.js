// The explorer: what the address says is fetched as a scene, drawn, listed, and changed step by step.
import { canvas } from "./canvas.js";
import { el } from "./drawing/dom.js";
import { knownRelations, labelOf, learnRelations } from "./evidence.js";
import { exporting } from "./exporting.js";
import { asked, filters, nothingLeft } from "./filters.js";
import { flagging } from "./flagging.js";
import { edgeLine, edgePanel, entityPanel, nothing, pathPanel, severalPanel } from "./panel.js";
import { searching } from "./searching.js";
import { entityPath, get, post } from "./service.js";
import { emptyState, isFiltered, keeper, noFilter } from "./state.js";
import { steps } from "./steps.js";
import { tables } from "./tables.js";
import { hovering } from "./tip.js";
import { number, t } from "./words.js";

/** @type {(id: string) => any} */
const byId = (id) => document.getElementById(id);
const STEP = 25;

let scene = { nodes: [], edges: [], facets: {}, missing: [], sparql: "" };
let request = new AbortController();
let turn = 0;
let paths = { key: "", ends: [], found: [] };
let last = "";

const nodeOf = (id) => scene.nodes.find((node) => node.id === id);
const named = () => new Map(scene.nodes.map((node) => [node.id, node]));
const say = (text) => { byId("live").textContent = text; };

/** Runs a task; what fails is said above the page. */
const guarded = (task) => async (...given) => {
  try {
    byId("alert").hidden = true;
    return await task(...given);
  } catch (error) {
    if (error.name === "AbortError") return undefined;
    const words = error.status ? t([404, 409, 503].includes(error.status) ? `problem_${error.status}` : "problem") : t(error.name === "TypeError" ? "problem_silent" : "problem");
    byId("alert").replaceChildren(words, " ", el("small", { lang: "en" }, error.message));
    byId("alert").hidden = false;
    if (error.candidates) search.choices("", error.candidates.map((one) => ({ ...one, id: one.iri })));
    return undefined;
  }
};

// ---- the scene: fetched again when entities or filters change ----

const placesOf = (state) => Object.fromEntries([...state.nodes].filter(([, place]) => place));

async function fetchScene(state) {
  request.abort();
  request = new AbortController();
  const body = { entities: [...state.nodes.keys()], placed: placesOf(state), filter: asked(state.filter) };
  const got = await post("/scene", body, request.signal);
  return nothingLeft(state.filter) ? { ...got, edges: [] } : got;
}

const refresh = guarded(async (state) => {
  const mine = ++turn;
  delete document.documentElement.dataset.ready;
  const key = JSON.stringify([[...state.nodes], asked(state.filter)]);
  if (key !== last) {
    byId("stage").setAttribute("aria-busy", "true");
    const before = scene.nodes.length;
    const known = new Set(scene.nodes.map((node) => node.id));
    const got = await fetchScene(state);
    if (mine !== turn) return;
    scene = got;
    const fresh = scene.nodes.filter((node) => !known.has(node.id)).length;
    drawing.draw(scene, labelOf);
    if (!before || fresh > scene.nodes.length / 2) drawing.fit();
    settle(state);
    byId("stage").setAttribute("aria-busy", "false");
  }
  await show(keep.state, mine);
  if (mine === turn) document.documentElement.dataset.ready = "yes";
});

/** Takes over the places that the service has found, so that the link gives the same picture. */
function settle(state) {
  const overview = !state.nodes.size;
  if (!overview) {
    const nodes = new Map(scene.nodes.map((node) => [node.id, /** @type {[number, number]} */ ([node.x, node.y])]));
    keep.amend({ nodes, selected: keep.state.selected.filter((id) => nodes.has(id)) }, { quiet: true });
  }
  last = JSON.stringify([[...keep.state.nodes], asked(keep.state.filter)]);
  if (scene.missing.length) say(t("missing", scene.missing.length));
}

async function show(state, mine) {
  if (state.path.length === 2) await findPaths(state.path);
  else paths = { key: "", ends: [], found: [] };
  if (mine !== turn) return;
  drawing.mark({ selected: new Set(state.selected), edge: state.edge, pinned: state.pinned, lit: litByPaths() });
  board.show(scene.facets, state.filter);
  byId("filters").open = byId("filters").open || isFiltered(state.filter);
  for (const [id, can] of Object.entries({ undo: keep.canUndo, redo: keep.canRedo })) byId(id).disabled = !can;
  byId("summary").textContent = t("scene_told", null, { nodes: scene.nodes.length, edges: scene.edges.length });
  const table = state.view === "table";
  byId("drawing").hidden = table;
  byId("tables").hidden = !table;
  if (!table) drawing.seen();
  byId("as-table").setAttribute("aria-pressed", String(table));
  byId("as-drawing").setAttribute("aria-pressed", String(!table));
  byId("tables").replaceChildren(...(table ? tables(scene, state, act) : []));
  byId("sparql").href = `/query?${new URLSearchParams({ query: scene.sparql })}`;
  await showPanel(state, mine);
}

let panelKey = "";
async function showPanel(state, mine) {
  const nodes = state.selected.map(nodeOf).filter(Boolean);
  const edge = scene.edges.find((one) => one.id === state.edge);
  const key = JSON.stringify([state.selected, edge?.id, edge?.statements, state.path, nodes, [...state.pinned], scene.edges.length]);
  if (key === panelKey && key !== "") return;
  const content = state.path.length === 2 ? pathPanel(paths.ends, paths.found, act)
    : edge ? await edgePanel(edge, named(), act)
      : nodes.length === 1 ? await entityPanel(nodes[0], state, act)
        : nodes.length ? severalPanel(nodes, scene.edges, state, act) : overviewPanel();
  if (mine !== turn) return;
  panelKey = key;
  byId("panel").replaceChildren(...content.filter(Boolean));
  byId("panel").scrollTop = 0;
  const heading = byId("panel").querySelector("h2")?.textContent;
  document.title = heading ? `${heading} – cabos` : "cabos";
}

function overviewPanel() {
  if (!scene.nodes.length) return [el("h2", {}, t("empty")), nothing(t("empty_told"))];
  const best = [...scene.edges].sort((a, b) => b.sources - a.sources || b.statements - a.statements).slice(0, 30);
  return [
    el("h2", { tabindex: "-1" }, keep.state.nodes.size ? t("in_view") : t("best")),
    el("p", { class: "soft" }, t("how_to")),
    el("ul", { class: "chosen" }, ...best.map((edge) => el("li", {}, edgeLine(edge, named(), act)))),
  ];
}

// ---- paths ----

async function findPaths([from, to]) {
  const key = `${from} ${to}`;
  if (paths.key === key) return;
  const ends = await Promise.all([from, to].map((id) => get(entityPath(id))));
  const { paths: found } = await get("/paths", { from: ends[0].iri, to: ends[1].iri, k: 5 });
  paths = { key, ends, found };
}

function litByPaths() {
  if (!paths.found.length) return null;
  const lit = new Set();
  for (const { steps: made } of paths.found) {
    for (const step of made) {
      for (const end of [step.from, step.to]) lit.add(end.id);
      const pair = new Set([step.from.id, step.to.id]);
      for (const edge of scene.edges) if (edge.relation === step.relation && edge.status === "fact" && pair.has(edge.subject) && pair.has(edge.object)) lit.add(edge.id);
    }
  }
  return lit;
}

/** Adds what lies on the paths between two to the scene, and opens them. */
const pathBetween = guarded(async (from, to) => {
  await findPaths([from, to]);
  const ids = [from, to, ...paths.found.flatMap((path) => path.steps.flatMap((step) => [step.from.id, step.to.id]))];
  moves.add(ids, { path: [from, to], selected: [], edge: "" });
  say(t("paths_found", paths.found.length));
});

// ---- what can be done ----

const keep = keeper((state) => refresh(state));
const moves = steps(keep, () => scene);
const many = (ids) => (Array.isArray(ids) ? ids : [ids]);

const expand = guarded(async (id, relation = "") => {
  const filter = asked(keep.state.filter);
  const body = { entity: id, shown: scene.nodes.map((node) => node.id), limit: STEP, filter: relation ? { ...filter, relations: [relation] } : filter };
  const found = await post("/scene/expand", body);
  if (found.entities.length) moves.add(found.entities.map((one) => one.id), { selected: [id], edge: "", path: [] });
  const shown = (nodeOf(id)?.shown ?? 0) + found.entities.length;
  say(t("expanded_to", null, { some: Math.min(shown, found.total), all: found.total }));
});

const act = {
  step: STEP,
  flag: null,
  flagEdge: null,
  expand,
  collapse: (id) => say(t("collapsed", moves.collapse(id))),
  hide: (ids) => moves.hide(many(ids)),
  pin: (ids) => moves.pin(many(ids)),
  focus: (ids) => moves.focus(many(ids)),
  path: ([from, to]) => pathBetween(from, to),
  closePath: () => keep.amend({ path: [] }),
  select: (id, on) => keep.amend({ edge: "", path: [], selected: on ? [...keep.state.selected, id] : keep.state.selected.filter((one) => one !== id) }),
  edge: (id) => keep.amend({ edge: id, selected: [], path: [] }),
  /** Selects an entity; brings it in where it is not drawn yet. */
  open: (id) => {
    if (nodeOf(id)) keep.amend({ selected: [id], edge: "", path: [] });
    else moves.add([id], { selected: [id], edge: "", path: [] });
    drawing.show([id]);
  },
};

/** A scene of its own: an entity and its best supported neighbours. */
const begin = guarded(async (id) => {
  const found = await post("/scene/expand", { entity: id, shown: [], limit: STEP, filter: asked(keep.state.filter) });
  const card = await get(entityPath(id));
  const nodes = new Map([card.id, ...found.entities.map((one) => one.id)].map((one) => [one, null]));
  keep.commit({ ...emptyState(), view: keep.state.view, filter: keep.state.filter, nodes, selected: [card.id] });
  drawing.fit();
  say(t("expanded_to", null, { some: found.entities.length, all: found.total }));
});

// ---- the page ----

const tip = hovering(byId("tip"), { node: nodeOf, edge: (id) => scene.edges.find((one) => one.id === id), named });
const drawing = canvas(byId("drawing"), {
  node: (id, more) => (more ? act.select(id, !keep.state.selected.includes(id)) : keep.amend({ selected: [id], edge: "", path: [] })),
  edge: (id) => act.edge(id),
  nothing: () => keep.amend({ selected: [], edge: "", path: [] }),
  open: (id) => expand(id),
  moved: (places) => moves.move(places),
  hover: tip.show,
  leave: tip.hide,
});
const board = filters(byId("board"), (filter, passing) => (passing ? keep.amend({ filter }) : keep.commit({ filter })));

const search = searching({ begin, open: (id) => act.open(id), pathBetween, guarded, say, leave: () => { panelKey = ""; } });
const clicks = {
  undo: keep.undo, redo: keep.redo, fit: () => drawing.fit(), relayout: () => { moves.relayout(); },
  "as-table": () => keep.amend({ view: "table" }), "as-drawing": () => keep.amend({ view: "drawing" }),
};
for (const [id, run] of Object.entries(clicks)) byId(id).addEventListener("click", run);

const keys = { e: "expand", c: "collapse", p: "pin", h: "hide", o: "focus", z: "undo", y: "redo", f: "fit", t: "as-table", d: "as-drawing" };
document.addEventListener("keydown", (event) => {
  if (event.target instanceof HTMLElement && event.target.closest("input, select, textarea, dialog, .yasgui")) return;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "/") { event.preventDefault(); byId("q").focus(); } else if (event.key === "Escape") keep.amend({ selected: [], edge: "", path: [] });
  else if (keys[event.key.toLowerCase()]) byId(keys[event.key.toLowerCase()])?.click();
});

async function showCounts() {
  const stats = await get("/stats");
  const all = Object.values(stats.entities).reduce((sum, count) => sum + count, 0);
  const counted = [["articles", stats.articles], ["entities", all], ["n_fact", stats.statements.fact ?? 0], ["n_denied", stats.statements.denied ?? 0], ["n_possible", stats.statements.possible ?? 0]];
  byId("counts").replaceChildren(...counted.map(([key, count]) => {
    const [, words] = /^\S+ (.*)$/s.exec(t(key, count)) ?? [null, key];
    return el("div", {}, el("dt", {}, words), el("dd", {}, number(count)));
  }));
}

/** Something was flagged: what is drawn is fetched again, and a line says where that can be taken back. */
async function changed(told) {
  last = panelKey = "";
  keep.amend({ edge: "" }, { quiet: true });
  await refresh(keep.state);
  say(told);
  byId("alert").replaceChildren(`${told}. `, el("a", { href: "/decisions" }, t("decisions")));
  byId("alert").hidden = false;
}

/** What other pages link to: an entity, two that a path joins, a search. */
async function enter() {
  const given = new URLSearchParams(location.search);
  const [entity, from, to, words] = ["entity", "from", "to", "q"].map((name) => given.get(name));
  if (!entity && !(from && to) && !words) return refresh(keep.state);
  keep.amend({ ...emptyState(), filter: noFilter() }, { quiet: true });
  history.replaceState({ step: 0 }, "", location.pathname);
  if (entity) return begin(entity);
  if (from) return search.connect(from, to);
  await refresh(keep.state);
  return search.find(words);
}

await guarded(async () => {
  learnRelations((await get("/relations")).relations);
  exporting({ keep, drawing, scene: () => scene, guarded, say, asked });
  const flags = flagging(byId("flag"), { guarded, changed });
  if (flags) Object.assign(act, { flag: flags.statement, flagEdge: (edge) => flags.edge(edge, named()) });
  if (!Object.keys(knownRelations()).length) throw new Error("no relations");
  await Promise.all([showCounts(), enter()]);
})();
