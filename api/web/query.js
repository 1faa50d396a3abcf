// The SPARQL page: YASGUI on /sparql, with saved queries and prefixes at hand; what it finds leads to cards, CSV, a drawing.
import { saveFile } from "./drawing/saving.js";
import { get } from "./service.js";
import { t } from "./words.js";

const Yasgui = globalThis.Yasgui;
const BASE = "https://w3id.org/cabos/";
const PAGES = { [`${BASE}entity/`]: "/?entity=", [`${BASE}article/`]: "/articles/", [`${BASE}statement/`]: "/statements/" };
const MOST = 300;
const FIRST = declared(`SELECT ?who ?whom ?sentence WHERE {
  ?statement rdf:subject/rdfs:label ?who ; rdf:predicate cabos:supports ; rdf:object/rdfs:label ?whom ;
             cabos:status cabos:Fact ; prov:wasDerivedFrom/nif:anchorOf ?sentence
}
LIMIT 50`);

/** The query with the known prefixes that it uses declared, as the editor wants it. @param {string} text */
function declared(text) {
  const buttons = [...document.querySelectorAll("[data-prefix]")].map((button) => [button.getAttribute("data-prefix"), button.getAttribute("data-iri")]);
  const used = buttons.filter(([prefix]) => new RegExp(`(?<![\\w:<])${prefix}:`).test(text) && !new RegExp(`PREFIX\\s+${prefix}:`, "i").test(text));
  return used.map(([prefix, iri]) => `PREFIX ${prefix}: <${iri}>\n`).join("") + text;
}

/** @type {(id: string) => any} */
const byId = (id) => document.getElementById(id);
const say = (text) => { byId("told").textContent = text; };

// Its other completers ask a server elsewhere for properties and classes.
Object.assign(Yasgui.Yasqe.defaults, { autocompleters: ["variables", "prefixes"], value: FIRST, prefixCcApi: null });
Object.assign(Yasgui.Yasr.defaults, { pluginOrder: ["table", "response"] });
const given = new URLSearchParams(location.search).get("query");
const yasgui = new Yasgui(byId("yasgui"), {
  requestConfig: { endpoint: "/sparql", method: "POST", acceptHeaderGraph: "text/turtle,*/*;q=0.9" },
  copyEndpointOnNewTab: false, populateFromUrl: false, endpointCatalogueOptions: { getData: () => [] },
  persistencyExpire: 60 * 60 * 24 * 30,
});
if (given) yasgui.addTab(true, { name: t("nav_query"), yasqe: { value: declared(given) }, requestConfig: { endpoint: "/sparql", method: "POST" } });

const editor = () => yasgui.getTab().getYasqe();

/** Where an IRI of the graph has a page of its own. @param {string} iri */
function pageOf(iri) {
  const base = Object.keys(PAGES).find((start) => iri.startsWith(start) && !iri.includes("#"));
  return base ? PAGES[base] + encodeURIComponent(iri.slice(base.length)) : null;
}

/** What YASGUI leaves without a name, or calls a tab list though it holds a button too, for screen readers. */
function tidy() {
  for (const one of document.querySelectorAll(".yasgui .tabsList, .yasgui .tabsList a, .yasgui [role=tabpanel]")) {
    for (const name of ["role", "aria-selected"]) one.removeAttribute(name);
  }
  for (const input of document.querySelectorAll(".CodeMirror textarea:not([aria-label])")) input.setAttribute("aria-label", t("query_text"));
}

new MutationObserver(() => {
  tidy();
  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll(`.yasr a[href^="${BASE}"]`))) {
    const page = pageOf(link.getAttribute("href"));
    if (page) link.setAttribute("href", page);
  }
}).observe(byId("yasgui"), { childList: true, subtree: true, attributeFilter: ["role", "aria-selected"] });

for (const button of document.querySelectorAll("[data-prefix]")) {
  button.addEventListener("click", () => editor().addPrefixes({ [button.getAttribute("data-prefix")]: button.getAttribute("data-iri") }));
}

/** The query's answer as the service writes it. @param {string} accept */
async function ask(accept) {
  const body = new URLSearchParams({ query: editor().getValue() });
  const response = await fetch("/sparql", { method: "POST", headers: { Accept: accept }, body });
  if (!response.ok) throw new Error((await response.json()).detail);
  return response;
}

const guarded = (task) => async () => {
  try {
    say("");
    await task();
  } catch (error) {
    say(error.message);
  }
};

byId("csv").addEventListener("click", guarded(async () => saveFile(await (await ask("text/csv")).blob(), "cabos.csv")));

/** Every entity in the answer, with what is said between them, in the explorer. */
byId("draw").addEventListener("click", guarded(async () => {
  const answer = await (await ask("application/sparql-results+json")).json();
  const found = (answer.results?.bindings ?? []).flatMap((row) => Object.values(row)).filter((term) => term.type === "uri" && term.value.startsWith(`${BASE}entity/`));
  const ids = [...new Set(found.map((term) => term.value.slice(`${BASE}entity/`.length)))].slice(0, MOST);
  if (!ids.length) return say(t("no_entities_found"));
  return location.assign(`/#${new URLSearchParams(ids.map((id) => ["n", `${id}::`]))}`);
}));

tidy();
const { queries } = await get("/saved");
for (const query of queries) byId("saved").append(new Option(query.title, query.query));
byId("saved").addEventListener("change", () => {
  if (byId("saved").value) editor().setValue(declared(byId("saved").value));
});
document.documentElement.dataset.ready = "yes";
