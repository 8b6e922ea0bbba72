// The last answer that was given to a group, to take it back: on the group's page and on that of the groups.

import {call} from "/api.js";
import {counted} from "/words.js";

let last = null;

export function remember(key, items) {
  last = {key, items};
}

export const undoable = () => last !== null;

// What came of it, as a sentence. Sent again after a lost connection, each is taken back once.
export async function takeBackLast() {
  const {key, items} = last;
  let back = 0;
  for (const [i, item] of items.entries()) {
    await call("POST", `/items/${encodeURIComponent(item)}/undo`, {key: `${key}-${i}`}).then(() => { back += 1; }, () => {});
  }
  last = null;
  const rest = items.length - back;
  return `${counted(back, "answer")} taken back.${rest > 0 ? ` ${counted(rest, "answer")} cannot be: somebody has said more since.` : ""}`;
}
