// The real plan from its file to a report that was signed and issued: its own rule opens the year, units send what they have, the
// office accepts and writes, somebody else reviews, a deputy signs for the head, and the files are told from altered ones.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fitsTheScreen, hasNoBarriers, launch, picture, visit } from "../support/browser.mjs";
import { fill, keepPlan, signIn } from "../support/office.mjs";
import { realPlan, start } from "../support/program.mjs";
import { accept, fillIn, opened, send, setUpRegime, state } from "../support/returns.mjs";
import { password, setUp, town, ward } from "../support/town.mjs";

const screen = { viewport: { width: 1280, height: 800 } };
const phone = { viewport: { width: 360, height: 740 } };
let program;
let browser;
let folder;
let units;
/** Pages that one step leaves to the next, and the files that were issued by their kind. */
const at = {};
const issued = {};

before(async () => {
  program = await start();
  browser = await launch();
  folder = await mkdtemp(join(tmpdir(), "biokhe-report-"));
  await visit(browser, screen, async (page) => {
    units = await setUp(page, program, [
      ["Trần Thị Mai", "mai.tt", "coordinator", town],
      ["Phan Văn Bình", "binh.pv", "coordinator", town],
      ["Nguyễn Văn Hùng", "hung.nv", "leader", town],
      ["Lê Thị Hoa", "hoa.lt", "officer", "Phòng Kinh tế"],
      ["Đặng Thị Thu", "thu.dt", "officer", "Phòng Văn hóa và Thông tin"],
      ["Hồ Văn Nam", "nam.hv", "officer", ward],
    ]);
  });
});

after(async () => {
  await browser?.close();
  await program?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Somebody of the town at work. */
function as(login, options, journey) {
  return visit(browser, options, async (page, context) => {
    await signIn(page, program.address, login, password);
    await journey(page, context);
  });
}

/** The page that is open has no barriers and fits, on a wide screen and on a phone. */
async function looksGood(page) {
  for (const { viewport } of [phone, screen]) {
    await page.setViewportSize(viewport);
    await fitsTheScreen(page);
    await hasNoBarriers(page);
  }
}

test("the rule of the real plan opens the year, due before 15 November", () =>
  as("mai.tt", screen, async (page) => {
    await keepPlan(page, program.address, units[town], realPlan());
    await page.getByRole("link", { name: "Lập chế độ báo cáo" }).click();
    assert.deepEqual([await page.inputValue("#due_day"), await page.inputValue("#due_month")], ["15", "11"]);
    at.regime = await setUpRegime(page);
    at.now = await opened(page, at.regime, 2026);
    await page.goto(at.now["Phòng Kinh tế"]);
    // The last day before it is a Saturday.
    assert.match(await page.locator(".facts").innerText(), /13\/11\/2026/);
  }));

test("units send figures, words and what proves them", async () => {
  await as("hoa.lt", phone, async (page) => {
    await fillIn(page, at.now["Phòng Kinh tế"], "1");
    await page.locator(".narrative-page").first().fill("Đã có một mô hình rau an toàn tại tổ 3.");
    await page.locator(".filling-state").getByText("Đã lưu").waitFor();
    await page.locator(".cell .clip").first().click();
    await page.setInputFiles("#evidence", { name: "biên bản nghiệm thu.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7\n%%EOF\n") });
    await page.getByRole("button", { name: "Thêm minh chứng" }).click();
    await page.getByRole("link", { name: "biên bản nghiệm thu.pdf" }).waitFor();
    await page.goto(at.now["Phòng Kinh tế"]);
    await send(page);
  });
  await as("thu.dt", screen, async (page) => {
    await fillIn(page, at.now["Phòng Văn hóa và Thông tin"]);
    await page.locator(".narrative-page").first().fill("Đã đăng sáu tin bài.");
    await page.locator(".filling-state").getByText("Đã lưu").waitFor();
    await send(page);
  });
  await as("nam.hv", phone, async (page) => {
    await fillIn(page, at.now[ward], "2");
    await send(page);
  });
});

test("the office accepts what came, and the board says who owes", () =>
  as("mai.tt", screen, async (page) => {
    for (const name of ["Phòng Kinh tế", "Phòng Văn hóa và Thông tin", ward]) await accept(page, at.now[name]);
    await page.goto(at.now.board);
    assert.equal(await page.locator("tbody tr", { hasText: "Đã tiếp nhận" }).count(), 3);
    await looksGood(page);
    await picture(page, "real-board");
  }));

test("the office writes the report of the year", () =>
  as("mai.tt", screen, async (page) => {
    await page.goto(at.now.board);
    await page.getByRole("link", { name: "Mở phần tổng hợp" }).click();
    await page.locator("form.card", { hasText: "Báo cáo kỳ" }).first().getByRole("button", { name: "Bắt đầu soạn" }).click();
    await page.getByText("đơn vị chưa gửi báo cáo; văn bản sẽ ghi rõ").waitFor();
    at.report = page.url();
    await looksGood(page);
    await page.getByRole("link", { name: "Nội dung", exact: true }).click();
    const passage = page.locator(".passage", { hasText: "Đã đăng sáu tin bài." });
    await passage.locator("summary", { hasText: "Sửa hoặc cắt" }).click();
    await passage.getByLabel("Nội dung đoạn").fill("Đã đăng **sáu** tin bài trên trang thông tin.\n---\nĐã phát hai buổi truyền thanh.");
    await passage.getByRole("button", { name: "Lưu đoạn" }).click();
    await page.getByText("Đã phát hai buổi truyền thanh.").first().waitFor();
    assert.equal(await page.locator(".passage").count(), 3);
    await looksGood(page);
    await picture(page, "real-words");
    await page.getByRole("link", { name: "Mẫu", exact: true }).click();
    await looksGood(page);
  }));

test("a figure leads to its cell, to what proves it, and back; a total to the units of today", () =>
  as("mai.tt", screen, async (page) => {
    await page.goto(`${at.report}/figures`);
    await looksGood(page);
    await picture(page, "real-figures");
    const row = page.locator("tbody tr").first();
    assert.equal(await row.locator("strong").innerText(), "3");
    await row.locator("a[href*='#cell-']", { hasText: /^1$/ }).click();
    await page.waitForURL((url) => url.href.startsWith(at.now["Phòng Kinh tế"]) && url.hash.startsWith("#cell-"));
    const cell = page.locator(".cell:target");
    assert.ok(await cell.evaluate((one) => one.getBoundingClientRect().top < innerHeight), "the cell is in sight");
    await hasNoBarriers(page);
    await picture(page, "real-cell");
    await cell.locator(".clip").click();
    const [proof] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "biên bản nghiệm thu.pdf" }).click({ modifiers: ["Alt"] })]);
    assert.equal(proof.suggestedFilename(), "biên bản nghiệm thu.pdf");
    await page.locator("h2 a").click();
    await page.waitForURL((url) => url.href.startsWith(at.now["Phòng Kinh tế"]) && url.hash.startsWith("#cell-"));
    await page.goto(`${at.report}/figures`);
    await row.locator("strong").click();
    await page.getByRole("link", { name: "Đơn vị hiện nay" }).click();
    await page.waitForURL(/units=today/);
    assert.match(await page.getByRole("row", { name: ward }).innerText(), /2/);
    assert.match(await page.locator("h1 + p").innerText(), /^3/);
    await looksGood(page);
  }));

test("a deputy may sign for the head", () =>
  as("binh.pv", screen, async (page) => {
    const path = `/bo/units/${units[town]}`;
    await page.goto(`${program.address}${path}/signing`);
    await fill(page, `form[action="${path}/letterhead"]`, { place: "An Khê", collective: "Ủy ban nhân dân", sign: "UBND" });
    await page.locator(`form[action="${path}/signers"] [name=person]`).selectOption({ label: "Nguyễn Văn Hùng" });
    await fill(page, `form[action="${path}/signers"]`, { authority: "deputy", title: "Phó Chủ tịch", head_title: "Chủ tịch" });
    await page.getByText("KT. CHỦ TỊCH").first().waitFor();
    await looksGood(page);
  }));

test("who wrote it does not review it; somebody else does, and the deputy signs", async () => {
  await as("mai.tt", screen, async (page) => {
    await page.goto(at.report);
    assert.equal(await page.getByRole("button", { name: "Xác nhận đã soát xét" }).count(), 0);
  });
  await as("binh.pv", screen, async (page) => {
    await page.goto(at.report);
    await page.getByRole("button", { name: "Xác nhận đã soát xét" }).click();
    await page.getByText("Đã soát xét").first().waitFor();
  });
  await as("hung.nv", phone, async (page) => {
    await page.goto(at.report);
    await page.getByLabel("Thẩm quyền ký").waitFor();
    await looksGood(page);
    await picture(page, "real-to-sign");
    await page.getByRole("button", { name: "Ký văn bản" }).click();
    await page.getByText("Chờ cấp số").waitFor();
    at.document = page.url();
  });
});

test("the office numbers and issues, and both files keep to the layout", () =>
  as("mai.tt", screen, async (page) => {
    await page.goto(at.document);
    await page.getByRole("button", { name: "Cấp số và phát hành" }).click();
    await page.getByRole("heading", { name: "Báo cáo 01/BC-UBND" }).waitFor();
    await looksGood(page);
    await picture(page, "real-document");
    for (const [kind, link] of [["pdf", "PDF"], ["docx", "Word (DOCX)"]]) {
      const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: link, exact: true }).click({ modifiers: ["Alt"] })]);
      const file = join(folder, `issued.${kind}`);
      await download.saveAs(file);
      issued[kind] = await readFile(file);
      const told = execFileSync(program.binary, ["--lang", "vi", "document", "check", file], { encoding: "utf8" });
      assert.match(told, /đúng thể thức/, told);
    }
    assert.equal(issued.pdf.subarray(0, 5).toString(), "%PDF-");
    assert.equal(issued.docx.subarray(0, 2).toString(), "PK");
  }));

test("each file is the issued one to the byte, or it is told that it is not", () =>
  as("hoa.lt", screen, async (page) => {
    // Where a byte of the Word file is packed with others, it may not say any more which document it was.
    const cases = Object.entries(issued).flatMap(([kind, bytes]) => {
      const altered = Buffer.from(bytes);
      altered[Math.floor(bytes.length / 2)] ^= 1;
      return [[kind, bytes, /Đúng là tệp đã phát hành, không sai một byte/], [kind, altered, kind === "pdf" ? /Tệp đã bị sửa/ : /Tệp đã bị sửa|Không phải tệp được phát hành/]];
    });
    for (const [kind, buffer, verdict] of cases) {
      await page.goto(`${program.address}/bo/documents/verification`);
      await page.getByLabel("Tệp PDF hoặc DOCX").setInputFiles({ name: `bao-cao.${kind}`, mimeType: "application/octet-stream", buffer });
      await page.getByRole("button", { name: "Kiểm tra" }).click();
      await page.getByText(verdict).first().waitFor();
      await looksGood(page);
    }
  }));
