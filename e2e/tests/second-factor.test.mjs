// The second step: turned on, asked for at the sign-in, made mandatory, set up by who has none.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
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

/** What an app shows for a secret in base32, a number of time steps from now (RFC 6238). */
function code(secret, steps = 0) {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...secret.replaceAll(" ", "")].map((letter) => letters.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30000) + steps));
  const hash = createHmac("sha1", key).update(counter).digest();
  const at = hash[19] & 15;
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1000000).padStart(6, "0");
}

test("a second step is set up, asked for and made mandatory", async () => {
  await visit(browser, {}, async (page) => {
    await signIn(page, program.address, program.first.login, program.first.password);
    await page.goto(`${program.address}/bo/account`);
    await page.click('form[action="/bo/account/second-factor"] button');
    await page.waitForSelector(".qr");
    assert.ok(await page.locator(".qr").evaluate((image) => image.complete && image.naturalWidth > 0), "the policy lets it show");
    await hasNoBarriers(page);
    await picture(page, "second-factor-1280");
    const secret = await page.locator("code.secret").innerText();
    await page.fill("#otp", "12345");
    await page.click(".office-page .form button");
    await page.waitForSelector(".field-error");
    await page.fill("#otp", code(secret));
    await page.click(".office-page .form button");
    await page.waitForSelector(".recovery");
    await hasNoBarriers(page);
    const recovery = await page.locator(".recovery code").allInnerTexts();
    assert.equal(recovery.length, 10);
    await page.goto(`${program.address}/bo/account`);
    await hasNoBarriers(page);

    await visit(browser, { viewport: { width: 360, height: 740 }, javaScriptEnabled: false }, async (phone) => {
      await phone.goto(`${program.address}/sign-in`);
      await fill(phone, "form.form", { login: program.first.login, password: program.first.password });
      await phone.waitForURL(/\/sign-in\/code/);
      await fitsTheScreen(phone);
      await fill(phone, "form.form", { otp: "000000" });
      await phone.waitForSelector(".alert");
      await fill(phone, "form.form", { otp: recovery[0] });
      await phone.waitForURL(`${program.address}/bo`);
    });

    const town = await addUnit(page, program.address, null, { name: "Thị xã thử", kind: "authority", from: "2020-01-01" });
    await page.goto(`${program.address}/bo/people`);
    await page.click('form[action="/bo/people/second-factor"] button');
    await page.waitForSelector('input[name=required][value="0"]', { state: "attached" });
    await hasNoBarriers(page);
    await page.goto(`${program.address}/bo/people/new`);
    await fill(page, "form.form", { name: "Nguyễn Thị Lan", login: "lan.nt", role: "officer", unit: town });
    const link = await page.locator(".invitation code").innerText();

    await visit(browser, { viewport: { width: 360, height: 740 } }, async (phone) => {
      await phone.goto(link);
      await fill(phone, "form.form", { password, again: password });
      await phone.waitForSelector(".qr");
      await fitsTheScreen(phone);
      await hasNoBarriers(phone);
      await picture(phone, "second-factor-360");
      await phone.goto(`${program.address}/bo`);
      assert.match(phone.url(), /\/sign-in\?to=/, "nothing else is reached");
      await phone.goto(`${program.address}/sign-in/code`);
      await fill(phone, "form.form", { otp: code(await phone.locator("code.secret").innerText()) });
      await phone.waitForSelector(".recovery");
      await fitsTheScreen(phone);
      await phone.click(".btn-primary");
      await phone.waitForURL(`${program.address}/bo`);
    });
  });
});
