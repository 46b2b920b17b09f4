// Periods and the returns of their units, through the pages.

/** Waits until the return that is open stands in a state, by its name. */
export function state(page, words) {
  return page.locator(".facts .badge").getByText(words, { exact: true }).waitFor();
}

/** Sets up the regime that the plan on the page asks for, as it is proposed, and gives the address of its page. */
export async function setUpRegime(page) {
  await page.getByRole("button", { name: "Lập chế độ báo cáo" }).click();
  await page.waitForURL(/regimes\/[0-9a-f-]{36}$/);
  return page.url();
}

/** Opens the period of a year and gives the addresses of its board and of the return of each unit. */
export async function opened(page, regime, year) {
  await page.goto(regime);
  await page.getByRole("row", { name: new RegExp(`^Năm ${year}`) }).getByRole("button").click();
  await page.waitForURL(/periods\/[0-9a-f-]{36}$/);
  const links = await page.locator("tbody a[href^='/bo/returns/']").evaluateAll((all) => all.map((link) => [link.textContent.trim(), link.href]));
  return { board: page.url(), ...Object.fromEntries(links) };
}

/** Fills the first figure and says of all others that they do not concern the unit; without a figure, of all. */
export async function fillIn(page, address, figure) {
  await page.goto(address);
  for (const one of await page.locator(".cell select").all()) await one.selectOption("not_applicable");
  if (figure) await page.locator(".cell-number input").first().fill(figure);
  if (figure) await page.locator(".cell select").first().selectOption("value");
}

/** Sends in the return that is open. */
export async function send(page) {
  await page.getByRole("button", { name: "Gửi báo cáo" }).click();
  await state(page, "Đã gửi");
}

/** Accepts a return. */
export async function accept(page, address) {
  await page.goto(address);
  await page.getByRole("button", { name: "Tiếp nhận" }).click();
  await state(page, "Đã tiếp nhận");
}
