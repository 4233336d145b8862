// The excerpts page: its address, its basket. Words come from the server; nothing is sent elsewhere.
(() => {
  "use strict";
  const { call, ready } = window.sanad;
  const root = document.documentElement;
  const KEY = "sanad.basket"; // references of the chosen excerpts, for as long as this tab of the browser lives
  const FIELDS = ["q", "language", "kind", "source", "date_from", "date_to"];
  const form = () => document.querySelector("#excerpts-search");
  const chosen = () => { try { return JSON.parse(sessionStorage.getItem(KEY)) || []; } catch { return []; } };

  function fromAddress() {
    const params = new URLSearchParams(location.search);
    return Object.fromEntries([...FIELDS, "limit"].filter((f) => params.get(f)).map((f) => [f, params.get(f)]));
  }
  function fromForm() {
    const data = new FormData(form());
    return Object.fromEntries(FIELDS.map((f) => [f, (data.get(f) || "").trim()]).filter(([, v]) => v));
  }
  function search(state) {
    document.getElementById("excerpts-results")?.classList.add("loading");
    const address = "./?" + new URLSearchParams({ tab: "excerpts", ...state });
    if (address !== "./" + location.search) history.pushState(null, "", address);
    call("excerpts", state);
  }
  function mark() {
    const anchors = new Set(chosen());
    document.querySelectorAll("#excerpts-results .basket-toggle").forEach((b) => {
      const within = String(anchors.has(b.dataset.anchor)); // set only when it changes: this runs on every change of the page
      if (b.getAttribute("aria-pressed") !== within) b.setAttribute("aria-pressed", within);
    });
  }
  function keep(anchors) {
    sessionStorage.setItem(KEY, JSON.stringify(anchors));
    call("basket", { anchors });
    mark();
  }

  // The page is opened: by its tab, by an address, by going back.
  let opened = "";
  function open() {
    if (root.dataset.tab !== "excerpts" || opened === location.search || !ready("excerpts", "basket")) return;
    if (!opened) keep(chosen());
    opened = location.search;
    document.getElementById("excerpts-results")?.classList.add("loading");
    call("excerpts", { ...fromAddress(), open: true });
  }

  const acts = {
    "basket-toggle": (b) => { const all = chosen(), a = b.dataset.anchor; keep(all.includes(a) ? all.filter((x) => x !== a) : [...all, a]); },
    "basket-remove": (b) => keep(chosen().filter((a) => a !== b.dataset.anchor)),
    "basket-clear": () => keep([]),
    "more-excerpts": (b) => { search({ ...fromForm(), limit: b.dataset.limit }); opened = location.search; },
    "clear-filters": () => {
      for (const field of form().elements) if (field.type === "radio") field.checked = field.value === ""; else if (field.name && field.name !== "q") field.value = "";
      form().requestSubmit();
    },
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (button) acts[button.dataset.do]?.(button);
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("#excerpts-search")) return;
    event.preventDefault();
    search(fromForm());
    opened = location.search;
  });
  document.addEventListener("change", (event) => { if (event.target.matches("#excerpts-search [type=radio]") && form().elements.q.value.trim()) form().requestSubmit(); });
  addEventListener("popstate", () => setTimeout(open, 0));

  document.addEventListener("DOMContentLoaded", () => {
    new MutationObserver(open).observe(root, { attributes: true, attributeFilter: ["data-tab"] });
    new MutationObserver(() => {
      open();
      const results = document.getElementById("excerpts-results");
      if (!results) return;
      if (results.querySelector(".results:not([data-seen])")) { results.querySelector(".results").dataset.seen = "1"; results.classList.remove("loading"); }
      mark();
    }).observe(document.body, { childList: true, subtree: true });
  });
})();
