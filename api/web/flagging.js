// Flagging what an article does not say: a person's decision, kept apart from what articles say, that needs the token.
import { el } from "./drawing/dom.js";
import { labelOf } from "./evidence.js";
import { get, write } from "./service.js";
import { t } from "./words.js";

const TOKEN = "cabos-token";

/**
 * @param {any} dialog null where the service takes no writes
 * @param {{guarded: (task: any) => any, changed: (told: string) => any}} page
 */
export function flagging(dialog, { guarded, changed }) {
  if (!dialog) return null;
  const form = dialog.querySelector("form");
  /** @type {string[]} */
  let statements = [];

  function ask(ids, what) {
    statements = ids;
    form.elements.token.value = sessionStorage.getItem(TOKEN) ?? "";
    dialog.querySelector(".what").replaceChildren(what, el("br"), el("small", {}, t("flag_count", ids.length)));
    dialog.querySelector(".fault").textContent = "";
    dialog.showModal();
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      await write("POST", "/decisions", { statements, reason: form.elements.reason.value.trim() }, form.elements.token.value);
      sessionStorage.setItem(TOKEN, form.elements.token.value);
      dialog.close();
      form.elements.reason.value = "";
      await changed(t("flagged", statements.length));
    } catch (error) {
      dialog.querySelector(".fault").textContent = error.status === 401 ? t("wrong_token") : error.message;
    }
  });
  dialog.querySelector("[value=cancel]").addEventListener("click", () => dialog.close());

  return {
    /** @param {any} row a statement */
    statement: (row) => ask([row.iri], `${row.subject.label} ${labelOf(row.relation)} ${row.object.label}`),
    /** All statements of an edge. */
    edge: guarded(async (edge, names) => {
      const [subject, object] = [names.get(edge.subject), names.get(edge.object)];
      const ends = edge.symmetric ? [[subject, object], [object, subject]] : [[subject, object]];
      const lists = await Promise.all(ends.map(([a, b]) => get("/statements", { subject: a.iri, object: b.iri, relation: edge.relation, status: edge.status, limit: 1000 })));
      ask(lists.flatMap((list) => list.items.map((row) => row.iri)), `${subject.label} ${labelOf(edge.relation)} ${object.label}`);
    }),
  };
}
