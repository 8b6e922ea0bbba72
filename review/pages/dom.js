// Elements without markup in strings: what comes from a document is text, never HTML.

// el("button", {class: "main", onclick: f}, "Accept", kbd) makes an element; null and false children are left out.
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name in element && typeof value !== "string") element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  for (const child of children.flat()) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child);
  }
  return element;
}

export function replace(parent, ...children) {
  parent.replaceChildren(...children.flat().filter((c) => c !== null && c !== undefined && c !== false));
}

export const main = () => document.getElementById("main");

// Where a page begins for keyboard and screen reader; the bar above it stays in sight.
export const focusMain = () => main().focus({preventScroll: true});

// One line for the person, read out by screen readers; "" takes it away. `kind`: "good" for what went well.
export function notice(text, kind = "") {
  const line = document.getElementById("notice");
  line.textContent = text;
  line.className = kind;
}

export const kbd = (keys) => el("kbd", {}, keys);
