// Uploading documents and looking at their readings.
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fitsTheScreen, hasNoBarriers, launch, picture, upload, visit } from "../support/browser.mjs";
import { fixture, realPlan, start } from "../support/program.mjs";

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

/** The number on a tile of the overview. */
async function figure(page, part, nth = 0) {
  const text = await page.locator(`.figures a[href="#${part}"] strong`).nth(nth).innerText();
  return Number(text);
}

async function trySample(page) {
  await page.goto(program.address);
  await page.locator(".samples button").first().click();
  await page.waitForSelector(".pane-read", { timeout: 30_000 });
}

test("a sample plan is read with one click", async () => {
  await visit(browser, {}, async (page) => {
    await page.goto(program.address);
    await hasNoBarriers(page);
    await picture(page, "start-1280");
    await trySample(page);
    assert.ok((await figure(page, "clauses")) > 10);
    assert.ok((await figure(page, "duties")) > 3);
    await hasNoBarriers(page);
    await picture(page, "overview-1280");
    // What the README shows: a sentence marked in the source beside what was read from it.
    await page.locator("#targets .quote").first().click();
    await picture(page, "reading-1280", { forReadme: true });
    await page.goto(program.address);
    assert.equal(await page.locator(".recent a").count(), 1, "the start page remembers it");
  });
});

for (const [form, file, clauses, patience] of [
  ["text", realPlan, 97, 60_000],
  ["Markdown", () => fixture("plan-88.md"), 97, 60_000],
  ["DOCX", () => fixture("plan-88.docx"), 97, 60_000],
  ["PDF", () => fixture("plan-88.pdf"), 97, 60_000],
  ["scan", () => fixture("plan-88.scan.pdf"), 90, 600_000],
]) {
  test(`the real plan as ${form}`, { timeout: patience + 30_000 }, async () => {
    await visit(browser, {}, async (page) => {
      await upload(page, program.address, file(), { timeout: patience });
      const found = await figure(page, "clauses");
      assert.ok(form === "scan" ? found >= clauses : found === clauses, `${found} clauses`);
      assert.equal(await page.locator("article.found[id^=target-]").count(), 2);
      assert.equal(await figure(page, "duties", 1), 8, "units");
      assert.match(await page.locator("#reporting-1").innerText(), /15\/11/);
      assert.ok((await page.locator(".source p[id^='c-']").count()) >= clauses);
      await hasNoBarriers(page);
    });
  });
}

test("each finding leads to its sentence, and back", async () => {
  await visit(browser, {}, async (page) => {
    await trySample(page);
    const quotes = page.locator(".quote");
    for (const quote of (await quotes.all()).slice(0, 12)) {
      const target = await quote.getAttribute("href");
      assert.equal(await page.locator(`[id="${target.slice(1)}"]`).count(), 1, `${target} is in the source`);
    }
    await page.locator("#targets .quote").first().click();
    assert.ok(await page.locator(".source .m:target").isVisible());
    await page.locator(".source .note").first().click();
    assert.ok(await page.locator(".found:target").isVisible());
  });
});

test("the downloads are whole files", async () => {
  await visit(browser, {}, async (page) => {
    await upload(page, program.address, realPlan());
    const address = page.url();
    const json = await (await fetch(`${address}.json`)).json();
    assert.equal(json.clauses.length, 97);
    assert.equal(json.source, undefined, "the download is the reading alone");
    for (const kind of ["docx", "xlsx"]) {
      const answer = await fetch(`${address}.${kind}`);
      const bytes = Buffer.from(await answer.arrayBuffer());
      assert.equal(bytes.subarray(0, 2).toString(), "PK", kind);
      assert.match(answer.headers.get("content-disposition"), new RegExp(`88-kh-ubnd\\.${kind}`));
    }
    // The clean document says the same as the document it was made of.
    const clean = join(program.data, "clean.docx");
    await writeFile(clean, Buffer.from(await (await fetch(`${address}.docx`)).arrayBuffer()));
    await upload(page, program.address, clean);
    assert.equal(await figure(page, "clauses"), 97);
  });
});

test("scan errors are mended where one accepts it", async () => {
  await visit(browser, {}, async (page) => {
    await upload(page, program.address, realPlan());
    const proposed = await figure(page, "repairs");
    const mended = async (click) => {
      const [download] = await Promise.all([page.waitForEvent("download"), click()]);
      const clean = join(program.data, "mended.docx");
      await download.saveAs(clean);
      const address = page.url();
      await upload(page, program.address, clean);
      const left = (await page.locator("#repairs input").count()) ? await figure(page, "repairs") : 0;
      await page.goto(address);
      return left;
    };
    const [chosen, sure] = await page.locator("#repairs button").all();
    await page.locator("#repairs input").first().check();
    const left = await mended(() => chosen.click());
    assert.ok(left < proposed, `${left} of ${proposed} are left`);
    await page.locator("#repairs input").first().uncheck();
    assert.ok((await mended(() => sure.click())) < left, "all that are sure");
  });
});

test("a file that cannot be read tells why, and nothing stays", async () => {
  const empty = { name: "trống.txt", mimeType: "text/plain", buffer: Buffer.alloc(0) };
  const oldWord = Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(4096)]);
  await visit(browser, {}, async (page) => {
    await page.goto(program.address);
    await page.setInputFiles("input[type=file]", empty);
    await page.click(".upload button[type=submit]");
    await page.waitForSelector(".alert");
    assert.match(await page.locator(".alert").innerText(), /trống/);
    await hasNoBarriers(page);

    await upload(page, program.address, { name: "cũ.doc", mimeType: "application/msword", buffer: oldWord });
    assert.match(await page.locator(".alert").innerText(), /DOCX|BioKhê đọc/);
    await hasNoBarriers(page);
    assert.equal((await fetch(`${page.url()}.json`)).status, 404);
  });
});

test("a reading goes on while one is away", async () => {
  await visit(browser, {}, async (page) => {
    await page.goto(program.address);
    await page.setInputFiles("input[type=file]", realPlan());
    await page.click(".upload button[type=submit]");
    await page.waitForURL(/plan\/readings\/[0-9a-f-]{36}/);
    const address = page.url();
    await page.goto("about:blank");
    await new Promise((wake) => setTimeout(wake, 1_000));
    await page.goto(address);
    await page.waitForSelector(".pane-read", { timeout: 60_000 });
  });
});

test("without script", async () => {
  await visit(browser, { javaScriptEnabled: false }, async (page) => {
    await trySample(page);
    await page.locator("#targets .quote").first().click();
    assert.match(page.url(), /#s-\d+/);
    assert.ok(await page.locator(".source .m:target").isVisible());
  });
});

test("on a phone nothing is wider than the screen", async () => {
  await visit(browser, { viewport: { width: 360, height: 740 }, hasTouch: true }, async (page) => {
    await page.goto(program.address);
    await fitsTheScreen(page);
    await picture(page, "start-360");
    await trySample(page);
    await fitsTheScreen(page);
    await picture(page, "reading-360", { forReadme: true });
    await page.locator("#duties").scrollIntoViewIfNeeded();
    await picture(page, "duties-360");
    const small = await page.locator(".btn, .jumps a, summary").evaluateAll((elements) =>
      elements.filter((element) => element.getBoundingClientRect().height < 43.5).map((element) => element.outerHTML),
    );
    assert.deepEqual(small, [], "touch targets of 44 px");
    await page.goto(`${program.address}/nowhere`);
    await fitsTheScreen(page);
  });
});

for (const colorScheme of ["light", "dark"]) {
  for (const language of ["vi", "en"]) {
    test(`no barriers: ${colorScheme}, ${language}`, async () => {
      await visit(browser, { colorScheme }, async (page) => {
        await page.goto(`${program.address}/?lang=${language}`);
        assert.equal(await page.getAttribute("html", "lang"), language);
        await hasNoBarriers(page);
        await picture(page, `start-${colorScheme}-${language}`);
        await page.goto(`${program.address}/nowhere`);
        await hasNoBarriers(page);
        await trySample(page);
        assert.equal(await page.getAttribute("html", "lang"), language, "the choice is remembered");
        await hasNoBarriers(page);
        await picture(page, `reading-${colorScheme}-${language}`);
      });
    });
  }
}

test("by keyboard alone", async () => {
  await visit(browser, {}, async (page) => {
    await page.goto(program.address);
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
    await page.locator(".samples button").first().focus();
    await page.keyboard.press("Enter");
    await page.waitForSelector(".pane-read", { timeout: 30_000 });
    await page.locator("#targets .quote").first().focus();
    await page.keyboard.press("Enter");
    assert.ok(await page.locator(".source .m:target").isVisible());
  });
});

test("a reading can be deleted at once", async () => {
  await visit(browser, {}, async (page) => {
    await trySample(page);
    const address = page.url();
    await page.locator("form[action$='/delete'] button").click();
    await page.waitForURL(`${program.address}/`);
    assert.equal((await fetch(address)).status, 404);
  });
});

test("the first page weighs less than 100 KB", async () => {
  await visit(browser, {}, async (page, context) => {
    const network = await context.newCDPSession(page);
    await network.send("Network.enable");
    let weight = 0;
    network.on("Network.loadingFinished", ({ encodedDataLength }) => (weight += encodedDataLength));
    await page.goto(program.address, { waitUntil: "networkidle" });
    await writeFile(new URL("../output/first-page.txt", import.meta.url), `${weight} bytes\n`);
    assert.ok(weight > 10_000 && weight < 100_000, `${weight} bytes`);
  });
});

test("answers carry what keeps them safe", async () => {
  const { headers } = await fetch(program.address);
  assert.match(headers.get("content-security-policy"), /default-src 'none'/);
  assert.equal(headers.get("x-content-type-options"), "nosniff");
  const crossed = await fetch(`${program.address}/plan/readings`, { method: "POST", headers: { origin: "http://evil.example" } });
  assert.equal(crossed.status, 403);
  const list = await readFile(new URL("../../docs/generated/permissions.md", import.meta.url), "utf8");
  assert.match(list, /\/plan\/readings\/\{name\}/);
});
