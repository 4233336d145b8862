// The head of every page: language, numerals, light and dark, menus, the tabs. Words come from the server; nothing is sent elsewhere.
(() => {
  "use strict";
  const root = document.documentElement;
  const remember = (name, value) => { document.cookie = `sanad_${name}=${value}; Path=/; Max-Age=31536000; SameSite=Lax`; };

  // Gradio chooses its own words by the browser's language and its colours by the device; the reader has chosen already.
  const chosen = root.lang;
  Object.defineProperty(navigator, "language", { get: () => chosen });
  Object.defineProperty(navigator, "languages", { get: () => [chosen] });
  const device = window.matchMedia("(prefers-color-scheme: dark)");
  const dark = () => (root.dataset.theme === "auto" ? device.matches : root.dataset.theme === "dark");
  const native = window.matchMedia.bind(window);
  window.matchMedia = (query) => {
    const found = native(query);
    if (query === "(prefers-color-scheme: dark)") Object.defineProperty(found, "matches", { get: dark });
    return found;
  };

  // An elem_id may sit on the field itself or on a wrapper around it.
  const within = (id, what) => { const e = document.getElementById(id); return e && (e.matches(what) ? e : e.querySelector(what)); };

  // Writes into a field as if it were typed.
  function fill(field, text) {
    Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value").set.call(field, text);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  // Calls a handler of the server: the message goes into a hidden field, then its button is pressed. Gradio reads the
  // field some ticks after the press, or after what it shows is there (frame.py's SHOWING): the next call of the line
  // waits until this one has left. Tells whether the server took it.
  const TALK = { ask: 1, talk: 1, rate: 1, share: 1 }; // one line: their order counts
  let calls = 0;
  const lines = new Map(), leaving = new Map(); // leaving: message -> what is called with whether it was taken
  function call(channel, message) {
    const text = JSON.stringify({ ...message, call: ++calls }), line = channel in TALK ? "talk" : channel;
    const taken = (lines.get(line) ?? Promise.resolve()).then(() => new Promise((done) => {
      leaving.set(text, done);
      setTimeout(() => done(false), line === "talk" ? 10_000 : 60_000); // it never left: the connection is gone
      fill(within(`to-${channel}`, "textarea, input"), text);
      setTimeout(() => within(`go-${channel}`, "button").click(), 0); // Gradio takes the new value on its next tick
    }));
    lines.set(line, taken.catch(() => false).finally(() => leaving.delete(text)));
    return taken;
  }
  // Gradio makes what a tab holds only after the tab was chosen, piece by piece.
  const ready = (...channels) => channels.every((c) => within(`to-${c}`, "textarea, input") && within(`go-${c}`, "button"));
  // A session that has ended: sign in again, and come back to this page.
  const signIn = () => location.assign(`login?next=${encodeURIComponent(location.pathname + location.search)}`);
  // A call that leaves is told of.
  const fetched = window.fetch.bind(window);
  window.fetch = async (...request) => {
    const joining = leaving.size && String(request[0]?.url ?? request[0]).includes("/queue/join") && String(request[1]?.body);
    const [, told] = (joining && [...leaving].find(([text]) => joining.includes(JSON.stringify(text)))) || [];
    try {
      const response = await fetched(...request);
      if (response.status === 401) signIn();
      told?.(response.ok);
      return response;
    } catch (error) {
      told?.(false);
      throw error;
    }
  };

  window.sanad = { within, fill, call, ready, signIn }; // for the scripts of the pages

  function turnLanguage() {
    const lang = root.lang === "ar" ? "en" : "ar";
    root.lang = lang;
    root.dir = lang === "ar" ? "rtl" : "ltr";
    remember("language", lang);
    document.title = document.querySelector(`#head .brand .w[lang=${lang}]`).textContent;
    const button = document.getElementById("turn-language");
    if (button) (button.matches("button") ? button : button.querySelector("button")).click();
    numerals(document.body);
  }

  function turnTheme(theme) {
    root.dataset.theme = theme;
    remember("theme", theme);
    document.body.classList.toggle("dark", dark());
  }
  device.addEventListener("change", () => document.body.classList.toggle("dark", dark()));

  // Numbers of our own (never those of quotes) are written as the reader prefers wherever the text around them is Arabic.
  const western = new WeakMap(); // text node -> what it says in western numerals
  function numerals(within) {
    const arabic = root.dataset.numerals === "arab";
    const marked = [...within.querySelectorAll(".n, .w[lang=ar]")];
    if (within.matches(".n, .w[lang=ar], :is(.n, .w[lang=ar]) *")) marked.push(within);
    for (const element of marked) {
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const speaks = node.parentElement.closest("[lang]")?.lang === "ar" && !node.parentElement.closest(".as-is");
        if (!western.has(node) && (!arabic || !speaks || !/\d/.test(node.data))) continue;
        if (!western.has(node)) western.set(node, node.data);
        const plain = western.get(node);
        const said = arabic && speaks ? plain.replace(/\d/g, (d) => "٠١٢٣٤٥٦٧٨٩"[d]).replace(/%/g, "٪") : plain;
        if (node.data !== said) node.data = said;
      }
    }
  }
  function turnNumerals(name) {
    root.dataset.numerals = name;
    remember("numerals", name);
    numerals(document.body);
  }

  // Tabs: links in the head of the page press Gradio's own, which are out of sight.
  function openTab(name) {
    const tab = document.getElementById(`tab-${name}-button`);
    if (!tab) return false;
    tab.click();
    document.querySelectorAll("#pages a").forEach((a) => (a.dataset.tab === name ? a.setAttribute("aria-current", "page") : a.removeAttribute("aria-current")));
    root.dataset.tab = name;
    return true;
  }
  // Whether the address's tab is open: Gradio draws its tabs some time before it listens to them.
  function followAddress() {
    const name = new URLSearchParams(location.search).get("tab") || "chat";
    return !openTab(name) || document.getElementById(`tab-${name}-button`).getAttribute("aria-selected") === "true";
  }
  addEventListener("popstate", followAddress);
  const talkAddress = () => (root.dataset.conversation ? `./?c=${encodeURIComponent(root.dataset.conversation)}` : "./"); // chat.js notes it

  document.addEventListener("click", (event) => {
    const at = event.target.closest("#switch, #pages a");
    document.querySelectorAll("details.menu[open]").forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
    if (!at || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (at.id === "switch") turnLanguage();
    else if (openTab(at.dataset.tab)) { event.preventDefault(); history.pushState(null, "", at.dataset.tab === "chat" ? talkAddress() : at.getAttribute("href")); }
  });
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && document.querySelector("details.menu[open]");
    if (menu) { menu.open = false; menu.querySelector("summary").focus(); event.stopPropagation(); }
  }, true);
  // Who signs in here next finds nothing of who was here before.
  document.addEventListener("submit", (event) => { if (event.target.matches("form[action=logout]")) sessionStorage.clear(); });
  document.addEventListener("change", (event) => {
    if (event.target.name === "theme" && event.target.closest(".menu")) turnTheme(event.target.value);
    if (event.target.name === "numerals" && event.target.closest(".menu")) turnNumerals(event.target.value);
  });

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll(".menu input[type=radio]").forEach((radio) => (radio.checked = root.dataset[radio.name] === radio.value));
    numerals(document.body);
    let placed = !new URLSearchParams(location.search).has("tab");
    new MutationObserver((changes) => {
      if (!placed && document.querySelector("#tab-chat-button") && document.querySelector("#question textarea")) placed = followAddress();
      for (const change of changes) for (const node of change.addedNodes) if (node.nodeType === 1) numerals(node);
    }).observe(document.body, { childList: true, subtree: true });
  });
})();
