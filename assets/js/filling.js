// A return is kept while it is typed, also through a broken line: what could not be sent stays on the device and is sent
// later. Without script the button does it.

const form = document.querySelector("form.filling");
const told = form.querySelector(".filling-state");
const place = `biokhe:${form.dataset.keep}`;

/** Milliseconds after the last key, and until what could not be sent is tried again. */
const pause = 1200;
const again = 15000;

/**
 * What is not sent yet, by the id of its cell or passage: its fields as they are sent. `seen` among them is what the person
 * saw when they began to change it, so that nobody is overwritten unseen, however late it arrives.
 */
const unsent = new Map(Object.entries(read()));
/** Refused as it is: it waits for another change. */
const refused = new Set();
let timer;
let isSending = false;

function read() {
  try {
    return JSON.parse(localStorage.getItem(place)) ?? {};
  } catch {
    return {};
  }
}

function remember() {
  try {
    if (unsent.size) localStorage.setItem(place, JSON.stringify(Object.fromEntries(unsent)));
    else localStorage.removeItem(place);
  } catch {
    // A full or forbidden store: then the page itself is all there is.
  }
}

function tell(what) {
  told.textContent = form.dataset[what] ?? "";
  told.dataset.state = what;
}

const idOf = (field) => field.name.slice(field.name.indexOf(".") + 1);
const fieldsOf = (id) => [...form.elements].filter((field) => field.name?.endsWith(`.${id}`));

/** A number makes a figure of its cell, and takes that back with it. */
function follow(field, id) {
  const state = form.elements[`state.${id}`];
  if (!state || !field.name.startsWith("value.")) return;
  if (field.value && state.value === "not_reported") state.value = "value";
  if (!field.value && ["value", "estimate"].includes(state.value)) state.value = "not_reported";
}

function changed(field) {
  if (!field.name?.includes(".")) return;
  const id = idOf(field);
  follow(field, id);
  const fields = Object.fromEntries(fieldsOf(id).map((one) => [one.name, one.value]));
  // What was seen when the change began.
  const seen = `seen.${id}`;
  unsent.set(id, { ...fields, [seen]: unsent.get(id)?.[seen] ?? fields[seen] });
  refused.delete(id);
  remember();
  later(pause);
}

function later(wait) {
  clearTimeout(timer);
  timer = setTimeout(send, wait);
}

async function send() {
  const pieces = [...unsent].filter(([id]) => !refused.has(id));
  if (isSending || !pieces.length) return;
  isSending = true;
  tell("sending");
  try {
    const body = new URLSearchParams(pieces.flatMap(([, fields]) => Object.entries(fields)));
    const answer = await fetch(form.dataset.keep, { method: "POST", body, redirect: "manual" });
    if (answer.type === "opaqueredirect" || answer.status === 401) return tell("signedOut");
    if (answer.status !== 200 && answer.status !== 422) throw new Error(String(answer.status));
    take(pieces, await answer.json());
  } catch {
    tell("waiting");
    later(again);
  } finally {
    isSending = false;
    if ([...unsent.keys()].some((id) => !refused.has(id)) && told.dataset.state === "kept") later(0);
  }
}

function take(pieces, { numbers, wrong, found }) {
  for (const [id, sent] of pieces) {
    if (id in numbers) {
      const seen = form.elements[`seen.${id}`];
      if (seen) seen.value = numbers[id];
      // What was typed while it travelled is still to be sent.
      const now = unsent.get(id);
      const isSame = Object.keys(sent).every((name) => name.startsWith("seen.") || sent[name] === now[name]);
      if (isSame) unsent.delete(id);
      else now[`seen.${id}`] = String(numbers[id]);
      say(id, found[id] ?? "", "found");
    }
  }
  for (const [field, words] of Object.entries(wrong)) {
    const id = field.includes(".") ? field.slice(field.indexOf(".") + 1) : "";
    if (unsent.has(id)) refused.add(id);
    if (id) say(id, words, "wrong");
    else for (const key of unsent.keys()) refused.add(key);
  }
  remember();
  if (Object.keys(wrong).length) {
    tell("refused");
    // All or nothing: what nothing was wrong with goes on its own.
    if ([...unsent.keys()].some((id) => !refused.has(id))) later(0);
  } else tell("kept");
}

/** What is said about a cell or passage, below it. */
function say(id, words, kind) {
  const line = form.querySelector(`[data-told="${CSS.escape(id)}"]`);
  if (!line) return;
  line.textContent = words;
  line.className = words ? `small ${kind === "wrong" ? "field-error" : "cell-found"}` : "small";
}

// What a line or a closed page kept back is there again.
for (const fields of unsent.values()) {
  for (const [name, value] of Object.entries(fields)) {
    const field = form.elements[name];
    if (field && !name.startsWith("seen.")) field.value = value;
  }
}
if (unsent.size) later(0);

form.addEventListener("input", (event) => changed(event.target));
addEventListener("online", () => later(0));
form.addEventListener("submit", (event) => {
  if (navigator.onLine) return;
  event.preventDefault();
  tell("waiting");
});
