// What the explorer shows, as one value that the address holds: every view is a link, and undo is «back».

/**
 * @typedef {object} Filter
 * @property {string[]} noTypes types that are left out; so too statuses and relations
 * @property {string[]} noStatuses
 * @property {string[]} noRelations
 * @property {string[]} sources only these outlets; none: all
 * @property {number} confidence
 * @property {string} since
 * @property {string} until
 *
 * @typedef {object} State
 * @property {Map<string, [number, number]|null>} nodes entities by id, with their place
 * @property {Set<string>} pinned
 * @property {string[]} selected ids of entities
 * @property {string} edge id of the relation that is open
 * @property {string[]} path ids of the two ends of a path
 * @property {string} view "drawing" or "table"
 * @property {Filter} filter
 */

const LISTS = { noTypes: "xt", noStatuses: "xs", noRelations: "xr", sources: "src" };

/** @returns {Filter} */
export const noFilter = () => ({ noTypes: [], noStatuses: [], noRelations: [], sources: [], confidence: 0, since: "", until: "" });

/** @returns {State} */
export const emptyState = () => ({ nodes: new Map(), pinned: new Set(), selected: [], edge: "", path: [], view: "drawing", filter: noFilter() });

/** @param {Filter} filter */
export const isFiltered = (filter) => JSON.stringify(filter) !== JSON.stringify(noFilter());

/** The part of an address behind «#». @param {State} state */
export function encode(state) {
  const out = new URLSearchParams();
  for (const [id, place] of state.nodes) out.append(state.pinned.has(id) ? "p" : "n", place ? `${id}:${place[0]}:${place[1]}` : `${id}::`);
  for (const id of state.selected) out.append("sel", id);
  if (state.edge) out.set("edge", state.edge);
  for (const id of state.path) out.append("path", id);
  if (state.view !== "drawing") out.set("view", state.view);
  for (const [name, short] of Object.entries(LISTS)) for (const value of state.filter[name]) out.append(short, value);
  if (state.filter.confidence) out.set("conf", String(state.filter.confidence));
  for (const name of ["since", "until"]) if (state.filter[name]) out.set(name, state.filter[name]);
  return out.toString();
}

/** @param {string} text @returns {State} */
export function decode(text) {
  const given = new URLSearchParams(text);
  const state = emptyState();
  for (const [name, value] of given) {
    if (name !== "n" && name !== "p") continue;
    const [, id, x, y] = /^(.*?)(?::(-?\d+)?:(-?\d+)?)?$/s.exec(value);
    state.nodes.set(id, x && y ? [Number(x), Number(y)] : null);
    if (name === "p") state.pinned.add(id);
  }
  state.selected = given.getAll("sel").filter((id) => state.nodes.has(id));
  state.edge = given.get("edge") ?? "";
  state.path = given.getAll("path").slice(0, 2);
  state.view = given.get("view") === "table" ? "table" : "drawing";
  for (const [name, short] of Object.entries(LISTS)) state.filter[name] = given.getAll(short);
  const confidence = Number(given.get("conf"));
  state.filter.confidence = confidence > 0 && confidence <= 1 ? confidence : 0;
  for (const name of ["since", "until"]) state.filter[name] = /^\d{4}(-\d\d){0,2}$/.test(given.get(name) ?? "") ? given.get(name) : "";
  return state;
}

/**
 * The state and its past. `changed` hears of every new state, from here or from the browser's buttons.
 * @param {(state: State) => void} changed
 */
export function keeper(changed) {
  let state = decode(location.hash.slice(1));
  let step = history.state?.step ?? 0;
  let top = step;
  const write = (method) => {
    const text = encode(state);
    history[method]({ step }, "", text ? `#${text}` : location.pathname);
  };
  addEventListener("popstate", () => {
    state = decode(location.hash.slice(1));
    step = history.state?.step ?? 0;
    top = Math.max(top, step);
    changed(state);
  });
  return {
    get state() { return state; },
    get canUndo() { return step > 0; },
    get canRedo() { return step < top; },
    undo: () => history.back(),
    redo: () => history.forward(),
    /** A new step, which undo takes back. @param {Partial<State>} change */
    commit(change) {
      state = { ...state, ...change };
      top = ++step;
      write("pushState");
      changed(state);
    },
    /** The same step looked at otherwise: a selection, places that the service has found. @param {Partial<State>} change */
    amend(change, { quiet = false } = {}) {
      state = { ...state, ...change };
      write("replaceState");
      if (!quiet) changed(state);
    },
  };
}
