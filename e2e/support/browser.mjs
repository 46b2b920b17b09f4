// A browser in which an error on the console, a refused request or a broken content policy fails the test.
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { chromium } from "playwright-core";

const output = resolve(import.meta.dirname, "../output");
const pictures = resolve(import.meta.dirname, "../../docs/pictures");

const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Starts the browser. */
export function launch() {
  return chromium.launch({ executablePath: process.env.BIOKHE_CHROMIUM ?? "/usr/bin/chromium", args: flags });
}

/**
 * Opens a page in its own context, without smooth scrolling, so that a click has done its work when it returns; gives it to
 * `journey`, and fails on anything the browser complained of; with `breaksTheLine` requests may fail.
 */
export async function visit(browser, { breaksTheLine = false, ...options }, journey) {
  const context = await browser.newContext({
    locale: "vi-VN",
    viewport: { width: 1280, height: 800 },
    reducedMotion: "reduce",
    ...options,
  });
  const page = await context.newPage();
  const complaints = [];
  // A page that tells of an error has its status; the browser writes that to the console as well.
  page.on("console", (message) => {
    const expected = /status of 4(01|04|13|22|29)/.test(message.text()) || (breaksTheLine && /net::ERR_/.test(message.text()));
    if (["error", "warning"].includes(message.type()) && !expected) complaints.push(`${page.url()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  try {
    await journey(page, context);
    assert.deepEqual(complaints, [], "the browser complained");
  } finally {
    await context.close();
  }
}

/** Fails where the page has a barrier that axe can find (WCAG 2.2 AA). */
export async function hasNoBarriers(page) {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  // While one writes, a list below an item stands beside it, as the editor needs it; where it is read, within it.
  const { violations } = await new AxeBuilder({ page }).exclude(".narrative-page :is(ul, ol)").withTags(tags).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => node.html).join(" | ")}`);
  assert.deepEqual(found, [], page.url());
}

/** Fails where the page is wider than the screen. */
export async function fitsTheScreen(page) {
  const [page_width, screen] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  assert.ok(page_width <= screen, `${page.url()} is ${page_width} px wide on ${screen}`);
}

/** Keeps a picture for a person to look at; with UPDATE_PICTURES=1 also for the README. */
export async function picture(page, name, { forReadme = false } = {}) {
  await mkdir(output, { recursive: true });
  await page.screenshot({ path: join(output, `${name}.png`) });
  if (forReadme && process.env.UPDATE_PICTURES === "1") {
    await mkdir(pictures, { recursive: true });
    await page.screenshot({ path: join(pictures, `${name}.png`) });
  }
}

/** Uploads a file on the start page and waits for its reading. */
export async function upload(page, address, file, { timeout = 60_000 } = {}) {
  await page.goto(address);
  await page.setInputFiles("input[type=file]", file);
  await page.click(".upload button[type=submit]");
  await page.waitForSelector(".pane-read, .message", { timeout });
}
