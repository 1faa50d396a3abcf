// How entities and relations look on the canvas of vis-network, in drawings and in the explorer alike.

export const SHAPES = { Person: "dot", Organization: "square", Country: "diamond", Place: "triangle", Other: "star" };
export const OUTLINES = {
  Person: "M8 1.5a6.5 6.5 0 1 0 .01 0z", Organization: "M2 2h12v12H2z", Country: "M8 0.5 15.5 8 8 15.5 0.5 8z",
  Place: "M8 1.5 15 14.5H1z", Other: "M8 .8l2.2 4.8 5.2.6-3.9 3.5 1.1 5.2L8 12.3l-4.6 2.6 1.1-5.2L.6 6.2l5.2-.6z",
};
export const DASHES = { fact: "", denied: "4 3", possible: "1.5 3" };
const COLOURS = ["bg", "text", "soft", "accent", "focus", "fact", "denied", "possible", "sans", "serif"];
const SVG = "http://www.w3.org/2000/svg";

/** @param {string} type */
export const typeOf = (type) => (Object.hasOwn(SHAPES, type) ? type : "Other");

/** The colours and fonts of the page as it is now. @returns {Record<string, string>} */
export function paintOf() {
  const style = getComputedStyle(document.documentElement);
  const names = [...COLOURS, ...Object.keys(SHAPES).map((type) => type.toLowerCase())];
  return Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
}

/** A small picture for legends. @param {string} path @param {Record<string, string>} attributes @param {number} [width] */
export function icon(path, attributes, width = 16) {
  const svg = document.createElementNS(SVG, "svg");
  for (const [name, value] of Object.entries({ width, height: 16, viewBox: `0 0 ${width} 16`, "aria-hidden": "true" })) svg.setAttribute(name, String(value));
  const shape = document.createElementNS(SVG, "path");
  for (const [name, value] of Object.entries({ d: path, ...attributes })) shape.setAttribute(name, value);
  svg.append(shape);
  return svg;
}

/** The shape of a type, in its colour. @param {string} type */
export const typeIcon = (type) => icon(OUTLINES[typeOf(type)], { fill: `var(--${typeOf(type).toLowerCase()})` });

/** The line of a status. @param {string} status */
export const statusIcon = (status) => icon("M0 8h22", { stroke: `var(--${status})`, "stroke-width": "2.5", "stroke-dasharray": DASHES[status] }, 22);

/** What an edge says: «✕ apoya a» where denied, «¿apoya a?» where possible. @param {string} relation @param {string} status @param {string} language */
export function saying(relation, status, language) {
  if (status === "denied") return `✕ ${relation}`;
  return status === "possible" ? `${language === "en" ? "" : "¿"}${relation}?` : relation;
}

/**
 * Sizes in which the best supported names stay legible when zoomed out: as many as fit without touching.
 * @param {any} network
 * @param {{id: string, label: string, points: number, focus?: boolean, support: number, x?: number, y?: number}[]} nodes
 * @returns {Map<string, number>} font size by node id
 */
export function loudNames(network, nodes) {
  const scale = network.getScale();
  const sizes = new Map();
  if (scale >= 0.5) return sizes;
  const taken = [];
  const size = 12.5 / scale;
  const ranked = [...nodes].sort((a, b) => Number(!!b.focus) - Number(!!a.focus) || b.support - a.support);
  for (const node of ranked.slice(0, 150)) {
    const { x, y } = network.body.nodes[node.id] ?? node;
    const [w, h] = [(Math.min(node.label.length, 24) * 0.6 * size) / 2, size * 1.6];
    if (taken.some((box) => Math.abs(box.x - x) < box.w + w && Math.abs(box.y - y) < box.h + h)) continue;
    taken.push({ x, y, w, h });
    sizes.set(node.id, Math.max(size, node.points));
  }
  return sizes;
}

/**
 * @param {{id: string, type: string, points: number}} node
 * @param {Record<string, string>} paint
 * @param {{dim: boolean, ring: string|null, hidden: boolean, loud: Map<string, number>}} how
 */
export function nodeLook(node, paint, { dim, ring, hidden, loud }) {
  const fill = { background: paint[typeOf(node.type).toLowerCase()], border: ring ?? paint.bg };
  return {
    ...node,
    shape: SHAPES[typeOf(node.type)],
    hidden,
    opacity: dim ? 0.18 : 1,
    color: { ...fill, highlight: fill, hover: fill },
    borderWidth: ring ? 4 : 1.5,
    borderWidthSelected: 4,
    widthConstraint: loud.has(node.id) ? false : undefined,
    font: {
      size: loud.get(node.id) || node.points, face: paint.sans, strokeWidth: 5, strokeColor: paint.bg,
      color: dim ? "rgba(128,128,128,0.35)" : paint.text,
    },
  };
}

/**
 * Denied dashed and red, possible dotted and grey, facts solid; parallel edges one curve each.
 * @param {{status: string, width: number, bend?: number, symmetric: boolean}} edge
 * @param {Record<string, string>} paint
 * @param {{label: string, dim: boolean, on: boolean, hidden: boolean}} how
 */
export function edgeLook(edge, paint, { label, dim, on, hidden }) {
  const line = on && edge.status === "fact" ? paint.accent : paint[edge.status];
  return {
    ...edge,
    label,
    hidden,
    smooth: edge.bend ? { enabled: true, type: edge.bend > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(edge.bend) } : false,
    dashes: edge.status === "denied" ? [7, 5] : edge.status === "possible" ? [2, 5] : false,
    width: edge.width + (on ? 0.8 : 0),
    color: { color: line, opacity: dim ? 0.15 : 1, highlight: line, hover: line },
    arrows: edge.symmetric ? { to: { enabled: true, scaleFactor: 0.45 }, from: { enabled: true, scaleFactor: 0.45 } }
      : { to: { enabled: true, scaleFactor: 0.6 } },
    font: {
      size: 14.5, face: paint.sans, align: "middle", strokeWidth: 4, strokeColor: paint.bg, background: paint.bg,
      color: dim ? "rgba(128,128,128,0.2)" : on ? line : edge.status === "denied" ? paint.denied : paint.soft,
    },
  };
}
