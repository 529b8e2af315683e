// The page: a household as a form and as text, its check, its studies and their answers.

import { at, make, say, speak } from "./dom.js";
import { onTyping, setText, showChecked, text } from "./editor.js";
import * as form from "./form.js";
import * as server from "./server.js";

const KEPT = "gongji-household"; // what is written stays in this browser, whatever happens to the server
const LANGUAGE = "gongji-language";
const STUDIES = ["run", "compare", "sweep"]; // their buttons
const PAUSE = 400; // milliseconds without a key after which the text is checked

let begun, checked, language;
let answered = null; // the text of the last answer
let job = null; // the study that runs
let newest = 0; // checks are answered in any order; the newest counts

// ---------------------------------------------------------------------------- the text and its form

// Check what is written. What is typed while the answer comes is newer, and is checked after a pause of its own.
async function check() {
  const written = text();
  const mine = ++newest;
  try {
    const found = await server.check(written, language);
    if (mine !== newest || written !== text()) return;
    checked = found;
    show();
  } catch (error) {
    failed(error);
  }
}

function show() {
  at("said").textContent = "";
  showChecked(checked);
  form.show(checked, language);
  at("compare").hidden = checked.variants.length === 0;
  at("sweep").hidden = !checked.has_sweep;
  at("changed").hidden = answered === null || answered === text();
}

let editing = Promise.resolve(); // one change after the other, each of the text that the one before has left

// Change the values at some paths. A text that was typed in while the answer came is changed again.
function edit(changes) {
  editing = editing.then(async () => {
    newest++;
    try {
      let written, found;
      do {
        written = text();
        found = { text: written };
        for (const [path, value] of changes) found = await server.edit(found.text, path, value, language);
      } while (written !== text());
      checked = found;
      setText(found.text);
      keep();
      show();
    } catch (error) {
      failed(error);
    }
  });
  return editing;
}

// Keep what is written, and not the link that it came with, which would bring back what was there before.
function keep() {
  if (location.hash) history.replaceState(null, "", location.pathname);
  store(KEPT, text());
}

// A browser may keep nothing; then the text stays in the page alone.
function store(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    return;
  }
}

function stored(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

function failed(error) {
  at("said").textContent = error instanceof TypeError ? say("unreachable") : say("failed", { why: error.message });
}

// ---------------------------------------------------------------------------- a link, a file

function take(written) {
  setText(written);
  keep();
  check();
}

const streamed = async (bytes, stream) => new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer();

async function packed(written) {
  const bytes = new Uint8Array(await streamed(new TextEncoder().encode(written), new CompressionStream("deflate-raw")));
  const letters = btoa(String.fromCharCode(...bytes));
  return letters.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

async function unpacked(letters) {
  const bytes = Uint8Array.from(atob(letters.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));
  return new TextDecoder().decode(await streamed(bytes, new DecompressionStream("deflate-raw")));
}

async function fromLink() {
  const letters = /^#h=([\w-]+)$/.exec(location.hash)?.[1];
  if (!letters) return null;
  try {
    return await unpacked(letters);
  } catch {
    at("said").textContent = say("link_broken");
    return null;
  }
}

at("link").addEventListener("click", async () => {
  location.hash = `h=${await packed(text())}`;
  try {
    await navigator.clipboard.writeText(location.href);
    at("said").textContent = say("link_copied");
  } catch {
    at("said").textContent = say("link_shown");
  }
});

window.addEventListener("hashchange", async () => {
  const written = await fromLink();
  if (written !== null && written !== text()) {
    setText(written);
    check();
  }
});

at("save").addEventListener("click", () => {
  const address = URL.createObjectURL(new Blob([text()], { type: "text/yaml" }));
  make("a", { href: address, download: "household.yaml" }).click();
  URL.revokeObjectURL(address);
});
at("open").addEventListener("click", () => at("file").click());
at("file").addEventListener("change", async (event) => {
  const [file] = event.target.files;
  if (file) take(await file.text());
  event.target.value = "";
});
at("anew").addEventListener("click", () => {
  if (confirm(say("anew_sure"))) take(begun.households[language]);
});

// ---------------------------------------------------------------------------- studies

async function study(kind) {
  if (job) return;
  const written = text();
  job = {};
  at("found").replaceChildren();
  at("report").hidden = at("apart").hidden = at("changed").hidden = true;
  try {
    const ended = await server.follow({ kind, text: written, lang: language }, (state) => {
      job = state;
      showState(state);
    });
    if (ended.faults) {
      checked = ended;
      at("state").textContent = "";
      show();
      at("faults").querySelector("button")?.focus();
    }
    answered = ended.found ? written : null;
    lastKind = ended.found ? kind : null;
  } catch (error) {
    at("state").textContent = "";
    failed(error);
  }
  job = null;
  at("cancel").hidden = at("progress").hidden = true;
  for (const id of STUDIES) at(id).disabled = false;
}

let lastKind = null;

function stateText(state) {
  if (state.state === "failed") return say("failed", { why: state.died ? say("died") : state.error });
  if (state.state === "cancelled" || state.state === "done") return say(state.state);
  if (state.found) return say("drawing");
  if (!state.is_ready) return say("compiling");
  if (state.state === "waiting") return say("waiting", { ahead: state.ahead });
  const { progress } = state;
  return progress ? say("progress", { lives: count(progress.lives), of_lives: count(progress.of_lives) }) : say("begins");
}

const count = (number) => number.toLocaleString("en");

function showState(state) {
  const isOver = ["done", "failed", "cancelled"].includes(state.state);
  at("state").textContent = stateText(state);
  at("cancel").hidden = isOver;
  for (const id of STUDIES) at(id).disabled = !isOver;
  at("progress").hidden = isOver || state.found !== undefined;
  at("progress").value = state.progress ? state.progress.lives / Math.max(1, state.progress.of_lives) : 0;
  at("progress").setAttribute("aria-label", stateText(state));
  if (state.found && !at("found").childElementCount)
    at("found").replaceChildren(...state.found.map((sentence) => make("p", { class: "finding" }, sentence)));
  if (state.page) {
    const report = at("report");
    report.title = say("report");
    report.hidden = at("apart").hidden = false;
    at("apart").href = report.src = server.pageOf(state);
  }
}

at("run").addEventListener("click", () => study("run"));
at("compare").addEventListener("click", () => study("compare"));
at("sweep").addEventListener("click", () => study("sweep"));
at("check").addEventListener("click", check);
at("cancel").addEventListener("click", () => job?.id && server.cancel(job).catch(failed));

// ---------------------------------------------------------------------------- one life

async function ask(request, show) {
  at("why").hidden = true;
  at("why-state").textContent = say("begins");
  try {
    const ended = await server.follow({ text: text(), lang: language, life: Number(at("life").value), ...request }, (state) => {
      at("why-state").textContent = state.state === "done" ? "" : stateText(state);
    });
    if (ended.faults) {
      checked = ended;
      showChecked(checked);
      at("why-state").textContent = say("faults", { number: ended.faults.length });
    } else if (ended.state === "done") show(ended);
  } catch (error) {
    at("why-state").textContent = "";
    failed(error);
  }
}

function showBills({ bills }) {
  at("why-state").textContent = bills.length ? "" : say("no_bills");
  const head = ["day", "person", "kind", "cost", "cash"].map((key) => make("th", { scope: "col" }, say(key)));
  const rows = bills.map((bill) => {
    const label = `${say("why")}: ${bill.person} ${bill.day}`;
    const why = () => ask({ kind: "why", who: bill.person, on: bill.day }, showWhy);
    const button = make("button", { type: "button", "aria-label": label, onclick: why }, say("why"));
    const amounts = [bill.cost, bill.cash].map((amount) => make("td", { class: "number" }, amount));
    return make("tr", {}, make("td", {}, bill.day), make("td", {}, bill.person), make("td", {}, bill.kind), ...amounts, make("td", {}, button));
  });
  const table = make("table", {}, make("thead", {}, make("tr", {}, ...head, make("td"))), make("tbody", {}, ...rows));
  at("bills").replaceChildren(...(bills.length ? [table] : []));
}

function showWhy({ why }) {
  at("why").textContent = why;
  at("why").hidden = false;
  at("why").focus();
}

function showLife(ended) {
  const frame = at("one-life");
  frame.title = `${say("life")} ${at("life").value}`;
  frame.hidden = at("life-apart").hidden = false;
  at("life-apart").href = frame.src = server.pageOf(ended);
}

at("show-life").addEventListener("click", () => ask({ kind: "life" }, showLife));
at("show-bills").addEventListener("click", () => ask({ kind: "bills" }, showBills));

// ---------------------------------------------------------------------------- languages

function inLanguage(chosen) {
  language = chosen;
  document.documentElement.lang = chosen === "zh" ? "zh-CN" : "en";
  at("language").value = chosen;
  speak(begun.texts[chosen]);
  document.title = `Gongji 共济: ${say("title")}`;
}

at("language").addEventListener("change", (event) => {
  inLanguage(event.target.value);
  store(LANGUAGE, language);
  if (checked) check(); // faults are answered in the language of the page
  at("state").textContent = answered === null ? say("no_answer_yet") : "";
  if (answered !== null && answered === text()) study(lastKind); // its lives are kept: only the page is made again
});

// ---------------------------------------------------------------------------- the beginning

begun = await server.begin();
form.begin(begun, edit);
inLanguage(stored(LANGUAGE) ?? begun.lang);
at("version").textContent = `Gongji ${begun.version}`;
at("state").textContent = say("no_answer_yet");
setText((await fromLink()) ?? stored(KEPT) ?? begun.households[language]);
let pause;
onTyping(() => {
  keep();
  clearTimeout(pause);
  pause = setTimeout(check, PAUSE);
});
await check();
