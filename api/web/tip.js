// What is under the pointer, said beside it: an entity's counts, a relation's surest sentence.
import { dateText, el, quote } from "./drawing/dom.js";
import { saying } from "./drawing/look.js";
import { badge, labelOf } from "./evidence.js";
import { get } from "./service.js";
import { language, t } from "./words.js";

/**
 * @param {HTMLElement} box
 * @param {{node: (id: string) => any, edge: (id: string) => any, named: () => Map<string, any>}} find
 */
export function hovering(box, find) {
  /** @type {Map<string, any>} statements by id */
  const read = new Map();
  let now = "";

  function put(content, at) {
    box.replaceChildren(...content.filter(Boolean));
    box.hidden = false;
    const room = box.parentElement;
    const x = at.x + 16 + box.offsetWidth > room.clientWidth ? at.x - 16 - box.offsetWidth : at.x + 16;
    const y = at.y + 18 + box.offsetHeight > room.clientHeight ? at.y - 14 - box.offsetHeight : at.y + 18;
    box.style.left = `${Math.max(8, Math.min(x, room.clientWidth - box.offsetWidth - 8))}px`;
    box.style.top = `${Math.max(8, y)}px`;
  }

  const title = (edge, names) => el("strong", {}, `${names.get(edge.subject)?.label} ${saying(labelOf(edge.relation), edge.status, language)} ${names.get(edge.object)?.label}`);

  async function edgeTip(edge, at) {
    if (!read.has(edge.first)) read.set(edge.first, await get(`/statements/${edge.first}`));
    if (now !== edge.id) return;
    const row = read.get(edge.first);
    const by = row.attributed_to ? t("according_to", null, { who: row.attributed_to }) : "";
    const from = [by, row.article.publisher, dateText(row.article.date, language)].filter(Boolean).join(" · ");
    put([title(edge, find.named()), quote(row.sentence.text, row.trigger), el("p", {}, badge(edge.status), " ", from),
      edge.statements > 1 ? el("p", {}, t("more_sentences", edge.statements - 1)) : null], at);
  }

  return {
    /** @param {string} kind @param {string} id @param {{x: number, y: number}} at */
    async show(kind, id, at) {
      now = id;
      if (kind === "node") {
        const node = find.node(id);
        if (node) put([el("strong", {}, node.label), el("p", {}, `${t(`type_${node.type}`)} · ${t("sentences", node.statements)} · ${t("neighbours_in_view", null, { some: node.shown, all: node.neighbours })}`)], at);
      } else if (find.edge(id)) await edgeTip(find.edge(id), at).catch(() => { box.hidden = true; });
    },
    hide() {
      now = "";
      box.hidden = true;
    },
  };
}
