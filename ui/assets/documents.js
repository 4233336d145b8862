// The pages of administrators: uploads, the run that is going on, the list; usage. Words come from the server; nothing is sent elsewhere.
(() => {
  "use strict";
  const { call, ready, signIn } = window.sanad;
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

  // One file to the server; `gone` is told how many of its bytes are there.
  const sent = (file, gone) => new Promise((done) => {
    const request = new XMLHttpRequest(); // fetch does not tell how far it is
    const failed = () => done({ ok: false, problem: file.name });
    request.open("POST", `./upload?name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.addEventListener("progress", (event) => gone(event.loaded));
    request.addEventListener("error", failed);
    request.addEventListener("load", () => {
      if (request.status === 401) signIn();
      try { done({ ok: request.status === 200, ...JSON.parse(request.responseText) }); } catch { failed(); }
    });
    request.send(file);
  });

  async function upload(files) {
    const told = document.getElementById("upload-state"), [going, refusals] = told.children;
    const bar = going.querySelector("progress"), list = refusals.querySelector("ul");
    let before = 0; // bytes of the files before this one
    bar.max = files.reduce((sum, file) => sum + file.size, 0) || 1;
    bar.value = 0;
    going.hidden = false;
    refusals.hidden = true;
    const refused = [];
    let taken = 0;
    const most = Number(document.getElementById("upload").dataset.most);
    const tooLarge = () => said(document.getElementById("too-large").content);
    for (const file of files) {
      if (file.size > most) refused.push(`${file.name}: ${tooLarge()}`);
      else {
        const answer = await sent(file, (bytes) => (bar.value = before + bytes));
        if (answer.ok) taken += 1; else refused.push(answer.problem || answer.detail || file.name);
      }
      bar.value = before += file.size;
    }
    list.replaceChildren(...refused.map((problem) => { const line = document.createElement("li"); line.dir = "auto"; line.textContent = problem; return line; }));
    going.hidden = true;
    refusals.hidden = !refused.length;
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
    else if (form.matches("#find-documents")) { state.words = form.elements.words.value; state.page = 0; typed = null; ask("open"); }
    else if (form.matches("form.restrict")) ask("restrict", { id: form.dataset.id, roles: [...form.querySelectorAll(":checked")].map((box) => box.value) });
    else return;
    event.preventDefault();
  });

  // What is being typed outlives the list, which is drawn anew when a run ends.
  let typed = null;
  document.addEventListener("input", (event) => {
    if (event.target.matches("#find-documents input")) typed = event.target.value;
  });
  function keepTyped() {
    const field = document.querySelector("#find-documents input");
    if (typed === null || !field || field.value === typed) return;
    field.value = typed;
    if (document.activeElement === document.body) field.focus();
  }

  document.addEventListener("DOMContentLoaded", () => {
    new MutationObserver(open).observe(root, { attributes: true, attributeFilter: ["data-tab"] });
    new MutationObserver((changes) => {
      open();
      keepTyped();
      if (changes.some((change) => change.target.closest?.("#documents-job"))) watch();
    }).observe(document.body, { childList: true, subtree: true });
  });
})();
