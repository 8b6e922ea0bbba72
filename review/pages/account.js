// One's own account: the password.

import {changePassword} from "/api.js";
import {labelled} from "/dialog.js";
import {el, main, notice, replace} from "/dom.js";

const SHORTEST = 12;

export class AccountPage {
  constructor(me) {
    this.me = me;
  }

  close() {}

  async start() {
    const field = (autocomplete) => el("input", {type: "password", autocomplete, required: true});
    const old = field("current-password"), fresh = field("new-password"), again = field("new-password");
    const problem = el("p", {class: "error", role: "alert"});
    const refuse = (text, input) => {
      problem.textContent = text;
      input.focus();
    };
    replace(main(), el("section", {class: "card"}, el("h1", {}, this.me.name), el("p", {class: "soft"}, `Role: ${this.me.role}`), el("h2", {}, "Another password"),
      el("form", {onsubmit: async (event) => {
        event.preventDefault();
        if (fresh.value.length < SHORTEST) return refuse(`A password has ${SHORTEST} characters or more.`, fresh);
        if (fresh.value !== again.value) return refuse("The two new passwords are not the same.", again);
        try {
          await changePassword(old.value, fresh.value);
          for (const input of [old, fresh, again]) input.value = "";
          problem.textContent = "";
          notice("Your password is changed. Wherever else you were signed in, you are signed off.");
        } catch (error) {
          refuse(error.message, error.code === "wrong-password" ? old : fresh);
        }
      }}, labelled("The present one", old), labelled("The new one", fresh, `${SHORTEST} characters or more; several words are good`), labelled("The new one again", again), problem,
      el("button", {class: "main"}, "Change it"))));
    notice("");
    old.focus();
  }
}
