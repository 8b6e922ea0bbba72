// Accounts, for administrators: who may sign in and do what, and the tokens of programs.

import {call, get} from "/api.js";
import {ask, labelled} from "/dialog.js";
import {el, focusMain, main, notice, replace} from "/dom.js";
import {localTime} from "/words.js";

const ROLES = {"read-only": "read only: sees, fetches rows", entry: "entry: answers", lead: "lead: also figures, releases, takes back", admin: "admin: also accounts and the audit log"};
const PASSWORD_HINT = "12 characters or more";

function roleField(role) {
  return el("select", {}, Object.entries(ROLES).map(([value, text]) => el("option", {value, selected: value === role}, text)));
}

const passwordField = (required) => el("input", {type: "password", autocomplete: "new-password", required});

export class PeoplePage {
  close() {
    this.closed = true;
  }

  async start(said = "") {
    const {users} = await get("/users");
    if (this.closed) return;
    replace(main(), el("div", {class: "office"}, el("div", {class: "head"}, el("h1", {}, "People"),
      el("button", {class: "main", onclick: () => this.add()}, "Add a person ...")),
    el("section", {class: "panel", "aria-label": "Accounts"}, el("table", {class: "list"},
      el("thead", {}, el("tr", {}, ["Name", "Role", "May sign in", "Last sign-in", "Added", ""].map((t) => el("th", {scope: "col"}, t)))),
      el("tbody", {}, users.map((u) => el("tr", {class: u.disabled ? "off" : ""}, el("td", {}, u.name), el("td", {}, u.role),
        el("td", {}, u.disabled ? "no" : "yes"), el("td", {}, localTime(u.last_sign_in) || "never"), el("td", {}, localTime(u.created_at)),
        el("td", {class: "end"}, el("button", {class: "small", onclick: () => this.change(u), "aria-label": `Change ${u.name}`}, "Change ..."), " ",
          el("button", {class: "small", onclick: () => this.tokens(u), "aria-label": `Tokens of ${u.name}`}, "Tokens ..."))))))),
    el("p", {class: "soft"}, "People are never removed, because the audit log names them. Another role, another password, and no sign-in any more end sessions and tokens at once.")));
    notice(said);
    if (!said) focusMain();
  }

  async add() {
    const name = el("input", {required: true, maxlength: "80", autocomplete: "off"}), role = roleField("entry"), password = passwordField(true);
    if (await ask("Add a person", [labelled("Name", name), labelled("Role", role), labelled("Password", password, PASSWORD_HINT)], {button: "Add",
      submit: () => call("POST", "/users", {name: name.value, role: role.value, password: password.value})})) await this.start(`${name.value} may sign in.`);
  }

  async change(user) {
    const role = roleField(user.role), password = passwordField(false), may = el("input", {type: "checkbox", checked: !user.disabled});
    const submit = async () => {
      const body = {...(role.value !== user.role ? {role: role.value} : {}), ...(may.checked === user.disabled ? {disabled: !may.checked} : {}),
        ...(password.value ? {password: password.value} : {})};
      if (Object.keys(body).length > 0) await call("PATCH", `/users/${encodeURIComponent(user.name)}`, body);
    };
    if (await ask(`Change ${user.name}`, [labelled("Role", role), labelled("May sign in", may), labelled("New password", password, `${PASSWORD_HINT}; empty: stays as it is`)], {submit}))
      await this.start(`${user.name} is changed.`);
  }

  async tokens(user) {
    const {tokens} = await get(`/users/${encodeURIComponent(user.name)}/tokens`);
    const state = (t) => (t.revoked ? "revoked" : Date.parse(t.expires_at) < Date.now() ? "run out" : `until ${localTime(t.expires_at).slice(0, 10)}`);
    const label = el("input", {required: true, maxlength: "80", autocomplete: "off"}), days = el("input", {type: "number", min: "1", max: "3650", value: "365", required: true});
    let made = null;
    const revoke = async (token, row) => {
      await call("DELETE", `/tokens/${token.id}`);
      row.replaceChildren(el("td", {}, token.label), el("td", {}, "revoked"), el("td"), el("td"));
    };
    const rows = tokens.map((t) => {
      const row = el("tr", {}, el("td", {}, t.label), el("td", {}, state(t)), el("td", {}, localTime(t.last_used_at) || "never used"),
        el("td", {}, t.revoked ? null : el("button", {type: "button", class: "small", onclick: () => revoke(t, row).catch((error) => notice(error.message)), "aria-label": `Revoke ${t.label}`}, "Revoke")));
      return row;
    });
    const sent = await ask(`Tokens of ${user.name}`, [tokens.length === 0 ? el("p", {class: "soft"}, "No program acts for this person.")
      : el("table", {class: "list"}, el("thead", {}, el("tr", {}, ["For", "Good", "Last used", ""].map((t) => el("th", {scope: "col"}, t)))), el("tbody", {}, rows)),
    labelled("A new one, for", label, "what program it is for"), labelled("Days", days)], {button: "Make it", submit: async () => {
      made = await call("POST", `/users/${encodeURIComponent(user.name)}/tokens`, {label: label.value, days: Number(days.value)});
    }});
    if (sent) await this.showToken(made);
  }

  async showToken(made) {
    const text = el("input", {readonly: true, value: made.token, class: "mono", onfocus: (event) => event.target.select()});
    await ask(`Token for ${made.label}`, [el("p", {}, "It is shown this once; the server keeps no copy. Whoever has it acts for ", el("b", {}, made.user), "."), labelled("Token", text)]);
  }
}
