// The view as a file (PNG, SVG, CSV, GEXF, Turtle), as a link, and as a query.
import { pngOf, saveFile, svgOf } from "./drawing/saving.js";
import { paintOf } from "./drawing/look.js";
import { file } from "./service.js";
import { t } from "./words.js";

const NAMES = { csv: "cabos.csv", gexf: "cabos.gexf", turtle: "cabos.ttl" };

/** @param {any} page what the explorer shows, and how it tells of faults */
export function exporting({ keep, drawing, scene, guarded, say, asked }) {
  const on = (id, run) => document.getElementById(id).addEventListener("click", guarded(async () => {
    await run();
    /** @type {HTMLDetailsElement} */ (document.getElementById("export")).open = false;
  }));
  const title = () => document.title.replace(/ – cabos$/, "");

  on("png", async () => saveFile(await pngOf(document.querySelector("#drawing canvas"), title(), paintOf()), "cabos.png"));
  on("svg", () => saveFile(svgOf(drawing.network, title(), paintOf()), "cabos.svg"));
  for (const format of Object.keys(NAMES)) {
    on(format, async () => {
      const placed = Object.fromEntries(scene().nodes.map((node) => [node.id, [node.x, node.y]]));
      saveFile(await file("/scene/export", { entities: Object.keys(placed), placed, filter: asked(keep.state.filter), format }), NAMES[format]);
    });
  }
  on("link", async () => {
    await navigator.clipboard.writeText(location.href);
    say(t("link_copied"));
  });
}
