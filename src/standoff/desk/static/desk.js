// The desk's script: single keys press what the page marks with data-key, and words that are
// selected in the article fill the form for a new coding. Everything works without it, by hand.
"use strict";

(() => {
  const field = "input, textarea, select, [contenteditable]";

  // One key presses a button, follows a link, or opens a form and goes to its first field.
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const opened = event.target.closest ? event.target.closest("details.form[open]") : null;
    if (event.key === "Escape" && opened) {
      opened.open = false;
      opened.querySelector("summary").focus();
      return;
    }
    if (event.target.closest && event.target.closest(field)) return;
    const key = event.key.toLowerCase();
    const found = [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === key);
    if (!found) return;
    event.preventDefault();
    if (event.repeat) return;
    if (found.tagName !== "SUMMARY") {
      found.click();
      return;
    }
    found.parentElement.open = true;
    found.parentElement.querySelector("select, input:not([type=hidden])").focus();
  });

  // Back to a form that was refused, as it was left: going there anew would show it empty.
  document.addEventListener("click", (event) => {
    if (!event.target.closest("a[data-back]") || window.history.length < 2) return;
    event.preventDefault();
    window.history.back();
  });

  // A verdict is sent once, however often its button is pressed.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "1";
    const button = form.querySelector("button");
    if (!form.dataset.busy || !button) return;
    // What takes seconds says that it goes on.
    form.dataset.said = button.textContent;
    button.textContent = form.dataset.busy;
    form.setAttribute("aria-busy", "true");
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.forms) {
      delete form.dataset.sent;
      form.removeAttribute("aria-busy");
      if (form.dataset.said) form.querySelector("button").textContent = form.dataset.said;
    }
  });

  // Files that would be refused for their size are not sent: the form keeps what it holds.
  document.addEventListener("change", (event) => {
    const chosen = event.target;
    if (!chosen.dataset || !chosen.dataset.most) return;
    const size = [...chosen.files].reduce((total, file) => total + file.size, 0);
    chosen.setCustomValidity(size > Number(chosen.dataset.most) ? chosen.dataset.large : "");
    chosen.reportValidity();
  });

  // Another kind of claim has other fields: the page is asked for them at once, without a button.
  for (const one of document.querySelectorAll("[data-refill]")) one.hidden = true;
  document.addEventListener("change", (event) => {
    if (!event.target.matches("[data-reload]")) return;
    const form = event.target.form;
    form.requestSubmit(form.querySelector("[data-refill]"));
  });

  // On a telephone the pages stand in one line; the one that is shown is brought into view.
  const here = document.querySelector(".bar nav [aria-current]");
  if (here) here.scrollIntoView({ block: "nearest", inline: "center" });

  // Files dropped on the field are taken as if they had been chosen; elsewhere they do nothing, so
  // that a file that misses the field does not replace the page.
  const drop = document.querySelector("[data-drop]");
  for (const name of ["dragover", "drop"]) {
    window.addEventListener(name, (event) => {
      if (!event.dataTransfer || !event.dataTransfer.types.includes("Files")) return;
      event.preventDefault();
      const here = drop && drop.contains(event.target);
      if (drop) drop.classList.toggle("over", name === "dragover" && here);
      if (name === "drop" && here) {
        const input = drop.querySelector("input");
        input.files = event.dataTransfer.files;
        input.dispatchEvent(new Event("change", { bubbles: true }));
      }
    });
  }

  // The data of a chart goes to the clipboard; without a clipboard the link gives it as a file.
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[data-copy]");
    if (!link || !navigator.clipboard) return;
    event.preventDefault();
    const answer = await fetch(link.href);
    await navigator.clipboard.writeText(await answer.text());
    link.setAttribute("role", "status");
    link.textContent = document.body.dataset.copied;
  });

  // What is still being computed is looked for again. A part of a page is put in place by itself, so
  // that nothing that somebody has typed or chosen is lost; a page that is nothing else is loaded anew.
  let waiting = document.querySelector("[data-waiting]");
  const look = async () => {
    let answer = null;
    try {
      answer = await fetch(window.location.href, { cache: "no-store" });
    } catch {
      // The desk was ended, or starts anew: say so, and look again.
      const told = waiting.querySelector(".waiting") || waiting;
      if (!told.dataset.said) told.dataset.said = told.textContent;
      told.textContent = document.body.dataset.gone;
      window.setTimeout(look, 3000);
      return;
    }
    const kind = waiting.dataset.waiting;
    if (kind === "part") {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const part = page.getElementById(waiting.id);
      if (part && !waiting.contains(document.activeElement)) {
        const placed = document.importNode(part, true);
        waiting.replaceWith(placed);
        waiting = placed;
      }
      if (waiting.dataset.waiting) window.setTimeout(look, 800);
      return;
    }
    const ready = kind === "live" || !answer.headers.get("x-standoff-waiting");
    if (ready && !document.activeElement.closest(field)) window.location.reload();
    else window.setTimeout(look, 800);
  };
  if (waiting) window.setTimeout(look, waiting.dataset.waiting === "live" ? 1500 : 500);

  const text = document.getElementById("text");
  if (!text) return;

  // JavaScript counts UTF-16 units, the record counts code points: an emoji is two here, one there.
  const points = (string) => {
    let count = 0;
    for (const _ of string) count += 1;
    return count;
  };

  const selected = () => {
    const selection = window.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    return text.contains(range.startContainer) && text.contains(range.endContainer) ? range : null;
  };

  document.addEventListener("selectionchange", () => {
    const range = selected();
    const form = document.getElementById("mark");
    if (!range || !form) return;
    const before = document.createRange();
    before.selectNodeContents(text);
    before.setEnd(range.startContainer, range.startOffset);
    const start = points(before.toString());
    const words = range.toString();
    form.open = true;
    document.getElementById("mark-quote").value = words;
    document.getElementById("mark-start").value = start;
    document.getElementById("mark-end").value = start + points(words);
  });

  // Selecting within a marked piece is no click on it.
  text.addEventListener("click", (event) => {
    if (selected()) event.preventDefault();
  });

  const current = text.querySelector(".current");
  if (current && !window.matchMedia("(max-width: 62rem)").matches) {
    current.scrollIntoView({ block: "center" });
  }
})();
