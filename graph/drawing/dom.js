// Elements, dates, quotations: what drawings and the pages of the service share. Everything that comes from articles
// enters a page as text, never as markup. (In a drawing `export` is taken away, and the files follow one another.)

/**
 * An element; strings become text, functions listeners (`onclick`), true a bare attribute; null, false and undefined nothing.
 * @param {string} tag
 * @param {Record<string, any>} [attributes]
 * @param {...(Node|string|number|null|undefined|false)} children
 * @returns {any}
 */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false).map((child) => (child instanceof Node ? child : String(child))));
  return element;
}

/** Lower case without accents. @param {string} text */
export const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** The address if it is http or https, else null: no other scheme becomes a link. @param {string|null} text */
export function webAddress(text) {
  try {
    const url = new URL(text);
    return url.protocol === "http:" || url.protocol === "https:" ? url.href : null;
  } catch {
    return null;
  }
}

/** A link that leaves the page; plain text where the address is none of the web. @param {string|null} address @param {string} text */
export function outside(address, text) {
  const href = webAddress(address);
  return href ? el("a", { href, target: "_blank", rel: "noopener noreferrer" }, `${text}\u00a0↗`) : text;
}

/** A day, month or year as people write it. @param {string|null} iso @param {string} language */
export function dateText(iso, language) {
  const parts = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?/.exec(iso || "");
  if (!parts) return iso || "";
  const [, year, month, day] = parts;
  const date = new Date(Date.UTC(+year, month ? +month - 1 : 0, day ? +day : 1));
  if (Number.isNaN(date.valueOf())) return iso;
  return date.toLocaleDateString(language, { year: "numeric", ...(month && { month: "short" }), ...(day && { day: "numeric" }), timeZone: "UTC" });
}

const escaped = (text) => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");

/** Where the words that say it stand: as whole words, else anywhere, else -1. @param {string} text @param {string|null} words */
function placeOf(text, words) {
  if (!words) return -1;
  const whole = text.search(new RegExp(`(?<![\\p{L}\\p{N}])${escaped(words)}(?![\\p{L}\\p{N}])`, "u"));
  return whole >= 0 ? whole : text.indexOf(words);
}

/** A sentence in quotation marks, with the words that say it marked. @param {string} text @param {string|null} words */
export function quote(text, words) {
  const at = placeOf(text, words);
  if (at < 0) return el("blockquote", {}, `«${text}»`);
  const end = at + words.length;
  return el("blockquote", {}, `«${text.slice(0, at)}`, el("mark", {}, text.slice(at, end)), `${text.slice(end)}»`);
}

/**
 * A text with its values filled in. One of two forms has the singular before `|`; `{n}` stands for the number.
 * @param {string} text @param {number|null} n @param {Record<string, string|number>} values @param {(value: number) => string} number
 */
export function filled(text, n, values, number) {
  const [one, many] = text.split("|");
  let result = many && n !== 1 ? many : one;
  for (const [name, value] of Object.entries(n === null ? values : { n, ...values })) {
    result = result.replaceAll(`{${name}}`, typeof value === "number" ? number(value) : value);
  }
  return result;
}
