// The real plan from its file to figures of several units: its own rule opens the periods; one unit fills the return on a phone
// through a broken line, one in a workbook that LibreOffice saves, one is reported for by the office; two wards that were merged
// since are shown as they were and as the one of today.
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fitsTheScreen, hasNoBarriers, launch, picture, visit } from "../support/browser.mjs";
import { keepPlan, signIn } from "../support/office.mjs";
import { realPlan, start } from "../support/program.mjs";
import { accept, fillIn, opened, send, setUpRegime, state } from "../support/returns.mjs";
import * as spreadsheet from "../support/spreadsheet.mjs";
import { password, setUp, town, ward, wards } from "../support/town.mjs";

const screen = { viewport: { width: 1280, height: 800 }, acceptDownloads: true };
const phone = { viewport: { width: 360, height: 740 }, breaksTheLine: true };
let program;
let browser;
let folder;
/** Pages that one step leaves to the next, and units by their names. */
const at = {};
let units;

before(async () => {
  program = await start();
  browser = await launch();
  folder = await mkdtemp(join(tmpdir(), "biokhe-workbook-"));
  await visit(browser, screen, async (page) => {
    units = await setUp(page, program, [
      ["Trần Thị Mai", "mai.tt", "coordinator", town],
      ["Lê Thị Hoa", "hoa.lt", "officer", "Phòng Kinh tế"],
      ["Đặng Thị Thu", "thu.dt", "officer", "Phòng Văn hóa và Thông tin"],
    ]);
  });
});

after(async () => {
  await browser?.close();
  await program?.stop();
  await rm(folder, { recursive: true, force: true });
});

function as(login, options, journey) {
  return visit(browser, options, async (page, context) => {
    await signIn(page, program.address, login, password);
    await journey(page, context);
  });
}

/** Fills a return and sends it in. */
async function report(page, address, figure) {
  await fillIn(page, address, figure);
  await send(page);
}

test("the rule of the real plan opens the period of 2026", async () => {
  await as("mai.tt", screen, async (page) => {
    await keepPlan(page, program.address, units[town], realPlan());
    await page.getByRole("link", { name: "Lập chế độ báo cáo" }).click();
    assert.equal(await page.inputValue("#due_day"), "15");
    assert.ok(await page.isChecked("[name=due_strictly_before]"));
    at.regime = await setUpRegime(page);
    at.now = await opened(page, at.regime, 2026);
    // Those of the tree, and those that the plan names and the review added; the wards of before are not asked any more.
    for (const name of ["Phòng Kinh tế", "Phòng Văn hóa và Thông tin", "Trung tâm Y tế", "Phòng Nội vụ", ward]) assert.ok(at.now[name], name);
    assert.ok(!at.now[wards[0]]);
  });
});

test("one unit fills its return on a phone, through a broken line", async () => {
  await as("hoa.lt", phone, async (page, context) => {
    await page.goto(at.now["Phòng Kinh tế"]);
    const told = page.locator(".filling-state");
    for (const one of await page.locator(".cell select").all()) await one.selectOption("not_applicable");
    await told.getByText("Đã lưu").waitFor();
    await context.setOffline(true);
    await page.locator(".cell-number input").first().fill("1");
    await page.locator(".cell select").first().selectOption("value");
    await told.getByText("Mất kết nối").waitFor();
    await fitsTheScreen(page);
    await context.setOffline(false);
    await told.getByText("Đã lưu").waitFor();
    await page.getByRole("button", { name: "Gửi báo cáo" }).click();
    await state(page, "Đã gửi");
    await hasNoBarriers(page);
  });
});

test("one fills a workbook; what is wrong in it is told by cell, and nothing of it is taken before", async () => {
  await as("thu.dt", screen, async (page) => {
    await page.goto(at.now["Phòng Văn hóa và Thông tin"]);
    const fold = page.locator("details", { hasText: "Điền bằng Excel" });
    await fold.locator("summary").click();
    await hasNoBarriers(page);
    await picture(page, "workbook-form");
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Tải biểu Excel" }).click()]);
    assert.equal(download.suggestedFilename(), "bao-cao-2026-phong-van-hoa-va-thong-tin.xlsx");
    const workbook = join(folder, "workbook.xlsx");
    await download.saveAs(workbook);

    const count = await page.locator(".cell").count();
    const none = Object.fromEntries(Array.from({ length: count }, (_, row) => [`G${row + 6}`, "Không thuộc đơn vị"]));
    const words = { B6: "Đã mở hai lớp tập huấn." };
    const take = async (cells) => {
      await writeFile(join(folder, "filled.xlsx"), await spreadsheet.fill(workbook, { "Số liệu": { ...none, ...cells }, "Nội dung báo cáo": words }));
      await page.setInputFiles("#workbook", join(folder, "filled.xlsx"));
      await page.getByRole("button", { name: "Tải lên", exact: true }).click();
    };
    await take({ E6: "hai", G6: "Số chính thức", E7: 3 });
    await page.getByRole("heading", { name: "Chưa nhận được tệp Excel" }).waitFor();
    assert.deepEqual(await page.locator("tbody td strong").allTextContents(), ["E6", "G7"]);
    await fitsTheScreen(page);
    await hasNoBarriers(page);
    await picture(page, "workbook-wrong");
    await page.setViewportSize(phone.viewport);
    await fitsTheScreen(page);
    await page.setViewportSize(screen.viewport);

    await take({ E6: 2, G6: "Số ước tính", H6: "Đang nghiệm thu" });
    await page.getByText(`Đã nhận ${count + 1} mục`).waitFor();
    assert.equal(await page.locator(".cell-number input").first().inputValue(), "2");
    assert.equal(await page.locator("textarea").first().inputValue(), words.B6);
    await hasNoBarriers(page);
    await page.getByRole("button", { name: "Gửi báo cáo" }).click();
    await state(page, "Đã gửi");
    await page.locator("summary", { hasText: "Xem bằng Excel" }).waitFor();
  });
});

test("one is reported for by the office, one comes back with a reason and is sent again", async () => {
  await as("mai.tt", screen, async (page) => {
    await report(page, at.now["Trung tâm Y tế"]);
    await page.getByText("cơ quan tổng hợp gửi thay").waitFor();
    await page.goto(at.now["Phòng Văn hóa và Thông tin"]);
    await page.getByText("Trả lại đơn vị").first().click();
    await page.fill("#words-give-back", "Cần số chính thức");
    await page.getByRole("button", { name: "Trả lại đơn vị" }).click();
    await state(page, "Bị trả lại");
  });
  await as("thu.dt", screen, async (page) => {
    await page.goto(at.now["Phòng Văn hóa và Thông tin"]);
    assert.ok(await page.getByText("Cần số chính thức").first().isVisible());
    await page.locator(".cell select").first().selectOption("value");
    await page.getByRole("button", { name: "Gửi báo cáo" }).click();
    await state(page, "Đã gửi");
  });
  await as("mai.tt", screen, async (page) => {
    await accept(page, at.now["Phòng Văn hóa và Thông tin"]);
    await page.goto(at.now.board);
    await hasNoBarriers(page);
    await page.getByRole("link", { name: "Số liệu tổng hợp" }).click();
    // One of the phone and two of the workbook.
    assert.match(await page.locator("tbody tr").first().innerText(), /(^|\D)3(\D|$)/);
  });
});

test("figures of two wards stand as they were and for the one that came of them", async () => {
  await as("mai.tt", screen, async (page) => {
    const then = await opened(page, at.regime, 2024);
    assert.ok(!then[ward], "the ward of 2025 is not asked for 2024");
    await report(page, then[wards[0]], "4");
    await report(page, then[wards[1]], "5");
    await page.goto(then.board);
    await page.getByRole("link", { name: "Số liệu tổng hợp" }).click();
    await page.locator("tbody a").first().click();
    const row = (name) => page.getByRole("row", { name }).innerText();
    assert.match(await row(wards[0]), /4/);
    assert.match(await row(wards[1]), /5/);
    await picture(page, "merged-then");
    await page.getByRole("link", { name: "Đơn vị hiện nay" }).click();
    await page.waitForURL(/units=today/);
    assert.match(await row(ward), /9/);
    assert.equal(await page.getByRole("row", { name: wards[0] }).count(), 0);
    await fitsTheScreen(page);
    await hasNoBarriers(page);
    await picture(page, "merged-today");
  });
});
