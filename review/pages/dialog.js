// A dialog that is there as long as it is needed.

import {el, kbd} from "/dom.js";

let counter = 0;

// `submit` may refuse by throwing; what it says is shown and the dialog stays. It resolves to true when it was sent, to false when it was left.
export function ask(title, children, {button = "Save", submit = null} = {}) {
  return new Promise((resolve) => {
    const id = `dialog-${++counter}`;
    const problem = el("p", {class: "error", role: "alert"});
    let sent = false;
    const send = async (event) => {
      event.preventDefault();
      try {
        await submit?.();
        sent = true;
        dialog.close();
      } catch (error) {
        problem.textContent = error.message;
      }
    };
    const dialog = el("dialog", {class: "ask", "aria-labelledby": id, onclose: () => {
      dialog.remove();
      resolve(sent);
    }}, el("h2", {id}, title), el("form", {onsubmit: send}, children, problem, el("div", {class: "actions"},
      submit ? el("button", {class: "main"}, button) : null,
      el("button", {type: "button", onclick: () => dialog.close()}, submit ? "Cancel" : "Close", kbd("Esc")))));
    document.body.append(dialog);
    dialog.showModal();
    (dialog.querySelector("input, select, textarea") || dialog.querySelector("button")).focus();
  });
}

export const asking = () => Boolean(document.querySelector("dialog[open]"));

// A labelled field of a form.
export function labelled(label, input, hint = "") {
  input.id ||= `input-${++counter}`;
  if (hint) input.setAttribute("aria-describedby", `${input.id}-hint`);
  return el("p", {class: "labelled"}, el("label", {for: input.id}, label), input, hint ? el("span", {class: "soft", id: `${input.id}-hint`}, hint) : null);
}
