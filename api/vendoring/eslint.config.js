import js from "@eslint/js";

const browser = Object.fromEntries(
  ("document window location history URL URLSearchParams Blob Node Option HTMLElement AbortController DOMRect Image "
    + "fetch setTimeout clearTimeout requestAnimationFrame matchMedia addEventListener innerWidth devicePixelRatio "
    + "navigator getComputedStyle Intl sessionStorage localStorage CSS console HTMLDetailsElement MutationObserver TextEncoder CustomEvent Event XMLSerializer vis Yasgui")
    .split(" ").map((name) => [name, "readonly"]),
);
const rules = {
  ...js.configs.recommended.rules, eqeqeq: ["error", "always", { null: "ignore" }], "no-eval": "error", "no-implied-eval": "error",
  "no-new-func": "error", "no-script-url": "error", "no-var": "error", "prefer-const": "error", "max-lines": ["error", 300],
  // Everything from articles is text: nothing may be parsed as markup.
  "no-restricted-properties": ["error", ...["innerHTML", "outerHTML", "insertAdjacentHTML", "write"].map((property) => ({ property }))],
};

export default [
  { ignores: ["**/vendor/**", "**/node_modules/**"] },
  { files: ["api/web/*.js", "graph/drawing/{dom,look,saving}.js"], languageOptions: { ecmaVersion: 2024, sourceType: "module", globals: browser }, rules },
];
