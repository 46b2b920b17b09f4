// The catalogue of indicators: an authority adds its own of several kinds, divides one and works one out of others; a report asks for
// them, and what is typed is set against its parts and worked out as one types.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { fitsTheScreen, hasNoBarriers, launch, picture, visit } from "../support/browser.mjs";
import { fill, signIn } from "../support/office.mjs";
import { start } from "../support/program.mjs";

let program;
let browser;
/** Pages that one step leaves to the next. */
const at = {};
const ward = "Ủy ban nhân dân phường An Bình";

before(async () => {
  program = await start({}, { sample: true });
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await program?.stop();
});

/** Somebody of the sample town at work on a screen of that size. */
function as(login, [width, height], journey) {
  return visit(browser, { viewport: { width, height } }, async (page) => {
    await signIn(page, program.address, login, program.passwords[login]);
    await journey(page);
  });
}

const screen = [1280, 800];
const phone = [360, 740];

async function isGood(page, name, options) {
  await fitsTheScreen(page);
  await hasNoBarriers(page);
  await picture(page, name, options);
}

const shownAlone = /\/bo\/indicators\/[0-9a-f-]{36}$/;

/** Adds an indicator of the ward's own; its page is open then. */
async function add(page, values) {
  await page.goto(`${program.address}/bo/indicators/new`);
  await page.selectOption("#unit", { label: ward });
  await fill(page, "form.form", values);
  await page.waitForURL(shownAlone);
}

/** A figure of the return by the name of its indicator. */
const row = (page, name) => page.locator(".cells .cell").filter({ hasText: new RegExp(name, "i") });

test("an authority adds indicators of its own, parts of one, and one that is worked out", async () => {
  await as("mai.tt", screen, async (page) => {
    await add(page, { name: "đã ban hành kế hoạch riêng", kind: "yes_no" });
    await add(page, { name: "mức sẵn sàng", kind: "scale", steps: "Thấp\nVừa\nCao" });
    await add(page, { name: "khó khăn lớn nhất", kind: "text" });
    await add(page, { name: "số hộ trồng rau", measured_in: "hộ", kind: "number" });
    await add(page, { name: "diện tích trồng rau", measured_in: "ha", kind: "number" });
    await page.getByRole("link", { name: "Thêm phần chia nhỏ" }).click();
    await isGood(page, "catalogue-part");
    await fill(page, "form.form", { part_by: "loại rau", name: "rau ăn lá" });
    await page.waitForURL(shownAlone);
    await add(page, { name: "diện tích bình quân một hộ", measured_in: "ha/hộ", kind: "number" });
    const source = page.locator('form[action$="/source"]');
    const work = async (formula) => {
      await page.locator("details").filter({ has: source }).evaluate((details) => (details.open = true));
      await page.check("input[value=formula]");
      await page.fill("#formula", formula);
      await page.locator('[id="operand.A"]').selectOption({ label: "diện tích trồng rau" });
      await page.locator('[id="operand.B"]').selectOption({ label: "số hộ trồng rau" });
      await source.getByRole("button").click();
    };
    await work("A + B");
    assert.ok(await page.getByText("khác đơn vị tính.").isVisible(), "hectares are not added to households");
    await isGood(page, "catalogue-wrong");
    await work("A / B");
    await page.waitForURL(/#source$/);
    assert.ok(await page.getByText("A / B", { exact: true }).isVisible());
    await page.goto(`${program.address}/bo/indicators/catalogue`);
    await isGood(page, "catalogue");
  });
});

test("a report asks for them, and a formula brings along what it is worked out of", async () => {
  await as("mai.tt", screen, async (page) => {
    await page.goto(`${program.address}/bo/plans`);
    await page.locator(".office-page .card a").first().click();
    await page.waitForURL(/plans\/[0-9a-f-]{36}$/);
    await page.getByRole("link", { name: "Lập chế độ báo cáo" }).click();
    await page.selectOption("#unit", { label: ward });
    for (const tick of await page.locator("[name=indicators]").all()) await tick.uncheck();
    for (const name of ["đã ban hành kế hoạch", "mức sẵn sàng", "khó khăn lớn nhất", "rau ăn lá", "diện tích bình quân"]) {
      await page.getByRole("checkbox", { name: new RegExp(name, "i") }).check();
    }
    await isGood(page, "catalogue-rule");
    await page.getByRole("button", { name: "Lập chế độ báo cáo" }).click();
    await page.waitForURL(/regimes\/[0-9a-f-]{36}$/);
    await page.getByRole("row", { name: /^Năm 2026/ }).getByRole("button").click();
    await page.waitForURL(/periods\/[0-9a-f-]{36}$/);
    at.period = page.url();
    at.return = new URL(await page.getByRole("link", { name: /Phòng Kinh tế/ }).getAttribute("href"), program.address).href;
  });
});

test("answers, steps and words are told on a phone; parts and what is worked out follow", async () => {
  await as("son.dh", phone, async (page) => {
    await page.goto(at.return);
    await isGood(page, "catalogue-return");
    await row(page, "đã ban hành").locator('select[name^="value."]').selectOption({ label: "Có" });
    await row(page, "mức sẵn sàng").locator('select[name^="value."]').selectOption({ label: "Vừa" });
    await row(page, "khó khăn").locator("textarea").fill("Thiếu cán bộ kỹ thuật");
    await row(page, "số hộ").locator('input[name^="value."]').fill("40");
    await row(page, "diện tích trồng rau").locator('input[name^="value."]').fill("10");
    await row(page, "rau ăn lá").locator('input[name^="value."]').fill("7");
    await row(page, "bình quân").locator("output").getByText("0,25 ha/hộ").waitFor();
    await page.getByText("Khác với tổng các phần chia nhỏ").first().waitFor();
    await row(page, "rau ăn lá").locator('input[name^="value."]').fill("10");
    await page.getByText("Khác với tổng các phần chia nhỏ").first().waitFor({ state: "hidden" });
    await page.getByRole("button", { name: "Gửi báo cáo" }).click();
    await page.locator(".facts .badge").getByText("Đã gửi", { exact: true }).waitFor();
    assert.ok(await page.getByText("Thiếu cán bộ kỹ thuật").isVisible());
    await isGood(page, "catalogue-sent");
  });
});

test("the office sees how many say yes, and of totals what is worked out", async () => {
  await as("mai.tt", screen, async (page) => {
    await page.goto(`${at.period}/figures`);
    assert.ok(await page.getByText("1/1 trả lời “Có”").isVisible());
    assert.ok(await page.getByText("0,25 ha/hộ").isVisible());
    await isGood(page, "catalogue-figures");
  });
});
