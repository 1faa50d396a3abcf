"use strict";
/* The canvas: vis-network with fixed positions; how nodes and edges look follows from theme, filters and selection. */

const state = { node: null, edge: null, found: null, hidden: new Set(), relation: "" };

const network = new vis.Network(
  document.getElementById("graph"),
  { nodes: new vis.DataSet([]), edges: new vis.DataSet([]) },
  JSON.parse(DATA.options),
);

const edgeShown = (edge) =>
  !state.hidden.has(edge.status) &&
  !(state.relation && edge.relation !== state.relation) &&
  nodeShown(nodeOf.get(edge.from)) &&
  nodeShown(nodeOf.get(edge.to));
const nodeShown = (node) => !state.hidden.has(typeOf(node.group));

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
  const paint = paintOf();
  const [lit, loud] = [standing(), loudNames(network, DATA.nodes.filter(nodeShown))];
  painted = network.getScale();
  network.body.data.nodes.update(DATA.nodes.map((node) => nodeLook({ ...node, type: node.group }, paint, {
    dim: lit !== null && !lit.has(node.id), ring: node.focus || node.id === state.node ? paint.focus : null, hidden: !nodeShown(node), loud,
  })));
  network.body.data.edges.update(DATA.edges.map((edge) => {
    const dim = lit !== null && !lit.has(edge.id);
    return edgeLook(edge, paint, { label: labelOf(edge), dim, on: lit !== null && !dim && !state.found, hidden: !edgeShown(edge) });
  }));
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
