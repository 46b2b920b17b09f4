// From returns to a signed report: the office writes, somebody else reviews, a leader signs, the office numbers and issues, and
// anybody can tell an issued file from one in which a byte was changed.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fitsTheScreen, hasNoBarriers, launch, picture, visit } from "../support/browser.mjs";
import { signIn } from "../support/office.mjs";
import { start } from "../support/program.mjs";

let program;
let browser;
/** Pages that one step leaves to the next. */
const at = {};
const folder = mkdtempSync(join(tmpdir(), "biokhe-"));

before(async () => {
  program = await start({}, { sample: true });
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await program?.stop();
});

/** Somebody of the sample town at work on a screen of that size. */
function as(login, [width, height], journey, options = {}) {
  return visit(browser, { viewport: { width, height }, ...options }, async (page, context) => {
    await signIn(page, program.address, login, program.passwords[login]);
    await journey(page, context);
  });
}

const screen = [1280, 800];
const phone = [360, 740];

/** Every page of a consolidation fits and has no barriers. */
async function looksGood(page, path) {
  await page.goto(program.address + path);
  await hasNoBarriers(page);
  await fitsTheScreen(page);
}

/** The bytes behind an address. */
async function bytes(context, path) {
  const answer = await context.request.get(program.address + path);
  assert.equal(answer.status(), 200, path);
  return answer.body();
}

test("the office writes the report of the year on a wide screen", () =>
  as("mai.tt", screen, async (page, context) => {
    await page.goto(`${program.address}/bo/documents`);
    await page.getByRole("link", { name: /Năm 2025|năm 2025/ }).first().click();
    await page.getByRole("link", { name: "Báo cáo tổng hợp" }).click();
    await page.getByRole("link", { name: /Báo cáo kết quả thực hiện.*2025/ }).click();
    await page.locator(".crumbs a[href^='/bo/regimes/']").click();
    await page.getByRole("link", { name: "Năm 2026", exact: true }).click();
    await page.getByRole("link", { name: "Mở phần tổng hợp" }).click();
    await hasNoBarriers(page);
    await page.getByRole("link", { name: "Báo cáo kỳ", exact: true }).last().click();
    await page.getByText("Người soạn không tự soát xét").waitFor();
    at.report = new URL(page.url()).pathname;
    await picture(page, "report");

    await page.getByRole("link", { name: "Nội dung", exact: true }).click();
    await page.getByText("Sửa hoặc cắt đoạn này").first().click();
    await page.getByLabel("Nội dung đoạn").first().fill("Đã phát 36 chuyên mục.\n---\nMở hai lớp cho 60 người.");
    await page.getByRole("button", { name: "Lưu đoạn" }).first().click();
    await page.getByText("Mở hai lớp cho 60 người.").first().waitFor();
    assert.equal(await page.locator(".passage").count(), 2);
    await page.getByRole("button", { name: "Ghép với đoạn trên" }).click();
    await page.waitForFunction(() => document.querySelectorAll(".passage").length === 1);
    await page.getByRole("button", { name: "Bỏ ra" }).click();
    await page.getByText("Chưa dùng: 1 nội dung").waitFor();
    await page.getByRole("button", { name: "Đưa vào" }).click();
    await page.locator(".passage").waitFor();
    await page.getByText("Viết thêm một đoạn").first().click();
    await page.locator("details[open] textarea").last().fill("Đánh giá chung: các đơn vị làm đúng tiến độ.");
    await page.locator("details[open]").getByRole("button", { name: "Viết thêm một đoạn" }).click();
    await page.getByText("Người soạn viết").waitFor();
    await picture(page, "report-words");

    await page.getByRole("link", { name: "Mẫu", exact: true }).click();
    const template = page.getByRole("textbox", { name: "Mẫu", exact: true });
    const text = await template.inputValue();
    await template.fill(`${text}\n[[Bảng không có]]`);
    await page.getByRole("button", { name: "Lưu mẫu" }).click();
    await page.getByText("không có bảng hay nội dung nào tên như vậy").waitFor();
    await template.fill(text.replace("[[Nhiệm vụ theo mục của kế hoạch]]", ""));
    await page.getByRole("button", { name: "Lưu mẫu" }).click();
    await page.getByRole("link", { name: "Tổng quan" }).click();
    const draft = await bytes(context, `${at.report}/draft.pdf`);
    assert.equal(draft.subarray(0, 5).toString(), "%PDF-");
  }));

test("a figure leads to the report of its unit, and its total to the units of today", () =>
  as("mai.tt", screen, async (page) => {
    await page.goto(`${program.address}/bo/documents`);
    await page.getByRole("link", { name: /năm 2024/ }).first().click();
    at.issued = new URL(page.url()).pathname;
    await picture(page, "document", { forReadme: true });
    await page.getByRole("link", { name: "Báo cáo tổng hợp" }).click();
    at.signed = new URL(page.url()).pathname;
    await page.getByRole("link", { name: "Số liệu", exact: true }).click();
    await hasNoBarriers(page);
    await picture(page, "report-figures", { forReadme: true });
    const row = page.getByRole("row", { name: /Hộ dùng chế phẩm sinh học/i }).first();
    const total = await row.locator("strong").innerText();
    assert.ok(Number(total) > 0, total);
    await row.locator("strong").click();
    await page.getByText("Theo các đơn vị hiện nay", { exact: false }).or(page.locator("a[href*='units=today']")).first().click();
    await page.getByText(total, { exact: false }).first().waitFor();
    await page.goBack();
    await page.goBack();
    await row.locator("a[href^='/bo/returns/']").first().click();
    await page.locator(".facts").first().waitFor();
    assert.match(page.url(), /\/bo\/returns\//);
  }));

test("every page of it fits a phone", () =>
  as("mai.tt", phone, async (page) => {
    for (const path of ["", "/figures", "/words", "/template"]) await looksGood(page, at.report + path);
    await looksGood(page, at.signed);
    await looksGood(page, at.issued);
    await looksGood(page, "/bo/documents");
    await looksGood(page, "/bo/documents/verification");
    await page.goto(program.address + at.issued);
    await page.goto(`${program.address}/bo/documents`);
    const signing = await page.locator("a[href$='/signing']").last().getAttribute("href");
    await looksGood(page, signing);
  }));

test("somebody else reviews, a leader signs, the office numbers and issues", async () => {
  await as("thu.dt", screen, async (page) => {
    await page.goto(program.address + at.report);
    await page.getByRole("button", { name: "Xác nhận đã soát xét" }).click();
    await page.getByText("Đã soát xét").first().waitFor();
  });
  await as("hung.nv", phone, async (page) => {
    await page.goto(program.address + at.report);
    await hasNoBarriers(page);
    await page.getByLabel("Thẩm quyền ký").waitFor();
    await page.getByRole("button", { name: "Ký văn bản" }).click();
    await page.getByText("Chờ cấp số").waitFor();
    at.document = new URL(page.url()).pathname;
  });
  await as("mai.tt", screen, async (page, context) => {
    await page.goto(program.address + at.document);
    await page.getByRole("button", { name: "Cấp số và phát hành" }).click();
    await page.getByRole("heading", { name: /Báo cáo \d\d\/BC-UBND/ }).waitFor();
    for (const kind of ["pdf", "docx"]) {
      const file = join(folder, `report.${kind}`);
      writeFileSync(file, await bytes(context, `${at.document}/file.${kind}`));
      const told = execFileSync(program.binary, ["--lang", "vi", "document", "check", file], { encoding: "utf8" });
      assert.match(told, /đúng thể thức/, told);
    }
  });
});

test("a file is the issued one to the byte, or it is not", () =>
  as("mai.tt", screen, async (page, context) => {
    const pdf = await bytes(context, `${at.document}/file.pdf`);
    for (const kind of ["pdf", "docx"]) {
      const issued = await bytes(context, `${at.document}/file.${kind}`);
      const altered = Buffer.from(issued);
      altered[Math.floor(altered.length / 2)] ^= 1;
      for (const [buffer, verdict] of [[issued, "không sai một byte"], [altered, "Tệp đã bị sửa"]]) {
        await page.goto(`${program.address}/bo/documents/verification`);
        const file = { name: `bao-cao.${kind}`, mimeType: "application/octet-stream", buffer };
        await page.getByLabel("Tệp PDF hoặc DOCX").setInputFiles(file);
        await page.getByRole("button", { name: "Kiểm tra" }).click();
        await page.getByText(verdict).waitFor();
        await hasNoBarriers(page);
      }
    }
    // Signed outside: what comes back begins with what was issued.
    await page.goto(program.address + at.document);
    await page.locator("summary", { hasText: "Nhận lại bản đã ký số" }).click();
    const signature = Buffer.from("\n9 0 obj<</Type/Sig/ByteRange[0 1 2 3]>>endobj\n%%EOF\n");
    const signed = { name: "ky.pdf", mimeType: "application/pdf", buffer: Buffer.concat([pdf, signature]) };
    await page.getByLabel("Bản PDF đã ký số").setInputFiles(signed);
    await page.getByRole("button", { name: "Nhận lại bản đã ký số" }).click();
    await page.getByRole("link", { name: "Bản PDF đã ký số" }).waitFor();
  }));

test("a letter reminds those who owe their report", () =>
  as("mai.tt", screen, async (page, context) => {
    await page.goto(program.address + at.report);
    await page.getByRole("link", { name: "Báo cáo tổng hợp và công văn" }).click();
    await page.getByRole("link", { name: "Công văn đôn đốc" }).click();
    const letter = new URL(page.url()).pathname;
    const word = await bytes(context, `${letter}/draft.docx`);
    assert.equal(word.subarray(0, 2).toString(), "PK");
  }));

test("what was issued goes out, by mail into the folder and by hand", () =>
  as("mai.tt", screen, async (page) => {
    await page.goto(program.address + at.document);
    await page.getByRole("link", { name: "Gửi văn bản" }).click();
    await hasNoBarriers(page);
    const first = page.locator("fieldset").first();
    await first.getByLabel("Cách gửi").selectOption("mail");
    await first.getByLabel("Địa chỉ thư hoặc mã định danh").fill("van-thu@example.vn");
    await page.getByRole("button", { name: "Gửi", exact: true }).click();
    await page.getByText("van-thu@example.vn").first().waitFor();
    // The worker takes it up by itself.
    await page.waitForFunction(async () => {
      const answer = await fetch(location.href);
      return !(await answer.text()).includes("Chờ gửi");
    });
    await page.reload();
    // Whoever was not sent it waits for somebody to tick them.
    assert.equal(await page.locator("fieldset input[type=checkbox]:checked").count(), 0);
    await picture(page, "dispatch");
    await page.setViewportSize({ width: 360, height: 740 });
    await fitsTheScreen(page);
    await hasNoBarriers(page);
    // Beside the daily mails of notices one that brings the document.
    const mails = readdirSync(join(program.data, "mail")).map((name) => readFileSync(join(program.data, "mail", name), "utf8"));
    assert.equal(mails.filter((mail) => mail.includes("application/pdf")).length, 1);
  }));
