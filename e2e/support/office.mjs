// Signing in, and what a journey through the back office does again and again.

/** Signs in on the page that is open or at `address`. */
export async function signIn(page, address, login, password) {
  await page.goto(`${address}/sign-in`);
  await page.fill("#login", login);
  await page.fill("#password", password);
  await page.click(".form button[type=submit]");
  await page.waitForURL(`${address}/bo`);
}

/** Fills a form field by field and sends it; a value of a select is chosen. */
export async function fill(page, form, values) {
  for (const [name, value] of Object.entries(values)) {
    const field = page.locator(`${form} [name="${name}"]`);
    const tag = await field.evaluate((element) => element.tagName);
    if (tag === "SELECT") await field.selectOption(value);
    else await field.fill(value);
  }
  await page.locator(`${form} button[type=submit]`).click();
}

/** Adds a unit below another and gives its id. */
export async function addUnit(page, address, parent, values) {
  await page.goto(`${address}/bo/units/new${parent ? `?parent=${parent}` : ""}`);
  await fill(page, "form.form", values);
  await page.waitForURL(/\/bo\/units\/[0-9a-f-]{36}$/);
  return page.url().split("/").pop();
}

/** Invites somebody and takes the invitation up with `password`; `page` is signed in as whoever may invite. */
export async function addPerson(page, address, values, password) {
  await page.goto(`${address}/bo/people/new`);
  await fill(page, "form.form", values);
  const link = await page.locator(".invitation code").innerText();
  const context = await page.context().browser().newContext();
  const other = await context.newPage();
  await other.goto(link);
  await fill(other, "form.form", { password, again: password });
  await other.waitForURL(`${address}/bo`);
  await context.close();
}

/** Takes a plan in for a unit, as proposed, and gives the address of what was kept; `page` is signed in as who may. */
export async function keepPlan(page, address, unit, file) {
  /** Waits until the review shows what was done: its revision has gone on. */
  const done = async (act) => {
    const before = await page.locator("input[name=revision]").first().inputValue();
    await act();
    await page.waitForFunction((old) => document.querySelector("input[name=revision]")?.value !== old, before);
  };
  await page.goto(`${address}/bo/plan-reviews/new`);
  await page.selectOption("#unit", unit);
  await page.setInputFiles("#file", file);
  await page.click("form.form button[type=submit]");
  await page.waitForSelector("#proposal", { timeout: 60_000 });
  const review = page.url().split("?")[0];
  await done(() => page.click("#review-bar button[value=sure]"));
  await page.goto(`${review}?part=names&show=open`);
  const name = page.locator(".review-part button[value=name]").first();
  while (await name.count()) await done(() => name.click());
  await page.goto(`${review}?part=save`);
  if (await page.locator("input[name=leave_open]").count()) await page.check("input[name=leave_open]");
  await page.click('form[action$="/plan"] button');
  await page.waitForURL(/\/bo\/plans\/[0-9a-f-]{36}$/);
  return page.url();
}
