// What is typed and not sent yet goes to the server a moment after the last key, so that neither a lost connection nor a
// sign-off takes it away. What could not be kept because the session had ended is kept when the same person is back.

import {call} from "/api.js";

const WAIT_MS = 400;
const drafts = new Map(); // address -> {body, timer, busy}; the last word wins, one request at a time
let owner = "";

// What somebody else typed here before is not for this person.
export function draftsOf(name) {
  if (owner !== name) drafts.clear();
  owner = name;
}

async function keepNow(address, draft) {
  try {
    while (draft.body !== null) {
      const body = draft.body;
      await call("PUT", address, body);
      if (draft.body === body) draft.body = null;
    }
  } catch (error) {
    if (error.status === 401) return;
  }
  if (drafts.get(address) === draft) drafts.delete(address);
}

function send(address) {
  const draft = drafts.get(address);
  if (!draft) return null;
  clearTimeout(draft.timer);
  draft.busy ??= keepNow(address, draft).finally(() => { draft.busy = null; });
  return draft.busy;
}

// `body` is not changed afterwards.
export function keepDraft(address, body) {
  const draft = drafts.get(address) || {busy: null};
  drafts.set(address, draft);
  draft.body = body;
  clearTimeout(draft.timer);
  draft.timer = setTimeout(() => send(address), WAIT_MS);
}

// It is about to be sent, or thrown away: no later request brings it back.
export async function forgetDraft(address) {
  const draft = drafts.get(address);
  if (!draft) return;
  clearTimeout(draft.timer);
  draft.body = null;
  drafts.delete(address);
  await draft.busy;
}

export async function sendDrafts() {
  await Promise.all([...drafts.keys()].map(send));
}
