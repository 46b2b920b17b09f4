// What is told in words, written as in a word processor: bold, italic, lists of one or two levels, and nothing else. The field of
// the form stays what is sent, in the text that crates/documents/src/narrative.rs describes and judges; this turns it into an
// editor and back. What is pasted goes the same way, so that nothing else can come in.
import Squire from "squire-rte";
import { fragment, linesOfDom, linesOfText, textOf } from "./narrative/lines.js";

/** What the buttons do; each is undone by pressing it again. */
const acts = {
  bold: { is: (editor) => editor.hasFormat("B"), on: (editor) => editor.bold(), off: (editor) => editor.removeBold() },
  italic: { is: (editor) => editor.hasFormat("I"), on: (editor) => editor.italic(), off: (editor) => editor.removeItalic() },
  dashes: { is: (editor) => isIn(editor, "UL"), on: (editor) => editor.makeUnorderedList(), off: (editor) => editor.removeList() },
  numbers: { is: (editor) => isIn(editor, "OL"), on: (editor) => editor.makeOrderedList(), off: (editor) => editor.removeList() },
};
/** Keys of the editor for what there is not here. */
const without = ["u", "Shift-5", "Shift-6", "Shift-7", "[", "]", "d"];

/** Whether the innermost list in which one writes is of that kind. */
function isIn(editor, tag) {
  const place = editor.getSelection().startContainer;
  return (place.nodeType === 1 ? place : place.parentElement)?.closest("ul, ol")?.tagName === tag;
}

function enliven(field) {
  const whole = field.closest(".field");
  const [tools, page] = [whole.querySelector(".narrative-tools"), whole.querySelector(".narrative-page")];
  const editor = new Squire(page, {
    blockTag: "P",
    addLinks: false,
    sanitizeToDOMFragment: (html) => fragment(linesOfDom(inert(html))),
  });
  for (const key of without) for (const held of ["Ctrl", "Meta"]) editor.setKeyHandler(`${held}-${key}`, (_, event) => event.preventDefault());

  /** The text that the editor shows; set from outside it is shown anew. */
  let shown;
  const show = () => {
    if (field.value === shown) return;
    shown = field.value;
    editor.setHTML(htmlOf(linesOfText(field.value)));
  };
  const press = () => {
    for (const button of tools.querySelectorAll("button")) button.setAttribute("aria-pressed", String(acts[button.dataset.do].is(editor)));
  };
  show();
  field.addEventListener("change", show);
  editor.addEventListener("input", () => {
    const text = textOf(linesOfDom(page));
    if (text === shown) return;
    field.value = shown = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  for (const kind of ["pathChange", "select", "cursor", "input"]) editor.addEventListener(kind, press);
  tools.addEventListener("click", (event) => {
    const act = acts[event.target.closest("button")?.dataset.do];
    if (!act) return;
    if (act.is(editor)) act.off(editor);
    else act.on(editor);
    editor.focus();
    press();
  });
  whole.querySelector("label").addEventListener("click", () => editor.focus());
  for (const part of [tools, page]) part.hidden = false;
  field.hidden = true;
}

/**
 * A page of HTML of which nothing runs, loads or is drawn: a template sees to that, and our rules for pages besides. Styles and
 * handlers are renamed, so that the browser does not complain of each, and what styles say of words can be read.
 */
function inert(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html.replace(/<[^>]+>/g, (tag) => tag.replace(/([\s/"'])(style|on\w+)(?=\s*=)/gi, "$1data-$2"));
  return holder.content;
}

function htmlOf(lines) {
  const holder = document.createElement("div");
  holder.append(fragment(lines));
  return holder.innerHTML;
}

for (const field of document.querySelectorAll("textarea[data-narrative]")) enliven(field);
for (const help of document.querySelectorAll(".narrative-help")) help.hidden = true;
