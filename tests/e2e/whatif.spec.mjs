// Trying things out before anything is promised: what-ifs, every way to pay side by side, a wish, hard times, chances,
// and why a figure is what it is. Nothing of it leaves the device.
import assert from "node:assert/strict";
import { stories } from "./harness/stories.mjs";
import { keeps } from "./harness/vault.mjs";
import { hasPlan, startsWith, triesOut } from "./harness/way.mjs";
import { any } from "./harness/words.mjs";

const story = stories();

async function tries(visitor, wishes) {
  const client = await hasPlan(visitor, wishes);
  await client.follows(client.say("plan.add_what_if"));
  await client.isAt(client.say("what_if.title"));
  return client;
}

const adds = (client, kind, fields = {}) => triesOut(client, { [kind]: fields });

/** A row of what a try comes to: the figure without, and the one with it. */
async function row(client, name) {
  const table = client.main.getByRole("table", { name: client.say("what_if.result_table"), exact: true });
  const cells = table.getByRole("row").filter({ has: client.page.getByRole("rowheader", { name: client.say(name), exact: true }) });
  return (await cells.getByRole("cell").allInnerTexts()).map((text) => text.trim());
}

/** Selects the month that is so many months ahead: the lists begin with the next one. */
const chooses = (field, ahead, placeholder = 0) => field.selectOption({ index: ahead - 1 + placeholder });

story("a what-if shows at once what it changes, is kept, and goes again", async ({ visitor }) => {
  const client = await tries(visitor);
  const { page, say } = client;
  const months = (count) => say("what_if.months", { count });
  assert.deepEqual(await row(client, "what_if.row_months"), [months(10)]);
  await client.axe("nothing tried yet");

  await client.presses(say("what_if.add"));
  await client.isWrong(client.field(say("what_if.kind")), say("what_if.kind_missing"));
  await adds(client, "extra_monthly");
  const more = client.field(say("what_if.ask_more"));
  await more.fill("1e3");
  await more.blur();
  assert.notEqual(await client.wrongWith(more), "");
  await client.reads(say("what_if.not_counted", { count: 1 }));
  assert.deepEqual(await row(client, "what_if.row_months"), [months(10)], "what cannot be read does not count");
  await client.axe("a mistake");
  // 1,000 at 2 % a month: 120 take ten months, 200 take six.
  await more.fill("80");
  await client.reads(say("what_if.part", { cost: any, when: say("what_if.part_sooner", { count: 4 }) }));
  assert.deepEqual(await row(client, "what_if.row_months"), [months(10), months(6)]);
  assert.equal(await client.wrongWith(more), "");

  await adds(client, "settle_once", { ask_settle: "300" });
  await client.reads(say("what_if.needs_yes"));
  await client.reads(say("what_if.note_credit", { name: "Riverside Card" }));
  // 700 and more are forgiven: in this country that is reported.
  await client.reads(say("what_if.note_tax", { amount: any, least: any, name: any }));
  await client.axe("two what-ifs");
  await client.fitsWindow("two what-ifs");

  await keeps(page, { kind: "settle_once", amount: "300" });
  await client.opens("/what-if");
  await client.holds(say("what_if.ask_more"), "80");
  await client.holds(say("what_if.ask_settle"), "300");
  await client.switchesTo("es");
  await client.holds(client.say("what_if.ask_more"), "80");
  await client.axe("in Spanish");
  await client.fitsWindow("in Spanish");
  await client.switchesTo("en");

  const name = say("what_if.head", { what: say("what_if.settle_once") });
  await client.presses(`${say("what_if.remove")} ${name}`);
  await client.reads(say("what_if.removed", { name }));
  await client.button(say("what_if.undo")).and(page.locator(":focus")).waitFor();
  await client.presses(say("what_if.undo"));
  await client.holds(say("what_if.ask_settle"), "300");
  await client.presses(`${say("what_if.remove")} ${name}`);
  assert.deepEqual(await row(client, "what_if.row_months"), [months(10), months(6)]);
  assert.deepEqual(client.watch.requests.filter(({ method }) => method !== "GET"), [], "nothing leaves the device");
});

story("a plan that breaks says why in plain words", async ({ visitor }) => {
  const client = await tries(visitor);
  const { say } = client;
  await adds(client, "less_monthly", { ask_less: "100" });
  // 20 of the 25 that are due.
  await client.reads(/\$5\.00/, client.main.locator("header"));
  assert.equal((await row(client, "what_if.row_free")).at(-1), say("what_if.short"));
  await client.reads(say("what_if.hard_already"));
  await client.axe("a plan that breaks");
});

story("creditors may say yes or no, and a plan that pays the minimums alone does not heed more money", async ({ visitor }) => {
  const client = await hasPlan(visitor);
  const { say } = client;
  await client.main.getByRole("radio", { name: startsWith(say("plan.minimums")) }).check();
  await client.follows(say("plan.add_what_if"));
  await client.isAt(say("what_if.title"));
  await adds(client, "extra_monthly", { ask_more: "50" });
  await client.reads(say("what_if.minimums_only"));
  await adds(client, "rate_is", { ask_rate_new: "3" });
  await adds(client, "settle_parts", { ask_settle: "400", ask_parts: "10" });
  await client.presses(say("what_if.if_title"));
  const table = client.main.getByRole("table", { name: say("what_if.if_title"), exact: true });
  const named = (count) => table.getByRole("rowheader", { name: say("what_if.if_count", { count, of: 2 }), exact: true });
  for (const count of [0, 1, 2]) await named(count).waitFor();
  await client.axe("some agree");
  await client.fitsWindow("some agree");
  await client.follows(say("what_if.back"));
  await client.reads(say("plan.trying", { count: 3 }));
});

story("new credit shows its true rate and a warning", async ({ visitor }) => {
  const client = await tries(visitor);
  const { say } = client;
  await adds(client, "loan", { ask_rate: "8", ask_fee: "50", ask_term: "12" });
  await client.reads(say("what_if.note_search", { name: say("what_if.new_loan") }));
  await client.reads(say("what_if.note_fee", { name: say("what_if.new_loan"), amount: "$50.00" }));
  await client.reads(say("what_if.note_apr", { name: say("what_if.new_loan"), rate: any }));
  await client.reads(say("what_if.borrow_care"));
  await client.axe("new credit");
});

story("every way to pay stands side by side, on a phone and on a desk", async ({ visitor }) => {
  const client = await hasPlan(visitor);
  const { page, say } = client;
  await client.follows(say("plan.compare"));
  await client.isAt(say("what_if.title"));
  await client.part(say("what_if.compare")).and(page.locator(":focus")).waitFor();
  await client.unfolds(say("what_if.compare_more"));
  const tables = client.main.getByRole("table", { name: say("what_if.compare"), exact: true });
  // Each of the domain's orders but the one of one's own, and the heads of two tables.
  await tables.first().getByRole("row").first().waitFor({ state: "attached" });
  assert.equal(await tables.getByRole("rowheader").count(), 13);
  for (const [width, height] of [[360, 800], [1280, 900]]) {
    await page.setViewportSize({ width, height });
    await client.axe(`side by side, ${width} px`);
    await client.fitsWindow(`side by side, ${width} px`);
  }
});

story("a wish, a pause and hard times", async ({ visitor }) => {
  const client = await tries(visitor);
  const { say } = client;
  await client.reads(say("what_if.pause_wish_first"));
  await chooses(client.field(say("what_if.wish_month")), 6, 1);
  // The level payment of 1,000 at 2 % a month over six months, rounded up to the cent.
  await client.reads("$178.53 a month");
  await client.reads(say("what_if.pause_not", { date: any, soonest: any }));
  await chooses(client.field(say("what_if.wish_month")), 12, 1);
  await client.reads(say("what_if.pause_found", { count: any, date: any }));
  await chooses(client.field(say("what_if.wish_month")), 6, 1);
  await client.presses(say("what_if.wish_use"));
  await client.reads(say("what_if.wish_used", { amount: "$178.53" }));
  // 400 less 178.53 are 221.47, and 25 are due; 80 more rent leaves enough.
  const shock = (name) => client.main.getByRole("listitem").filter({ hasText: name });
  await client.reads(say("what_if.hard_breaks"), shock(say("what_if.hard_repair", { amount: "$400.00" })));
  await client.reads(/\$246\.47/, shock(say("what_if.hard_repair", { amount: "$400.00" })));
  await client.reads(say("what_if.hard_holds"), shock(say("what_if.hard_rent", { amount: "$80.00" })));
  await client.axe("a wish and hard times");
  await client.follows(say("what_if.back"));
  await client.isAt(say("plan.title"));
  await client.holds(say("plan.monthly"), "178.53");
});

story("a wish that cannot be had says why, and the nearest can be taken instead", async ({ visitor }) => {
  const client = await tries(visitor);
  const { page, say } = client;
  await adds(client, "pause", { ask_count: "8" });
  const wish = client.field(say("what_if.wish_month"));
  await chooses(wish, 6, 1);
  await client.reads(say("what_if.wish_not", { date: any, debt: "Riverside Card" }));
  await client.axe("a wish that cannot be had");
  const nearest = await wish.locator("option").nth(9).innerText();
  // Both the wish and the pause have a nearest month; that of the wish comes first.
  await client.main.getByRole("button", { name: say("what_if.wish_take", { date: nearest }), exact: true }).first().click();
  await wish.and(page.locator(":focus")).waitFor();
  assert.equal(await wish.locator("option:checked").innerText(), nearest);
  await client.reads(say("what_if.wish_found", { amount: any, now: any }));
});

story("what really happened, new owners and real pay-days move the end, and several tries are compared", async ({ visitor }) => {
  const client = await tries(visitor);
  const { page, say } = client;
  await adds(client, "really_paid", { ask_paid: "0" });
  await adds(client, "letter_says", { ask_letter: "1,300" });
  const moved = client.main.getByRole("listitem");
  for (const kind of ["really_paid", "letter_says"]) {
    await client.reads(say("what_if.moved_line", { cost: any, what: say(`what_if.${kind}`), when: any }), moved);
  }
  await client.axe("what really happened");
  await client.presses(say("what_if.keep"));
  const kept = client.main.getByRole("rowheader", { name: say("what_if.keep_number", { number: 1 }), exact: true });
  await kept.waitFor();

  await adds(client, "sold", { ask_owner_minimum: "30", ask_rate_new: "29" });
  await adds(client, "fees_waived");
  await adds(client, "reage");
  await adds(client, "pay_days");
  const name = say("what_if.head", { what: say("what_if.pay_days") });
  await client.reads(say("what_if.pay_days_each", { each: "$27.69", monthly: any }));
  await client.part(name).getByLabel(say("what_if.ask_every"), { exact: true }).selectOption({ label: say("what_if.twice_a_month") });
  await client.reads(say("what_if.pay_days_each", { each: "$60.00", monthly: any }));
  await client.part(name).getByLabel(say("offer.year"), { exact: true }).fill("2020");
  await client.part(name).getByLabel(say("offer.day"), { exact: true }).focus();
  await client.reads(say("what_if.error_day_past"), client.part(name));
  await client.types(say("what_if.keep_name"), "All of it");
  await client.presses(say("what_if.keep"));
  await client.main.getByRole("rowheader", { name: "All of it", exact: true }).waitFor();
  for (const [width, height] of [[360, 800], [1280, 900]]) {
    await page.setViewportSize({ width, height });
    await client.axe(`kept tries, ${width} px`);
    await client.fitsWindow(`kept tries, ${width} px`);
  }
  await client.presses(`${say("what_if.remove")} ${say("what_if.keep_number", { number: 1 })}`);
  await kept.waitFor({ state: "detached" });
  await client.presses(say("plan.totals_why"));
  await client.reads(say("plan.totals_owed", { owed: "$1,000.00" }));
  await client.axe("why the totals of a try");
});

story("a figure says why it is what it is", async ({ visitor }) => {
  const client = await hasPlan(visitor);
  const { say } = client;
  await client.presses(say("plan.ask_why"));
  await client.reads("$1,000.00 × 24% ÷ 12 = $20.00");
  await client.reads("$1,000.00 + $20.00");
  await client.reads(say("what_if.why_from", { source: say("what_if.why_contract") }));
  await client.field(say("what_if.why_month")).selectOption({ index: 1 });
  await client.reads("$900.00 × 24% ÷ 12 = $18.00");
  await client.axe("why");
  await client.fitsWindow("why");
});

story("the chances are worked out on the device, and the same each time", async ({ visitor }) => {
  const client = await tries(visitor, { width: 1280 });
  const { say } = client;
  const card = client.part(say("what_if.chance"));
  const answer = async () => {
    await client.presses(say("what_if.chance_start"));
    await card.getByText(say("what_if.chance_nine", { date: any })).waitFor();
    await client.button(say("what_if.chance_start")).waitFor();
    return card.locator("[aria-live]").innerText();
  };
  const first = await answer();
  await client.unfolds(say("plan.table"));
  assert.equal(await card.getByRole("table").getByRole("rowheader").count(), 9);
  await client.axe("chances");
  assert.equal(await answer(), first, "the same question has the same answer");
  await client.main.getByRole("radio", { name: new RegExp(`^${say("what_if.chance_bumpy")}`) }).check();
  await client.reads(say("what_if.chance_old"));
});

story("a try is added, filled in and taken out with the keyboard alone", async ({ visitor }) => {
  const client = await tries(visitor);
  const { page, say } = client;
  const tabsTo = async (wanted) => {
    for (let stop = 0; stop < 40; stop += 1) {
      await page.keyboard.press("Tab");
      if (await wanted.evaluateAll((elements) => elements.some((element) => element === document.activeElement))) return;
    }
    assert.fail(`the tab key does not lead to ${wanted}`);
  };
  await tabsTo(client.field(say("what_if.kind")));
  await page.keyboard.type(say("what_if.pay_rise"));
  await tabsTo(client.button(say("what_if.add")));
  await page.keyboard.press("Enter");
  const name = say("what_if.head", { what: say("what_if.pay_rise") });
  await client.heading(name).and(page.locator(":focus")).waitFor();
  // The next stop is its first field.
  await page.keyboard.press("Tab");
  await page.keyboard.type("80");
  await client.reads(say("what_if.part", { cost: any, when: any }));
  await tabsTo(client.button(`${say("what_if.remove")} ${name}`));
  await page.keyboard.press("Enter");
  await client.button(say("what_if.undo")).and(page.locator(":focus")).waitFor();
  await page.keyboard.press("Enter");
  await client.heading(name).and(page.locator(":focus")).waitFor();
  await client.holds(say("what_if.ask_more"), "80");
});
