// The town of the real plan, before and after the reform of 2025, set up through the pages.
import { addPerson, addUnit, fill, signIn } from "./office.mjs";

export const town = "Ủy ban nhân dân thị xã An Khê";
/** The ward of today, and those that became it. */
export const ward = "Phường An Khê";
export const wards = ["Phường An Phú", "Phường Tây Sơn"];
/** What everybody in it signs in with. */
export const password = "con suối chảy qua làng";

/** Sets the town up; each of `people` is name, login, role and unit. Gives the ids of the units by their names. */
export async function setUp(page, program, people) {
  const units = {};
  await signIn(page, program.address, program.first.login, program.first.password);
  const add = async (parent, name, kind, from) => (units[name] = await addUnit(page, program.address, parent, { name, kind, from }));
  const top = await add(null, town, "authority", "2003-12-24");
  for (const name of ["Phòng Kinh tế", "Phòng Văn hóa và Thông tin"]) await add(top, name, "office", "2004-01-01");
  await add(top, "Trung tâm Y tế", "service", "2004-01-01");
  for (const name of wards) await add(top, name, "commune", "2004-01-01");
  await add(top, ward, "commune", "2025-07-01");
  for (const [name, login, role, unit] of people) {
    await addPerson(page, program.address, { name, login, role, unit: units[unit] }, password);
  }
  await page.goto(`${program.address}/bo/successions/new?effective_on=2025-07-01`);
  for (const name of wards) await page.check(`input[name=from][value="${units[name]}"]`);
  await page.check(`input[name=to][value="${units[ward]}"]`);
  await page.click("form[method=get] button");
  await fill(page, 'form[action="/bo/successions"]', { act: "1664/NQ-UBTVQH15", act_on: "2025-06-16" });
  await page.waitForURL(new RegExp(units[ward]));
  return units;
}
