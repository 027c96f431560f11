// Everything can be done with the keyboard alone, and whoever uses it sees where they are. Escape, three times, leaves.
import assert from "node:assert/strict";
import { stories } from "./harness/stories.mjs";
import { budgetField, catalogue, startsWith } from "./harness/way.mjs";

const story = stories();

/** Goes on with the tab key until something has the focus, and sees the focus at every stop. */
async function tabsTo(person, wanted, key = "Tab") {
  for (let stop = 0; stop < 120; stop += 1) {
    await person.page.keyboard.press(key);
    await seesFocus(person);
    if (await wanted.evaluateAll((elements) => elements.some((element) => element === document.activeElement))) return;
  }
  assert.fail(`the tab key does not lead to ${wanted}`);
}

/** What has the focus is drawn with an outline and lies inside the window, under nothing else. */
async function seesFocus({ page }) {
  const problem = await page.evaluate(() => {
    const focused = document.activeElement;
    if (!focused || focused === document.body) return "";
    const name = focused.outerHTML.slice(0, 100);
    const outlined = (element) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
    };
    const near = [focused, focused.closest("label"), focused.parentElement, focused.nextElementSibling].filter(Boolean);
    if (!near.some(outlined)) return `no outline: ${name}`;
    const shown = focused.closest("label") ?? focused;
    const { left, top, right, bottom } = shown.getBoundingClientRect();
    if (bottom <= 0 || top >= innerHeight || right <= 0 || left >= innerWidth) return `outside the window: ${name}`;
    const points = [[0.5, 0.5], [0.1, 0.2], [0.9, 0.8], [0.1, 0.8], [0.9, 0.2]];
    const isSeen = points.some(([x, y]) => {
      const at = document.elementFromPoint(left + (right - left) * x, top + (bottom - top) * y);
      return at && (shown.contains(at) || at.contains(shown));
    });
    return isSeen ? "" : `under something else: ${name}`;
  });
  assert.equal(problem, "");
}

const type = (person, text) => person.page.keyboard.type(text);

story("from the budget to the offer without a mouse", async ({ visitor }) => {
  const client = await visitor();
  const { page, say } = client;
  await client.opens("/");
  // The first stop leads past the header.
  await page.keyboard.press("Tab");
  await client.link(say("shell.skip")).and(page.locator(":focus")).waitFor();
  await page.keyboard.press("Enter");
  await tabsTo(client, client.link(say("home.start")));
  await page.keyboard.press("Enter");

  await client.isAt(say("budget.title"));
  // The new page's heading has the focus, so that it is read out and the next stop is below it.
  await client.main.getByRole("heading", { level: 1 }).and(page.locator(":focus")).waitFor();
  await budgetField(client, "wages").waitFor();
  await tabsTo(client, budgetField(client, "wages"));
  await type(client, "500");
  await page.keyboard.press("Tab");
  await type(client, say("budget.every_two_weeks").slice(0, 7));
  await tabsTo(client, budgetField(client, "rent"));
  await type(client, "600");
  await client.reads("$483.33", client.main);
  // The enter key in a field of a long form goes nowhere.
  await page.keyboard.press("Enter");
  await client.isAt(say("budget.title"));
  await tabsTo(client, client.button(say("budget.next")));
  await page.keyboard.press("Enter");

  await client.isAt(say("debts.title"));
  await tabsTo(client, client.button(say("debts.add")));
  await page.keyboard.press("Enter");
  // The new form's first field has the focus.
  await client.field(say("debts.kind")).and(page.locator(":focus")).waitFor();
  await type(client, catalogue("en").debt_kinds.find(({ id }) => id === "medical").label);
  await tabsTo(client, client.field(say("debts.balance")));
  await type(client, "900");
  await tabsTo(client, client.button(say("debts.next")));
  await page.keyboard.press("Enter");

  await client.isAt(say("plan.title"));
  await tabsTo(client, client.main.getByRole("radio").first());
  await page.keyboard.press("ArrowDown");
  await client.main.getByRole("radio", { name: startsWith(say("plan.snowball")) }).and(page.locator(":checked")).waitFor();
  await seesFocus(client);
  await tabsTo(client, client.link(say("plan.next")));
  await page.keyboard.press("Enter");

  await client.isAt(say("offer.title"));
  await tabsTo(client, client.main.getByRole("radio", { name: startsWith(say("offer.half")) }));
  for (let step = 0; step < 3; step += 1) await page.keyboard.press("ArrowDown");
  // Past the last card is the first one again, or the last: the fourth is an amount of one's own.
  await client.main.getByRole("radio", { name: startsWith(say("offer.third")) }).and(page.locator(":checked")).waitFor();
  await client.reads(say("offer.answer", { offer: "$161.11", kept: "$322.22" }));
});

story("Shift three times leaves, and going back shows no figures until somebody asks", async ({ visitor }) => {
  const client = await visitor();
  const { say, page } = client;
  const exit = catalogue("en").quick_exit_url;
  client.watch.allow(new RegExp(`request to a stranger: ${exit}`));
  await client.context.route(`${exit}**`, (route) => route.fulfill({ contentType: "text/html", body: "<h1>Weather</h1>" }));
  await client.opens("/budget");
  await budgetField(client, "rent").fill("600");
  await client.isKept();
  await client.opens("/debts");
  await client.isAt(say("debts.title"));
  for (let press = 0; press < 3; press += 1) await page.keyboard.press("Shift");
  await page.waitForURL(exit);
  await page.goBack();
  await page.waitForURL("**/budget");
  const again = page.getByRole("button", { name: /Open it again/ });
  await again.waitFor();
  assert.equal(await page.title(), "");
  assert.ok(!(await page.locator("body").innerText()).includes("600"));
  await again.click();
  await client.isAt(say("budget.title"));
  assert.equal(await budgetField(client, "rent").inputValue(), "600");
});

story("the way out is in sight however far somebody has scrolled", async ({ visitor }) => {
  const client = await visitor();
  await client.opens("/budget");
  await client.isAt(client.say("budget.title"));
  await client.page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  const box = await client.button(client.say("shell.leave")).boundingBox();
  assert.ok(box.y >= 0 && box.y + box.height <= 200 && box.height >= 44, JSON.stringify(box));
});

story("Escape three times leaves for a harmless page", async ({ visitor }) => {
  const client = await visitor();
  const exit = catalogue("en").quick_exit_url;
  client.watch.allow(new RegExp(`request to a stranger: ${exit}`));
  await client.context.route(`${exit}**`, (route) => route.fulfill({ contentType: "text/html", body: "<h1>Weather</h1>" }));
  await client.opens("/budget");
  await budgetField(client, "rent").fill("600");
  await client.page.keyboard.press("Escape");
  await client.page.keyboard.press("Escape");
  await client.page.keyboard.press("a");
  await client.page.keyboard.press("Escape");
  assert.ok(client.page.url().endsWith("/budget"), "two and one are not three");
  await client.page.keyboard.press("Escape");
  await client.page.keyboard.press("Escape");
  await client.page.waitForURL(exit);
});

story("the button at the top leaves as well, and the way back does not show the page left", async ({ visitor }) => {
  const client = await visitor();
  const exit = catalogue("en").quick_exit_url;
  client.watch.allow(new RegExp(`request to a stranger: ${exit}`));
  await client.context.route(`${exit}**`, (route) => route.fulfill({ contentType: "text/html", body: "<h1>Weather</h1>" }));
  await client.opens("/budget");
  await client.presses(client.say("shell.leave"));
  await client.page.waitForURL(exit);
  await client.page.goBack();
  assert.ok(!client.page.url().includes("/budget"));
});

story("one's rights without a mouse, and the answer is read out", async ({ visitor }) => {
  const client = await visitor();
  const { page, say, main } = client;
  await client.opens("/rights");
  await main.getByRole("radio").first().waitFor();
  await tabsTo(client, main.getByLabel(say("rights.place"), { exact: true }));
  await type(client, say("rights.place_us").slice(0, 6));
  await tabsTo(client, main.getByRole("radio"));
  await page.keyboard.press("Space");
  await tabsTo(client, main.getByRole("textbox"));
  // Sent without the year: the list of mistakes has the focus and leads back.
  await type(client, "3");
  await page.keyboard.press("Enter");
  const summary = page.getByRole("group", { name: say("shell.problem") });
  await summary.and(page.locator(":focus")).waitFor();
  await tabsTo(client, summary.getByRole("link"));
  await page.keyboard.press("Enter");
  const fields = main.getByRole("group", { name: say("rights.sent"), exact: true }).getByRole("textbox");
  await fields.first().and(page.locator(":focus")).waitFor();
  await page.keyboard.press("Tab");
  await type(client, "2");
  await page.keyboard.press("Tab");
  await type(client, "2026");
  await page.keyboard.press("Enter");
  await client.heading(say("rights.answer")).and(page.locator(":focus")).waitFor();
  await client.reads("Wednesday, April 8, 2026", main);
});
