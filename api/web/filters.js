// What is shown: types, statuses, relations by PLOVER category, sources, confidence, time. Also the legend.
import { el } from "./drawing/dom.js";
import { statusIcon, typeIcon } from "./drawing/look.js";
import { knownRelations, labelOf } from "./evidence.js";
import { noFilter } from "./state.js";
import { language, number, t } from "./words.js";

const STATUSES = ["fact", "possible", "denied"];
const TYPES = ["Person", "Organization", "Country", "Place"];
const SOURCES = 40;

/** What the service takes. @param {import("./state.js").Filter} filter */
export function asked(filter) {
  const without = (all, gone) => (gone.length ? all.filter((name) => !gone.includes(name)) : []);
  return {
    types: without(TYPES, filter.noTypes), statuses: without(STATUSES, filter.noStatuses),
    relations: without(Object.keys(knownRelations()), filter.noRelations),
    sources: filter.sources, confidence: filter.confidence, since: filter.since || null, until: filter.until || null,
  };
}

/** Whether a filter lets nothing through, which no list can say to the service. @param {import("./state.js").Filter} filter */
export const nothingLeft = (filter) =>
  TYPES.every((name) => filter.noTypes.includes(name)) || STATUSES.every((name) => filter.noStatuses.includes(name)) ||
  Object.keys(knownRelations()).every((name) => filter.noRelations.includes(name));

const toggled = (list, names, on) => (on ? list.filter((name) => !names.includes(name)) : [...new Set([...list, ...names])]);

/**
 * @param {HTMLElement} place
 * @param {(filter: import("./state.js").Filter, passing: boolean) => void} change `passing`: while a slider is being drawn
 */
export function filters(place, change) {
  let filter = noFilter();
  const set = (part, passing = false) => change({ ...filter, ...part }, passing);

  function box({ key, label, count, picture = null, on, tick, some = false }) {
    const input = el("input", { type: "checkbox", "data-key": key, onchange: () => tick(input.checked) });
    input.checked = on;
    input.indeterminate = some;
    return el("label", { class: "tick" }, input, picture, el("span", { class: "what" }, label), count === null ? null : el("span", { class: "count" }, number(count)));
  }

  const group = (title, ...children) => el("fieldset", {}, el("legend", {}, title), ...children);

  function types(counts) {
    return group(t("types"), ...TYPES.filter((type) => counts[type]).map((type) => box({
      key: type, label: t(`type_${type}`), count: counts[type], picture: typeIcon(type), on: !filter.noTypes.includes(type),
      tick: (on) => set({ noTypes: toggled(filter.noTypes, [type], on) }),
    })));
  }

  function statuses(counts) {
    return group(t("statuses"), ...STATUSES.map((status) => box({
      key: status, label: t(`statuses_${status}`), count: counts[status] ?? 0, picture: statusIcon(status), on: !filter.noStatuses.includes(status),
      tick: (on) => set({ noStatuses: toggled(filter.noStatuses, [status], on) }),
    })));
  }

  function relations(counts) {
    const all = knownRelations();
    const categories = Map.groupBy(Object.keys(counts).filter((name) => all[name]), (name) => all[name].category);
    const total = (names) => names.reduce((sum, name) => sum + counts[name], 0);
    const sorted = [...categories].sort((a, b) => total(b[1]) - total(a[1]));
    return group(t("relations"), ...sorted.map(([category, names]) => {
      const gone = names.filter((name) => filter.noRelations.includes(name));
      const head = box({
        key: category, label: all[names[0]][`category_${language}`], count: total(names), on: !gone.length, some: gone.length > 0 && gone.length < names.length,
        tick: (on) => set({ noRelations: toggled(filter.noRelations, names, on) }),
      });
      const each = names.sort((a, b) => counts[b] - counts[a]).map((name) => box({
        key: name, label: labelOf(name), count: counts[name], on: !gone.includes(name),
        tick: (on) => set({ noRelations: toggled(filter.noRelations, [name], on) }),
      }));
      return names.length === 1 ? each[0] : el("div", {}, head, el("div", { class: "inner" }, ...each));
    }));
  }

  function sources(counts) {
    const names = Object.entries(counts).sort((a, b) => b[1] - a[1]).slice(0, SOURCES);
    return group(t("sources"), el("div", { class: "scroll" }, ...names.map(([name, count]) => box({
      key: `source:${name}`, label: name || t("no_outlet"), count, on: filter.sources.includes(name),
      tick: (on) => set({ sources: on ? [...filter.sources, name] : filter.sources.filter((one) => one !== name) }),
    }))));
  }

  function confidence() {
    const shown = el("output", {}, number(filter.confidence));
    const slider = el("input", {
      type: "range", id: "confidence", min: "0", max: "1", step: "0.05", value: String(filter.confidence),
      oninput: () => { shown.textContent = number(Number(slider.value)); set({ confidence: Number(slider.value) }, true); },
      onchange: () => set({ confidence: Number(slider.value) }),
    });
    return group(t("confidence"), el("label", { class: "slide" }, el("span", {}, t("at_least")), slider, shown));
  }

  function time(counts) {
    const months = Object.keys(counts).sort();
    if (months.length < 2) return null;
    const most = Math.max(...Object.values(counts));
    const last = months.length - 1;
    const at = (month, none) => { const i = months.findLastIndex((one) => one <= month); return month && i >= 0 ? i : none; };
    const bounds = () => [Number(from.value), Number(to.value)].sort((a, b) => a - b);
    const told = el("output", { class: "period" });
    const slide = (passing) => {
      const [a, b] = bounds();
      told.textContent = `${months[a]} – ${months[b]}`;
      bars.querySelectorAll("i").forEach((bar, i) => bar.classList.toggle("off", i < a || i > b));
      if (passing !== null) set({ since: a > 0 ? months[a] : "", until: b < last ? months[b] : "" }, passing);
    };
    const slider = (label, value) => el("input", { type: "range", min: "0", max: String(last), step: "1", value: String(value), "aria-label": label, oninput: () => slide(true), onchange: () => slide(false) });
    const from = slider(t("since"), at(filter.since, 0));
    const to = slider(t("until"), at(filter.until, last));
    const bars = el("div", { class: "bars", "aria-hidden": "true" }, ...months.map((month) => {
      const bar = el("i", { title: `${month}: ${counts[month]}` });
      bar.style.height = `${Math.max(6, (100 * counts[month]) / most)}%`;
      return bar;
    }));
    slide(null);
    return group(t("time"), bars, from, to, told);
  }

  return {
    /** @param {any} facets @param {import("./state.js").Filter} now */
    show(facets, now) {
      filter = now;
      const focused = document.activeElement?.getAttribute("data-key");
      place.replaceChildren(...[
        types(facets.types), statuses(facets.statuses), time(facets.months), relations(facets.relations), sources(facets.sources), confidence(),
        el("button", { type: "button", id: "unfilter", onclick: () => change(noFilter(), false) }, t("show_all")),
      ].filter(Boolean));
      if (focused) /** @type {HTMLElement|null} */ (place.querySelector(`[data-key="${CSS.escape(focused)}"]`))?.focus();
    },
  };
}
