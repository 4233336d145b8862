// The excerpts page: its address, its basket. Words come from the server; nothing is sent elsewhere.
(() => {
  "use strict";
  const { call, ready } = window.sanad;
  const root = document.documentElement;
  const KEY = "sanad.basket"; // references of the chosen excerpts, for as long as this tab of the browser lives
  const FIELDS = ["q", "language", "date_from", "date_to"], MANY = ["kind", "source"]; // of the latter several at once
  const form = () => document.querySelector("#excerpts-search");
  const chosen = () => { try { return JSON.parse(sessionStorage.getItem(KEY)) || []; } catch { return []; } };

  function stateOf(given, ...more) {
    const one = [...FIELDS, ...more].map((f) => [f, (given.get(f) || "").trim()]);
    const many = MANY.map((f) => [f, given.getAll(f).filter(Boolean)]);
    return Object.fromEntries([...one, ...many].filter(([, value]) => value.length));
  }
  const fromAddress = () => stateOf(new URLSearchParams(location.search), "limit");
  const fromForm = () => stateOf(new FormData(form()));
  function search(state) {
    document.getElementById("excerpts-results")?.classList.add("loading");
    const pairs = Object.entries(state).flatMap(([f, value]) => [value].flat().map((v) => [f, v]));
    const address = "./?" + new URLSearchParams([["tab", "excerpts"], ...pairs]);
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
      for (const field of form().elements) if (["radio", "checkbox"].includes(field.type)) field.checked = field.value === ""; else if (field.name && field.name !== "q") field.value = "";
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
  document.addEventListener("change", (event) => { if (event.target.matches("#excerpts-search :is([type=radio], [type=checkbox])") && form().elements.q.value.trim()) form().requestSubmit(); });
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
