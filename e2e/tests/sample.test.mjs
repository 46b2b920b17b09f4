// The sample town, as somebody sees it who looks around: each page says what it is, on a screen and on a phone.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { fitsTheScreen, hasNoBarriers, launch, picture, visit } from "../support/browser.mjs";
import { signIn } from "../support/office.mjs";
import { start } from "../support/program.mjs";

let program;
let browser;
/** Pictures that the README has. */
const shown = ["board-1280", "clause-1280", "task-360", "indicators-1280", "figures-1280"];

before(async () => {
  program = await start({}, { sample: true });
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await program?.stop();
});

/** The page of the task whose title has these words. */
async function taskOf(page, words) {
  await page.goto(`${program.address}/bo/tasks?state=all&q=${encodeURIComponent(words)}`);
  return new URL(await page.locator("tbody a").first().getAttribute("href"), program.address).href;
}

/** The page of an indicator, and that of all figures of the last period in which it was told. */
async function indicatorOf(page, words) {
  await page.goto(`${program.address}/bo/indicators`);
  const indicator = new URL(await page.getByRole("link", { name: new RegExp(words, "i") }).first().getAttribute("href"), program.address).href;
  await page.goto(indicator);
  const units = new URL(await page.getByRole("link", { name: "Xem từng đơn vị" }).last().getAttribute("href"), program.address);
  return { indicator, figures: units.origin + units.pathname };
}

test("who looks around finds work in every state, and everywhere the mark of a sample", async () => {
  for (const [width, height] of [[1280, 800], [360, 740]]) {
    await visit(browser, { viewport: { width, height } }, async (page) => {
      await page.goto(program.address);
      assert.ok(await page.locator(".sample-mark").isVisible());
      await signIn(page, program.address, "mai.tt", program.passwords["mai.tt"]);
      const plan = async () => {
        await page.goto(`${program.address}/bo/plans`);
        await page.locator(".office-page .card a").first().click();
        await page.waitForURL(/plans\/[0-9a-f-]{36}$/);
        await page.locator(".clause", { has: page.getByText("V.1/3", { exact: true }) }).click();
        await page.waitForURL(/clauses/);
        return page.url();
      };
      const pages = {
        desk: `${program.address}/bo`,
        tasks: `${program.address}/bo/tasks`,
        board: `${program.address}/bo/tasks?view=board`,
        task: await taskOf(page, "cây dược liệu làm thuốc"),
        unowned: `${program.address}/bo/tasks/unowned`,
        clause: await plan(),
        units: `${program.address}/bo/units?on=2024-06-01`,
        returns: `${program.address}/bo/returns`,
        audit: `${program.address}/bo/audit`,
        indicators: `${program.address}/bo/indicators`,
        catalogue: `${program.address}/bo/indicators/catalogue`,
        ...(await indicatorOf(page, "hộ dùng chế phẩm")),
      };
      for (const [name, address] of Object.entries(pages)) {
        await page.goto(address);
        assert.ok(await page.locator(".sample-mark").isVisible(), name);
        await fitsTheScreen(page);
        await hasNoBarriers(page);
        if (name === "task") await page.locator(".evidence").last().scrollIntoViewIfNeeded();
        await picture(page, `sample-${name}-${width}`, { forReadme: shown.includes(`${name}-${width}`) });
      }
    });
  }
});

test("evidence is shown where that is safe, and saved otherwise", async () => {
  await visit(browser, {}, async (page) => {
    await signIn(page, program.address, "mai.tt", program.passwords["mai.tt"]);
    await page.goto(await taskOf(page, "cây dược liệu làm thuốc"));
    const image = page.locator(".evidence img").first();
    await image.scrollIntoViewIfNeeded();
    await page.waitForFunction(() => document.querySelector(".evidence img").naturalWidth > 0);
    await page.goto(await taskOf(page, "Theo dõi, đôn đốc"));
    const address = await page.locator(".evidence a").first().getAttribute("href");
    const answer = await page.request.get(program.address + address);
    assert.equal(answer.headers()["content-type"], "application/pdf");
    assert.match(answer.headers()["content-security-policy"], /sandbox$/);
  });
});
