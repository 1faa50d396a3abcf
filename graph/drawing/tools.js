"use strict";
/* Legend with filters, search, keys, theme, and the picture saved as PNG. */

const $ = (id) => document.getElementById(id);
const SVG = "http://www.w3.org/2000/svg";
const OUTLINES = {
  Person: "M8 1.5a6.5 6.5 0 1 0 .01 0z", Organization: "M2 2h12v12H2z", Country: "M8 0.5 15.5 8 8 15.5 0.5 8z",
  Place: "M8 1.5 15 14.5H1z", Other: "M8 .8l2.2 4.8 5.2.6-3.9 3.5 1.1 5.2L8 12.3l-4.6 2.6 1.1-5.2L.6 6.2l5.2-.6z",
};
const DASHES = { fact: "", denied: "4 3", possible: "1.5 3" };

function icon(path, attributes, width = 16) {
  const svg = document.createElementNS(SVG, "svg");
  for (const [name, value] of Object.entries({ width, height: 16, viewBox: `0 0 ${width} 16`, "aria-hidden": "true" })) svg.setAttribute(name, value);
  const shape = document.createElementNS(SVG, "path");
  for (const [name, value] of Object.entries({ d: path, ...attributes })) shape.setAttribute(name, value);
  svg.append(shape);
  return svg;
}

function filter(key, label, count, picture) {
  const box = el("input", { type: "checkbox", "data-key": key });
  box.checked = true;
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
  const all = el("option", { value: "" }, "todas las relaciones");
  const counts = [...tally(DATA.edges, (edge) => edge.relation)].sort((a, b) => a[0].localeCompare(b[0], "es"));
  const chosen = el("select", { "aria-label": "Relación" }, all, ...counts.map(([name, n]) => el("option", { value: name }, `${name} (${n})`)));
  chosen.addEventListener("change", () => {
    state.relation = chosen.value;
    refresh();
  });
  return chosen;
}

function buildLegend() {
  const types = tally(DATA.nodes, typeOf);
  const statuses = tally(DATA.edges, (edge) => edge.status);
  $("legend").append(
    el("div", { role: "group", "aria-label": "Entidades" },
      ...Object.keys(OUTLINES).filter((t) => types.has(t)).map((t) => filter(t, TYPES[t], types.get(t), icon(OUTLINES[t], { fill: `var(--${t.toLowerCase()})` })))),
    el("div", { role: "group", "aria-label": "Relaciones" },
      ...["fact", "possible", "denied"].filter((s) => statuses.has(s)).map((s) =>
        filter(s, STATUSES[s], statuses.get(s), icon("M0 8h22", { stroke: `var(--${s})`, "stroke-width": "2.5", "stroke-dasharray": DASHES[s] }, 22))),
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

function savePng() {
  const source = $("graph").querySelector("canvas");
  const copy = document.createElement("canvas");
  const unit = source.width / source.clientWidth;
  const head = 44 * unit;
  Object.assign(copy, { width: source.width, height: source.height + head });
  const pen = copy.getContext("2d");
  pen.fillStyle = colour("bg");
  pen.fillRect(0, 0, copy.width, copy.height);
  pen.drawImage(source, 0, head);
  pen.fillStyle = colour("text");
  pen.font = `600 ${17 * unit}px ${colour("serif")}`;
  pen.fillText(DATA.title, 16 * unit, 28 * unit, copy.width - 32 * unit);
  copy.toBlob((blob) => {
    const link = el("a", { href: URL.createObjectURL(blob), download: "cabos.png" });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  });
}

$("search").addEventListener("input", search);
$("search").addEventListener("keydown", (event) => {
  const found = event.key === "Enter" ? search() : null;
  if (found && found.length) select({ node: found[0].id }, { move: true });
});
$("fit").addEventListener("click", fit);
$("png").addEventListener("click", savePng);
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
buildLegend();
setTheme(dark.matches ? "dark" : "light");
showPanel();
const sized = new ResizeObserver(() => {
  if (!hasSize()) return;
  sized.disconnect();
  openView();
});
if (DATA.nodes.length) hasSize() ? openView() : sized.observe($("graph"));
document.documentElement.dataset.ready = "yes";
