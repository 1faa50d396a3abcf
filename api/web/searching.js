// Finding entities by name, and two that a path may join.
import { combobox } from "./combobox.js";
import { el } from "./drawing/dom.js";
import { typeIcon } from "./drawing/look.js";
import { entityPath, get } from "./service.js";
import { t } from "./words.js";

/** @type {(id: string) => any} */
const byId = (id) => document.getElementById(id);

const entityLine = (row) => [
  typeIcon(row.type), el("span", { class: "name" }, row.label),
  row.statements === undefined ? null : el("span", { class: "number" }, t("sentences", row.statements)),
].filter(Boolean);

/**
 * @param {object} page
 * @param {(id: string) => any} page.begin shows an entity and what is around it
 * @param {(id: string) => any} page.open adds it to what is shown
 * @param {(from: string, to: string) => any} page.pathBetween
 * @param {(task: any) => any} page.guarded
 * @param {(text: string) => void} page.say
 * @param {() => void} page.leave the panel no longer shows what it showed
 */
export function searching({ begin, open, pathBetween, guarded, say, leave }) {
  /** Entities to choose from, in the panel. @param {string} words @param {any[]} rows */
  function choices(words, rows, run = begin) {
    byId("panel").replaceChildren(
      el("h2", { tabindex: "-1" }, words ? `«${words}»` : t("which")),
      el("p", { class: "soft" }, rows.length ? t("entities", rows.length) : t("no_such")),
      el("ul", { class: "chosen results" }, ...rows.map((row) => el("li", {}, el("button", { type: "button", class: "line", onclick: () => run(row.id) }, ...entityLine(row))))));
    leave();
    say(rows.length ? t("entities", rows.length) : t("no_such"));
  }

  const find = guarded(async (words, run = begin) => {
    byId("q").value = words;
    const page = await get("/entities", { q: words, limit: 40 });
    return page.items.length === 1 ? run(page.items[0].id) : choices(words, page.items, run);
  });

  /** The entity of a key, else the best one whose name begins so. @param {string} key */
  async function entityOf(key) {
    try {
      return await get(entityPath(key));
    } catch (error) {
      const found = error.status === 404 ? (await get("/entities", { q: key, limit: 1 })).items : [];
      if (!found.length) throw error;
      return found[0];
    }
  }

  const connect = guarded(async (from, to) => {
    const ends = await Promise.all([from, to].map(entityOf));
    ["from", "to"].forEach((id, i) => { byId(id).value = ends[i].label; });
    return pathBetween(ends[0].id, ends[1].id);
  });

  const entityBox = (id, choose) => combobox(byId(id), {
    find: async (text, signal) => (await get("/entities", { q: text, limit: 8 }, signal)).items,
    line: entityLine, choose, label: t("suggestions"),
    announce: (count) => say(count ? t("suggestions_n", count) : t("no_suggestions")),
  });

  const boxes = [entityBox("q", (row) => begin(row.id)), entityBox("from", () => byId("to").focus()), entityBox("to", () => {})];
  const asked = (run) => {
    boxes[0].close();
    const words = byId("q").value.trim();
    if (byId("q").entity) run(byId("q").entity.id);
    else if (words) find(words, run);
  };
  byId("search").addEventListener("submit", (event) => { event.preventDefault(); asked(begin); });
  byId("add").addEventListener("click", () => asked(open));
  byId("connect").addEventListener("submit", (event) => {
    event.preventDefault();
    const [from, to] = ["from", "to"].map((id) => byId(id).entity?.id ?? byId(id).value.trim());
    if (from && to) connect(from, to);
    else byId(from ? "to" : "from").focus();
  });
  return { choices, find, connect };
}
