// A narrative as its lines, between three forms of it: the text that is kept, any page of HTML, and the few elements of the editor.
// A line is `{ item, letters }`: `item` is `{ level, number }` in a list and null elsewhere, a letter `{ letter, bold, italic }`.
// The text is read as crates/documents/src/narrative.rs does it, which has the last word.

const looks = [["bold", "**", "b"], ["italic", "*", "i"]];
const isWord = (letter) => /[\p{Alphabetic}\p{N}]/u.test(letter ?? " ");
const isSpace = (letter) => letter === undefined || letter === " ";
const most = 999;

/** The lines of a text. */
export function linesOfText(text) {
  const lines = [];
  let plusIsFirst = false;
  for (const raw of text.split(/\r?\n/)) {
    const isIndented = /^\s/.test(raw);
    const line = raw.replace(/\s+/g, " ").trim();
    if (!line) continue;
    const found = /^(?:([-–•·*▪])|(\+)|(\d{1,3})[.)]) (.*)$/.exec(line);
    if (!found) {
      lines.push({ item: null, letters: lettersOf(line) });
      continue;
    }
    const [, , plus, number, words] = found;
    const isBelow = Boolean(lines.at(-1)?.item) && (isIndented || (plus && !plusIsFirst));
    if (!isBelow) plusIsFirst = Boolean(plus);
    lines.push({ item: { level: isBelow ? 2 : 1, number: number === undefined ? null : Number(number) }, letters: lettersOf(words) });
  }
  return lines;
}

/** Letters with their looks; stars turn those on before a word and off after one. */
function lettersOf(words) {
  const letters = [];
  const now = { bold: false, italic: false };
  const pieces = [...words.matchAll(/\\([\\*])|(\*+)|([^])/gu)];
  pieces.forEach(([whole, escaped, stars, plain], place) => {
    if (!stars) return letters.push({ letter: escaped ?? plain, ...now });
    const [before, after] = [letters.at(-1)?.letter, pieces[place + 1]?.[0][0]];
    const turned = { bold: (stars.length & 2) !== 0, italic: (stars.length & 1) !== 0 };
    const isFitting = looks.every(([look]) => !turned[look] || !isSpace(now[look] ? before : after));
    if (stars.length > 3 || !isFitting || (isWord(before) && isWord(after))) {
      for (const letter of whole) letters.push({ letter, ...now });
    } else {
      for (const [look] of looks) if (turned[look]) now[look] = !now[look];
    }
  });
  return letters;
}

/** The text of lines, as it is kept. */
export function textOf(lines) {
  const sign = ({ level, number }) => (level === 1 ? "" : "  ") + (number === null ? (level === 1 ? "- " : "+ ") : `${number}. `);
  return lines.map(({ item, letters }) => (item ? sign(item) : "") + wordsOf(letters)).join("\n");
}

function wordsOf(letters) {
  let words = "";
  let now = { bold: false, italic: false };
  const turn = (to) => {
    for (const [look, stars] of looks) if (now[look] !== to[look]) words += stars;
    now = to;
  };
  for (const one of letters) {
    turn(one);
    words += "\\*".includes(one.letter) ? `\\${one.letter}` : one.letter;
  }
  turn({ bold: false, italic: false });
  return words;
}

/** Elements whose words are none. */
const silent = "script, style, head, title, meta, link, template, noscript, iframe, object, svg, math, select, textarea, button";
/** Elements that stand on lines of their own. */
const blocks = "p, div, li, ul, ol, h1, h2, h3, h4, h5, h6, tr, table, blockquote, pre, section, article, header, footer, dt, dd, hr";
/** What a style says, to the letter: of what is pasted it is no style any more. */
const styleOf = (element) => element.getAttribute("data-style") ?? "";
/** What Word writes before an item: its dash or number. */
const isMark = (element) => /mso-list:\s*ignore/i.test(styleOf(element));

/** The lines of whatever page, with nothing of it but its words, their looks and its lists. */
export function linesOfDom(root) {
  const lines = [];
  let letters = [];
  /** The item whose words come next. */
  let item = null;
  const end = () => {
    const tidy = settled(letters);
    // The first item of a list has none above it.
    const level = item && (lines.at(-1)?.item ? item.level : 1);
    if (tidy.length) lines.push({ item: item && { ...item, level }, letters: tidy });
    letters = [];
  };
  const walk = (node, look) => {
    if (node.nodeType === Node.TEXT_NODE) {
      for (const letter of node.data) letters.push({ letter, ...look });
      return;
    }
    if (node.nodeType !== Node.ELEMENT_NODE || node.matches(silent) || isMark(node)) return;
    if (node.matches("br")) return end();
    const isBlock = node.matches(blocks);
    if (isBlock) end();
    const outer = item;
    if (node.matches("li")) item = itemOf(node);
    else item = itemOfWord(node) ?? (node.matches("h1, h2, h3, h4, h5, h6") ? null : item);
    for (const child of node.childNodes) walk(child, lookOf(node, look));
    if (isBlock) end();
    else if (node.matches("td, th")) letters.push({ letter: " ", bold: false, italic: false });
    item = outer;
  };
  for (const child of root.childNodes) walk(child, { bold: false, italic: false });
  end();
  return lines;
}

function lookOf(element, { bold, italic }) {
  const style = styleOf(element);
  const weight = /font-weight:\s*(\w+)/i.exec(style)?.[1].toLowerCase();
  const slant = /font-style:\s*(\w+)/i.exec(style)?.[1].toLowerCase();
  if (element.matches("b, strong")) bold = true;
  if (element.matches("i, em")) italic = true;
  if (weight) bold = ["bold", "bolder"].includes(weight) || Number(weight) >= 600;
  if (slant) italic = ["italic", "oblique"].includes(slant);
  return { bold, italic };
}

function itemOf(element) {
  let level = 0;
  for (let list = element.closest("ul, ol"); list; list = list.parentElement?.closest("ul, ol")) level += 1;
  const list = element.closest("ul, ol");
  const before = [...(list?.children ?? [])].filter((one) => one.tagName === "LI").indexOf(element);
  const number = list?.tagName === "OL" ? Math.min(Math.max((list.start ?? 1) + before, 0), most) : null;
  return { level: Math.min(level || 1, 2), number };
}

/** Word has its lists as paragraphs with a look of their own. */
function itemOfWord(element) {
  const level = /mso-list:.*level(\d)/i.exec(styleOf(element))?.[1];
  if (!level) return null;
  const mark = [...element.querySelectorAll("span")].find(isMark)?.textContent.trim() ?? "";
  const number = /^(\d{1,3})[.)]$/.exec(mark)?.[1];
  return { level: Math.min(Number(level), 2), number: number ? Number(number) : null };
}

/** Single spaces within, none around; looks end where words do, so that stars can say them. */
function settled(letters) {
  const seen = letters.map((one) => (/\s/.test(one.letter) ? { ...one, letter: " " } : one)).filter(({ letter }) => !/[\u200b\u200c\u200d\ufeff\u00ad]/.test(letter));
  const tidy = seen.filter(({ letter }, place) => letter !== " " || (place > 0 && seen[place - 1].letter !== " "));
  if (tidy.at(-1)?.letter === " ") tidy.pop();
  for (let place = 1; place < tidy.length; place += 1) {
    const [before, here] = [tidy[place - 1], tidy[place]];
    if (isWord(before.letter) && isWord(here.letter)) tidy[place] = { ...before, letter: here.letter };
  }
  return tidy.map((one, place) => {
    if (one.letter !== " ") return one;
    const [before, after] = [tidy[place - 1], tidy[place + 1]];
    return { letter: " ", bold: before.bold && after.bold, italic: before.italic && after.italic };
  });
}

/** The elements of lines: paragraphs, lists, bold and italic words. */
export function fragment(lines) {
  const whole = document.createDocumentFragment();
  /** The lists that are open, by level, each with the number that would come next. */
  let open = [];
  for (const { item, letters } of lines) {
    if (!item) {
      open = [];
      whole.append(paragraph(letters));
      continue;
    }
    open.length = Math.min(open.length, item.level);
    const last = open[item.level - 1];
    if (!last || (item.number === null ? last.next !== null : last.next !== item.number)) {
      const list = document.createElement(item.number === null ? "ul" : "ol");
      if (item.number !== null && item.number !== 1) list.start = item.number;
      const above = item.level === 2 ? open[0]?.list : null;
      (above ?? whole).append(list);
      open[item.level - 1] = { list, next: item.number };
    }
    const here = open[item.level - 1];
    const element = document.createElement("li");
    element.append(paragraph(letters));
    here.list.append(element);
    if (here.next !== null) here.next += 1;
  }
  return whole;
}

function paragraph(letters) {
  const block = document.createElement("p");
  for (let place = 0; place < letters.length; ) {
    const { bold, italic } = letters[place];
    let text = "";
    for (; place < letters.length && letters[place].bold === bold && letters[place].italic === italic; place += 1) text += letters[place].letter;
    let node = document.createTextNode(text);
    for (const [is, tag] of [[italic, "i"], [bold, "b"]]) {
      if (!is) continue;
      const look = document.createElement(tag);
      look.append(node);
      node = look;
    }
    block.append(node);
  }
  if (!letters.length) block.append(document.createElement("br"));
  return block;
}
