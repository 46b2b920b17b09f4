// Notices: one is told on the page, and says oneself where mails go.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { fitsTheScreen, hasNoBarriers, launch, picture, visit } from "../support/browser.mjs";
import { addPerson, addUnit, fill, signIn } from "../support/office.mjs";
import { start } from "../support/program.mjs";

let program;
let browser;
let office;

const password = "con suối chảy qua làng";
const day = (shift) => new Date(Date.now() + 7 * 3_600_000 + shift * 86_400_000).toISOString().slice(0, 10);

before(async () => {
  program = await start();
  browser = await launch();
  await visit(browser, {}, async (page) => {
    await signIn(page, program.address, program.first.login, program.first.password);
    const town = await addUnit(page, program.address, null, { name: "Ủy ban nhân dân thị xã An Khê", kind: "authority", from: "2003-12-24" });
    office = await addUnit(page, program.address, town, { name: "Phòng Kinh tế", kind: "office", from: "2004-01-01" });
    const people = [
      ["Trần Thị Mai", "mai.tt", "coordinator", town],
      ["Nguyễn Thị Lan", "lan.nt", "officer", office],
      ["Lê Thị Hà", "ha.lt", "leader", office],
    ];
    for (const [name, login, role, unit] of people) await addPerson(page, program.address, { name, login, role, unit }, password);
  });
});

after(async () => {
  await browser?.close();
  await program?.stop();
});

/** Loads the page of notices until it says something: a worker writes it. */
async function told(page, words) {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    await page.goto(`${program.address}/bo/notices`);
    if ((await page.locator("main").innerText()).includes(words)) return;
    await page.waitForTimeout(100);
  }
  assert.fail(`nobody was told ${words}: ${await page.locator("main").innerText()}`);
}

test("who has to confirm is told, and reads it", async () => {
  await visit(browser, {}, async (page) => {
    await signIn(page, program.address, "mai.tt", password);
    await page.goto(`${program.address}/bo/tasks/new`);
    await fill(page, "form.form", { title: "Tập huấn trồng rau sạch cho hợp tác xã", lead: office, due_on: day(5) });
    await page.waitForURL(/\/bo\/tasks\/[0-9a-f-]{36}$/);
  });
  await visit(browser, { viewport: { width: 360, height: 740 } }, async (phone) => {
    await signIn(phone, program.address, "lan.nt", password);
    await phone.getByRole("link", { name: "Thông báo" }).click();
    await phone.waitForURL(`${program.address}/bo/notices`);
    assert.match(await phone.locator("main").innerText(), /Chưa có thông báo nào/);
    await fitsTheScreen(phone);
    await hasNoBarriers(phone);
    await phone.goto(`${program.address}/bo/tasks`);
    await phone.locator("tbody a").first().click();
    await phone.locator("summary", { hasText: "Báo cáo hoàn thành" }).click();
    await fill(phone, 'form[action$="/completion"]', { words: "Đã tập huấn ba lớp" });
    await phone.waitForURL(/\/bo\/tasks\/[0-9a-f-]{36}#history$/);
    await phone.getByText("Chờ xác nhận").first().waitFor();
  });
  await visit(browser, {}, async (page) => {
    await signIn(page, program.address, "ha.lt", password);
    await told(page, "Đã báo cáo hoàn thành, chờ xác nhận");
    await hasNoBarriers(page);
    await picture(page, "notices-1280");
    await page.setViewportSize({ width: 360, height: 740 });
    await fitsTheScreen(page);
    await hasNoBarriers(page);
    await picture(page, "notices-360");
    await page.click('form[action="/bo/notices/read"] button');
    await page.waitForURL(`${program.address}/bo/notices`);
    assert.equal(await page.locator(".is-new").count(), 0);
    assert.equal(await page.locator('form[action="/bo/notices/read"]').count(), 0);
    await page.locator(".notices a").first().click();
    await page.waitForURL(/\/bo\/tasks\/[0-9a-f-]{36}$/);
    assert.match(await page.locator("main").innerText(), /Đã tập huấn ba lớp/);
  });
});

test("one says where mails go, without a script", async () => {
  await visit(browser, { javaScriptEnabled: false, viewport: { width: 360, height: 740 } }, async (page) => {
    await signIn(page, program.address, "mai.tt", password);
    await page.goto(`${program.address}/bo/account`);
    assert.match(await page.locator("main").innerText(), /Chưa có địa chỉ thư điện tử/);
    await page.locator("summary", { hasText: "Thay đổi việc nhận thư" }).click();
    // A browser lets this pass; nobody receives mail there.
    await fill(page, 'form[action="/bo/account/mail"]', { email: "mai@example" });
    await page.waitForSelector(".field-error");
    assert.equal(await page.inputValue("#email"), "mai@example", "nothing typed is lost");
    await fitsTheScreen(page);
    await picture(page, "account-mail-360");
    await fill(page, 'form[action="/bo/account/mail"]', { email: "mai@example.vn" });
    await page.getByText("một thư được gửi tới mai@example.vn").waitFor();
  });
  await visit(browser, {}, async (page) => {
    await signIn(page, program.address, "mai.tt", password);
    await page.goto(`${program.address}/bo/account`);
    await page.locator("summary", { hasText: "Thay đổi việc nhận thư" }).click();
    await hasNoBarriers(page);
    await page.uncheck("input[name=mails]");
    await page.click('form[action="/bo/account/mail"] button');
    await page.getByText("đã chọn không nhận thư").waitFor();
    await hasNoBarriers(page);
  });
});
