// Taking rejections back.
import { write } from "./service.js";
import { t } from "./words.js";

const told = document.getElementById("told");
const token = /** @type {HTMLInputElement|null} */ (document.getElementById("token"));
if (token) token.value = sessionStorage.getItem("cabos-token") ?? "";

for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-decision]"))) {
  button.addEventListener("click", async () => {
    told.hidden = true;
    try {
      const { restored } = await write("DELETE", `/decisions/${button.dataset.decision}`, null, token.value);
      sessionStorage.setItem("cabos-token", token.value);
      button.closest("article").replaceChildren(t(restored ? "taken_back" : "taken_back_later"));
    } catch (error) {
      told.textContent = error.status === 401 ? t("wrong_token") : error.message;
      told.hidden = false;
    }
  });
}
document.documentElement.dataset.ready = "yes";
