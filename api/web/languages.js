// The switch of languages keeps the address as it is, with all that stands behind «#».
for (const link of document.querySelectorAll("[data-language]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    document.cookie = `lang=${link.getAttribute("data-language")}; path=/; max-age=31536000; samesite=lax`;
    location.reload();
  });
}
