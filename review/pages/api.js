// The server's interface (docs/review-api/openapi.yaml).
//
// Requests that change something carry a key that is made once: after a lost connection they are sent again, and are done once.

import {notice} from "/dom.js";

const BASE = "/api/v1";
const RETRY_MS = 2000;

let csrf = "";
let signedOut = () => {};
let requested = 0;

// Requests that a page sends by itself; the server does not take them for a sign of life.
const PASSIVE = ["/me", "/items/counts"];

export class Refused extends Error {
  constructor(status, body) {
    super(body.message || "The server refused.");
    this.status = status;
    this.code = body.error || "";
    this.body = body;
  }
}

export function onSignedOut(callback) {
  signedOut = callback;
}

// When this session was last used, in this window or, as it was told, in another one.
export const lastRequest = () => requested;

export function wasActive(at) {
  requested = Math.max(requested, at);
}

let page = new AbortController();

// What the page that is left has asked for and not got yet does not come any more.
export function leavePage() {
  page.abort();
  page = new AbortController();
}

export function newKey() {
  return crypto.randomUUID();
}

async function once(method, path, body, type, signal) {
  const headers = {};
  if (method !== "GET") headers["X-CSRF-Token"] = csrf;
  if (body !== undefined) headers["Content-Type"] = type || "application/json";
  const answer = await fetch(BASE + path, {
    method,
    headers,
    credentials: "same-origin",
    signal,
    body: body === undefined ? undefined : type ? body : JSON.stringify(body),
  });
  if (answer.status !== 401 && !(method === "GET" && PASSIVE.includes(path.split("?")[0]))) wasActive(Date.now());
  if (answer.status === 204) return null;
  const json = await answer.json().catch(() => ({}));
  if (answer.ok) return json;
  if (answer.status === 401 && path !== "/session") signedOut();
  throw new Refused(answer.status, json);
}

// Waits for the connection to come back; nothing that was typed is lost meanwhile. What a page asks for that is left never comes.
export async function call(method, path, body, type) {
  const signal = method === "GET" ? page.signal : undefined;
  for (let tries = 0; ; ++tries) {
    try {
      const result = await once(method, path, body, type, signal);
      if (tries > 0) notice("");
      if (!signal?.aborted) return result;
    } catch (error) {
      if (!signal?.aborted) {
        if (error instanceof Refused && error.status !== 503) throw error;
        notice("No connection to the server. What you typed is kept; trying again ...");
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
    if (signal?.aborted) return new Promise(() => {});
  }
}

export const get = (path) => call("GET", path);

export async function signIn(name, password) {
  const me = await once("POST", "/session", {name, password});
  csrf = me.csrf;
  return me;
}

export async function whoAmI() {
  const me = await once("GET", "/me");
  csrf = me.csrf;
  return me;
}

export async function changePassword(before, after) {
  const me = await once("POST", "/me/password", {old: before, new: after});
  csrf = me.csrf;
}

export async function signOff() {
  await once("DELETE", "/session");
  csrf = "";
}
