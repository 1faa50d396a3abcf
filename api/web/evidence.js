// Statements with their sentences: cards that the explorer, and paths, show.
import { dateText, el, outside, quote } from "./drawing/dom.js";
import { saying } from "./drawing/look.js";
import { language, number, t } from "./words.js";

/** @type {Record<string, any>} relations by name */
let relations = {};

/** @param {any[]} rows what `/relations` answers */
export const learnRelations = (rows) => { relations = Object.fromEntries(rows.map((row) => [row.name, row])); };
/** @returns {Record<string, any>} */
export const knownRelations = () => relations;
/** @param {string} name */
export const labelOf = (name) => relations[name]?.[`label_${language}`] ?? name;
/** @param {string} iri */
export const lastSegment = (iri) => iri.slice(iri.lastIndexOf("/") + 1);

/** @param {string} status */
export const badge = (status) => el("span", { class: `badge ${status}` }, t(`status_${status}`));

/** @param {any} entity @param {(id: string) => void} open */
export function entityButton(entity, open) {
  return el("button", { type: "button", class: "entity", title: t(`type_${entity.type}`), onclick: () => open(entity.id) }, entity.label);
}

/** Subject, relation, object. @param {any} row @param {(id: string) => void} open */
export function triple(row, open) {
  const words = el("span", { class: "relation" }, ` ${saying(labelOf(row.relation), row.status, language)} `);
  return [entityButton(row.subject, open), words, entityButton(row.object, open)];
}

/** Title, outlet and date of the article, with a way to its page. @param {any} article */
export function origin(article) {
  const parts = [
    el("a", { href: `/articles/${encodeURIComponent(lastSegment(article.iri))}` }, article.title || article.id),
    article.publisher, article.date && el("time", { datetime: article.date }, dateText(article.date, language)),
    article.url ? outside(article.url, t("read_article")) : null,
  ].filter(Boolean);
  return el("p", { class: "source" }, ...parts.flatMap((part, i) => (i ? [" · ", part] : [part])));
}

/**
 * A statement with its sentence.
 * @param {any} row
 * @param {{open: (id: string) => void, heading?: string, flag?: (row: any) => void}} how
 */
export function statementCard(row, { open, heading = "h3", flag }) {
  const facts = [
    row.attributed_to && t("according_to", null, { who: row.attributed_to }),
    row.time && t("happened", null, { when: dateText(row.time, language) }),
    t("confidence_of", null, { value: number(row.confidence) }),
  ].filter(Boolean);
  return el("article", { class: `statement ${row.status}`, "data-statement": lastSegment(row.iri) },
    el("header", {}, el(heading, {}, ...triple(row, open)), badge(row.status)),
    quote(row.sentence.text, row.trigger),
    el("p", { class: "how" }, facts.join(" · ")),
    origin(row.article),
    el("p", { class: "tools" },
      el("a", { href: `/statements/${lastSegment(row.iri)}` }, t("statement_page")),
      flag ? el("button", { type: "button", class: "plain", onclick: () => flag(row) }, t("flag")) : null));
}
