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
