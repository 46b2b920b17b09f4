// Reports of a period: the rule that was read from the plan asks the units; one answers on a phone through a broken line, one is
// answered for by the office, one comes back with a reason; the office accepts and locks.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { fitsTheScreen, hasNoBarriers, launch, picture, visit } from "../support/browser.mjs";
import { signIn } from "../support/office.mjs";
import { start } from "../support/program.mjs";

let program;
let browser;
/** Pages that one step leaves to the next. */
const at = {};

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

/** Waits until the return on the page is in that state. */
function state(page, words) {
  return page.locator(".facts .badge").getByText(words, { exact: true }).waitFor();
}

/** Waits until nothing that was typed waits in the browser. */
const allSent = (page) => page.waitForFunction(() => !Object.keys(localStorage).some((key) => key.startsWith("biokhe:")));

/** Where the first of the passages is written. */
const writing = (page) => page.getByRole("textbox", { name: "Kết quả thực hiện nhiệm vụ được giao" });

/** Pastes into what has the focus, as an office program does it. */
function paste(page, html) {
  return page.evaluate((html) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/html", html);
    clipboardData.setData("text/plain", "không dùng");
    document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, html);
}

/** What Word has on the clipboard, in short, with what no narrative may hold. */
const fromWord = `<html><head><style>p { color: red }</style></head><body><!--StartFragment-->
<h1 style="color:#2F5496">Kết quả</h1><script>alert(1)</script><img src=x onerror="alert(1)">
<p class=MsoNormal style="text-align:center"><b style="font-size:14pt">Đạt <i>vượt</i></b>&nbsp;mức <a href="javascript:alert(1)">xem</a><o:p></o:p></p>
<p class=MsoListParagraph style="mso-list:l0 level1 lfo1"><![if !supportLists]><span style="mso-list:Ignore">-<span>&nbsp;&nbsp;</span></span><![endif]>Một</p>
<p class=MsoListParagraph style="mso-list:l0 level2 lfo1"><span style="mso-list:Ignore">o</span>Hai</p>
<ol start=3><li>Ba</li><li><span style="font-weight:700">Bốn</span></li></ol>
<!--EndFragment--></body></html>`;

async function isGood(page, name, options) {
  await fitsTheScreen(page);
  await hasNoBarriers(page);
  await picture(page, name, options);
}

test("the rule of the plan becomes periods to its last year, and one of them is opened", async () => {
  await as("mai.tt", screen, async (page) => {
    await page.goto(`${program.address}/bo/returns`);
    await isGood(page, "returns");
    await page.goto(`${program.address}/bo/plans`);
    await page.locator(".office-page .card a").first().click();
    await page.waitForURL(/plans\/[0-9a-f-]{36}$/);
    await page.getByRole("link", { name: "Lập chế độ báo cáo" }).click();
    assert.equal(await page.inputValue("#due_day"), "15");
    assert.equal(await page.inputValue("#due_month"), "11");
    assert.ok(await page.isChecked("[name=due_strictly_before]"));
    assert.equal(await page.inputValue("#reviews"), "1, 3, 5");
    assert.equal(await page.inputValue("#last_year"), "2035");
    assert.ok(await page.getByText("đã có chế độ báo cáo").isVisible(), "the sample's own are there");
    await isGood(page, "returns-rule");
    await page.selectOption("#unit", { label: "Ủy ban nhân dân phường An Bình" });
    await page.getByRole("button", { name: "Lập chế độ báo cáo" }).click();
    await page.waitForURL(/regimes\/[0-9a-f-]{36}$/);
    await isGood(page, "returns-periods");
    assert.ok(await page.getByRole("row", { name: /^Năm 2035/ }).isVisible());
    // What nobody could be asked is said and stays closed.
    await page.getByRole("row", { name: /^Năm 2023/ }).getByRole("button").click();
    assert.ok(await page.getByRole("alert").isVisible());
    await page.getByRole("row", { name: /^Năm 2026/ }).getByRole("button").click();
    await page.waitForURL(/periods\/[0-9a-f-]{36}$/);
    at.period = page.url();
    await isGood(page, "returns-board");
    const link = async (name) => new URL(await page.getByRole("link", { name }).getAttribute("href"), program.address).href;
    at.economy = await link(/Phòng Kinh tế/);
    at.culture = await link(/Phòng Văn hóa/);
  });
});

test("an officer fills the return on a phone, and the line breaks", async () => {
  await as("son.dh", phone, async (page, context) => {
    await page.goto(`${program.address}/bo`);
    assert.ok(await page.getByRole("heading", { name: "Báo cáo cần gửi" }).isVisible(), "it lies on the desk");
    await page.goto(at.economy);
    await isGood(page, "returns-filling");
    const [first, second] = await page.locator(".cell-number input").all();
    const told = page.locator(".filling-state");
    await first.fill("1");
    await told.getByText("Đã lưu").waitFor();
    await page.locator(".cell").first().evaluate((cell) => cell.scrollIntoView({ block: "center" }));
    await picture(page, "returns-phone", { forReadme: true });
    await context.setOffline(true);
    await second.fill("2,5");
    await writing(page).click();
    await page.keyboard.type("Đã xây dựng một khu.");
    await told.getByText("Mất kết nối").waitFor();
    await isGood(page, "returns-offline");
    await context.setOffline(false);
    await told.getByText("Đã lưu").waitFor();
    await page.reload();
    assert.equal(await second.inputValue(), "2,5");
    assert.equal(await writing(page).innerText(), "Đã xây dựng một khu.");
    // What the device kept comes back with the page, and is sent then.
    await context.setOffline(true);
    await second.fill("2");
    await told.getByText("Mất kết nối").waitFor();
    await page.goto("about:blank");
    await context.setOffline(false);
    await page.goto(at.economy);
    // Sent by this page, or already by the one before when the line came back.
    await allSent(page);
    await page.reload();
    assert.equal(await second.inputValue(), "2");
  }, { breaksTheLine: true });
});

test("figures are typed as in a spreadsheet: pasted, from row to row, as before", async () => {
  await as("mai.tt", screen, async (page) => {
    await page.goto(`${program.address}/bo/returns`);
    await page.locator("article", { hasText: "phường An Khê" }).getByRole("link", { name: "Năm 2026" }).click();
    await page.getByRole("link", { name: /Phòng Kinh tế/ }).click();
    const field = (row, name) => page.locator(".cell").nth(row).locator(`[name^="${name}."]`);
    await field(0, "value").focus();
    await page.keyboard.press("Enter");
    assert.ok(await field(1, "value").evaluate((one) => one === document.activeElement));
    await page.keyboard.press("ArrowUp");
    assert.ok(await field(0, "value").evaluate((one) => one === document.activeElement));
    await page.evaluate(() => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", '1.234,5\t\tsố ƯỚC tính\t"theo\nsổ"\n7\t\tSố chính thức\n');
      document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    });
    assert.deepEqual(await Promise.all([field(0, "value"), field(0, "state"), field(0, "note"), field(1, "value"), field(1, "state")].map((one) => one.inputValue())), ["1.234,5", "estimate", "theo sổ", "7", "value"]);
    await page.locator(".filling-state").getByText("Đã lưu").waitFor();
    await isGood(page, "returns-grid");
    // Twelve and a half, or more than twelve thousand: nobody guesses.
    await field(1, "value").focus();
    await page.evaluate(() => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", "12,500\t\n");
      document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    });
    assert.equal(await field(1, "value").inputValue(), "7");
    assert.ok(await page.getByText("Chưa nhận “12,500”").isVisible());
    const before = page.locator("[data-same]").first();
    const was = await before.getAttribute("data-value");
    await before.click();
    await allSent(page);
    await page.reload();
    assert.equal(await page.locator(".cell", { has: page.locator("[data-same]") }).first().locator("[name^='value.']").inputValue(), was);
  });
});

test("words are written as in a word processor, with what the form allows and nothing else", async () => {
  await as("son.dh", screen, async (page) => {
    await page.goto(at.economy);
    const told = page.locator(".filling-state");
    const kept = page.locator("textarea").first();
    await writing(page).click();
    await page.keyboard.press("Control+End");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Chữ đậm" }).first().click();
    await page.keyboard.type("Nổi bật:");
    await page.getByRole("button", { name: "Chữ đậm" }).first().click();
    await page.keyboard.type(" 2*3 ha");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Gạch đầu dòng" }).first().click();
    await page.keyboard.type("một khu");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await page.keyboard.type("ở tổ 3");
    await told.getByText("Đã lưu").waitFor();
    assert.equal(await kept.inputValue(), "Đã xây dựng một khu.\n**Nổi bật:** 2\\*3 ha\n- một khu\n  + ở tổ 3");
    await isGood(page, "returns-words");
    await page.reload();
    assert.equal(await kept.inputValue(), "Đã xây dựng một khu.\n**Nổi bật:** 2*3 ha\n- một khu\n  + ở tổ 3");
    assert.equal(await writing(page).locator("li li, ul ul li").innerText(), "ở tổ 3");

    await writing(page).click();
    await page.keyboard.press("Control+A");
    await page.keyboard.press("Delete");
    await paste(page, fromWord);
    await page.waitForFunction(() => document.querySelector("textarea").value.includes("Bốn"));
    const tags = await writing(page).evaluate((editor) => [...new Set([...editor.querySelectorAll("*")].map((one) => one.tagName))].sort());
    assert.deepEqual(tags.filter((tag) => !["P", "UL", "OL", "LI", "B", "I", "BR"].includes(tag)), []);
    const clean = "Kết quả\n**Đạt *vượt*** mức xem\n- Một\n  + Hai\n3. Ba\n4. **Bốn**";
    assert.equal((await kept.inputValue()).trim(), clean);
    await allSent(page);
    await page.reload();
    assert.equal(await kept.inputValue(), clean);
    await page.setViewportSize({ width: 360, height: 740 });
    await fitsTheScreen(page);
  });
  // Without script the same text is typed.
  await as("son.dh", phone, async (page) => {
    await page.goto(at.economy);
    assert.ok(await page.getByText("Mỗi dòng là một đoạn").isVisible());
    await page.locator("textarea").first().fill("• Đã xong\n+ **một** khu");
    await page.getByRole("button", { name: "Lưu tạm" }).click();
    assert.equal(await page.locator("textarea").first().inputValue(), "- Đã xong\n  + **một** khu");
    // axe needs script.
    await fitsTheScreen(page);
    await picture(page, "returns-words-plain");
  }, { javaScriptEnabled: false });
});

test("a file proves a figure, and is withdrawn", async () => {
  await as("son.dh", phone, async (page) => {
    await page.goto(at.economy);
    await page.locator(".cell .clip").first().click();
    await page.waitForURL(/evidence\?cell=/);
    await page.setInputFiles("#evidence", [
      { name: "biên bản.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7\n%%EOF\n") },
      { name: "nhầm.txt", mimeType: "text/plain", buffer: Buffer.from("nhầm") },
    ]);
    await page.getByRole("button", { name: "Thêm minh chứng" }).click();
    await page.getByRole("link", { name: "biên bản.pdf" }).waitFor();
    const wrong = page.locator(".proof", { hasText: "nhầm.txt" });
    await wrong.locator("summary").click();
    await isGood(page, "returns-evidence");
    await wrong.locator("input").fill("Nhầm tệp");
    await wrong.getByRole("button").click();
    await page.getByText("Đã rút").first().waitFor();
    await page.goto(at.economy);
    assert.match(await page.locator(".cell .clip").first().innerText(), /^1/);
  });
});

test("two tabs of one browser keep what each of them could not send", async () => {
  await as("son.dh", screen, async (page, context) => {
    await page.goto(at.economy);
    const other = await context.newPage();
    await other.goto(at.economy);
    await context.setOffline(true);
    await page.locator(".cell input[placeholder]").first().fill("từ trang một");
    await other.locator(".cell input[placeholder]").nth(1).fill("từ trang hai");
    for (const one of [page, other]) await one.locator(".filling-state").getByText("Mất kết nối").waitFor();
    const places = () => other.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("biokhe:")).length);
    assert.equal(await places(), 2, "each tab has its own");
    await page.goto("about:blank");
    await context.setOffline(false);
    await other.locator(".filling-state").getByText("Đã lưu").waitFor();
    // What the first left is taken over by the next page, and sent.
    await other.reload();
    await allSent(other);
    await other.reload();
    const notes = other.locator(".cell input[placeholder]");
    assert.deepEqual(await Promise.all([notes.nth(0).inputValue(), notes.nth(1).inputValue()]), ["từ trang một", "từ trang hai"]);
    await notes.nth(0).fill("");
    await other.locator(".filling-state").getByText("Đã lưu").waitFor();
  }, { breaksTheLine: true });
});

test("who changed the same figure is shown beside one's own, and one chooses", async () => {
  await as("son.dh", phone, async (page) => {
    await page.goto(at.economy);
    const field = page.locator(".cell-number input").first();
    const elsewhere = (value) =>
      as("son.dh", screen, async (office) => {
        await office.goto(at.economy);
        await office.locator(".cell-number input").first().fill(value);
        await office.locator(".filling-state").getByText("Đã lưu").waitFor();
      });
    await elsewhere("3");
    await field.fill("4");
    await page.getByText("Có người vừa sửa").first().waitFor();
    await page.getByText("Hiện đang lưu: 3").waitFor();
    await isGood(page, "returns-conflict");
    await page.getByRole("button", { name: "Lấy nội dung đang lưu" }).click();
    assert.equal(await field.inputValue(), "3");
    assert.equal(await page.locator(".clash").count(), 0);
    await elsewhere("5");
    await field.fill("4");
    await page.getByRole("button", { name: "Giữ nội dung của tôi" }).click();
    await allSent(page);
    await page.reload();
    assert.equal(await field.inputValue(), "4");
    await page.getByRole("button", { name: "Gửi báo cáo" }).click();
    await state(page, "Đã gửi");
    await isGood(page, "returns-sent");
  });
});

test("the office gives it back, and it comes again; for another unit the office reports itself", async () => {
  await as("mai.tt", screen, async (page) => {
    await page.goto(at.economy);
    await page.getByText("Trả lại đơn vị").first().click();
    await page.fill("#words-give-back", "Ghi rõ khu nào đã hoạt động");
    await page.getByRole("button", { name: "Trả lại đơn vị" }).click();
    await state(page, "Bị trả lại");
    await page.goto(at.period);
    assert.ok(await page.getByText(/Trả lại ngày .*: Ghi rõ khu nào đã hoạt động/).isVisible());
    await isGood(page, "returns-board-came-back");
    await page.goto(at.culture);
    for (const state of await page.locator(".cell select").all()) await state.selectOption("not_applicable");
    await page.getByRole("button", { name: "Gửi báo cáo" }).click();
    await page.getByText("cơ quan tổng hợp gửi thay").waitFor();
    await isGood(page, "returns-for-a-unit");
    assert.ok(await page.getByText("người khác phải tiếp nhận").isVisible());
  });
  await as("son.dh", phone, async (page) => {
    await page.goto(at.economy);
    assert.ok(await page.getByText("Ghi rõ khu nào đã hoạt động").first().isVisible());
    await page.locator(".cell input[placeholder]").first().fill("Khu ở tổ 3");
    await page.getByRole("button", { name: "Gửi báo cáo" }).click();
    await state(page, "Đã gửi");
  });
});

test("the office accepts and locks, and the log knows", async () => {
  await as("mai.tt", screen, async (page) => {
    await page.goto(at.economy);
    await page.getByRole("button", { name: "Tiếp nhận" }).click();
    await state(page, "Đã tiếp nhận");
    await page.goto(at.period);
    await isGood(page, "returns-board-sent", { forReadme: true });
    await page.getByRole("link", { name: "Số liệu tổng hợp" }).click();
    await isGood(page, "returns-figures");
    await page.locator("tbody a").first().click();
    await page.getByRole("link", { name: "Đơn vị hiện nay" }).click();
    await page.waitForURL(/units=today/);
    await isGood(page, "returns-figures-of-one");
    await page.goto(at.period);
    await page.getByText("Khóa kỳ báo cáo").first().click();
    await page.getByRole("button", { name: "Khóa kỳ báo cáo" }).click();
    await page.getByText("Kỳ báo cáo đã khóa").waitFor();
    await isGood(page, "returns-locked");
    await page.goto(`${program.address}/bo/audit?domain=report`);
    assert.ok(await page.getByText("đã khóa một kỳ báo cáo").first().isVisible());
  });
  await as("son.dh", phone, async (page) => {
    await page.goto(at.economy);
    assert.equal(await page.locator(".filling").count(), 0);
    await isGood(page, "returns-accepted");
  });
});
