"use strict";
/* Legend with filters, search, keys, theme, language, and the picture saved as PNG and SVG. */

const $ = (id) => document.getElementById(id);
function filter(key, label, count, picture) {
  const box = el("input", { type: "checkbox", "data-key": key });
  box.checked = !state.hidden.has(key);
  box.addEventListener("change", () => {
    if (box.checked) state.hidden.delete(key);
    else state.hidden.add(key);
    refresh();
  });
  return el("label", {}, box, picture, el("span", {}, label), el("span", { class: "count" }, String(count)));
}

function refresh() {
  const { node, edge } = state;
  const gone = (edge && !edgeShown(edgeOf.get(edge))) || (node && !nodeShown(nodeOf.get(node)));
  select(gone ? {} : { node, edge });
}

const tally = (items, key) => items.reduce((counts, item) => counts.set(key(item), (counts.get(key(item)) || 0) + 1), new Map());

function relationFilter() {
  const all = el("option", { value: "" }, t("all_relations"));
  const counts = [...tally(DATA.edges, (edge) => edge.relation)].map(([relation, n]) => [relation, relationName({ relation }), n]);
  counts.sort((a, b) => a[1].localeCompare(b[1], language));
  const chosen = el("select", { "aria-label": t("relation") }, all, ...counts.map(([relation, name, n]) => el("option", { value: relation }, `${name} (${n})`)));
  chosen.value = state.relation;
  chosen.addEventListener("change", () => {
    state.relation = chosen.value;
    refresh();
  });
  return chosen;
}

function buildLegend() {
  const types = tally(DATA.nodes, (node) => typeOf(node.group));
  const statuses = tally(DATA.edges, (edge) => edge.status);
  $("legend").replaceChildren(
    el("div", { role: "group", "aria-label": t("entities_head") },
      ...Object.keys(OUTLINES).filter((type) => types.has(type)).map((type) => filter(type, typeName(type), types.get(type), typeIcon(type)))),
    el("div", { role: "group", "aria-label": t("relations_head") },
      ...["fact", "possible", "denied"].filter((s) => statuses.has(s)).map((s) => filter(s, statusName(s), statuses.get(s), statusIcon(s))),
      relationFilter()),
  );
  $("legend").hidden = false;
}

function search() {
  const words = fold($("search").value.trim());
  if (!words) return select({});
  const found = DATA.nodes.filter((node) => nodeShown(node) && fold(nameOf(node)).includes(words));
  Object.assign(state, { node: null, edge: null, found: new Set(found.map((node) => node.id)) });
  repaint();
  panel.replaceChildren(...foundPanel(found));
  return found;
}

/** The box around everything shown, names included, in the graph's own units. */
function bounds() {
  const boxes = DATA.nodes.filter(nodeShown).map((node) => network.getBoundingBox(node.id));
  const [left, top] = [Math.min(...boxes.map((b) => b.left)), Math.min(...boxes.map((b) => b.top))];
  const [right, bottom] = [Math.max(...boxes.map((b) => b.right)), Math.max(...boxes.map((b) => b.bottom))];
  return { x: (left + right) / 2, y: (top + bottom) / 2, width: right - left + 40, height: bottom - top + 40 };
}

/** Whether there is room to draw in: a frame that is not shown yet (a tab of a notebook) has none. */
const hasSize = () => $("graph").clientWidth > 0 && $("graph").clientHeight > 0;

/** Show everything, as large as fits, but never blow a small graph up. */
function fit() {
  if (!hasSize() || !DATA.nodes.some(nodeShown)) return;
  const { clientWidth: width, clientHeight: height } = $("graph");
  for (let round = 0; round < 2; round++) { // names keep a legible size, so zooming out makes the box larger
    const { x, y, ...box } = bounds();
    network.moveTo({ position: { x, y }, scale: Math.min(width / box.width, height / box.height, 1.2) });
    repaint();
    network.redraw();
  }
}

/** The first view: everything; on a phone, where names would not stay legible, what matters most at a legible size. */
function openView() {
  network.setSize("100%", "100%"); // the legend has just taken its share: else vis scales the view once it notices
  fit();
  if (innerWidth > 480 || network.getScale() >= 0.62) return;
  const centre = DATA.nodes.reduce((best, node) => (!best.focus && (node.focus || node.support > best.support) ? node : best));
  network.moveTo({ position: network.getPosition(centre.id), scale: 0.62 });
  repaint();
}

function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
  repaint();
}

function setLanguage(chosen) {
  language = chosen;
  translate();
  $("language").textContent = chosen === "es" ? "EN" : "ES";
  buildLegend();
  repaint();
  showPanel();
}

$("search").addEventListener("input", search);
$("search").addEventListener("keydown", (event) => {
  const found = event.key === "Enter" ? search() : null;
  if (found && found.length) select({ node: found[0].id }, { move: true });
});
$("fit").addEventListener("click", fit);
$("png").addEventListener("click", async () => saveFile(await pngOf($("graph").querySelector("canvas"), DATA.title, paintOf()), "cabos.png"));
$("svg").addEventListener("click", () => saveFile(svgOf(network, DATA.title, paintOf()), "cabos.svg"));
$("language").addEventListener("click", () => setLanguage(language === "es" ? "en" : "es"));
$("theme").addEventListener("click", () => setTheme(document.documentElement.dataset.theme === "dark" ? "light" : "dark"));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    $("search").value = "";
    select({});
  } else if (!event.target.closest("input, select, textarea") && !event.ctrlKey && !event.metaKey && !event.altKey) {
    if (event.key === "/") {
      event.preventDefault();
      $("search").focus();
    } else if (event.key === "f") fit();
    else if (event.key === "d") $("theme").click();
  }
});

const dark = matchMedia("(prefers-color-scheme: dark)");
dark.addEventListener("change", () => setTheme(dark.matches ? "dark" : "light"));
document.querySelector(".tools").hidden = false;
setLanguage(language);
setTheme(dark.matches ? "dark" : "light");
const sized = new ResizeObserver(() => {
  if (!hasSize()) return;
  sized.disconnect();
  openView();
});
if (DATA.nodes.length) hasSize() ? openView() : sized.observe($("graph"));
document.documentElement.dataset.ready = "yes";
