// The same as the drawing, as two tables: everything in it can be read, chosen and changed by keyboard and screen reader.
import { el } from "./drawing/dom.js";
import { saying, typeIcon } from "./drawing/look.js";
import { badge, labelOf } from "./evidence.js";
import { language, number, t } from "./words.js";

/**
 * @param {any} scene
 * @param {import("./state.js").State} state
 * @param {object} act
 * @param {(id: string) => void} act.open
 * @param {(id: string, on: boolean) => void} act.select
 * @param {(id: string) => void} act.expand
 * @param {(id: string) => void} act.hide
 * @param {(id: string) => void} act.pin
 * @param {(id: string) => void} act.edge
 */
export function tables(scene, state, act) {
  const names = new Map(scene.nodes.map((node) => [node.id, node.label]));
  return [entityTable(scene.nodes, state, act), relationTable(scene.edges, names, act)];
}

const head = (...keys) => el("thead", {}, el("tr", {}, ...keys.map((key) => el("th", { scope: "col" }, key ? t(key) : ""))));
const small = (label, name, run) => el("button", { type: "button", class: "plain", "aria-label": `${label}: ${name}`, onclick: run }, label);

function entityTable(nodes, state, act) {
  const rows = [...nodes].sort((a, b) => b.statements - a.statements || a.label.localeCompare(b.label)).map((node) => {
    const box = el("input", { type: "checkbox", "aria-label": t("select_named", null, { name: node.label }), onchange: () => act.select(node.id, box.checked) });
    box.checked = state.selected.includes(node.id);
    return el("tr", { "data-entity": node.id },
      el("td", {}, box),
      el("th", { scope: "row" }, el("button", { type: "button", class: "entity", onclick: () => act.open(node.id) }, node.label)),
      el("td", {}, el("span", { class: "typed" }, typeIcon(node.type), t(`type_${node.type}`))),
      el("td", { class: "figure" }, number(node.statements)),
      el("td", { class: "figure" }, t("of", null, { some: node.shown, all: node.neighbours })),
      el("td", { class: "acts" },
        node.shown < node.neighbours ? small(t("expand"), node.label, () => act.expand(node.id)) : null,
        small(t(state.pinned.has(node.id) ? "unpin" : "pin"), node.label, () => act.pin(node.id)),
        small(t("hide"), node.label, () => act.hide(node.id))));
  });
  return el("table", { id: "entities" }, el("caption", {}, t("entities", nodes.length)),
    head("", "name", "type", "sentences_head", "neighbours", "actions"), el("tbody", {}, ...rows));
}

function relationTable(edges, names, act) {
  const rows = [...edges].sort((a, b) => b.sources - a.sources || b.statements - a.statements).map((edge) => el("tr", { class: edge.status },
    el("td", {}, names.get(edge.subject)),
    el("th", { scope: "row" }, el("button", { type: "button", class: "entity", onclick: () => act.edge(edge.id) }, saying(labelOf(edge.relation), edge.status, language))),
    el("td", {}, names.get(edge.object)),
    el("td", {}, badge(edge.status), edge.clashes ? el("span", { class: "clash" }, ` ≠ ${t("clashes")}`) : null),
    el("td", { class: "figure" }, number(edge.sources)),
    el("td", { class: "figure" }, number(edge.statements)),
    el("td", { class: "when" }, edge.since ?? "")));
  return el("table", { id: "relations" }, el("caption", {}, t("relations_drawn", edges.length)),
    head("subject", "relation", "object", "status", "sources", "sentences_head", "since"), el("tbody", {}, ...rows));
}
