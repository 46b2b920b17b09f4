// A workbook filled by LibreOffice, as on an office computer that has no Excel: it opens the file, cells get other values, and
// it saves them as Excel would. Between the two the workbook is plain XML, so that no window has to be driven.
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Milliseconds that one conversion may take, the first start with an empty profile among them. */
const patience = 60_000;

/** The bytes of a workbook with other values in cells of its sheets: `{ "Số liệu": { E6: 2.5, H6: "theo sổ" } }`. */
export async function fill(file, sheets) {
  const folder = await mkdtemp(join(tmpdir(), "biokhe-spreadsheet-"));
  try {
    const [plain, filled] = ["fods", "xlsx"].map((ending) => join(folder, `filled.${ending}`));
    await writeFile(join(folder, "filled.xlsx"), await readFile(file));
    await convert(folder, filled, "fods");
    let document = await readFile(plain, "utf8");
    for (const [sheet, cells] of Object.entries(sheets)) {
      for (const [cell, value] of Object.entries(cells)) document = typed(document, sheet, cell, value);
    }
    await writeFile(plain, document);
    await rm(filled);
    await convert(folder, plain, "xlsx");
    return await readFile(filled);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The names of a workbook's sheets, as LibreOffice reads them. */
export async function sheets(file) {
  const folder = await mkdtemp(join(tmpdir(), "biokhe-spreadsheet-"));
  try {
    await convert(folder, file, "fods");
    const plain = await readFile(join(folder, `${basename(file, ".xlsx")}.fods`), "utf8");
    return [...plain.matchAll(/<table:table table:name="([^"]*)"/g)].map(([, name]) => name);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Writes a file in another form into a folder, which holds the profile too. */
function convert(folder, from, ending) {
  const profile = `-env:UserInstallation=${pathToFileURL(join(folder, "profile")).href}`;
  return run("soffice", [profile, "--headless", "--convert-to", ending, "--outdir", folder, from], { timeout: patience });
}

/** The document with a value in one cell, which keeps its style and its rules. */
function typed(document, sheet, cell, value) {
  const [, letter, row] = cell.match(/^([A-Z])([0-9]+)$/);
  const begin = document.indexOf(`<table:table table:name="${sheet}"`);
  const end = document.indexOf("</table:table>", begin);
  if (begin < 0) throw new Error(`there is no sheet ${sheet}`);
  const pieces = document.slice(begin, end).split(/(<table:table-row.*?<\/table:table-row>)/s);
  let number = 0;
  const at = pieces.findIndex((piece) => piece.startsWith("<table:table-row") && (number += repeats(piece, "rows")) >= Number(row));
  if (at < 0 || repeats(pieces[at], "rows") !== 1) throw new Error(`${sheet} has no cell ${cell}`);
  let column = 0;
  pieces[at] = pieces[at].replace(/<table:table-cell[^>]*?(\/>|>.*?<\/table:table-cell>)/gs, (one) => {
    const count = repeats(one, "columns");
    const place = letter.charCodeAt(0) - "A".charCodeAt(0) - column;
    column += count;
    return place >= 0 && place < count ? split(one, count, place, value) : one;
  });
  return document.slice(0, begin) + pieces.join("") + document.slice(end);
}

/** How often a row or cell stands there. */
function repeats(piece, what) {
  return Number(piece.slice(0, piece.indexOf(">")).match(`number-${what}-repeated="([0-9]+)"`)?.[1] ?? 1);
}

/** A cell that stands there `count` times, of which one gets a value. */
function split(cell, count, place, value) {
  const attribute = (name) => cell.match(` ${name}="[^"]*"`)?.[0] ?? "";
  const look = attribute("table:style-name") + attribute("table:content-validation-name");
  const escaped = String(value).replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  const kind = typeof value === "number" ? `office:value-type="float" office:value="${value}"` : 'office:value-type="string"';
  const empty = (times) => (times ? `<table:table-cell${look} table:number-columns-repeated="${times}"/>` : "");
  return `${empty(place)}<table:table-cell${look} ${kind}><text:p>${escaped}</text:p></table:table-cell>${empty(count - place - 1)}`;
}
