// Elements and texts: every text is set as text, so nothing that is written in a household is ever read as HTML.

let texts = {};

export function speak(ofLanguage) {
  texts = ofLanguage;
  for (const element of document.querySelectorAll("[data-text]")) element.textContent = say(element.dataset.text);
}

export function say(key, values = {}) {
  return texts[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

export const at = (id) => document.getElementById(id);

// An element with properties (`class`, `onclick`, attributes) and what stands in it.
export function make(tag, properties = {}, ...inside) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "value") element.value = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...inside);
  return element;
}
