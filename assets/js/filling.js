// A return is kept while it is typed, also through a broken line: what could not be sent stays on the device and is sent
// later, by the same person only. Without script the button does it.
import { claim } from "./filling/unsent.js";
import { offer, withdraw } from "./filling/clash.js";

const form = document.querySelector("form.filling");
const told = form.querySelector(".filling-state");
const device = claim(`biokhe:${form.dataset.person}:${form.dataset.keep}`);

/** Milliseconds after the last key, until what could not be sent is tried again, and until an answer counts as lost. */
const pause = 1200;
const again = 15000;
const patience = 20000;

/**
 * What is not sent yet, by the id of its cell or passage: its fields as they are sent. `seen` among them is what the person
 * saw when they began to change it, so that nobody is overwritten unseen, however late it arrives.
 */
const unsent = new Map();
/** Refused as it is: it waits for another change. */
const refused = new Set();
/** Sent without an answer: it may have arrived, so it goes again just as it was before anything newer does. */
let lost = null;
let timer;
/** The sending under way. */
let flight = null;

const remember = () => device.keep(unsent);

function tell(what, words) {
  told.textContent = words ?? form.dataset[what] ?? "";
  told.dataset.state = what;
}

const idOf = (field) => field.name.slice(field.name.indexOf(".") + 1);
/** The fields of a cell or passage that are sent. */
const fieldsOf = (id) => [...form.elements].filter((field) => field.name?.endsWith(`.${id}`) && !field.name.startsWith("was."));

/** A number makes a figure of its cell, and takes that back with it. */
function follow(field, id) {
  const state = form.elements[`state.${id}`];
  if (!state || !/^(value|text)\./.test(field.name)) return;
  if (field.value && state.value === "not_reported") state.value = "value";
  if (!field.value && ["value", "estimate"].includes(state.value)) state.value = "not_reported";
}

function changed(field) {
  if (!field.name?.includes(".")) return;
  const id = idOf(field);
  follow(field, id);
  touched(id);
  const fields = Object.fromEntries(fieldsOf(id).map((one) => [one.name, one.value]));
  // What was seen when the change began.
  const seen = `seen.${id}`;
  unsent.set(id, { ...fields, [seen]: unsent.get(id)?.[seen] ?? fields[seen] });
  refused.delete(id);
  withdraw(lineOf(id));
  remember();
  later(pause);
}

/** What was touched is no longer as it was shown, even if it comes to look so again. */
function touched(id) {
  const was = form.elements[`was.${id}`];
  if (was) was.value = "";
}

function later(wait) {
  clearTimeout(timer);
  timer = setTimeout(send, wait);
}

function send() {
  const pieces = lost ?? [...unsent].filter(([id]) => !refused.has(id));
  if (!flight && pieces.length) flight = sent(pieces).finally(() => (flight = null));
  return flight;
}

async function sent(pieces) {
  tell("sending");
  lost = pieces;
  let answer;
  try {
    const body = new URLSearchParams(pieces.flatMap(([, fields]) => Object.entries(fields)));
    answer = await fetch(form.dataset.keep, { method: "POST", body, redirect: "manual", signal: AbortSignal.timeout?.(patience) });
    if (answer.status >= 500 || answer.status === 429) throw new Error(String(answer.status));
    if (answer.status === 200 || answer.status === 422) answer.told = await answer.json();
  } catch {
    tell("waiting");
    later(again);
    return;
  }
  lost = null;
  if (answer.type === "opaqueredirect" || answer.status === 401) tell("signedOut");
  else if (answer.told) take(pieces, answer.told);
  else tell("failed");
}

function take(pieces, { numbers, wrong, found, computed, now: stands }) {
  for (const [id, fields] of pieces) {
    if (!(id in numbers)) continue;
    const seen = form.elements[`seen.${id}`];
    if (seen) seen.value = numbers[id];
    // What was typed while it travelled is still to be sent.
    const now = unsent.get(id);
    const isSame = now && Object.keys(fields).every((name) => name.startsWith("seen.") || fields[name] === now[name]);
    if (isSame) unsent.delete(id);
    else if (now) now[`seen.${id}`] = String(numbers[id]);
  }
  for (const [id, shown] of Object.entries(computed)) {
    // A page that was opened before somebody thought of the formula has a field there.
    const place = form.querySelector(`[data-computed="${CSS.escape(id)}"]`);
    // Made by the template that made the page.
    if (place) place.innerHTML = shown;
  }
  // A figure can be strange beside another that was typed just now.
  for (const { dataset } of form.querySelectorAll("[data-told]")) {
    if (!unsent.has(dataset.told) && !Object.keys(wrong).length) say(dataset.told, found[dataset.told] ?? "", "found");
  }
  for (const [field, words] of Object.entries(wrong)) {
    const id = field.includes(".") ? field.slice(field.indexOf(".") + 1) : "";
    const fields = pieces.find(([of]) => of === id)?.[1];
    if (fields && unsent.get(id) === fields) refused.add(id);
    if (id) say(id, words, "wrong");
    if (id in stands) choose(id, stands[id]);
    if (!id) for (const key of unsent.keys()) refused.add(key);
  }
  remember();
  tell(refused.size ? "refused" : "kept", wrong.act);
  // All or nothing: what nothing was wrong with goes on its own, and so does what was typed meanwhile.
  if ([...unsent.keys()].some((id) => !refused.has(id))) later(0);
}

/** Shows what somebody else put there, beside one's own, and does as one chooses. */
function choose(id, stands) {
  const own = (to) => {
    const seen = form.elements[`seen.${id}`];
    if (seen) seen.value = stands.number;
    refused.delete(id);
    if (to) unsent.set(id, { ...unsent.get(id), [`seen.${id}`]: String(stands.number) });
    else unsent.delete(id);
    say(id, "");
    withdraw(lineOf(id));
    remember();
    tell("kept");
    later(0);
  };
  offer(lineOf(id), form, stands.fields, {
    mine: () => own(true),
    theirs: () => {
      for (const [name, value] of Object.entries(stands.fields)) put(`${name}.${id}`, value);
      own(false);
    },
  });
}

/** Puts a value into a field; whoever shows it otherwise is told. */
function put(name, value) {
  const field = form.elements[name];
  if (!field) return;
  field.value = value;
  field.dispatchEvent(new Event("change"));
}

const lineOf = (id) => form.querySelector(`[data-told="${CSS.escape(id)}"]`);

/** What is said about a cell or passage, below it. */
function say(id, words, kind) {
  const line = lineOf(id);
  if (!line) return;
  line.textContent = words;
  line.className = words ? `small ${kind === "wrong" ? "field-error" : "cell-found"}` : "small";
}

/** Whether a page that came back with what was typed has all of it. */
const isShown = (fields) => Object.entries(fields).every(([name, value]) => name.startsWith("seen.") || form.elements[name]?.value === value);

// What a line or a closed page kept back is there again, with what was seen then.
device.left().then((left) => {
  for (const [id, fields] of left) {
    // What the program works out since cannot be typed any more.
    if (!form.elements[`seen.${id}`]) continue;
    if (unsent.has(id) || ("cameBack" in form.dataset && isShown(fields))) continue;
    unsent.set(id, fields);
    for (const [name, value] of Object.entries(fields)) put(name, value);
    touched(id);
  }
  remember();
  if (unsent.size) later(0);
});

form.addEventListener("input", (event) => changed(event.target));
addEventListener("online", () => later(0));
form.addEventListener("submit", (event) => {
  if (!navigator.onLine) {
    event.preventDefault();
    tell("unsubmitted");
  } else if (flight) {
    // What is under way counts first; then the button is pressed again.
    event.preventDefault();
    flight.finally(() => form.requestSubmit(event.submitter));
  }
});
