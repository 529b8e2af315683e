// The text with the numbers of its lines; lines with faults are marked.

import { at, make, say } from "./dom.js";

const area = at("text");
const gutter = document.querySelector(".gutter");
let marked = new Set();

export const text = () => area.value;

export function setText(value) {
  if (area.value === value) return;
  const { scrollTop, selectionStart } = area;
  area.value = value;
  area.setSelectionRange(selectionStart, selectionStart);
  area.scrollTop = scrollTop;
  number();
}

export function onTyping(typed) {
  area.addEventListener("input", () => {
    number();
    typed();
  });
}

area.addEventListener("scroll", () => (gutter.scrollTop = area.scrollTop));

function number() {
  const lines = area.value.split("\n").map((_, place) => {
    const line = place + 1;
    return make("span", { class: marked.has(line) && "wrong" }, String(line));
  });
  gutter.replaceChildren(...lines);
  gutter.scrollTop = area.scrollTop;
}

export function goTo(line, column = 1) {
  const before = area.value.split("\n").slice(0, line - 1);
  const start = before.reduce((sum, one) => sum + one.length + 1, 0) + column - 1;
  const end = area.value.indexOf("\n", start);
  area.focus();
  area.setSelectionRange(start, end < 0 ? area.value.length : end);
  area.scrollTop = Math.max(0, (line - 8) * parseFloat(getComputedStyle(area).lineHeight));
}

// Show what a check found: each fault with a button that leads to its line.
export function showChecked({ faults, notes }) {
  marked = new Set(faults.map((fault) => fault.line));
  number();
  at("faults-title").textContent = faults.length ? say("faults", { number: faults.length }) : say("no_faults");
  at("faults-title").className = faults.length ? "wrong" : "";
  area.setAttribute("aria-invalid", faults.length > 0);
  at("faults").replaceChildren(...faults.map((fault) => make("li", {}, ...placed(fault), make("span", {}, fault.text))));
  at("notes").replaceChildren(
    ...notes.map((note) => make("li", {}, ...placed(note), make("span", {}, say("note", { text: note.text })))),
  );
}

function placed({ line, column }) {
  if (!line) return [];
  const go = () => goTo(line, column ?? 1);
  return [make("button", { type: "button", class: "place", onclick: go }, say("line", { line })), " "];
}
