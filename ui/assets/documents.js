// The pages of administrators: uploads, the run that is going on, the list; usage. Words come from the server; nothing is sent elsewhere.
(() => {
  "use strict";
  const { call, ready } = window.sanad;
  const root = document.documentElement;
  const state = { words: "", page: 0 };
  const ask = (what, more = {}) => call("documents", { do: what, ...state, ...more });
  const said = (element) => element.querySelector(`.w[lang="${root.lang}"]`)?.textContent ?? element.textContent;

  let opened = false, counted = false;
  function open() {
    if (root.dataset.tab !== "usage") counted = false; // counted anew each time that the page is opened
    else if (!counted && ready("usage")) { counted = true; call("usage", {}); }
    if (opened || root.dataset.tab !== "documents" || !ready("documents")) return;
    opened = true;
    ask("open");
  }

  // A run is looked at each second, by whoever has the page open; at its end the list is drawn anew.
  let watched = false, timer = 0;
  function watch() {
    const running = Boolean(document.querySelector("#documents-job .running"));
    if (watched && !running) ask("open");
    watched = running;
    clearTimeout(timer);
    if (running) timer = setTimeout(() => ask("job"), 1000);
  }

  async function upload(files) {
    const told = document.getElementById("upload-state");
    const bar = document.createElement("progress");
    bar.max = files.length;
    bar.value = 0;
    told.replaceChildren(bar);
    const refused = [];
    let taken = 0;
    const most = Number(document.getElementById("upload").dataset.most);
    const tooLarge = () => said(document.getElementById("too-large").content);
    for (const file of files) {
      if (file.size > most) { refused.push(`${file.name}: ${tooLarge()}`); bar.value += 1; continue; }
      const answer = await fetch(`./upload?name=${encodeURIComponent(file.name)}`, { method: "POST", body: file, headers: { "Content-Type": "application/octet-stream" } })
        .then(async (r) => ({ ok: r.ok, ...(await r.json()) })).catch(() => ({ ok: false, problem: file.name }));
      if (answer.ok) taken += 1; else refused.push(answer.problem || answer.detail || file.name);
      bar.value += 1;
    }
    const list = document.createElement("ul");
    list.className = "failures";
    list.append(...refused.map((problem) => { const line = document.createElement("li"); line.dir = "auto"; line.textContent = problem; return line; }));
    told.replaceChildren(...(refused.length ? [list] : []));
    if (taken) ask("index-uploads");
  }

  const acts = {
    "cancel-job": () => ask("cancel"),
    reindex: () => ask("reindex"),
    "read-again": (b) => ask("read-again", { id: b.dataset.id }),
    "remove-document": (b) => ask("remove", { id: b.dataset.id }),
    rebuild: () => ask("rebuild"),
    "use-library": (b) => ask("use-library", { number: b.dataset.number }),
    "list-page": (b) => { state.page = Number(b.dataset.page); ask("open"); },
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (button) acts[button.dataset.do]?.(button);
  });
  document.addEventListener("change", (event) => {
    if (event.target.id !== "upload" || !event.target.files.length) return;
    upload([...event.target.files]).finally(() => (event.target.value = ""));
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.matches("#index-path")) ask("index-path", { path: form.elements.path.value });
    else if (form.matches("#find-documents")) { state.words = form.elements.words.value; state.page = 0; ask("open"); }
    else if (form.matches("form.restrict")) ask("restrict", { id: form.dataset.id, roles: [...form.querySelectorAll(":checked")].map((box) => box.value) });
    else return;
    event.preventDefault();
  });

  document.addEventListener("DOMContentLoaded", () => {
    new MutationObserver(open).observe(root, { attributes: true, attributeFilter: ["data-tab"] });
    new MutationObserver((changes) => {
      open();
      if (changes.some((change) => change.target.closest?.("#documents-job"))) watch();
    }).observe(document.body, { childList: true, subtree: true });
  });
})();
