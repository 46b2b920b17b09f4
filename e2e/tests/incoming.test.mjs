// What comes in: a message of another authority is registered, its sender is told, and a receipt says what became of what went out.
import assert from "node:assert/strict";
import { readdir, readFile, rename, writeFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { hasNoBarriers, launch, picture, visit } from "../support/browser.mjs";
import { signIn } from "../support/office.mjs";
import { start } from "../support/program.mjs";

const ward = "000.01.45.H21";
const office = "000.00.07.H21";
const province = "000.00.00.H21";
const namespace = "http://www.mic.gov.vn/TBT/QCVN_102_2016";
/** The folder is looked at each minute. */
const patience = 100_000;

let browser, program, source;

before(async () => {
  [browser, program] = await Promise.all([launch(), start({ BIOKHE__EXCHANGE__SOURCE: "exchange/in" }, { sample: true })]);
  source = join(program.data, "exchange/in");
  await mkdir(source, { recursive: true });
});

after(async () => {
  await browser?.close();
  await program?.stop();
});

/** As a gateway does: under another name first. */
async function drop(name, text) {
  const trial = join(source, `${name}.tmp`);
  await writeFile(trial, text);
  // Whatever was changed just now is left alone for some seconds.
  await new Promise((done) => setTimeout(done, 10_500));
  await rename(trial, join(source, name));
}

const plan = `<edXML xmlns="${namespace}"><edXMLEnvelope><edXMLHeader><MessageHeader>
  <From><OrganId>${office}</OrganId><OrganName>Sở Khoa học và Công nghệ (mẫu)</OrganName></From><To><OrganId>${ward}</OrganId></To>
  <Code><CodeNumber>88</CodeNumber><CodeNotation>KH-SKHCN</CodeNotation></Code>
  <PromulgationInfo><PromulgationDate>2026/11/18</PromulgationDate></PromulgationInfo>
  <DocumentType><TypeName>Kế hoạch</TypeName></DocumentType><Subject>Nhân giống rau sạch (văn bản mẫu)</Subject>
  <DocumentId>${office},2026/11/18,88/KH-SKHCN</DocumentId></MessageHeader></edXMLHeader></edXMLEnvelope>
  <AttachmentEncoded><Attachment><AttachmentName>ke-hoach.txt</AttachmentName>
  <ContentTransferEncoded>TmhhbiBnaW9uZyByYXU=</ContentTransferEncoded></Attachment></AttachmentEncoded></edXML>`;

/** Loads a page again until it says something. */
async function says(page, address, words) {
  const end = Date.now() + patience;
  for (;;) {
    await page.goto(address);
    if ((await page.locator("main").innerText()).includes(words)) return;
    assert.ok(Date.now() < end, `${address} does not say ${words}`);
    await page.waitForTimeout(2_000);
  }
}

/** Looks at a page in both widths. */
async function look(page, name) {
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 800 });
    await hasNoBarriers(page);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.equal(wide, 0, `${name} at ${width}`);
    await picture(page, `${name}-${width}`);
  }
  await page.setViewportSize({ width: 1280, height: 800 });
}

test("a document comes in by hand and by the exchange, and a receipt answers what went out", { timeout: 400_000 }, async () => {
  await visit(browser, {}, async (page) => {
    const { address } = program;
    await signIn(page, address, "mai.tt", program.passwords["mai.tt"]);
    await page.goto(`${address}/bo/incoming`);
    await look(page, "incoming");
    // The ward gets its code.
    await page.goto(`${address}/bo/documents`);
    await page.locator("a[href$='/signing']", { hasText: "phường An Khê" }).click();
    await page.fill("#organ", ward);
    await page.locator("form[action$='/letterhead'] button").click();
    await page.waitForURL(/signing$/);

    await page.goto(`${address}/bo/incoming/new`);
    await look(page, "incoming-new");
    const unit = page.locator("#unit option", { hasText: "phường An Khê" });
    await page.selectOption("#unit", await unit.getAttribute("value"));
    await page.fill("#sender", "Đảng ủy phường (mẫu)");
    await page.fill("#title", "Góp ý dự thảo chương trình công tác (văn bản mẫu)");
    await page.setInputFiles("#evidence", { name: "gop-y.txt", mimeType: "text/plain", buffer: Buffer.from("Gop y") });
    await page.click("form[action='/bo/incoming'] button[type=submit]:not(.btn-quiet)");
    await page.waitForURL(/\/bo\/incoming\/[0-9a-f-]{36}$/);
    assert.match(await page.locator("main").innerText(), /gop-y\.txt/);
    await look(page, "incoming-by-hand");

    await drop("ke-hoach.edxml", plan);
    await drop("rac.xml", "khong phai thong diep");
    await says(page, `${address}/bo/incoming?state=new`, "Nhân giống rau sạch");
    await page.locator("a", { hasText: "Nhân giống rau sạch" }).click();
    await look(page, "incoming-message");
    await page.locator("form[action$='/acceptance'] button").click();
    await page.locator(".badge", { hasText: "Đã tiếp nhận" }).waitFor();
    await says(page, `${address}/bo/incoming/messages`, "không phải XML");
    await look(page, "exchange-messages");

    // A report goes out to the province, which gives it back.
    await page.goto(`${address}/bo/documents?state=issued`);
    await page.locator("tr", { hasText: "phường An Khê" }).locator("a").first().click();
    const paper = page.url();
    await page.goto(`${paper}/dispatch`);
    for (const box of await page.locator("input[type=checkbox][name^='send.']").all()) await box.uncheck();
    await page.locator("input[type=checkbox][name^='send.']").first().check();
    await page.selectOption("#channel-0", "exchange");
    await page.fill("#address-0", province);
    await page.click("form[data-once] button.btn-primary");
    await says(page, `${paper}/dispatch`, "Đã gửi\n");
    const out = join(program.data, "exchange/out");
    const all = await Promise.all((await readdir(out)).map((name) => readFile(join(out, name), "utf8")));
    assert.equal(all.filter((text) => /StatusCode>0?[13]</.test(text)).length, 2, "arrived and accepted");
    const id = all.map((text) => text.match(/DocumentId>(000\.01\.45\.H21,[^<]+)</)?.[1]).find(Boolean);
    await drop("tra-lai.edxml", `<edXML xmlns="${namespace}"><edXMLEnvelope><edXMLHeader><Status>
      <ResponseFor><OrganId>${ward}</OrganId><DocumentId>${id}</DocumentId></ResponseFor><From><OrganId>${province}</OrganId></From>
      <StatusCode>02</StatusCode><Description>Thiếu phụ lục II</Description></Status></edXMLHeader></edXMLEnvelope></edXML>`);
    await says(page, `${paper}/dispatch`, "Thiếu phụ lục II");
    await look(page, "dispatch-answered");
  });
});
