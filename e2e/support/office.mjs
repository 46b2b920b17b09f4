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
