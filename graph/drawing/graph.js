"use strict";
/* The canvas: vis-network with fixed positions; how nodes and edges look follows from theme, filters and selection. */

const SHAPES = { Person: "dot", Organization: "square", Country: "diamond", Place: "triangle", Other: "star" };
const typeOf = (node) => (node.group in SHAPES ? node.group : "Other");
const state = { node: null, edge: null, found: null, hidden: new Set(), relation: "" };
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

const network = new vis.Network(
  document.getElementById("graph"),
  { nodes: new vis.DataSet([]), edges: new vis.DataSet([]) },
  { ...JSON.parse(DATA.options), locale: "es" },
);

const edgeShown = (edge) =>
  !state.hidden.has(edge.status) &&
  !(state.relation && edge.relation !== state.relation) &&
  nodeShown(nodeOf.get(edge.from)) &&
  nodeShown(nodeOf.get(edge.to));
const nodeShown = (node) => !state.hidden.has(typeOf(node));

/** Ids of what stands out now, or null where everything does. */
function standing() {
  if (state.edge) {
    const edge = edgeOf.get(state.edge);
    return new Set([edge.id, edge.from, edge.to]);
  }
  if (state.node) {
    const near = DATA.edges.filter((edge) => edge.from === state.node || edge.to === state.node);
    return new Set([state.node, ...near.flatMap((edge) => [edge.id, edge.from, edge.to])]);
  }
  return state.found;
}

/**
 * Sizes in which the best supported names stay legible when zoomed out: as many as fit without touching.
 * @returns {Map<string, number>} font size by node id
 */
function loudNames() {
  const scale = network.getScale();
  const sizes = new Map();
  if (scale >= 0.5) return sizes;
  const taken = [];
  const size = 12.5 / scale;
  const ranked = DATA.nodes.filter(nodeShown).sort((a, b) => !!b.focus - !!a.focus || b.support - a.support);
  for (const node of ranked.slice(0, 150)) {
    const { x, y } = network.getPosition(node.id);
    const [w, h] = [(Math.min(node.label.length, 24) * 0.6 * size) / 2, size * 1.6];
    if (taken.some((box) => Math.abs(box.x - x) < box.w + w && Math.abs(box.y - y) < box.h + h)) continue;
    taken.push({ x, y, w, h });
    sizes.set(node.id, Math.max(size, node.points));
  }
  return sizes;
}

function nodeLook(node, paint, lit, loud) {
  const dim = lit !== null && !lit.has(node.id);
  const strong = node.focus || node.id === state.node;
  const fill = { background: paint[typeOf(node).toLowerCase()], border: strong ? paint.focus : paint.bg };
  return {
    ...node,
    shape: SHAPES[typeOf(node)],
    hidden: !nodeShown(node),
    opacity: dim ? 0.18 : 1,
    color: { ...fill, highlight: fill, hover: fill },
    borderWidth: strong ? 4 : 1.5,
    borderWidthSelected: 4,
    widthConstraint: loud.has(node.id) ? false : undefined,
    font: { size: loud.get(node.id) || node.points, face: paint.sans, color: dim ? paint.faint : paint.text, strokeWidth: 5, strokeColor: paint.bg },
  };
}

function edgeLook(edge, paint, lit) {
  const dim = lit !== null && !lit.has(edge.id);
  const on = lit !== null && !dim && !state.found;
  const line = on && edge.status === "fact" ? paint.accent : paint[edge.status];
  return {
    ...edge,
    label: labelOf(edge),
    hidden: !edgeShown(edge),
    smooth: edge.bend ? { enabled: true, type: edge.bend > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(edge.bend) } : false,
    dashes: edge.status === "denied" ? [7, 5] : edge.status === "possible" ? [2, 5] : false,
    width: edge.width + (on ? 0.8 : 0),
    color: { color: line, opacity: dim ? 0.15 : 1, highlight: line, hover: line },
    arrows: edge.symmetric ? { to: { enabled: true, scaleFactor: 0.45 }, from: { enabled: true, scaleFactor: 0.45 } }
      : { to: { enabled: true, scaleFactor: 0.6 } },
    font: {
      size: 14.5, face: paint.sans, align: "middle", strokeWidth: 5, strokeColor: paint.bg,
      color: dim ? "rgba(128,128,128,0.2)" : on ? line : edge.status === "denied" ? paint.denied : paint.soft,
    },
  };
}

/** The zoom at which names were sized last. */
let painted = 1;
let pending = 0;
/** After zooming, size the names anew. */
function repaintSoon() {
  clearTimeout(pending);
  pending = setTimeout(() => {
    if (Math.abs(Math.log(network.getScale() / painted)) > 0.12) repaint();
  }, 120);
}
network.on("zoom", repaintSoon);
network.on("animationFinished", repaintSoon);

/** Bring the canvas in line with theme, filters and selection. */
function repaint() {
  const names = ["bg", "text", "soft", "accent", "focus", "fact", "denied", "possible", "sans", ...Object.keys(SHAPES).map((t) => t.toLowerCase())];
  const paint = Object.fromEntries(names.map((name) => [name, colour(name)]));
  paint.faint = "rgba(128,128,128,0.35)";
  const [lit, loud] = [standing(), loudNames()];
  painted = network.getScale();
  network.body.data.nodes.update(DATA.nodes.map((node) => nodeLook(node, paint, lit, loud)));
  network.body.data.edges.update(DATA.edges.map((edge) => edgeLook(edge, paint, lit)));
}

/** Select one node or edge (or nothing), show its evidence, and bring it into view if asked. */
function select({ node = null, edge = null }, { move = false } = {}) {
  Object.assign(state, { node, edge, found: null });
  repaint();
  network.setSelection({ nodes: node ? [node] : [], edges: edge ? [edge] : [] }, { highlightEdges: false });
  showPanel();
  if (!move) return;
  const ends = edge ? [edgeOf.get(edge).from, edgeOf.get(edge).to] : [node];
  network.fit({ nodes: ends, maxZoomLevel: Math.max(network.getScale(), 0.9), animation: { duration: 300 } });
}
