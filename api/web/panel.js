// The panel beside the drawing: the card of an entity, what several have in common, the sentences of a relation, paths.
import { el, outside } from "./drawing/dom.js";
import { typeIcon } from "./drawing/look.js";
import { badge, entityButton, labelOf, statementCard, triple } from "./evidence.js";
import { entityPath, get } from "./service.js";
import { number, t } from "./words.js";

const PAGE = 20;

/** @param {string} text */
export const nothing = (text) => el("p", { class: "nothing" }, text);
const heading = (...children) => el("h2", { tabindex: "-1" }, ...children);
const button = (label, run, extra = {}) => el("button", { type: "button", onclick: run, ...extra }, label);

/** A list that a button makes longer. @param {(offset: number) => Promise<{items: any[], next: any}>} load @param {(row: any) => HTMLElement} show */
async function pages(load, show) {
  const box = el("div", {});
  const more = button(t("more"), () => next(), { class: "more" });
  let offset = 0;
  const next = async () => {
    const page = await load(offset);
    const cards = page.items.map(show);
    offset += page.items.length;
    more.remove();
    box.append(...cards);
    if (page.next) box.append(more);
    if (offset > page.items.length) cards[0]?.querySelector("button")?.focus();
  };
  await next();
  return box;
}

/** Months as bars; the text says the same. @param {Record<string, number>} months */
function timeline(months) {
  const names = Object.keys(months);
  if (!names.length) return null;
  const most = Math.max(...Object.values(months));
  const bars = el("div", { class: "bars", role: "img", "aria-label": t("timeline_told", null, { first: names[0], last: names.at(-1), most }) },
    ...names.map((month) => {
      const bar = el("i", { title: `${month}: ${number(months[month])}` });
      bar.style.height = `${Math.max(8, (100 * months[month]) / most)}%`;
      return bar;
    }));
  return el("figure", { class: "timeline" }, bars, el("figcaption", {}, el("span", {}, names[0]), names.length > 1 ? el("span", {}, names.at(-1)) : null));
}

function counts(card) {
  const by = {};
  for (const { status, statements } of card.relations) by[status] = (by[status] ?? 0) + statements;
  return el("p", { class: "soft" }, ...["fact", "denied", "possible"].filter((status) => by[status])
    .flatMap((status, i) => [i ? " · " : "", t(`n_${status}`, by[status])]));
}

/** Relations of an entity, each with a way to its neighbours of that kind. */
function kinds(card, act) {
  const by = new Map();
  for (const { relation, statements } of card.relations) by.set(relation, (by.get(relation) ?? 0) + statements);
  const rows = [...by].sort((a, b) => b[1] - a[1]).map(([relation, count]) => el("li", {},
    el("span", {}, labelOf(relation)), el("span", { class: "count" }, number(count)),
    button("+", () => act.expand(card.id, relation), { class: "plain", "aria-label": t("expand_by", null, { relation: labelOf(relation) }) })));
  return el("details", { class: "kinds" }, el("summary", {}, t("by_relation")), el("ul", {}, ...rows));
}

/** The buttons for what is selected. @param {any[]} nodes @param {import("./state.js").State} state @param {any} act */
export function actions(nodes, state, act) {
  const ids = nodes.map((node) => node.id);
  const one = nodes.length === 1 ? nodes[0] : null;
  const rest = one ? one.neighbours - one.shown : 0;
  const pinned = ids.every((id) => state.pinned.has(id));
  return el("div", { class: "actions", role: "toolbar", "aria-label": t("actions") },
    one ? button(rest > 0 ? t("expand_some", null, { some: Math.min(rest, act.step) }) : t("expanded"), () => act.expand(one.id), { id: "expand", disabled: rest <= 0, title: "E" }) : null,
    one ? button(t("collapse"), () => act.collapse(one.id), { id: "collapse", title: "C" }) : null,
    button(t(pinned ? "unpin" : "pin"), () => act.pin(ids), { id: "pin", title: "P" }),
    button(t("hide"), () => act.hide(ids), { id: "hide", title: "H" }),
    button(t("focus"), () => act.focus(ids), { id: "focus", title: "O" }),
    nodes.length === 2 ? button(t("path_between"), () => act.path(ids), { id: "path" }) : null);
}

/** The card of one entity. */
export async function entityPanel(node, state, act) {
  const [card, clashes] = await Promise.all([get(entityPath(node.id)), get("/contradictions", { entity: node.id, limit: 5 })]);
  const names = card.aliases.filter((name) => name !== card.label).slice(0, 10);
  const list = await pages((offset) => get("/statements", { entity: node.id, limit: PAGE, offset }), (row) => statementCard(row, { open: act.open, flag: act.flag }));
  return [
    el("div", { class: "about" },
      heading(typeIcon(card.type), card.label),
      el("p", { class: "soft" }, t(`type_${card.type}`), card.wikidata ? " · " : null, card.wikidata ? outside(card.links.wikidata, `Wikidata ${card.wikidata}`) : null),
      names.length ? el("p", { class: "soft" }, t("also", null, { names: names.join(", ") })) : null,
      counts(card),
      el("p", { class: "reach", id: "reach" }, t("neighbours_in_view", null, { some: node.shown, all: node.neighbours }))),
    actions([node], state, act),
    timeline(card.months),
    kinds(card, act),
    contradictions(clashes, act),
    el("h3", { class: "section" }, t("sentences", card.statements)),
    list,
  ];
}

function contradictions(page, act) {
  if (!page.total) return null;
  return el("details", { class: "clashes", open: page.total <= 2 }, el("summary", {}, t("contradictions", page.total)),
    ...page.items.map((clash) => el("div", { class: "clash-pair" },
      ...[clash.first[0], clash.second[0]].filter(Boolean).map((row) => statementCard(row, { open: act.open, heading: "h4", flag: act.flag })))));
}

/** Several entities: what can be done with them, and what is drawn between them. */
export function severalPanel(nodes, edges, state, act) {
  const ids = new Set(nodes.map((node) => node.id));
  const names = new Map(nodes.map((node) => [node.id, node]));
  const between = edges.filter((edge) => ids.has(edge.subject) && ids.has(edge.object));
  return [
    heading(t("selected", nodes.length)),
    actions(nodes, state, act),
    el("ul", { class: "chosen" }, ...nodes.map((node) => el("li", {}, typeIcon(node.type), entityButton(node, act.open)))),
    el("h3", { class: "section" }, t("relations_between", between.length)),
    el("ul", { class: "chosen" }, ...between.map((edge) => el("li", {}, edgeLine(edge, names, act)))),
  ];
}

/** One line for a relation, that opens it. */
export function edgeLine(edge, names, act) {
  const row = { ...edge, subject: names.get(edge.subject), object: names.get(edge.object) };
  return el("button", { type: "button", class: `line ${edge.status}`, onclick: () => act.edge(edge.id) },
    el("span", {}, row.subject.label, el("span", { class: "relation" }, ` ${labelOf(edge.relation)} `), row.object.label),
    edge.clashes ? el("span", { class: "clash", title: t("clashes") }, "≠") : null, edge.status === "fact" ? null : badge(edge.status),
    el("span", { class: "count" }, t("sources_n", edge.sources)));
}

/** All sentences of one relation. */
export async function edgePanel(edge, names, act) {
  const [subject, object] = [names.get(edge.subject), names.get(edge.object)];
  const ends = edge.symmetric ? [[subject, object], [object, subject]] : [[subject, object]];
  const asked = (a, b) => ({ subject: a.iri, object: b.iri, relation: edge.relation, status: edge.status, limit: PAGE });
  const lists = await Promise.all(ends.map(([a, b]) => pages((offset) => get("/statements", { ...asked(a, b), offset }), (row) => statementCard(row, { open: act.open, flag: act.flag }))));
  const period = [edge.since, edge.until].filter(Boolean);
  return [
    el("p", {}, button(t("back_to_entity", null, { name: subject.label }), () => act.open(subject.id), { class: "plain" })),
    el("div", { class: `about ${edge.status}` },
      heading(...triple({ ...edge, subject, object }, act.open)),
      el("p", { class: "soft" }, badge(edge.status), ` ${t("sources_n", edge.sources)} · ${t("sentences", edge.statements)}`,
        period.length ? ` · ${[...new Set(period)].join(" – ")}` : null),
      edge.clashes ? el("p", { class: "clash" }, `≠ ${t("clash_told")}`) : null,
      act.flag ? button(t("flag_edge"), () => act.flagEdge(edge), { id: "flag-edge", class: "plain" }) : null),
    ...lists,
  ];
}

/** Paths between two, each step with its sentences. */
export function pathPanel(ends, paths, act) {
  const views = paths.map(({ steps }) => el("section", { class: "path" },
    el("h3", {}, entityButton(steps[0].from, act.open), ...steps.flatMap((step) => [
      step.forward ? " → " : " ← ", el("span", { class: "relation" }, labelOf(step.relation)), step.forward ? " → " : " ← ", entityButton(step.to, act.open)])),
    ...steps.flatMap(({ statements }) => statements.slice(0, 1).map((row) => statementCard(row, { open: act.open, heading: "h4", flag: act.flag })))));
  return [
    heading(ends.map((end) => end.label).join(" ⋯ ")),
    el("p", { class: "soft" }, paths.length ? t("paths_found", paths.length) : t("no_path")),
    button(t("close_path"), act.closePath, { class: "plain", id: "close-path" }),
    ...views,
  ];
}
