// The chat: the source panel, copying. Words come from the server; nothing is sent elsewhere.
(() => {
  "use strict";
  const narrow = window.matchMedia("(max-width: 60rem)");
  let opener = null; // the citation link that the panel was opened from: focus goes back to it

  const byId = (id) => document.getElementById(id);
  // An elem_id may sit on the field itself or on a wrapper around it.
  const field = (id) => { const e = byId(id); return e && (e.matches("textarea,input") ? e : e.querySelector("textarea,input")); };
  const button = (id) => { const e = byId(id); return e && (e.matches("button") ? e : e.querySelector("button")); };

  function openSource(link) {
    const box = field("reference");
    const reference = link.getAttribute("href").replace(/^#c-/, "");
    document.querySelectorAll("a.cite[aria-current]").forEach((a) => a.removeAttribute("aria-current"));
    link.setAttribute("aria-current", "true");
    opener = link;
    byId("source").classList.add("loading");
    document.body.classList.add("panel-open");
    Object.getOwnPropertyDescriptor(Object.getPrototypeOf(box), "value").set.call(box, reference);
    box.dispatchEvent(new Event("input", { bubbles: true }));
    // Gradio takes the new value on its next tick.
    requestAnimationFrame(() => setTimeout(() => button("open-reference").click(), 0));
  }

  function closeSource() {
    if (!document.body.classList.contains("panel-open")) return;
    document.body.classList.remove("panel-open");
    document.querySelectorAll("a.cite[aria-current]").forEach((a) => a.removeAttribute("aria-current"));
    if (opener && opener.isConnected) opener.focus({ preventScroll: true });
  }

  async function copyAnswer(link) {
    const answer = link.closest(".answer").cloneNode(true);
    answer.querySelectorAll(".footing, .heading, p .original").forEach((e) => e.remove());
    answer.querySelectorAll("a.cite:not(.source)").forEach((a) => (a.textContent = `[${a.textContent}]`));
    answer.querySelectorAll(".quote > a.cite:first-of-type, p > a.cite, .sources li > div").forEach((e) => e.prepend(" "));
    answer.querySelectorAll(".sources .fact, .sources .original").forEach((e) => e.prepend(" · "));
    answer.querySelectorAll("p, li, .quote, .sources q").forEach((e) => e.append("\n"));
    answer.querySelectorAll(".sources, .sources q").forEach((e) => e.prepend("\n"));
    const text = answer.textContent.replace(/ +/g, " ").replace(/\n{3,}/g, "\n\n").trim();
    await writeClipboard(text);
    const before = link.textContent;
    link.textContent = link.title;
    setTimeout(() => (link.textContent = before), 1600);
  }

  async function writeClipboard(text) {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    const area = document.createElement("textarea"); // over plain http from another computer there is no clipboard API
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }

  document.addEventListener("click", (event) => {
    const at = event.target.closest("a.cite, a.copy, #source .close, #new");
    // The shade behind the sheet of narrow screens belongs to the body itself.
    if (!at && event.target === document.body && narrow.matches) closeSource();
    if (!at) return;
    if (at.matches("a.cite")) { event.preventDefault(); event.stopPropagation(); openSource(at); }
    else if (at.matches("a.copy")) { event.preventDefault(); event.stopPropagation(); copyAnswer(at); }
    else closeSource();
  }, true);

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") closeSource();
    const link = event.target.closest && event.target.closest("a[role=button], a.copy");
    if (link && event.key === " ") { event.preventDefault(); link.click(); }
  });

  // Gradio names each message by its source text and drops aria-label from ours: names for those who listen.
  function label() {
    document.querySelectorAll("#chat [data-testid=bot][aria-label], #chat [data-testid=user][aria-label]").forEach((e) => e.removeAttribute("aria-label"));
    document.querySelectorAll("a.cite[title]:not([aria-label])").forEach((a) => a.setAttribute("aria-label", a.title));
    const panel = byId("panel");
    if (panel && !panel.hasAttribute("role")) { panel.setAttribute("role", "complementary"); panel.setAttribute("aria-live", "polite"); }
    const log = document.querySelector("#chat [role=log]");
    if (log && log.getAttribute("aria-label") !== "سند · Sanad") log.setAttribute("aria-label", "سند · Sanad");
  }

  function arrived() {
    const source = byId("source");
    const card = source && source.querySelector(".source-card");
    if (!card || card.dataset.seen) return;
    card.dataset.seen = "1";
    source.classList.remove("loading");
    const mark = card.querySelector("mark");
    const scroller = byId("panel");
    if (mark && scroller && mark.offsetTop > scroller.clientHeight * 0.7) mark.scrollIntoView({ block: "center" });
    if (narrow.matches && document.body.classList.contains("panel-open")) card.querySelector(".close")?.focus({ preventScroll: true });
  }

  // A new question goes to the top, so that its answer is read from its beginning.
  let followed = "";
  function follow() {
    const asked = document.querySelectorAll("#chat .asked");
    const done = document.querySelectorAll("#chat .answer:not(.pending, .draft)").length;
    const state = `${asked.length}/${done}`;
    if (!asked.length || state === followed) { followed = state; return; }
    followed = state;
    asked[asked.length - 1].scrollIntoView({ block: "start", behavior: "smooth" });
  }

  const start = () => new MutationObserver(() => { label(); arrived(); follow(); }).observe(document.body, { childList: true, subtree: true });
  document.body ? start() : document.addEventListener("DOMContentLoaded", start);
})();
