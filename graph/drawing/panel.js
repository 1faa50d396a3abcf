"use strict";
/* The side panel (what is selected, with its sentences; else a list of every edge) and the tooltip. */

const panel = document.getElementById("panel");
const tip = document.getElementById("tip");

function edgeButton(edge) {
  const button = el("button", { type: "button" }, triple(edge), el("span", { class: "meta" }, t("sources", edge.support)));
  button.addEventListener("click", () => select({ edge: edge.id }, { move: true }));
  return el("li", {}, button);
}

function backButton() {
  const button = el("button", { type: "button", class: "back" }, t("back"));
  button.addEventListener("click", () => select({}));
  return button;
}

function saidBy(edge) {
  const cards = DATA.evidence.statements.slice(...edge.says).map((said) => evidence(edge, said));
  const rest = edge.total - cards.length;
  return rest ? [...cards, el("p", { class: "meta" }, t("more_sentences", rest))] : cards;
}

function nodePanel(node) {
  const edges = DATA.edges.filter((edge) => (edge.from === node.id || edge.to === node.id) && edgeShown(edge));
  const wikidata = /\/(Q\d+)$/.exec(node.iri);
  return [
    backButton(),
    el("h2", {}, nameOf(node)),
    el("p", { class: "soft" }, `${typeName(node.group)} · ${t("relations", edges.length)}`,
      wikidata ? " · " : null, wikidata ? outside(`https://www.wikidata.org/wiki/${wikidata[1]}`, "Wikidata") : null),
    ...edges.flatMap((edge) => [el("h3", {}, triple(edge)), ...saidBy(edge)]),
  ];
}

function edgePanel(edge) {
  return [
    backButton(),
    el("h2", {}, triple(edge)),
    el("p", { class: "soft" }, badge(edge.status), ` ${t("sources", edge.support)} · ${t("sentences", edge.total)}`),
    ...saidBy(edge),
  ];
}

function listPanel() {
  const edges = DATA.edges.filter(edgeShown).sort((a, b) => b.support - a.support);
  const hint = t(edges.length ? "choose" : "none");
  return [
    el("h2", {}, t("relations_head")),
    el("p", { class: "soft" }, hint),
    el("ul", { class: "edges" }, ...edges.map(edgeButton)),
  ];
}

/** @param {object[]} nodes entities whose name matches the search */
function foundPanel(nodes) {
  const items = nodes.map((node) => {
    const button = el("button", { type: "button" }, el("span", {}, nameOf(node)), el("span", { class: "meta" }, typeName(node.group)));
    button.addEventListener("click", () => select({ node: node.id }, { move: true }));
    return el("li", {}, button);
  });
  const count = nodes.length ? t("entities", nodes.length) : t("not_found");
  return [el("h2", {}, t("found")), el("p", { class: "soft" }, count), el("ul", { class: "found" }, ...items)];
}

function showPanel() {
  const { node, edge } = state;
  panel.replaceChildren(...(edge ? edgePanel(edgeOf.get(edge)) : node ? nodePanel(nodeOf.get(node)) : listPanel()));
  panel.scrollTop = 0;
}

function edgeTip(edge) {
  const said = DATA.evidence.statements[edge.says[0]];
  const more = edge.total - 1;
  const by = said.by ? t("according_to", null, { who: said.by }) : "";
  return [
    triple(edge),
    quote(said.text, said.trigger),
    el("p", { class: "meta" }, badge(edge.status), " ", [by, origin(DATA.evidence.articles[said.article])].filter(Boolean).join(" · ")),
    more ? el("p", { class: "meta" }, t("more_sentences", more)) : null,
  ];
}

const nodeTip = (node) => [
  el("span", { class: "triple" }, nameOf(node)),
  el("p", { class: "meta" }, `${typeName(node.group)} · ${t("relations", node.degree)} · ${t("sources", node.support)}`),
];

/** Show the tooltip beside the pointer, inside the stage. @param {(Node|null)[]} content @param {{x: number, y: number}} at */
function showTip(content, at) {
  tip.replaceChildren(...content.filter((child) => child !== null));
  tip.hidden = false;
  const room = tip.parentElement;
  const x = at.x + 16 + tip.offsetWidth > room.clientWidth ? at.x - 16 - tip.offsetWidth : at.x + 16;
  const y = at.y + 18 + tip.offsetHeight > room.clientHeight ? at.y - 14 - tip.offsetHeight : at.y + 18;
  tip.style.left = `${Math.max(12, Math.min(x, room.clientWidth - tip.offsetWidth - 12))}px`;
  tip.style.top = `${Math.max(8, y)}px`;
}

network.on("hoverEdge", ({ edge, pointer }) => showTip(edgeTip(edgeOf.get(edge)), pointer.DOM));
network.on("hoverNode", ({ node, pointer }) => showTip(nodeTip(nodeOf.get(node)), pointer.DOM));
for (const event of ["blurEdge", "blurNode", "dragStart", "zoom"]) network.on(event, () => { tip.hidden = true; });
network.on("click", ({ nodes, edges }) => {
  tip.hidden = true;
  select(nodes.length ? { node: nodes[0] } : edges.length ? { edge: edges[0] } : {});
});
