// The figures of a return under the hands of somebody who knows spreadsheets: up, down and Enter go from row to row, what was
// copied from a sheet fills rows from the cell that has the focus, and a button puts in what was reported last time or by the
// units below. Each of these types for the person and no more: what is kept, and what is said about it, is up to filling.js.

const rows = [...document.querySelectorAll(".filling .cells .cell")].filter((row) => row.querySelector("[name^='state.']"));
/** The columns as the workbook has them; a row may lack one. */
const columns = ["value", "whole", "state", "note"];
const inColumn = (row, column) => row.querySelector(`[name^="${column}."]`) ?? (column === "value" ? row.querySelector("[name^='text.']") : null);

/** Row and column of a field; none outside of the figures. */
function placeOf(field) {
  const column = columns.indexOf(field.name?.split(".")[0].replace("text", "value"));
  const row = rows.indexOf(field.closest(".cell"));
  return row < 0 || column < 0 ? null : { row, column };
}

function type(field, value) {
  if (!field || field.value === value) return;
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

document.querySelector(".filling").addEventListener("keydown", (event) => {
  const isChoice = event.target.tagName === "SELECT";
  const step = { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
  // In a choice the arrows choose; whoever composes a letter has Enter end it.
  if (!step || event.isComposing || event.altKey || event.ctrlKey || event.metaKey || (isChoice && event.key !== "Enter")) return;
  const place = placeOf(event.target);
  if (!place) return;
  event.preventDefault();
  for (let row = place.row + step; rows[row]; row += step) {
    const field = inColumn(rows[row], columns[place.column]);
    if (!field) continue;
    field.focus();
    field.select?.();
    return;
  }
});

document.querySelector(".filling").addEventListener("paste", (event) => {
  const text = (event.clipboardData?.getData("text/plain") ?? "").trimEnd();
  const place = placeOf(event.target);
  const isSheet = /[\t\n]/.test(text);
  // A single value is pasted as always, where it is clear.
  if (!place || !(isSheet || (isUnclear(columns[place.column], text) && event.target.tagName === "INPUT"))) return;
  event.preventDefault();
  cellsOf(text).forEach((line, down) => {
    line.forEach((value, right) => {
      const row = rows[place.row + down];
      const column = columns[place.column + right];
      const field = row && column && inColumn(row, column);
      // What is empty in the sheet takes nothing away here.
      if (!field || !value) return;
      if (isUnclear(column, value) && field.tagName === "INPUT") unsure(row, value);
      else type(field, field.tagName === "SELECT" ? (choice(field, value) ?? field.value) : value);
    });
  });
});

/** What was copied from a sheet, row by row; a cell with a break or a tab in it stands between quotes. */
function cellsOf(text) {
  const lines = [[]];
  const piece = /(?:"((?:[^"]|"")*)"(?=[\t\r\n]|$)|([^\t\r\n]*))(\t|\r?\n|$)/g;
  for (const [whole, quoted, plain, end] of text.matchAll(piece)) {
    if (!whole && !end && lines.at(-1).length === 0) break;
    lines.at(-1).push((quoted?.replaceAll('""', '"') ?? plain).replace(/\s+/g, " ").trim());
    if (!end) break;
    if (end !== "\t") lines.push([]);
  }
  return lines;
}

/** Twelve and a half, or twelve thousand five hundred: who copied it knows, the sheet's settings are not known here. */
const isUnclear = (column, value) => ["value", "whole"].includes(column) && /^\d{1,3},\d{3}$/.test(value);

function unsure(row, value) {
  const line = row.querySelector("[data-told]");
  line.textContent = document.querySelector(".filling").dataset.unsure.replace("…", value);
  line.className = "small field-error";
}

/** The value of the choice that reads so. */
function choice(field, words) {
  const plain = (text) => text.trim().toLocaleLowerCase("vi");
  return [...field.options].find((option) => plain(option.textContent) === plain(words))?.value;
}

for (const button of document.querySelectorAll("[data-same]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const row = button.closest(".cell");
    type(inColumn(row, "whole"), button.dataset.whole);
    type(inColumn(row, "state"), button.dataset.same);
    type(inColumn(row, "value"), button.dataset.value);
    inColumn(row, "value").focus();
  });
}
for (const help of document.querySelectorAll("[data-grid]")) help.hidden = false;
