// The picture as a file: PNG of what is in view, SVG of all that is drawn.
import { el } from "./dom.js";

const SVG_SPACE = "http://www.w3.org/2000/svg";
const EDGE_PAD = 24;
const HEAD = 44;

/** Hand a file to the reader. @param {Blob} blob @param {string} name */
export function saveFile(blob, name) {
  const link = el("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

/** PNG of the view, with its title. @param {HTMLCanvasElement} source @param {string} title @param {Record<string, string>} paint */
export function pngOf(source, title, paint) {
  const copy = document.createElement("canvas");
  const unit = source.width / source.clientWidth;
  const head = HEAD * unit;
  Object.assign(copy, { width: source.width, height: source.height + head });
  const pen = copy.getContext("2d");
  pen.fillStyle = paint.bg;
  pen.fillRect(0, 0, copy.width, copy.height);
  pen.drawImage(source, 0, head);
  pen.fillStyle = paint.text;
  pen.font = `600 ${17 * unit}px ${paint.serif}`;
  pen.fillText(title, 16 * unit, 28 * unit, copy.width - 32 * unit);
  return new Promise((resolve) => copy.toBlob(resolve));
}

/** @param {string} tag @param {Record<string, string|number>} attributes @param {...(Node|string)} children */
function svg(tag, attributes, ...children) {
  const element = document.createElementNS(SVG_SPACE, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

/** Characters that XML cannot hold are left out. @param {string} text */
// eslint-disable-next-line no-control-regex
const legal = (text) => text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "");
const round = (number) => Math.round(number * 10) / 10;

const POINTS = {
  diamond: [[0, -1], [1, 0], [0, 1], [-1, 0]],
  square: [[-1, -1], [1, -1], [1, 1], [-1, 1]],
  triangle: [[0, -1.15], [1, 0.6], [-1, 0.6]],
  star: Array.from({ length: 10 }, (_, n) => {
    const radius = n % 2 ? 0.5 : 1.25;
    return [radius * Math.sin((n * Math.PI) / 5), -radius * Math.cos((n * Math.PI) / 5)];
  }),
};

function nodeShape(node, { x, y }) {
  const look = { fill: node.color.background, stroke: node.color.border, "stroke-width": node.borderWidth, opacity: node.opacity };
  if (node.shape === "dot") return svg("circle", { cx: x, cy: y, r: node.size, ...look });
  const corners = POINTS[node.shape].map(([dx, dy]) => `${round(x + dx * node.size)},${round(y + dy * node.size)}`);
  return svg("polygon", { points: corners.join(" "), ...look });
}

function words(text, x, y, font) {
  return svg("text", {
    x: round(x), y: round(y), "font-size": round(font.size), fill: font.color, stroke: font.strokeColor, "stroke-width": font.strokeWidth,
    "paint-order": "stroke", "stroke-linejoin": "round", "text-anchor": "middle", "dominant-baseline": "central",
  }, legal(text));
}

/** The name below its shape, in the lines that vis-network has broken it into. */
function nodeName(network, node, { x, y }) {
  const lines = (network.body.nodes[node.id].labelModule.lines ?? []).map((line) => line.blocks.map((block) => block.text).join(""));
  const step = node.font.size * 1.2;
  return (lines.length ? lines : [node.label]).map((line, i) => words(line, x, y + node.size + step * (i + 0.9), node.font));
}

function arrow(at, from, size, colour, opacity) {
  const angle = Math.atan2(at.y - from.y, at.x - from.x);
  const corner = (turn, length) => `${round(at.x - length * Math.cos(angle + turn))},${round(at.y - length * Math.sin(angle + turn))}`;
  return svg("polygon", { points: [`${round(at.x)},${round(at.y)}`, corner(0.35, size), corner(-0.35, size)].join(" "), fill: colour, opacity });
}

/** The point at the border of a node on the way to another point. */
function border(centre, towards, distance) {
  const length = Math.hypot(towards.x - centre.x, towards.y - centre.y) || 1;
  return { x: centre.x + ((towards.x - centre.x) / length) * distance, y: centre.y + ((towards.y - centre.y) / length) * distance };
}

function edgeLine(network, edge, places, sizes) {
  const [a, b] = [places[edge.from], places[edge.to]];
  const straight = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
  const via = edge.smooth ? network.body.edges[edge.id].edgeType.getViaNode() : straight;
  const [start, end] = [border(a, via, sizes.get(edge.from) + 2), border(b, via, sizes.get(edge.to) + 3)];
  const middle = edge.smooth ? { x: (a.x + 2 * via.x + b.x) / 4, y: (a.y + 2 * via.y + b.y) / 4 } : straight;
  const { color: colour, opacity } = edge.color;
  let angle = (Math.atan2(b.y - a.y, b.x - a.x) * 180) / Math.PI;
  if (Math.abs(angle) > 90) angle += 180;
  const head = 8 + 2 * edge.width;
  const wide = round(edge.label.length * edge.font.size * 0.5);
  return svg("g", {},
    svg("path", {
      d: `M${round(start.x)} ${round(start.y)}Q${round(via.x)} ${round(via.y)} ${round(end.x)} ${round(end.y)}`, fill: "none", stroke: colour,
      "stroke-width": round(edge.width), opacity, "stroke-dasharray": (edge.dashes || []).join(" "),
    }),
    arrow(end, via, head, colour, opacity),
    ...(edge.symmetric ? [arrow(start, via, head, colour, opacity)] : []),
    svg("g", { transform: `rotate(${round(angle)} ${round(middle.x)} ${round(middle.y)})` },
      svg("rect", { x: round(middle.x - wide / 2), y: round(middle.y - edge.font.size / 2), width: wide, height: edge.font.size, fill: edge.font.background }),
      words(edge.label, middle.x, middle.y, edge.font)));
}

/**
 * SVG of everything drawn, whatever part of it is in view.
 * @param {any} network @param {string} title @param {Record<string, string>} paint
 */
export function svgOf(network, title, paint) {
  const nodes = network.body.data.nodes.get().filter((node) => !node.hidden);
  const edges = network.body.data.edges.get().filter((edge) => !edge.hidden && edge.from !== edge.to);
  const places = network.getPositions();
  const sizes = new Map(nodes.map((node) => [node.id, node.size]));
  const boxes = nodes.map((node) => network.getBoundingBox(node.id));
  const left = Math.min(0, ...boxes.map((box) => box.left)) - EDGE_PAD;
  const top = Math.min(0, ...boxes.map((box) => box.top)) - EDGE_PAD - HEAD;
  const width = Math.max(0, ...boxes.map((box) => box.right)) + EDGE_PAD - left;
  const height = Math.max(0, ...boxes.map((box) => box.bottom)) + EDGE_PAD - top;
  const drawing = svg("svg", { xmlns: SVG_SPACE, viewBox: [left, top, width, height].map(round).join(" "), width: round(width), height: round(height), "font-family": paint.sans },
    svg("title", {}, legal(title)),
    svg("rect", { x: round(left), y: round(top), width: round(width), height: round(height), fill: paint.bg }),
    svg("text", { x: round(left + 16), y: round(top + 32), "font-family": paint.serif, "font-size": 20, "font-weight": 600, fill: paint.text }, legal(title)),
    ...edges.map((edge) => edgeLine(network, edge, places, sizes)),
    ...nodes.map((node) => nodeShape(node, places[node.id])),
    ...nodes.flatMap((node) => nodeName(network, node, places[node.id])));
  return new Blob([new XMLSerializer().serializeToString(drawing)], { type: "image/svg+xml" });
}
