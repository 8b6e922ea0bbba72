// Signs off who has gone away, after a warning that takes nothing from whoever is still there: it does not get the focus,
// and every key goes where it was typed.
//
// The server counts requests, not keys: while somebody reads and scrolls, a request is sent now and then. Windows of the
// same browser tell each other, because they are one session.

import {get, lastRequest, wasActive} from "/api.js";
import {el} from "/dom.js";

const TICK_MS = 1000;
const WARN_S = 60;
const KEEP_S = 30;

export class IdleWatch {
  // `leave()` is called once, when the time is over.
  constructor(seconds, leave) {
    this.limit = seconds;
    this.warn = Math.min(WARN_S, seconds / 3);
    this.keep = Math.min(KEEP_S, seconds / 4);
    this.leave = leave;
    this.active = 0;
    this.told = 0;
    this.touch = () => { this.active = Date.now(); };
    for (const kind of ["keydown", "pointerdown", "wheel"]) document.addEventListener(kind, this.touch, {capture: true, passive: true});
    this.windows = new BroadcastChannel("labintake-activity");
    this.windows.onmessage = (event) => wasActive(event.data);
    this.timer = setInterval(() => this.tick(), TICK_MS);
  }

  stop() {
    clearInterval(this.timer);
    this.windows.close();
    this.hide();
    for (const kind of ["keydown", "pointerdown", "wheel"]) document.removeEventListener(kind, this.touch, {capture: true});
  }

  tick() {
    const last = lastRequest(), idle = (Date.now() - last) / 1000;
    if (last > this.told) this.windows.postMessage(last);
    this.told = last;
    if (idle >= this.limit) {
      this.stop();
      this.leave();
    } else if (this.active > last && idle > this.keep) {
      this.stay();
    } else if (idle >= this.limit - this.warn) {
      this.show(Math.ceil(this.limit - idle));
    } else {
      this.hide();
    }
  }

  stay() {
    wasActive(Date.now()); // one request is enough
    this.hide();
    get("/panels").catch(() => {});
  }

  show(seconds) {
    if (!this.box) {
      this.count = el("span", {"aria-hidden": "true"});
      this.box = el("div", {class: "idle", role: "alert"}, el("b", {}, "You are about to be signed off."), el("span", {}, "Any key keeps you here; what you typed is kept."),
        this.count, el("button", {onclick: () => this.stay()}, "Stay"));
      document.body.append(this.box);
    }
    this.count.textContent = `${seconds} s`;
  }

  hide() {
    this.box?.remove();
    this.box = null;
  }
}
