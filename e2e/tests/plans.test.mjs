// The real plan: taken in, reviewed, kept.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { fitsTheScreen, hasNoBarriers, launch, picture, visit } from "../support/browser.mjs";
import { addPerson, addUnit, signIn } from "../support/office.mjs";
import { realPlan, start } from "../support/program.mjs";

let program;
let browser;
let town;

const password = "con suối chảy qua làng";
const offices = [
  ["Phòng Kinh tế thị xã An Khê", "office"],
  ["Phòng Tài chính - Kế hoạch thị xã An Khê", "office"],
  ["Phòng Tài nguyên và Môi trường thị xã An Khê", "office"],
  ["Phòng Nội vụ thị xã An Khê", "office"],
  ["Phòng Văn hóa và Thông tin thị xã An Khê", "office"],
  ["Trung tâm Y tế thị xã An Khê", "service"],
  ["Phường An Bình", "commune"],
  ["Phường Tây Sơn", "commune"],
  ["Xã Cửu An", "commune"],
];

before(async () => {
  program = await start();
  browser = await launch();
  await visit(browser, {}, async (page) => {
    await signIn(page, program.address, program.first.login, program.first.password);
    town = await addUnit(page, program.address, null, { name: "Ủy ban nhân dân thị xã An Khê", kind: "authority", from: "2003-12-24" });
    for (const [name, kind] of offices) await addUnit(page, program.address, town, { name, kind, from: "2004-01-01" });
    await addPerson(page, program.address, { name: "Trần Thị Mai", login: "mai.tt", role: "coordinator", unit: town }, password);
  });
});

after(async () => {
  await browser?.close();
  await program?.stop();
});

/** Waits until the review shows what was done: its revision has gone on. */
async function done(page, act) {
  const before = await page.locator("input[name=revision]").first().inputValue();
  await act();
  await page.waitForFunction((old) => document.querySelector("input[name=revision]")?.value !== old, before);
}

test("the real plan is reviewed and kept", async () => {
  await visit(browser, {}, async (page) => {
    await signIn(page, program.address, "mai.tt", password);
    await page.goto(`${program.address}/bo/plans`);
    await hasNoBarriers(page);
    await page.click("text=Nhập kế hoạch >> nth=0");
    await page.waitForURL(/plan-reviews\/new/);
    await hasNoBarriers(page);
    await picture(page, "plan-import-1280");
    await page.selectOption("#unit", town);
    await page.setInputFiles("#file", realPlan());
    await page.click("form.form button[type=submit]");
    await page.waitForSelector("#proposal", { timeout: 60_000 });
    const review = page.url().split("?")[0];
    assert.equal(await page.inputValue("#number"), "88/KH-UBND");
    await hasNoBarriers(page);
    await picture(page, "review-about-1280");

    // All that is sure at once; taken back; and again.
    const open = async () => (await page.locator("#review-bar p").innerText()).match(/còn (\d+)/)?.[1] ?? "0";
    const first = await open();
    await done(page, () => page.click("#review-bar button[value=sure]"));
    assert.notEqual(await open(), first);
    await done(page, () => page.click("text=Hoàn tác"));
    assert.equal(await open(), first);
    await done(page, () => page.click("#review-bar button[value=sure]"));

    // What is left of the names: as proposed, or nobody in particular.
    await page.goto(`${review}?part=names&show=open`);
    await hasNoBarriers(page);
    await picture(page, "review-names-1280");
    for (;;) {
      const button = page.locator(".review-part button[value=name]").first();
      if (!(await button.count())) break;
      await done(page, () => button.click());
    }
    await page.goto(`${review}?part=duties`);
    const duties = await page.locator(".review-part").innerText();
    assert.match(duties, /Phòng Kinh tế thị xã An Khê/);
    await hasNoBarriers(page);
    await picture(page, "review-duties-1280");
    await page.goto(`${review}?part=duties&edit=duty-1`);
    await hasNoBarriers(page);
    await page.fill("#due_on", "2026-12-31");
    await done(page, () => page.click(".review-part button[value=duty]"));
    assert.match(await page.locator("#duty-1").innerText(), /31\/12\/2026/);
    for (const part of ["targets", "reporting", "repairs", "clauses"]) {
      await page.goto(`${review}?part=${part}`);
      await hasNoBarriers(page);
    }
    await picture(page, "review-clauses-1280");

    // On a phone, to be left and come back to.
    await visit(browser, { viewport: { width: 360, height: 740 } }, async (phone) => {
      await signIn(phone, program.address, "mai.tt", password);
      await phone.goto(`${review}?part=duties`);
      await fitsTheScreen(phone);
      await hasNoBarriers(phone);
      await picture(phone, "review-duties-360");
    });

    await page.goto(`${review}?part=save`);
    await hasNoBarriers(page);
    await picture(page, "review-save-1280");
    if (await page.locator("input[name=leave_open]").count()) await page.check("input[name=leave_open]");
    await page.click('form[action$="/plan"] button');
    await page.waitForURL(/\/bo\/plans\/[0-9a-f-]{36}$/);
    const plan = page.url();
    await hasNoBarriers(page);
    await picture(page, "plan-1280");
    await page.locator(".clause", { has: page.getByText("V.1/1", { exact: true }) }).click();
    await page.waitForURL(/clauses/);
    assert.match(await page.locator("#clause").innerText(), /Phòng Kinh tế thị xã An Khê/);
    await hasNoBarriers(page);
    await picture(page, "clause-1280");
    await page.goto(`${program.address}/bo/indicators`);
    assert.match(await page.locator("tbody").innerText(), /4 – 5 doanh nghiệp/);
    await hasNoBarriers(page);
    await page.click("tbody a >> nth=0");
    await page.fill("#value", "1");
    await page.fill("#note", "Theo quyết định thành lập");
    await page.click("form.form button[type=submit]");
    await page.waitForSelector("tbody td");
    await hasNoBarriers(page);
    await picture(page, "indicator-1280");
    await page.setViewportSize({ width: 360, height: 740 });
    for (const path of [plan, `${program.address}/bo/plans`, `${program.address}/bo/indicators`]) {
      await page.goto(path);
      await fitsTheScreen(page);
      await hasNoBarriers(page);
    }
    await page.goto(plan);
    await picture(page, "plan-360");
  });
});

test("a plan is reviewed without a script", async () => {
  await visit(browser, { javaScriptEnabled: false }, async (page) => {
    await signIn(page, program.address, "mai.tt", password);
    await page.goto(`${program.address}/bo/plan-reviews/new`);
    await page.selectOption("#unit", town);
    await page.setInputFiles("#file", realPlan());
    await page.click("form.form button[type=submit]");
    await page.waitForSelector("#proposal", { timeout: 60_000 });
    assert.ok(await page.getByText("có thể đã được lưu").isVisible(), "a twin is shown");
    await page.click("#review-bar button[value=sure]");
    await page.waitForSelector("text=Hoàn tác");
    await page.goto(`${page.url().split("?")[0]}?part=save`);
    await page.click("text=Bỏ, không lưu kế hoạch này");
    await page.waitForURL(`${program.address}/bo/plans`);
  });
});
