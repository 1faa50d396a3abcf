// The steps that change what is drawn; each is one that «undo» takes back.

/** @param {any} keep the keeper of the state @param {() => any} scene what is drawn now */
export function steps(keep, scene) {
  /** What is drawn as the state has it: the first view has no entities of its own until something changes. */
  const drawn = () => (keep.state.nodes.size ? keep.state.nodes : new Map(scene().nodes.map((node) => [node.id, [node.x, node.y]])));

  function neighbours(id) {
    const near = new Set();
    for (const { subject, object } of scene().edges) {
      if (subject === id) near.add(object);
      if (object === id) near.add(subject);
    }
    near.delete(id);
    return near;
  }

  function without(ids) {
    const gone = new Set(ids);
    return {
      nodes: new Map([...drawn()].filter(([id]) => !gone.has(id))),
      pinned: new Set([...keep.state.pinned].filter((id) => !gone.has(id))),
      selected: keep.state.selected.filter((id) => !gone.has(id)),
      edge: "",
      path: [],
    };
  }

  return {
    /** @param {string[]} ids @param {object} [change] */
    add(ids, change = {}) {
      const nodes = new Map(drawn());
      for (const id of ids) if (!nodes.has(id)) nodes.set(id, null);
      keep.commit({ nodes, ...change });
    },
    /** @param {string[]} ids */
    hide: (ids) => keep.commit(without(ids)),
    /** Takes away the neighbours that hang on this one alone; how many. @param {string} id */
    collapse(id) {
      const alone = [...neighbours(id)].filter((other) => neighbours(other).size === 1 && !keep.state.pinned.has(other));
      if (alone.length) keep.commit({ ...without(alone), selected: [id] });
      return alone.length;
    },
    /** Keeps only these and what is tied to them. @param {string[]} ids */
    focus(ids) {
      const kept = new Set(ids.flatMap((id) => [id, ...neighbours(id)]));
      keep.commit({ ...without([...drawn().keys()].filter((id) => !kept.has(id))), selected: ids });
    },
    /** Pins these, or lets them go where all are pinned. @param {string[]} ids */
    pin(ids) {
      const all = ids.every((id) => keep.state.pinned.has(id));
      const rest = [...keep.state.pinned].filter((id) => !ids.includes(id));
      keep.commit({ nodes: drawn(), pinned: new Set(all ? rest : [...rest, ...ids]) });
    },
    /** A dragged entity stays where it was put. @param {Record<string, {x: number, y: number}>} places */
    move(places) {
      const nodes = new Map(drawn());
      for (const [id, { x, y }] of Object.entries(places)) nodes.set(id, [Math.round(x), Math.round(y)]);
      keep.commit({ nodes, pinned: new Set([...keep.state.pinned, ...Object.keys(places)]) });
    },
    /** New places for all that is not pinned. */
    relayout() {
      keep.commit({ nodes: new Map([...drawn()].map(([id, place]) => [id, keep.state.pinned.has(id) ? place : null])) });
    },
  };
}
