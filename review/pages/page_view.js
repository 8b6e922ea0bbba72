// The page as it came: the row that is asked about is marked, the rest dimmed; or all that was found is marked. Zoom,
// pan, other pages; a box is drawn and a mark is picked where somebody wants to know.

import {el, replace} from "/dom.js";

const ZOOMS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4, 6];
const POINT = 96 / 72; // CSS pixels a point
const PAN = 0.25; // of what is seen
const ROW_WIDTH = 0.94; // of the window, for a row that is asked about
const ROW_ZOOM = 1.25; // of the whole width: the name of a row stands left of a place in it
const EDGE = 12; // pixels beside what is wider than the window
const LEAST_BOX = [6, 3]; // points; what is drawn smaller is a click

const inside = ([x0, y0, x1, y1], [x, y]) => x >= x0 && x <= x1 && y >= y0 && y <= y1;

export class PageView {
  // `onbox(page, box)`: a person drew a box, in points; without it the page is dragged instead. `onpick(mark)`: a mark was
  // clicked.
  constructor({onbox = null, onpick = null} = {}) {
    this.zoom = 1.5;
    this.marks = []; // {page, box, kind}
    this.chosen = null;
    this.fitted = null; // makes it fit again
    this.onpick = onpick;
    this.sheet = el("div", {class: onbox ? "sheet draws" : "sheet"});
    this.label = el("span", {class: "soft"});
    this.element = el("section", {class: "view", "aria-label": "Page", tabindex: "0"},
      el("div", {class: "tools"},
        el("button", {onclick: () => this.step(-1), title: "Smaller (-)", "aria-label": "Smaller"}, "−"),
        el("button", {onclick: () => this.step(1), title: "Larger (+)", "aria-label": "Larger"}, "+"),
        el("button", {onclick: () => this.fit(), title: "As wide as the window (0)", "aria-label": "As wide as the window"}, "↔"),
        el("button", {onclick: () => this.turn(-1), title: "Page before ([)", "aria-label": "Page before"}, "‹"),
        this.label,
        el("button", {onclick: () => this.turn(1), title: "Next page (])", "aria-label": "Next page"}, "›")),
      this.sheet);
    this.listen(onbox);
    // What fitted the window goes on fitting it.
    new ResizeObserver(() => this.element.clientWidth && this.fitted?.()).observe(this.element);
  }

  // `pages`: [{number, width, height, image}]. `box`: what is marked on page `number`.
  show(pages, number, box) {
    this.pages = pages;
    this.home = {number, box};
    this.number = number;
    this.draw();
    if (box) this.fitRow();
    else this.fit();
  }

  get page() {
    return this.pages.find((p) => p.number === this.number);
  }

  draw() {
    const page = this.page;
    if (!page) return; // a file that could not be opened has none
    const width = page.width * this.zoom * POINT, height = page.height * this.zoom * POINT;
    this.sheet.style.width = `${width}px`;
    this.sheet.style.height = `${height}px`;
    const scale = Math.min(8, Math.max(0.25, this.zoom * POINT * (window.devicePixelRatio || 1)));
    const picture = el("img", {src: `${page.image}${page.image.includes("?") ? "&" : "?"}scale=${scale.toFixed(2)}`,
      alt: `Page ${page.number} of the report`, draggable: "false"});
    this.showPicture(picture);
    const home = this.number === this.home.number && this.home.box;
    if (home) this.sheet.append(this.place(el("div", {class: "row-mark"}), this.home.box, 3));
    this.drawMarks();
    this.label.textContent = ` ${this.number} / ${Math.max(...this.pages.map((p) => p.number))} `;
  }

  // While a page is drawn larger its former picture stays, stretched.
  showPicture(picture) {
    const before = this.drawn === this.number ? this.picture : null;
    this.drawn = this.number;
    this.wanted = picture;
    replace(this.sheet, before || picture);
    if (!before) this.picture = picture;
    else picture.decode().then(() => {
      if (this.wanted !== picture) return;
      this.picture.replaceWith(picture);
      this.picture = picture;
    }, () => {});
  }

  drawMarks() {
    for (const mark of this.sheet.querySelectorAll(".line-mark, .chosen-mark")) mark.remove();
    for (const {page, box, kind} of this.marks)
      if (page === this.number) this.sheet.append(this.place(el("div", {class: `line-mark ${kind}`}), box, 1));
    if (this.chosen?.page === this.number) this.sheet.append(this.place(el("div", {class: "chosen-mark"}), this.chosen.box, 3));
  }

  // Marks one place stronger than the others, and brings it into sight; null for none.
  choose(mark) {
    this.chosen = mark && mark.box.some((n) => n !== 0) ? mark : null;
    if (this.chosen && this.chosen.page !== this.number && this.pages.some((p) => p.number === this.chosen.page)) {
      this.number = this.chosen.page;
      this.draw();
    } else {
      this.drawMarks();
    }
    if (this.chosen && !this.sees(this.chosen.box)) this.center(this.chosen.box);
  }

  sees([, y0, , y1]) {
    const s = this.zoom * POINT, top = this.element.scrollTop;
    return y0 * s >= top && y1 * s + this.sheet.offsetTop <= top + this.element.clientHeight;
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

  center([x0, y0, x1, y1], behavior = "auto") {
    const s = this.zoom * POINT;
    const wide = (x1 - x0) * s > this.element.clientWidth; // names come first
    this.element.scrollTo({behavior, top: this.sheet.offsetTop + ((y0 + y1) / 2) * s - this.element.clientHeight / 2,
      left: wide ? x0 * s - EDGE : ((x0 + x1) / 2) * s - this.element.clientWidth / 2});
  }

  step(direction) {
    const larger = ZOOMS.find((z) => z > this.zoom), smaller = ZOOMS.findLast((z) => z < this.zoom);
    this.zoomTo((direction > 0 ? larger : smaller) || this.zoom);
  }

  // The zoom at which the page is as wide as the window.
  get whole() {
    return Math.max(ZOOMS[0], (this.element.clientWidth - 4) / (this.page.width * POINT));
  }

  fit() {
    if (!this.page) return;
    this.zoomTo(this.whole);
    this.fitted = () => this.fit();
  }

  fitRow() {
    if (!this.page) return;
    const [x0, , x1] = this.home.box;
    this.zoomTo(Math.max(ZOOMS[0], Math.min(ROW_ZOOM * this.whole, (this.element.clientWidth * ROW_WIDTH) / ((x1 - x0) * POINT))));
    this.fitted = () => this.fitRow();
  }

  zoomTo(zoom) {
    this.fitted = null;
    if (zoom !== this.zoom) {
      this.zoom = zoom;
      this.draw();
    }
    const box = this.chosen?.page === this.number ? this.chosen.box : this.number === this.home.number ? this.home.box : null;
    if (box) this.center(box, "instant");
  }

  turn(direction) {
    const next = this.pages.find((p) => p.number === this.number + direction);
    if (!next) return;
    this.number = next.number;
    this.draw();
  }

  // By a part of what is seen; 1 is right and down.
  pan(right, down) {
    this.element.scrollBy({left: right * PAN * this.element.clientWidth, top: down * PAN * this.element.clientHeight});
  }

  // True when the key moves the page.
  key(event) {
    const does = {"+": () => this.step(1), "=": () => this.step(1), "-": () => this.step(-1), "0": () => this.fit(),
      "[": () => this.turn(-1), "]": () => this.turn(1)};
    const pans = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]};
    if (event.shiftKey && pans[event.key]) this.pan(...pans[event.key]);
    else if (does[event.key]) does[event.key]();
    else return false;
    return true;
  }

  listen(onbox) {
    let from = null, frame = null, last = null;
    const at = (event) => {
      const r = this.sheet.getBoundingClientRect(), s = this.zoom * POINT;
      return [(event.clientX - r.left) / s, (event.clientY - r.top) / s];
    };
    const box = (to) => [Math.min(from[0], to[0]), Math.min(from[1], to[1]), Math.max(from[0], to[0]), Math.max(from[1], to[1])];
    this.sheet.addEventListener("pointerdown", (event) => {
      if (event.button > 1) return;
      from = at(event);
      last = [event.clientX, event.clientY];
      frame = onbox && event.button === 0 ? el("div", {class: "drag"}) : null;
      if (frame) this.sheet.append(this.place(frame, box(from), 0));
      this.sheet.setPointerCapture(event.pointerId);
      event.preventDefault();
    });
    this.sheet.addEventListener("pointermove", (event) => {
      if (frame) {
        this.place(frame, box(at(event)), 0);
      } else if (from) {
        this.element.scrollBy({left: last[0] - event.clientX, top: last[1] - event.clientY, behavior: "instant"});
        last = [event.clientX, event.clientY];
      }
    });
    const end = () => {
      frame?.remove();
      from = frame = null;
    };
    this.sheet.addEventListener("pointercancel", end);
    this.sheet.addEventListener("pointerup", (event) => {
      if (!from) return;
      const to = at(event), drawn = box(to), wide = drawn[2] - drawn[0] > LEAST_BOX[0] && drawn[3] - drawn[1] > LEAST_BOX[1];
      const draws = Boolean(frame);
      end();
      if (wide && draws) return onbox(this.number, drawn);
      const picked = this.marks.find((mark) => mark.page === this.number && inside(mark.box, to));
      if (!wide && picked) this.onpick?.(picked);
    });
  }
}
