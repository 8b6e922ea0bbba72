// The page as it came: the row that is asked about is marked, the rest dimmed. Zoom, pan, other pages.

import {el, replace} from "/dom.js";

const ZOOMS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4, 6];
const POINT = 96 / 72; // CSS pixels a point

export class PageView {
  // `onbox`, where given, gets the box in points that a person drew.
  constructor(onbox = null) {
    this.zoom = 1.5;
    this.marks = [];
    this.sheet = el("div", {class: "sheet"});
    this.label = el("span", {class: "soft"});
    this.element = el("section", {class: "view", "aria-label": "Page", tabindex: "0"},
      el("div", {class: "tools"},
        el("button", {onclick: () => this.step(-1), title: "Smaller (-)", "aria-label": "Smaller"}, "−"),
        el("button", {onclick: () => this.step(1), title: "Larger (+)", "aria-label": "Larger"}, "+"),
        el("button", {onclick: () => this.turn(-1), title: "Page before ([)", "aria-label": "Page before"}, "‹"),
        this.label,
        el("button", {onclick: () => this.turn(1), title: "Next page (])", "aria-label": "Next page"}, "›")),
      this.sheet);
    if (onbox) this.listen(onbox);
  }

  // `pages`: [{number, width, height, image}]. `box`: what is marked on page `number`.
  show(pages, number, box) {
    this.pages = pages;
    this.home = {number, box};
    this.number = number;
    this.draw();
    if (box) this.center(box);
  }

  get page() {
    return this.pages.find((p) => p.number === this.number);
  }

  draw() {
    const page = this.page;
    const width = page.width * this.zoom * POINT, height = page.height * this.zoom * POINT;
    this.sheet.style.width = `${width}px`;
    this.sheet.style.height = `${height}px`;
    const scale = Math.min(8, Math.max(0.25, this.zoom * POINT * (window.devicePixelRatio || 1)));
    const picture = el("img", {src: `${page.image}${page.image.includes("?") ? "&" : "?"}scale=${scale.toFixed(2)}`,
      alt: `Page ${page.number} of the report`, draggable: "false"});
    replace(this.sheet, picture);
    const home = this.number === this.home.number && this.home.box;
    if (home) this.sheet.append(this.place(el("div", {class: "row-mark"}), this.home.box, 3));
    for (const {page: on, box, element} of this.marks) if (on === this.number) this.sheet.append(this.place(element, box, 1));
    this.label.textContent = ` ${this.number} / ${Math.max(...this.pages.map((p) => p.number))} `;
  }

  place(element, [x0, y0, x1, y1], margin) {
    const s = this.zoom * POINT;
    element.style.left = `${x0 * s - margin}px`;
    element.style.top = `${y0 * s - margin}px`;
    element.style.width = `${(x1 - x0) * s + 2 * margin}px`;
    element.style.height = `${(y1 - y0) * s + 2 * margin}px`;
    return element;
  }

  // Marks one field of the row; null for none.
  point(box) {
    this.sheet.querySelector(".field-mark")?.remove();
    if (!box || box.every((n) => n === 0) || this.number !== this.home.number) return;
    this.sheet.append(this.place(el("div", {class: "field-mark"}), box, 2));
  }

  center([x0, y0, x1, y1]) {
    const s = this.zoom * POINT;
    this.element.scrollTo({top: ((y0 + y1) / 2) * s - this.element.clientHeight / 2,
      left: ((x0 + x1) / 2) * s - this.element.clientWidth / 2});
  }

  step(direction) {
    const at = ZOOMS.findIndex((z) => z >= this.zoom);
    this.zoom = ZOOMS[Math.min(ZOOMS.length - 1, Math.max(0, at + direction))];
    this.draw();
    if (this.number === this.home.number && this.home.box) this.center(this.home.box);
  }

  turn(direction) {
    const next = this.pages.find((p) => p.number === this.number + direction);
    if (!next) return;
    this.number = next.number;
    this.draw();
  }

  listen(onbox) {
    let from = null, frame = null;
    const at = (event) => {
      const r = this.sheet.getBoundingClientRect(), s = this.zoom * POINT;
      return [(event.clientX - r.left) / s, (event.clientY - r.top) / s];
    };
    const box = (to) => [Math.min(from[0], to[0]), Math.min(from[1], to[1]), Math.max(from[0], to[0]), Math.max(from[1], to[1])];
    this.sheet.addEventListener("pointerdown", (event) => {
      if (event.button !== 0 || event.target.closest("button")) return;
      from = at(event);
      frame = el("div", {class: "drag"});
      this.sheet.append(frame);
      this.sheet.setPointerCapture(event.pointerId);
      event.preventDefault();
    });
    this.sheet.addEventListener("pointermove", (event) => frame && this.place(frame, box(at(event)), 0));
    this.sheet.addEventListener("pointerup", (event) => {
      if (!frame) return;
      const drawn = box(at(event));
      frame.remove();
      frame = null;
      if (drawn[2] - drawn[0] > 4 && drawn[3] - drawn[1] > 2) onbox(this.number, drawn);
    });
  }
}
