// The form, made from the JSON Schema: a field for every value that the household has, the usual ones always, the
// others where they are opened. It holds nothing: each change goes to the text, and the form is made again from that.

import { at, make, say } from "./dom.js";

// The fields that are shown though nothing stands in them, by the object they are in; the first level is "".
const USUAL = {
  "": ["scenario", "start", "years", "replications", "seed", "people", "bindings", "events"],
  Person: ["born", "sex", "region", "insured", "work", "care"],
  Insured: ["as", "paid_months", "account"],
  Work: ["wage"],
  Binding: ["payer", "for"],
  Event: ["on", "who", "does"],
};
// What a new entry begins with.
const NEW = {
  people: { born: "1990-01-01", sex: "female", region: "zhengzhou" },
  bindings: (people) => ({ payer: people[0] ?? "", for: people[1] ?? "" }),
  events: (people, start) => ({ on: start, who: people[0] ?? "", does: "leaves_job" }),
};
const NOT_HERE = ["sweep", "expect", "outcomes"]; // written as text
const MANY = 40; // keys of an object that are chosen by name, not listed
const PEOPLE_IN = ["who", "payer", "for", "spouse", "to"];

let schema, meanings, regionsInChinese, language, edit;
let tree = {};
let faults = [];

export function begin(begun, change) {
  schema = begun.schema;
  meanings = begun.meanings;
  regionsInChinese = begun.regions;
  edit = change;
}

export function show(checked, ofLanguage) {
  language = ofLanguage;
  faults = checked.faults.filter((fault) => fault.path);
  at("form-waits").hidden = checked.tree !== null;
  const form = at("form");
  if (checked.tree === null) {
    for (const field of form.elements) field.disabled = true;
    return;
  }
  tree = checked.tree;
  const focused = form.contains(document.activeElement) ? document.activeElement : null;
  const opened = new Set([...form.querySelectorAll("details[open]")].map((one) => one.id));
  const above = form.scrollTop;
  isOpen = (id) => opened.has(id);
  form.replaceChildren(regionOfAll(), regionBeside(), ...fieldsOf(schema, tree, [], ""));
  form.scrollTop = above;
  if (focused) again(focused);
}

// Go on where somebody was, with what is typed there and not yet part of the text.
function again(before) {
  const field = at(before.id);
  if (!field) return;
  const isTyped = before.tagName === "INPUT" && before.value !== before.dataset.value;
  if (isTyped) field.value = before.value;
  field.focus({ preventScroll: true });
  if (isTyped) field.setSelectionRange(before.selectionStart, before.selectionEnd);
}

// Put an entry there and go to its first field.
async function add(path, value) {
  await edit([[path, value]]);
  at(`group-${JSON.stringify(path)}`)?.querySelector("input, select")?.focus();
}

let isOpen = () => false;

at("form").addEventListener("submit", (event) => event.preventDefault());

// ---------------------------------------------------------------------------- the schema

function resolved(node) {
  if (!node?.$ref) return [node ?? {}, ""];
  const name = node.$ref.split("/").at(-1);
  return [{ ...schema.$defs[name], ...node, $ref: undefined }, name.replace(/Part$/, "")];
}

// All forms that a value may have, with the names of their definitions.
function forms(node) {
  const [found, name] = resolved(node);
  const several = found.anyOf ?? (found.properties ? null : found.oneOf);
  return several && !found.properties ? several.flatMap(forms) : [[found, name]];
}

const objectForm = (all) => all.find(([form]) => form.properties || form.additionalProperties?.$ref || form.additionalProperties?.anyOf);
const listForm = (all) => all.find(([form]) => form.type === "array");
const isScalar = ([form]) => !form.properties && form.type !== "array" && form.type !== "object" && form.type !== "null";

// The words of a value with what each means: in Chinese the word that a file may write in its place, which the schema
// lists in the same order.
function wordsOf(all) {
  const isChinese = ([form]) => form.$comment;
  const said = all.filter((form) => !isChinese(form)).flatMap(([form]) =>
    form.enum ? form.enum.map((word) => [String(word), ""]) : form.const !== undefined ? [[String(form.const), form.description ?? ""]] : [],
  );
  const chinese = all.find(isChinese)?.[0].enum ?? [];
  const once = said.filter(([word], place) => said.findIndex(([other]) => other === word) === place);
  return once.map(([word, means], place) => [word, means, chinese[place] ?? regionsInChinese[word]]);
}

// How a word is offered: on a Chinese page by its Chinese name.
function offered([word, means, chinese]) {
  if (language === "zh" && chinese && chinese !== word) return `${chinese} ${word}`;
  return means ? `${word} – ${meaning(means)}` : word;
}

// A word as the household writes it, which may be the Chinese one.
const asWritten = (value) => (option) => (option[2] !== undefined && option[2] === value ? [value, "", value] : option);

const meaning = (english) => meanings[language][english] ?? english;

// What a key is called: its Chinese word stands in brackets in the description.
function labelOf(key, node) {
  const chinese = /\(([\u4e00-\u9fff][^()]*)\)/.exec(resolved(node)[0].description ?? "");
  return language === "zh" && chinese ? `${chinese[1]} ${key}` : key;
}

const idOf = (path) => `field-${JSON.stringify(path)}`;
const faultsAt = (path) => faults.filter((fault) => JSON.stringify(fault.path) === JSON.stringify(path));
const isBelow = (fault, path) => path.every((key, place) => fault.path[place] === key);

// ---------------------------------------------------------------------------- fields

function fieldsOf(node, value, path, name) {
  const properties = node.properties ?? {};
  const keys = Object.keys(properties).filter((key) => path.length || !NOT_HERE.includes(key));
  const usual = USUAL[name] ?? [];
  const isShown = (key) => key in value || usual.includes(key);
  const shown = keys.filter(isShown);
  const others = keys.filter((key) => !isShown(key));
  const unknown = Object.keys(value).filter((key) => !(key in properties) && (path.length || !NOT_HERE.includes(key)));
  const fields = shown.map((key) => fieldOf(properties[key], value[key], [...path, key], key));
  for (const key of unknown) {
    const ofUnknown = typeof node.additionalProperties === "object" ? node.additionalProperties : { type: "string" };
    fields.push(fieldOf(ofUnknown, value[key], [...path, key], key));
  }
  if (others.length > MANY) fields.push(adding(path, others, labelled(path)));
  else if (others.length) fields.push(more(properties, others, path));
  return fields;
}

// The fields that are not in the household, made when they are opened.
function more(properties, keys, path) {
  const id = `more-${JSON.stringify(path)}`;
  const inside = make("div", {});
  const details = make("details", { id, class: "more" }, make("summary", {}, say("more", { name: labelled(path) })), inside);
  const fill = () => {
    if (details.open && !inside.childElementCount)
      inside.append(...keys.map((key) => fieldOf(properties[key], undefined, [...path, key], key)));
  };
  details.addEventListener("toggle", fill);
  if (isOpen(id)) {
    details.open = true;
    fill();
  }
  return details;
}

const labelled = (path) => (path.length ? path.join(" › ") : say("form"));

function fieldOf(node, value, path, key) {
  const all = forms(node);
  const list = listForm(all);
  const object = objectForm(all);
  if (list && (value === undefined || Array.isArray(value))) {
    const [items, name] = resolved(list[0].items);
    return items.properties ? entries(items, name, value ?? [], path, node, key) : words(value ?? [], path, node, key);
  }
  const hasScalar = all.some(isScalar);
  if (object && (isObject(value) || (value === undefined && !hasScalar))) return group(object, value ?? {}, path, node, key);
  return scalar(all, isObject(value) ? JSON.stringify(value) : value, path, node, key);
}

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

function group([form, name], value, path, node, key) {
  const wide = form.additionalProperties;
  const inside =
    isObject(wide) && !form.properties
      ? [...Object.keys(value).map((one) => entry(wide, value[one], [...path, one], one)), addNamed(path, key)]
      : fieldsOf(form, value, path, name);
  return folded(path, labelOf(key, node), inside, path.length > 1 || !["people"].includes(key), resolved(node)[0].description);
}

// Objects below the first level are open where something stands in them that is not very long.
function folded(path, label, inside, mayFold, description) {
  const id = `group-${JSON.stringify(path)}`;
  const help = description && make("p", { class: "help" }, meaning(description));
  const own = faultsAt(path).map(faultText);
  if (!mayFold || !["policy", "variants", "choices", "chance"].includes(path.at(-1)))
    return make("fieldset", { id }, make("legend", {}, label), ...own, ...inside);
  const details = make("details", { id, class: "group" }, make("summary", {}, label), ...(help ? [help] : []), ...own, ...inside);
  details.open = isOpen(id) || faults.some((fault) => isBelow(fault, path));
  return details;
}

function entry(node, value, path, name) {
  const all = forms(node);
  const object = objectForm(all);
  const fields = object && isObject(value) ? fieldsOf(object[0], value, path, object[1]) : [scalar(all, value, path, node, name)];
  const remove = make("button", { type: "button", class: "remove", onclick: () => edit([[path, null]]) }, say("remove", { name }));
  const id = `group-${JSON.stringify(path)}`;
  return make("fieldset", { id, class: "entry" }, make("legend", {}, name), ...faultsAt(path).map(faultText), ...fields, remove);
}

function entries(items, name, value, path, node, key) {
  const label = labelOf(key, node);
  const made = value.map((one, place) => {
    const title = isObject(one) ? [one.on, one.who ?? one.payer, one.does ?? one.for].filter(Boolean).join(" ") : "";
    return entry(items, one, [...path, place], `${label} ${place + 1}: ${title}`);
  });
  const people = Object.keys(tree.people ?? {});
  const begins = NEW[key] ? NEW[key](people, tree.start) : {};
  const id = `add-${JSON.stringify(path)}`;
  const onclick = () => add([...path, value.length], begins);
  made.push(make("button", { type: "button", id, onclick }, say("add_to", { name: label })));
  return folded(path, label, made, true, resolved(node)[0].description);
}

// A list of words in one field, with commas between them.
function words(value, path, node, key) {
  const id = idOf(path);
  const change = (event) => {
    const found = event.target.value.split(/[,，、]/).map((one) => one.trim()).filter(Boolean);
    edit([[path, found.length ? found : null]]);
  };
  const written = value.map(String).join(", ");
  const input = make("input", { id, value: written, "data-value": written, onchange: change, ...described(path, node) });
  return field(input, path, node, key);
}

function scalar(all, value, path, node, key) {
  const id = idOf(path);
  const options = wordsOf(all);
  const isFree = all.some((form) => isScalar(form) && !form[0].enum && form[0].const === undefined);
  const change = (event) => edit([[path, event.target.value.trim() || null]]);
  const people = PEOPLE_IN.includes(key) ? Object.keys(tree.people ?? {}).map((one) => [one, ""]) : [];
  const known = options.length ? options : people;
  if (known.length && (!isFree || people.length)) return field(select(id, known, value, change, path, node), path, node, key);
  const list = known.length ? `${id}-words` : undefined;
  const isNumber = !known.length && all.some(([form]) => form.type === "integer");
  const properties = { id, value: value ?? "", "data-value": value ?? "", onchange: change, list, inputmode: isNumber ? "numeric" : undefined };
  const input = make("input", { ...properties, ...described(path, node) });
  const proposed = list ? [make("datalist", { id: list }, ...known.map(([word]) => make("option", { value: word })))] : [];
  return field(input, path, node, key, ...proposed);
}

// The words that may be chosen, and what is written there though it is none of them.
function withWritten(options, value) {
  const known = options.map(asWritten(value));
  return value === undefined || known.some(([word]) => word === value) ? known : [...known, [value, ""]];
}

function select(id, options, value, change, path, node) {
  const made = withWritten(options, value).map((one) => make("option", { value: one[0], selected: one[0] === value }, offered(one)));
  const none = make("option", { value: "", selected: value === undefined }, say("not_set"));
  return make("select", { id, onchange: change, ...described(path, node) }, none, ...made);
}

function described(path, node) {
  const wrong = faultsAt(path).length > 0;
  const help = resolved(node)[0].description ? `${idOf(path)}-help` : "";
  return { "aria-invalid": wrong && "true", "aria-describedby": [wrong ? `${idOf(path)}-wrong` : "", help].filter(Boolean).join(" ") || undefined };
}

function field(input, path, node, key, ...more) {
  const id = idOf(path);
  const description = resolved(node)[0].description;
  const help = description ? [make("small", { id: `${id}-help`, class: "help" }, meaning(description))] : [];
  const wrong = faultsAt(path);
  const shown = wrong.length ? [make("div", { id: `${id}-wrong` }, ...wrong.map(faultText))] : [];
  return make("div", { class: "field" }, make("label", { for: id }, labelOf(key, node)), input, ...more, ...shown, ...help);
}

const faultText = (fault) => make("p", { class: "wrong" }, fault.text);

// ---------------------------------------------------------------------------- adding

function addNamed(path, key) {
  return adding(path, [], key);
}

// A name and a button that adds an entry of that name.
function adding(path, proposed, name) {
  const id = `add-${JSON.stringify(path)}`;
  const input = make("input", { id, "data-value": "", list: proposed.length ? `${id}-words` : undefined });
  const take = () => {
    const given = input.value.trim();
    input.value = "";
    if (given) add([...path, given], NEW[path.at(-1)] ?? (path.includes("policy") ? "0" : {}));
  };
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") take();
  });
  const list = proposed.length ? [make("datalist", { id: `${id}-words` }, ...proposed.map((one) => make("option", { value: one })))] : [];
  const button = make("button", { type: "button", onclick: take }, say("add"));
  return make("div", { class: "field adding" }, make("label", { for: id }, say("name_of_new", { name })), input, ...list, button);
}

// ---------------------------------------------------------------------------- regions

const names = () => Object.keys(tree.people ?? {}).filter((name) => isObject(tree.people[name]));
const regions = () => wordsOf(forms({ $ref: "#/$defs/Region" }));

// One choice for the region of all people.
function regionOfAll() {
  const found = [...new Set(names().map((name) => tree.people[name].region))];
  const one = found.length === 1 ? found[0] : undefined;
  const change = (region) => edit(names().map((name) => [["people", name, "region"], region]));
  return regionChoice("region-of-all", "region_of_all", one, found.length > 1 ? "several" : "not_set", change);
}

// The same household in another region, as a variant, so that both can be compared.
function regionBeside() {
  const moved = (region) => Object.fromEntries(names().map((name) => [name, { region }]));
  const name = (region) => (language === "zh" ? `在${regionsInChinese[region] ?? region}` : `in ${region}`);
  const change = (region) => edit([[["variants", name(region)], { people: moved(region) }]]);
  return regionChoice("region-beside", "region_beside", undefined, "not_set", change);
}

function regionChoice(id, label, chosen, none, change) {
  const options = withWritten(regions(), chosen).map((one) => make("option", { value: one[0], selected: one[0] === chosen }, offered(one)));
  const onchange = (event) => event.target.value && change(event.target.value);
  const choice = make("select", { id, onchange }, make("option", { value: "", selected: chosen === undefined }, say(none)), ...options);
  return make("div", { class: "field" }, make("label", { for: id }, say(label)), choice);
}
