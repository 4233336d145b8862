// The chat: sources, editing, ratings, dialogs, copying. Words come from the server; nothing is sent elsewhere.
(() => {
  "use strict";
  const root = document.documentElement;
  const narrow = window.matchMedia("(max-width: 60rem)"), still = window.matchMedia("(prefers-reduced-motion: reduce)");
  const byId = (id) => document.getElementById(id);
  const { within, fill, call } = window.sanad;

  // Words that pass: what was done, for eyes and ears.
  const told = (key) => document.querySelector(`[data-told="${key}"] .w[lang="${root.lang}"]`).textContent;
  let passing = 0;
  function toast(key) {
    const box = byId("toast");
    box.textContent = told(key);
    box.classList.add("shown");
    clearTimeout(passing);
    passing = setTimeout(() => { box.classList.remove("shown"); setTimeout(() => (box.textContent = ""), 300); }, 2000);
  }

  // The panel of a source
  let opener = ""; // data-ref of the button that opened it, which may be drawn anew meanwhile
  const openers = () => document.querySelectorAll("#talk [data-do=source]");
  function openSource(button) {
    opener = button.dataset.ref;
    openers().forEach((b) => b.toggleAttribute("aria-expanded", false));
    button.setAttribute("aria-expanded", "true");
    byId("source").classList.add("loading");
    document.body.classList.add("panel-open");
    call("panel", { ref: opener });
  }
  function closeSource() {
    if (!document.body.classList.contains("panel-open")) return;
    document.body.classList.remove("panel-open");
    const back = document.querySelector(`#talk [aria-expanded="true"]`) || document.querySelector(`#talk [data-ref="${opener}"]`);
    openers().forEach((b) => b.removeAttribute("aria-expanded"));
    back?.focus({ preventScroll: true });
  }

  function closeSide() {
    if (!document.body.classList.contains("side-open")) return;
    document.body.classList.remove("side-open");
    document.querySelector("#bar .opens-side")?.focus({ preventScroll: true });
  }
  function leave() { closeSide(); closeSource(); }

  // Copying
  async function copy(text) {
    if (navigator.clipboard) await navigator.clipboard.writeText(text);
    else { // over plain http from another computer there is no clipboard API
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    toast("copied");
  }
  function answerText(answer) {
    const text = answer.cloneNode(true);
    text.querySelectorAll(".footing, .tools, .verdict, .unseen, .heading, p .chip").forEach((e) => e.remove());
    text.querySelectorAll(".cite").forEach((e) => (e.textContent = ` [${e.textContent}]`));
    text.querySelectorAll(".sources .fact, .sources .chip").forEach((e) => e.prepend(" · "));
    text.querySelectorAll(".sources li > div").forEach((e) => e.prepend(" "));
    text.querySelectorAll("p, li, .quote, q").forEach((e) => e.append("\n"));
    text.querySelectorAll(".sources, .related, .struck, q").forEach((e) => e.prepend("\n"));
    return text.textContent.replace(/ +/g, " ").replace(/^ | $/gm, "").replace(/\n{3,}/g, "\n\n").trim();
  }

  // What is typed survives a reload, a new sign-in, a restart of the server, in this tab of the browser.
  const DRAFT = "sanad.draft";
  let mended = false;
  function mend() {
    if (mended || !box()) return;
    mended = true;
    const draft = sessionStorage.getItem(DRAFT);
    if (draft && !box().value) fill(box(), draft);
  }

  // A question is asked: out of its field at once, and back into it should the server not take it. While an answer
  // runs, what was typed stays where it is.
  const box = () => within("question", "textarea");
  function askTyped() {
    const question = box().value.trim();
    if (!question || document.querySelector("#talk .turn.running")) return;
    fill(box(), "");
    sessionStorage.setItem(DRAFT, question); // until it is known to be there
    call("ask", { question }).then((taken) => {
      if (!taken && !box().value) fill(box(), question);
      if (taken && sessionStorage.getItem(DRAFT) === question && !box().value) sessionStorage.removeItem(DRAFT);
    });
  }

  // A question is edited where it stands
  function edit(button) {
    const asked = button.closest(".question").querySelector(".asked");
    const form = byId("edit-form").content.firstElementChild.cloneNode(true);
    const field = form.elements.question;
    field.value = [...asked.querySelectorAll("p")].map((p) => p.textContent).join("\n");
    field.setAttribute("aria-label", button.textContent.trim());
    form.dataset.turn = button.dataset.turn;
    asked.hidden = button.hidden = true;
    asked.after(form);
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
  }
  function cancelEdit(form) {
    const question = form.closest(".question");
    form.remove();
    question.querySelector(".asked").hidden = false;
    const button = question.querySelector("[data-do=edit]");
    button.hidden = false;
    button.focus();
  }
  function askEdited(form) {
    const question = form.elements.question.value.trim();
    if (question) call("ask", { turn: form.dataset.turn, question });
    box().focus({ preventScroll: true });
  }

  async function rate(turn, rating, more = {}) {
    if (!(await call("rate", { turn, rating, ...more }))) return;
    for (const name of ["good", "bad"]) {
      const button = document.querySelector(`#talk [data-do=${name}][data-turn="${turn}"]`);
      button?.classList.toggle("rated", name === rating);
      button?.setAttribute("aria-pressed", name === rating);
    }
    toast("thanks");
  }

  const acts = {
    source: (b) => openSource(b),
    close: () => closeSource(),
    copy: (b) => copy(answerText(b.closest(".answer"))),
    "copy-citation": (b) => copy(b.dataset[root.lang]),
    ask: (b) => { call("ask", { question: b.dataset.question }); box().focus({ preventScroll: true }); },
    retry: (b) => call("ask", { turn: b.dataset.turn }),
    edit: (b) => edit(b),
    "cancel-edit": (b) => cancelEdit(b.closest("form")),
    good: (b) => rate(b.dataset.turn, "good"),
    bad: (b) => open("feedback", { turn: b.dataset.turn }),
    dismiss: (b) => b.closest("dialog").close(),
    new: () => { leave(); moved = true; call("talk", { do: "new" }); box().focus({ preventScroll: true }); },
    open: (b) => { leave(); moved = true; call("talk", { do: "open", id: b.dataset.id }); },
    side: () => { document.body.classList.add("side-open"); within("side", ".new")?.focus(); },
    rename: (b) => { open("rename", b.dataset); byId("new-title").value = b.dataset.title; byId("new-title").select(); },
    delete: (b) => open("delete", b.dataset),
    share: (b) => share(b),
    unshare: (b) => { call("share", { do: "stop", id: about.id }); b.closest("dialog").close(); toast("unshared"); },
  };
  const submits = {
    rename: (form, about) => { const title = form.elements.title.value.trim(); if (title) call("talk", { do: "rename", id: about.id, title }); },
    delete: (form, about) => { leave(); call("talk", { do: "delete", id: about.id }); },
    share: (form, about) => {
      const readers = form.elements.audience.value === "some" ? [...form.querySelectorAll("[name=reader]:checked")].map((box) => box.value) : null;
      if (byId("share-link").value) copy(byId("share-link").value);
      else if (!readers || readers.length) { earlier = sharedLink()?.href || ""; call("share", { do: "share", id: about.id, ...(readers && { readers }) }); }
    },
    feedback: (form, about) => {
      const reasons = [...form.querySelectorAll("[name=reason]:checked")].map((box) => box.value);
      rate(about.turn, "bad", { reasons, note: form.elements.note.value });
    },
  };
  let about = {}; // what the open dialog is about
  function open(name, subject) {
    const dialog = byId(`${name}-dialog`);
    about = subject;
    dialog.querySelector("form").reset();
    dialog.showModal();
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (button?.matches("a") && (event.ctrlKey || event.metaKey || event.shiftKey)) return;
    if (event.target.closest("#send")) askTyped();
    else if (button) { if (button.matches("a")) event.preventDefault(); acts[button.dataset.do]?.(button); }
    // The shade behind the sheet of narrow screens belongs to the body itself; a dialog's to the dialog.
    else if (event.target === document.body && document.body.matches(".side-open")) closeSide();
    else if (event.target === document.body && narrow.matches) closeSource();
    else if (event.target.matches("dialog")) event.target.close();
  });
  document.addEventListener("input", (event) => {
    if (event.target === box()) event.target.value ? sessionStorage.setItem(DRAFT, event.target.value) : sessionStorage.removeItem(DRAFT);
  });
  document.addEventListener("input", (event) => { if (event.target.id === "find-conversation") findConversation(event.target.value); });
  document.addEventListener("change", (event) => {
    const form = event.target.closest("#share-dialog form");
    if (!form) return;
    if (event.target.name === "reader") form.elements.audience.value = "some";
    unlinked(); // another link for other readers
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.matches(".editing")) { event.preventDefault(); askEdited(form); }
    else if (form.dataset.form) {
      if (form.dataset.form === "share") event.preventDefault(); // the link is shown in the dialog
      submits[form.dataset.form](form, about);
    }
  });
  const enters = (event) => event.key === "Enter" && !event.shiftKey && !event.isComposing;
  document.addEventListener("keydown", (event) => { // before Gradio's own
    if (!enters(event) || event.target !== box()) return;
    event.preventDefault();
    event.stopPropagation();
    askTyped();
  }, true);
  document.addEventListener("keydown", (event) => {
    const form = event.target.closest?.(".editing");
    if (event.key === "Escape" && form) cancelEdit(form);
    else if (event.key === "Escape" && !document.querySelector("dialog[open]")) document.body.matches(".side-open") ? closeSide() : closeSource();
    else if (enters(event) && form && event.target.matches("textarea")) { event.preventDefault(); askEdited(form); }
  });

  // A source has arrived: its evidence into view; on narrow screens the sheet takes the focus.
  function arrived() {
    const card = document.querySelector("#source .source-card:not([data-seen])");
    if (!card) return;
    card.dataset.seen = "1";
    byId("source").classList.remove("loading");
    const panel = byId("panel");
    panel.scrollTop = 0;
    const mark = card.querySelector("mark");
    if (mark && mark.offsetTop > panel.clientHeight * 0.7) mark.scrollIntoView({ block: "center" });
    if (document.body.classList.contains("panel-open")) card.querySelector(".close")?.focus({ preventScroll: true });
  }

  // A new question goes to the top, so that its answer is read from its beginning; its answer is read out once, whole.
  let seen = "";
  function follow() {
    const turns = document.querySelectorAll("#talk .turn");
    const last = turns[turns.length - 1];
    const state = last ? `${turns.length} ${last.classList.contains("running")}` : "";
    if (state === seen) return;
    const asked = state.endsWith("true") && !seen.startsWith(`${turns.length} true`);
    seen = state;
    if (!last) return;
    last.querySelector(".question").scrollIntoView({ block: "start", behavior: asked && !still.matches ? "smooth" : "auto" });
    const answer = last.querySelector(".answer");
    if (answer) byId("announcer").textContent = answerText(answer);
    byId("announcer").lang = answer?.lang || root.lang;
  }

  // The page's address names the open conversation: it is found again when the page is opened anew, and by going back.
  const addressed = () => new URLSearchParams(location.search).get("c") || "";
  let named = (root.dataset.conversation = addressed()), moved = false; // moved: the reader went to another one, and may want to come back
  function address() {
    const bar = document.querySelector("#bar .bar");
    const identity = bar?.dataset.conversation || "";
    if (!bar || identity === named || (root.dataset.tab || "chat") !== "chat") return;
    named = root.dataset.conversation = identity;
    history[moved ? "pushState" : "replaceState"](null, "", identity ? `./?c=${encodeURIComponent(identity)}` : "./");
    moved = false;
  }
  addEventListener("popstate", () => {
    const params = new URLSearchParams(location.search);
    if (params.has("tab") || params.has("shared") || addressed() === named) return;
    named = root.dataset.conversation = addressed();
    leave();
    call("talk", named ? { do: "open", id: named } : { do: "new" });
  });

  // A conversation is shared: the dialog opens, who can be chosen arrives out of sight, then the link.
  let earlier = ""; // the link that was made before
  const sharedLink = () => document.querySelector("#shared a");
  const saying = (key) => byId("told").querySelector(`[data-told="${key}"]`).innerHTML;
  function share(button) {
    byId("readers").replaceChildren();
    earlier = sharedLink()?.href || "";
    open("share", button.dataset);
    unlinked();
    call("share", { do: "look", id: button.dataset.id });
  }
  function unlinked() {
    byId("share-link").value = "";
    byId("share-made").hidden = true;
    document.querySelector("#share-dialog button.solid").innerHTML = saying("make_link");
  }
  function shared() {
    const dialog = byId("share-dialog"), link = sharedLink(), list = document.querySelector("#shared .colleagues");
    if (!dialog.open) return;
    if (list?.dataset.id === about.id && !byId("readers").firstChild) {
      byId("readers").append(list.cloneNode(true));
      const audience = dialog.querySelector("form").elements.audience, some = Boolean(list.querySelector(":checked"));
      audience.value = some ? "some" : "all";
      dialog.querySelector(".audience").hidden = !list.children.length;
    }
    if (!link || link.href === earlier || byId("share-link").value === link.href) return;
    byId("share-made").hidden = false;
    byId("share-link").value = link.href;
    byId("share-link").select();
    dialog.querySelector("button.solid").innerHTML = saying("copy_link");
  }

  // The list of conversations narrows to what has all the words that are typed, vowel marks and forms of alef aside.
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[\u0671\u0623\u0625\u0622]/g, "\u0627").toLowerCase();
  function findConversation(typed) {
    const words = plain(typed).split(/\s+/).filter(Boolean);
    const side = document.querySelector("#conversations .side");
    side.querySelectorAll("li").forEach((li) => (li.hidden = !words.every((word) => plain(li.textContent).includes(word))));
    side.querySelectorAll("ul").forEach((ul) => (ul.hidden = ul.previousElementSibling.hidden = !ul.querySelector("li:not([hidden])")));
    side.querySelector(".none").hidden = Boolean(side.querySelector("li:not([hidden])"));
  }

  function name() {
    byId("panel")?.setAttribute("role", "complementary");
    within("question", "textarea")?.removeAttribute("dir");
  }

  document.addEventListener("DOMContentLoaded", () => {
    new MutationObserver(() => { name(); mend(); arrived(); follow(); address(); shared(); }).observe(document.body, { childList: true, subtree: true });
  });
})();
