// The drawing of a scene: vis-network without physics; what is selected stands out, clicks and drags are told to the page.
import { edgeLook, loudNames, nodeLook, paintOf, saying } from "./drawing/look.js";
import { language } from "./words.js";

const OPTIONS = {
  physics: { enabled: false },
  layout: { improvedLayout: false },
  interaction: { hover: true, tooltipDelay: 0, selectConnectedEdges: false, multiselect: true, selectable: true, keyboard: false },
  nodes: { widthConstraint: { maximum: 150 }, labelHighlightBold: true, scaling: { label: { enabled: false, drawThreshold: 8.5, maxVisible: 1000 } } },
  edges: {
    labelHighlightBold: false, selectionWidth: 0, hoverWidth: 0.6, arrowStrikethrough: false, selfReference: { size: 24, angle: 0.8 },
    scaling: { label: { enabled: false, drawThreshold: 8.5, maxVisible: 20 } },
  },
};
const MARGIN = 40;
const LONGEST = 70;

/**
 * @param {HTMLElement} place
 * @param {object} told
 * @param {(id: string, more: boolean) => void} told.node clicked; with a key held down it is one more
 * @param {(id: string) => void} told.edge
 * @param {() => void} told.nothing
 * @param {(id: string) => void} told.open double click
 * @param {(places: Record<string, {x: number, y: number}>) => void} told.moved
 * @param {(kind: string, id: string, at: {x: number, y: number}) => void} told.hover
 * @param {() => void} told.leave
 */
export function canvas(place, told) {
  const network = new globalThis.vis.Network(place, { nodes: new globalThis.vis.DataSet([]), edges: new globalThis.vis.DataSet([]) }, OPTIONS);
  Object.assign(place, { network }); // for whoever scripts the page
  let scene = { nodes: [], edges: [] };
  let labels = /** @type {(relation: string) => string} */ ((relation) => relation);
  let marks = { selected: new Set(), edge: "", pinned: new Set(), lit: null };
  let painted = 1;
  let timer = 0;

  /** What stands out: the path, else the open edge, else the neighbourhood of what is selected; null for everything. */
  function standing() {
    if (marks.lit) return marks.lit;
    const edge = scene.edges.find((one) => one.id === marks.edge);
    if (edge) return new Set([edge.id, edge.subject, edge.object]);
    if (!marks.selected.size) return null;
    const near = scene.edges.filter((one) => marks.selected.has(one.subject) || marks.selected.has(one.object));
    return new Set([...marks.selected, ...near.flatMap((one) => [one.id, one.subject, one.object])]);
  }

  const asNode = (node) => ({
    id: node.id, type: node.type, x: node.x, y: node.y, size: node.size, points: node.points, support: node.statements,
    label: node.label.length > LONGEST ? `${node.label.slice(0, LONGEST - 1)}…` : node.label || "—",
  });
  const asEdge = (edge) => ({
    id: edge.id, from: edge.subject, to: edge.object, status: edge.status, symmetric: edge.symmetric, bend: edge.bend,
    width: 1.3 + 1.1 * Math.log2(edge.sources),
  });

  function repaint() {
    const paint = paintOf();
    const lit = standing();
    const nodes = scene.nodes.map(asNode);
    const loud = loudNames(network, nodes);
    painted = network.getScale();
    network.body.data.nodes.update(nodes.map((node) => nodeLook(node, paint, {
      dim: lit !== null && !lit.has(node.id), hidden: false, loud,
      ring: marks.selected.has(node.id) ? paint.focus : marks.pinned.has(node.id) ? paint.accent : null,
    })));
    network.body.data.edges.update(scene.edges.map((edge) => edgeLook(asEdge(edge), paint, {
      label: (edge.clashes ? "≠ " : "") + saying(labels(edge.relation), edge.status, language),
      dim: lit !== null && !lit.has(edge.id), on: lit !== null && lit.has(edge.id), hidden: false,
    })));
  }

  function repaintSoon() {
    clearTimeout(timer);
    timer = setTimeout(() => { if (Math.abs(Math.log(network.getScale() / painted)) > 0.12) repaint(); }, 120);
  }

  let unseen = false;
  function fit() {
    unseen = !place.clientWidth; // the table is shown in its place
    if (unseen || !scene.nodes.length) return;
    network.setSize("100%", "100%");
    for (let round = 0; round < 2; round++) { // names keep a legible size, so zooming out makes the box larger
      const all = scene.nodes.map((node) => network.getBoundingBox(node.id));
      const [left, top] = [Math.min(...all.map((b) => b.left)), Math.min(...all.map((b) => b.top))];
      const [right, bottom] = [Math.max(...all.map((b) => b.right)), Math.max(...all.map((b) => b.bottom))];
      const scale = Math.min(place.clientWidth / (right - left + MARGIN), place.clientHeight / (bottom - top + MARGIN), 1.05);
      network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale });
      repaint();
      network.redraw();
    }
  }

  network.on("zoom", repaintSoon);
  network.on("animationFinished", repaintSoon);
  network.on("click", ({ nodes, edges, event }) => {
    told.leave();
    const held = event.srcEvent.ctrlKey || event.srcEvent.metaKey || event.srcEvent.shiftKey;
    const node = network.getNodeAt({ x: event.center.x - place.getBoundingClientRect().x, y: event.center.y - place.getBoundingClientRect().y });
    if (node !== undefined) told.node(String(node), held);
    else if (edges.length && !nodes.length) told.edge(String(edges[0]));
    else if (!held) told.nothing();
  });
  network.on("doubleClick", ({ nodes }) => { if (nodes.length) told.open(String(nodes[0])); });
  network.on("dragEnd", ({ nodes }) => { if (nodes.length) told.moved(network.getPositions(nodes)); });
  network.on("hoverNode", ({ node, pointer }) => told.hover("node", node, pointer.DOM));
  network.on("hoverEdge", ({ edge, pointer }) => told.hover("edge", edge, pointer.DOM));
  for (const event of ["blurNode", "blurEdge", "dragStart", "zoom"]) network.on(event, told.leave);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);

  return {
    network,
    fit,
    /** The canvas can be seen again. */
    seen: () => { if (unseen) fit(); },
    /** Draw a scene. @param {any} next @param {(relation: string) => string} labelOf */
    draw(next, labelOf) {
      const keep = new Set([...next.nodes, ...next.edges].map((one) => one.id));
      network.body.data.edges.remove(scene.edges.map((edge) => edge.id).filter((id) => !keep.has(id)));
      network.body.data.nodes.remove(scene.nodes.map((node) => node.id).filter((id) => !keep.has(id)));
      [scene, labels] = [next, labelOf];
      repaint();
    },
    /** Mark what is selected, open, pinned, on a path. @param {typeof marks} next */
    mark(next) {
      marks = next;
      repaint();
      network.setSelection({ nodes: [...marks.selected].filter((id) => network.body.nodes[id]), edges: [] }, { highlightEdges: false });
    },
    /** Bring entities into view. @param {string[]} ids */
    show(ids) {
      const known = ids.filter((id) => network.body.nodes[id]);
      if (known.length) network.fit({ nodes: known, maxZoomLevel: Math.max(network.getScale(), 0.9), animation: { duration: 300 } });
    },
  };
}
