// An input that suggests (ARIA 1.2 combobox: the list is a popup, the focus stays in the input).
// @ts-check

/**
 * Turns a text input into a combobox. `input.entity` holds the row that was chosen, null after further typing.
 * @param {any} input
 * @param {object} with_
 * @param {(text: string, signal: AbortSignal) => Promise<any[]>} with_.find rows for what was typed
 * @param {(row: any) => Node[]} with_.line what an option shows
 * @param {(row: any) => void} with_.choose
 * @param {(count: number) => void} with_.announce for screen readers
 * @param {string} with_.label name of the list
 */
export function combobox(input, { find, line, choose, announce, label }) {
  const list = Object.assign(document.createElement("ul"), { className: "options", id: `${input.id}-options`, hidden: true });
  const attributes = { role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list" };
  for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", label);
  input.after(list);

  /** @type {any[]} */
  let rows = [];
  let active = -1;
  let timer = 0;
  let request = new AbortController();

  function move(to) {
    active = to;
    [...list.children].forEach((option, i) => option.setAttribute("aria-selected", String(i === active)));
    if (active < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", list.children[active].id);
    list.children[active].scrollIntoView({ block: "nearest" });
  }

  function close() {
    clearTimeout(timer);
    request.abort();
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    move(-1);
  }

  function take(row) {
    input.value = row.label;
    input.entity = row;
    close();
    choose(row);
  }

  function option(row, i) {
    const item = Object.assign(document.createElement("li"), { id: `${list.id}-${i}` });
    item.setAttribute("role", "option");
    item.append(...line(row));
    item.addEventListener("mousedown", (event) => {
      event.preventDefault(); // keeps the focus in the input
      take(row);
    });
    return item;
  }

  async function suggest() {
    request.abort();
    request = new AbortController();
    const text = input.value.trim();
    if (!text) return close();
    try {
      rows = await find(text, request.signal);
    } catch (error) {
      if (error.name !== "AbortError") close();
      return;
    }
    list.replaceChildren(...rows.map(option));
    list.hidden = !rows.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    move(-1);
    announce(rows.length);
  }

  input.addEventListener("input", () => {
    input.entity = null;
    clearTimeout(timer);
    timer = setTimeout(suggest, 120);
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && list.hidden) suggest();
    else if (step) move(active < 0 && step < 0 ? rows.length - 1 : (active + step + rows.length) % rows.length);
    else if (event.key === "Enter" && active >= 0) take(rows[active]);
    else if (event.key === "Escape" && !list.hidden) close();
    else return;
    event.preventDefault();
  });
  return { close };
}
