// The real plan: taken in, reviewed, kept.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { fitsTheScreen, hasNoBarriers, launch, picture, visit } from "../support/browser.mjs";
import { addPerson, addUnit, fill, signIn } from "../support/office.mjs";
import { realPlan, start } from "../support/program.mjs";

let program;
let browser;
let town;

/** Units by their names. */
const ids = new Map();
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
    for (const [name, kind] of offices) ids.set(name, await addUnit(page, program.address, town, { name, kind, from: "2004-01-01" }));
    await addPerson(page, program.address, { name: "Trần Thị Mai", login: "mai.tt", role: "coordinator", unit: town }, password);
    const office = (name) => ids.get(name);
    await addPerson(page, program.address, { name: "Lê Thị Hoa", login: "hoa.lt", role: "officer", unit: office("Phòng Kinh tế thị xã An Khê") }, password);
    await addPerson(page, program.address, { name: "Phạm Văn Dũng", login: "dung.pv", role: "leader", unit: office("Phòng Kinh tế thị xã An Khê") }, password);
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
    await page.click('form[action$="/values"] button');
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

/** Fills the form of a task whose address ends so, and sends it; what is folded away is opened first. */
async function onTask(page, verb, values, file) {
  const form = page.locator(`form[action$="/${verb}"]`);
  const fold = page.locator("details", { has: form });
  if (await fold.count()) await fold.evaluate((element) => (element.open = true));
  for (const [name, value] of Object.entries(values)) {
    const field = form.locator(`[name="${name}"]`);
    if ((await field.evaluate((element) => element.tagName)) === "SELECT") await field.selectOption(value);
    else await field.fill(value);
  }
  if (file) await form.locator("input[type=file]").setInputFiles(file);
  const before = await page.locator("input[name=revision]").first().inputValue();
  await form.locator("button").click();
  await page.waitForFunction((old) => document.querySelector("input[name=revision]")?.value !== old, before);
}

const photo = new URL("../../samples/an-khe/evidence/anh-vung-rau.png", import.meta.url).pathname;

test("a duty of the plan is done, proven, extended, confirmed, handed over, and all of it is in the log", async () => {
  const words = "Đã gieo vụ rau đầu tiên";
  let task;
  await visit(browser, { viewport: { width: 360, height: 740 } }, async (phone) => {
    await signIn(phone, program.address, "hoa.lt", password);
    await fitsTheScreen(phone);
    await hasNoBarriers(phone);
    await picture(phone, "desk-360");
    await phone.locator("tbody a").first().click();
    await phone.waitForURL(/\/bo\/tasks\/[0-9a-f-]{36}$/);
    task = phone.url();
    await onTask(phone, "progress", { words, percent: "40" }, photo);
    await fitsTheScreen(phone);
    await hasNoBarriers(phone);
    const shown = phone.locator(".evidence img");
    await shown.scrollIntoViewIfNeeded();
    await phone.waitForFunction(() => document.querySelector(".evidence img").naturalWidth > 0);
    await picture(phone, "task-360");
    const bad = phone.locator('form[action$="/progress"]');
    await bad.locator("textarea").fill("Chữ này không mất");
    await bad.locator("input[type=file]").setInputFiles({ name: "a.html", mimeType: "text/html", buffer: Buffer.from("<html><script>1</script>") });
    await bad.locator("button").click();
    await phone.waitForSelector(".field-error");
    assert.equal(await bad.locator("textarea").inputValue(), "Chữ này không mất");
    await hasNoBarriers(phone);
  });
  await visit(browser, {}, async (page) => {
    await signIn(page, program.address, "mai.tt", password);
    await page.goto(task);
    await onTask(page, "extension", { due_on: "2027-06-30", words: "Chờ giống" });
    assert.match(await page.locator(".facts").innerText(), /30\/6\/2027/);
    await page.goto(`${program.address}/bo/tasks`);
    await hasNoBarriers(page);
    await picture(page, "tasks-1280");
    await page.goto(`${program.address}/bo/tasks?view=board`);
    await hasNoBarriers(page);
    await picture(page, "board-1280");
    for (const file of ["sheet.xlsx", "values.csv", "calendar.ics"]) {
      const answer = await page.request.get(`${program.address}/bo/tasks/${file}`);
      assert.ok(answer.ok() && (await answer.body()).length > 300, file);
    }

    // Two tasks are given to another office at once.
    await page.goto(`${program.address}/bo/tasks?q=nghien+cuu`);
    await page.goto(`${program.address}/bo/tasks`);
    const other = ids.get("Phòng Nội vụ thị xã An Khê");
    const boxes = page.locator("input[name=task]");
    for (const at of [1, 2]) await boxes.nth(at).check();
    await page.locator(".chosen details").evaluate((element) => (element.open = true));
    await page.selectOption("#to", other);
    await page.fill("#words", "Phân công lại");
    await page.click("button[value=hand-over]");
    await page.waitForURL(/bo\/tasks\?/);
    await page.goto(`${program.address}/bo/tasks?unit=${other}&state=all`);
    assert.ok((await page.locator("tbody tr").count()) >= 2);

    await page.goto(`${program.address}/bo/tasks/new`);
    await hasNoBarriers(page);
    await page.fill("#title", "Chuẩn bị số liệu sơ kết");
    await page.selectOption("#lead", other);
    await page.click(".office-page form.form button[type=submit]");
    await page.waitForURL(/\/bo\/tasks\/[0-9a-f-]{36}$/);
  });
  await visit(browser, {}, async (page) => {
    await signIn(page, program.address, "hoa.lt", password);
    await page.goto(task);
    await onTask(page, "completion", { words: "Đã xong 9 ha" });
    assert.ok(await page.getByText("việc xác nhận do người khác").isVisible(), "nobody confirms their own report");
  });
  await visit(browser, {}, async (page) => {
    await signIn(page, program.address, "dung.pv", password);
    assert.ok(await page.getByText("Chờ xác nhận").first().isVisible());
    await page.goto(task);
    await onTask(page, "confirmation", {});
    assert.match(await page.locator(".facts").innerText(), /Đã hoàn thành/);
    await hasNoBarriers(page);
    await picture(page, "task-1280");
  });

  // The reform: an office ends, another one takes its place, and a coordinator hands over what is open.
  await visit(browser, {}, async (page) => {
    await signIn(page, program.address, program.first.login, program.first.password);
    const next = await addUnit(page, program.address, null, { name: "Ủy ban nhân dân phường An Khê", kind: "commune", code: "23617", from: "2025-07-01" });
    const office = await addUnit(page, program.address, next, { name: "Phòng Kinh tế, Hạ tầng và Đô thị phường An Khê", kind: "office", from: "2025-07-01" });
    const old = ids.get("Phòng Kinh tế thị xã An Khê");
    await page.goto(`${program.address}/bo/successions/new?effective_on=2025-07-01`);
    await page.check(`input[name=from][value="${old}"]`);
    await page.check(`input[name=to][value="${office}"]`);
    await page.click("form[method=get] button");
    await page.waitForSelector(".percent");
    await page.locator(".percent").first().fill("100");
    await fill(page, 'form[action="/bo/successions"]', { act: "1664/NQ-UBTVQH15", act_on: "2025-06-16" });
    await page.waitForURL(new RegExp(office));
    await page.goto(`${program.address}/bo/people?q=mai`);
    await page.locator("a", { hasText: "Trần Thị Mai" }).first().click();
    await page.waitForURL(/\/bo\/people\/[0-9a-f-]{36}$/);
    await page.locator("details", { has: page.locator('form[action$="/grants"]') }).evaluate((element) => (element.open = true));
    await fill(page, 'form[action$="/grants"]', { role: "coordinator", unit: next, from: "2025-07-01" });
  });
  await visit(browser, {}, async (page) => {
    await signIn(page, program.address, "mai.tt", password);
    await page.goto(`${program.address}/bo/tasks/unowned`);
    await hasNoBarriers(page);
    await picture(page, "unowned-1280");
    assert.ok(await page.getByText("Phòng Kinh tế thị xã An Khê").first().isVisible());
    await page.fill("#words", "Theo 1664/NQ-UBTVQH15");
    await page.click('form[action="/bo/tasks/handovers"] button[type=submit]');
    await page.waitForSelector("text=Mọi nhiệm vụ chưa hoàn thành đều có đơn vị");
    await page.goto(`${program.address}/bo/audit?domain=task`);
    const log = await page.locator(".log").innerText();
    for (const act of ["đã bàn giao nhiệm vụ", "đã xác nhận hoàn thành nhiệm vụ", "đã gia hạn nhiệm vụ", "đã cập nhật tiến độ nhiệm vụ"]) {
      assert.ok(log.includes(act), act);
    }
    await hasNoBarriers(page);
  });
});
