// The words of the page in the reader's language, as the server put them into it.
import { filled } from "./drawing/dom.js";

/** @type {Record<string, string>} */
const texts = JSON.parse(document.getElementById("words").textContent);

export const language = document.documentElement.lang;
const figures = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });

/** @param {number} value */
export const number = (value) => figures.format(value);

/**
 * The text under a key. «3 frases»: a text of two forms has the singular before `|`; `{n}` stands for the number.
 * @param {string} key
 * @param {number|null} [n]
 * @param {Record<string, string|number>} [values]
 */
export const t = (key, n = null, values = {}) => filled(texts[key], n, values, number);
