// The back office: signing in, units through the reform of 2025, people and what they may do.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { fitsTheScreen, hasNoBarriers, launch, picture, visit } from "../support/browser.mjs";
import { addUnit, fill, signIn } from "../support/office.mjs";
import { start } from "../support/program.mjs";

let program;
let browser;

before(async () => {
  program = await start();
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await program?.stop();
});

const password = "con suối chảy qua làng";

test("the town of 2023 goes through the reform of 2025", async () => {
  await visit(browser, {}, async (page) => {
    await page.goto(`${program.address}/bo/units`);
    assert.match(page.url(), /\/sign-in\?to=%2Fbo%2Funits$/, "one has to sign in");
    await hasNoBarriers(page);
    await picture(page, "sign-in-1280");
    await page.fill("#login", "quantri");
    await page.fill("#password", "sai");
    await page.click(".form button");
    await page.waitForSelector(".alert");
    await page.fill("#password", program.first.password);
    await page.click(".form button");
    await page.waitForURL(`${program.address}/bo/units`);
    await hasNoBarriers(page);

    const province = await addUnit(page, program.address, null, { name: "Ủy ban nhân dân tỉnh Gia Lai", kind: "authority", code: "52", from: "1991-08-12" });
    const town = await addUnit(page, program.address, province, { name: "Ủy ban nhân dân thị xã An Khê", kind: "authority", code: "623", from: "2003-12-24" });
    const old = [];
    for (const [name, code] of [["Phường Tây Sơn", "23617"], ["Phường An Phú", "23620"], ["Xã Thành An", "23635"]]) {
      old.push(await addUnit(page, program.address, town, { name, kind: "commune", code, from: "2004-01-01" }));
    }
    const ward = await addUnit(page, program.address, province, { name: "Phường An Khê", kind: "commune", code: "23617", from: "2025-07-01" });

    await page.goto(`${program.address}/bo/successions/new?effective_on=2025-07-01`);
    for (const unit of old) await page.check(`input[name=from][value="${unit}"]`);
    await page.check(`input[name=to][value="${ward}"]`);
    await page.click('form[method=get] button');
    await page.waitForSelector(".percent");
    await hasNoBarriers(page);
    await picture(page, "succession-1280");
    await page.locator(".percent").first().fill("90");
    await fill(page, 'form[action="/bo/successions"]', { act: "1664/NQ-UBTVQH15", act_on: "2025-06-16" });
    await page.waitForSelector(".field-error");
    assert.equal(await page.inputValue("#act"), "1664/NQ-UBTVQH15", "nothing typed is lost");
    await page.locator(".percent").first().fill("100");
    await page.click('form[action="/bo/successions"] button');
    await page.waitForURL(new RegExp(ward));
    for (const name of ["Phường Tây Sơn", "Phường An Phú", "Xã Thành An", "1664/NQ-UBTVQH15"]) {
      assert.ok(await page.getByText(name).first().isVisible(), name);
    }
    await hasNoBarriers(page);
    await picture(page, "unit-1280");

    for (const [on, seen, unseen] of [["2025-06-30", "Phường Tây Sơn", "Phường An Khê"], ["2025-07-01", "Phường An Khê", "Phường Tây Sơn"]]) {
      await page.goto(`${program.address}/bo/units?on=${on}`);
      const rows = await page.locator("tbody").innerText();
      assert.ok(rows.includes(seen) && !rows.includes(unseen), on);
    }
    await picture(page, "units-1280");

    // The act stands in the log of each unit that it names, and the log tells who wrote it down.
    await page.goto(`${program.address}/bo/audit`);
    await page.selectOption("#by", { label: "Quản trị (quantri)" });
    await page.selectOption("#domain", "unit");
    await page.click('form[role=search] button');
    await page.waitForURL(/by=[0-9a-f-]{36}/);
    const log = await page.locator(".log").innerText();
    assert.match(log, /đã ghi sắp xếp, sáp nhập đơn vị/);
    assert.match(log, /đã thêm đơn vị Phường An Khê/);
    await page.locator(".log summary").first().click();
    assert.ok(await page.getByText("1664/NQ-UBTVQH15").first().isVisible());
    await hasNoBarriers(page);
    await picture(page, "audit-1280");
    await page.setViewportSize({ width: 360, height: 740 });
    await fitsTheScreen(page);
    await hasNoBarriers(page);
    await picture(page, "audit-360");
  });
});

test("somebody invited chooses a password, works on a phone, and is shut out at once", async () => {
  await visit(browser, {}, async (page) => {
    await signIn(page, program.address, program.first.login, program.first.password);
    const town = await addUnit(page, program.address, null, { name: "Thị xã thử", kind: "authority", from: "2020-01-01" });
    await page.goto(`${program.address}/bo/people/new`);
    await hasNoBarriers(page);
    await fill(page, "form.form", { name: "Nguyễn Thị Lan", login: "lan.nt", role: "coordinator", unit: town });
    const link = await page.locator(".invitation code").innerText();
    await hasNoBarriers(page);
    await picture(page, "invitation-1280");
    const person = await page.locator('form[action$="/disablement"]').getAttribute("action");
    // The form is sent again: the link that was handed over still holds.
    await page.reload();
    await page.waitForURL(/\/bo\/people\/[0-9a-f-]+\?added=1$/);
    assert.equal(await page.locator(".notice").count(), 1);
    assert.equal(await page.locator(".invitation").count(), 0);
    await hasNoBarriers(page);

    await visit(browser, { viewport: { width: 360, height: 740 } }, async (phone) => {
      await phone.goto(link);
      await hasNoBarriers(phone);
      await fill(phone, "form.form", { password: "ngắn", again: "ngắn" });
      await phone.waitForSelector(".field-error");
      await fill(phone, "form.form", { password, again: password });
      await phone.waitForURL(`${program.address}/bo`);
      assert.equal((await phone.goto(link)).status(), 404, "it works once");
      assert.equal(await phone.locator('main a[href="/sign-in"]').count(), 1);
      await fitsTheScreen(phone);
      await hasNoBarriers(phone);
      for (const path of ["/bo", "/bo/units", `/bo/units/${town}`, "/bo/successions/new", "/bo/people", "/bo/account/tokens", "/bo/account"]) {
        await phone.goto(program.address + path);
        await fitsTheScreen(phone);
        await hasNoBarriers(phone);
      }
      await picture(phone, "account-360");
      await phone.goto(`${program.address}/bo/account/tokens`);
      await fill(phone, "form[action='/bo/account/tokens']", { name: "Bảng tính" });
      const secret = await phone.textContent(".invitation code");
      assert.match(secret, /^bk_[0-9a-f]{64}$/);
      await fitsTheScreen(phone);
      await hasNoBarriers(phone);
      const asked = await fetch(`${program.address}/api/v1/units`, { headers: { authorization: `Bearer ${secret}` } });
      assert.equal((await asked.json()).items.length > 0, true, "a program asks with it");
      await phone.goto(`${program.address}/bo/account`);
      await phone.click("form[action='/bo/account/calendar#calendar'] button");
      await phone.waitForSelector(".invitation code");
      const calendar = await phone.textContent(".invitation code");
      assert.match(calendar, /^http:\/\/.*\/calendar\/[0-9a-f]{64}\.ics$/);
      await fitsTheScreen(phone);
      await hasNoBarriers(phone);
      await phone.locator("#calendar").scrollIntoViewIfNeeded();
      await picture(phone, "calendar-360");
      await phone.setViewportSize({ width: 1280, height: 900 });
      await hasNoBarriers(phone);
      await phone.locator("#calendar").scrollIntoViewIfNeeded();
      await picture(phone, "calendar-1280");
      await phone.setViewportSize({ width: 360, height: 740 });
      const subscribed = await fetch(calendar);
      assert.match(await subscribed.text(), /^BEGIN:VCALENDAR[^]*X-PUBLISHED-TTL/, "a calendar reads it without signing in");
      await phone.goto(`${program.address}/bo/account`);
      assert.equal(await phone.locator(".invitation").count(), 0, "shown once");
      await phone.click("form[action='/bo/account/calendar#calendar'] button");
      await phone.waitForSelector(".invitation code");
      assert.notEqual(await phone.textContent(".invitation code"), calendar);
      assert.equal((await fetch(calendar)).status, 404, "the old one has ended");
      const renewed = await phone.textContent(".invitation code");
      await phone.click("form[action='/bo/account/calendar/end'] button");
      await phone.waitForURL(`${program.address}/bo/account#calendar`);
      assert.equal((await fetch(renewed)).status, 404, "taken back");
      assert.equal(await phone.locator("form[action='/bo/account/calendar/end']").count(), 0);
      const answer = await phone.goto(`${program.address}/bo/people/new`);
      assert.equal(answer.status(), 200);
      assert.equal(await phone.locator("option[value=administrator]").count(), 0, "nobody gives more than they have");

      await page.click(`form[action="${person}"] button`);
      await page.waitForSelector('form[action$="/enablement"]');
      await phone.goto(`${program.address}/bo`);
      assert.match(phone.url(), /\/sign-in/, "shut out at once");
    });
  });
});

test("the sign-in works without a script", async () => {
  await visit(browser, { javaScriptEnabled: false }, async (page) => {
    await signIn(page, program.address, program.first.login, program.first.password);
    await page.click(".office-nav form button");
    await page.waitForURL(`${program.address}/sign-in`);
    await page.goto(`${program.address}/bo`);
    assert.match(page.url(), /\/sign-in/);
  });
});

test("the log is checked and taken out", async () => {
  await visit(browser, {}, async (page) => {
    await signIn(page, program.address, program.first.login, program.first.password);
    await page.goto(`${program.address}/bo/audit`);
    await page.click('form[action="/bo/audit/checks"] button');
    await page.waitForURL(/\/bo\/audit#check$/);
    for (let tries = 0; tries < 50 && !(await page.locator("#check .notice").count()); tries += 1) {
      await page.waitForTimeout(200);
      await page.reload();
    }
    assert.match(await page.locator("#check .notice code").innerText(), /^\d+:[0-9a-f]{64}$/);
    await hasNoBarriers(page);
    const [file] = await Promise.all([page.waitForEvent("download"), page.click('a[href^="/bo/audit/events.csv"]')]);
    assert.equal(file.suggestedFilename(), "biokhe-audit.csv");
  });
});
