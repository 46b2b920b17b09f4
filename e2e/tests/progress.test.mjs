// How far it is at a glance: what each role sees of it, from a number down to the tasks and the cells behind it, the same as files,
// and what of it everybody sees.
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fitsTheScreen, hasNoBarriers, launch, picture, visit } from "../support/browser.mjs";
import { signIn } from "../support/office.mjs";
import { start } from "../support/program.mjs";
import * as spreadsheet from "../support/spreadsheet.mjs";

const screen = { viewport: { width: 1280, height: 800 } };
const phone = { viewport: { width: 360, height: 740 } };
const ward = "Ủy ban nhân dân phường An Khê";
let program;
let browser;
let folder;

before(async () => {
  program = await start({}, { sample: true });
  browser = await launch();
  folder = await mkdtemp(join(tmpdir(), "biokhe-progress-"));
});

after(async () => {
  await browser?.close();
  await program?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Somebody of the sample town at the board of progress. */
function at(login, options, journey) {
  return visit(browser, options, async (page, context) => {
    await signIn(page, program.address, login, program.passwords[login]);
    await page.goto(`${program.address}/bo/progress`);
    await journey(page, context);
  });
}

/** The page that is open, with all that is folded, has no barriers and fits on a wide screen and on a phone. */
async function looksGood(page, name) {
  await page.locator("main details").evaluateAll((folds) => folds.forEach((fold) => (fold.open = true)));
  for (const { viewport } of [phone, screen]) {
    await page.setViewportSize(viewport);
    await fitsTheScreen(page);
    await hasNoBarriers(page);
    await page.evaluate(() => scrollTo(0, 0));
    await picture(page, `${name}-${viewport.width}`);
  }
}

/** How many tasks the list says that there are. */
async function listed(page) {
  await page.waitForURL(/\/bo\/tasks\?/);
  return Number((await page.locator(".list-head p").innerText()).match(/\d+/)[0]);
}

/** Rows of the table of a part of the board, each a list of texts. */
function rows(page, part) {
  return page.locator(`section[aria-labelledby="${part}"] tbody tr`).evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent.trim())));
}

test("each role sees its own units, and only the office publishes", async () => {
  for (const [login, unit, publishes] of [
    ["mai.tt", ward, 1],
    ["hung.nv", ward, 0],
    ["hoa.lt", "Phòng Kinh tế, Hạ tầng và Đô thị phường An Khê", 0],
  ]) {
    await at(login, screen, async (page) => {
      await page.getByRole("heading", { name: `Tiến độ của ${unit}` }).waitFor();
      assert.equal(await page.getByRole("link", { name: "Công khai tiến độ" }).count(), publishes, login);
      await looksGood(page, `progress-${login}`);
    });
  }
});

test("what an officer sees ends at their own units", () =>
  at("hoa.lt", screen, async (page) => {
    const above = await page.locator(".crumbs a").last().getAttribute("href");
    const answer = await page.goto(new URL(above, page.url()).href);
    assert.equal(answer.status(), 404);
  }));

test("a number leads to the tasks that it counts", () =>
  at("mai.tt", screen, async (page) => {
    const board = page.url();
    const counts = await page.locator("section[aria-labelledby=tasks-all] .glance a strong").allInnerTexts();
    assert.equal(counts.length, 4);
    assert.ok(counts.some((count) => Number(count) > 0));
    for (const [place, count] of counts.entries()) {
      await page.goto(board);
      await page.locator(".glance a").nth(place).click();
      assert.equal(await listed(page), Number(count), page.url());
    }
    await page.goto(board);
    await page.locator("section[aria-labelledby=units] summary").click();
    const row = page.locator("section[aria-labelledby=units] tbody tr", { hasText: "Phòng Kinh tế" });
    const count = await row.locator("td a").first().innerText();
    await row.locator("td a").first().click();
    assert.equal(await listed(page), Number(count));
    await page.locator("tbody a").first().click();
    await page.locator(".facts a[href*='/clauses/']").first().click();
    await page.waitForURL(/\/bo\/plans\/.*\/clauses\//);
  }));

test("a figure leads to the cells that it is made of", () =>
  at("mai.tt", screen, async (page) => {
    const row = page.locator("section[aria-labelledby=indicators] tbody tr", { hasText: /hộ dùng chế phẩm/i });
    const figure = (await row.locator("td a").innerText()).match(/\d+/)[0];
    await row.locator("td a").click();
    await page.waitForURL(/\/bo\/periods\/.*figures\?indicator=/);
    assert.match(await page.locator("h1 + p").innerText(), new RegExp(`^${figure}\\b`));
    await page.locator("tbody a[href*='#cell-']").first().click();
    await page.waitForURL(/\/bo\/returns\/.*#cell-/);
    assert.match(await page.locator(".cell:target").innerText(), /hộ dùng chế phẩm/i);
  }));

test("the table behind a chart comes as values and as a workbook", () =>
  at("mai.tt", screen, async (page, context) => {
    await page.locator("#trend").evaluate((heading) => heading.scrollIntoView());
    await picture(page, "progress-board", { forReadme: true });
    await page.locator("section[aria-labelledby=units] summary").click();
    const shown = await rows(page, "units");
    assert.ok(shown.length > 2);
    const part = page.locator("section[aria-labelledby=units]");
    const [values] = await Promise.all([page.waitForEvent("download"), part.getByRole("link", { name: "Tải số liệu này dạng CSV" }).click()]);
    assert.equal(values.suggestedFilename(), "tien-do.csv");
    const text = await readFile(await values.path(), "utf8");
    assert.ok(text.startsWith("\ufeff"), "Excel knows by it that this is UTF-8");
    const lines = text.slice(1).trim().split("\n").slice(1);
    assert.deepEqual(lines.map((line) => line.split(",").slice(-5)), shown.map((row) => row.slice(-5)));

    const [workbook] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Tải về dạng Excel" }).click()]);
    const file = join(folder, workbook.suggestedFilename());
    await workbook.saveAs(file);
    const sheets = await spreadsheet.sheets(file);
    for (const name of ["Kết quả so với mức phấn đấu", "Nhiệm vụ theo đơn vị", "Nhiệm vụ theo mục của kế hoạch"]) assert.ok(sheets.includes(name), `${name}: ${sheets}`);

    await page.locator("#indicator").selectOption({ label: "Hộ dùng chế phẩm sinh học trong sản xuất" });
    await page.getByRole("button", { name: "Xem", exact: true }).click();
    await page.waitForURL(/indicator=/);
    const trend = await context.request.get(new URL(await page.locator("section[aria-labelledby=trend] a", { hasText: "CSV" }).getAttribute("href"), page.url()).href);
    assert.equal((await trend.text()).trim().split("\n").length - 1, (await rows(page, "trend")).length);
  }));

test("everybody sees what the office ticked, and nothing else", async () => {
  const address = `${program.address}/progress`;
  const plan = "Nhiệm vụ theo kế hoạch";
  await visit(browser, screen, async (page) => {
    await page.goto(address);
    await page.getByText(plan).waitFor();
    await picture(page, "progress-public", { forReadme: true });
    await looksGood(page, "progress-public");
  });
  await at("mai.tt", screen, async (page) => {
    await page.getByRole("link", { name: "Công khai tiến độ" }).click();
    await looksGood(page, "progress-publication");
    await page.getByLabel(/Hộ dùng chế phẩm sinh học trong sản xuất/).check();
    await page.locator("input[name=plan]").uncheck();
    await page.getByRole("button", { name: "Lưu" }).click();
    await page.getByText("Trang công khai đổi theo").waitFor();
    assert.ok(await page.getByLabel(/Hộ dùng chế phẩm sinh học trong sản xuất/).isChecked());
    assert.ok(!(await page.locator("input[name=plan]").isChecked()));
  });
  await visit(browser, phone, async (page) => {
    await page.goto(address);
    const shown = await rows(page, "indicators");
    assert.equal(shown.length, 3);
    assert.equal(await page.getByText(plan).count(), 0);
    assert.equal(await page.getByText("Diện tích rau").count(), 0, "it was not ticked");
    await fitsTheScreen(page);
    await hasNoBarriers(page);
    const [values] = await Promise.all([page.waitForEvent("download"), page.locator("section[aria-labelledby=indicators]").getByRole("link", { name: "CSV" }).click()]);
    const lines = (await readFile(await values.path(), "utf8")).trim().split("\n");
    assert.equal(lines.length - 1, shown.length);
    await page.goto(`${address}?lang=en`);
    await page.getByRole("heading", { name: "Progress of plans" }).waitFor();
    await hasNoBarriers(page);
  });
});
