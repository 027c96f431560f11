// Which debt is paid first: all orders there are, and one of one's own; and why the totals are what they are.
import assert from "node:assert/strict";
import { stories } from "./harness/stories.mjs";
import { keeps } from "./harness/vault.mjs";
import { addsDebt, hasPlan, startsWith } from "./harness/way.mjs";
import { any } from "./harness/words.mjs";

const story = stories();

/** A second debt beside the card of 1,000 at 24 %: 600 at 6 %, at least 20 a month. */
async function hasTwoDebts(visitor, wishes) {
  const client = await hasPlan(visitor, wishes);
  const { say } = client;
  await client.opens("/debts");
  await client.isAt(say("debts.title"));
  await addsDebt(client, { kind: "personal_loan", name: "Corner Loan", balance: "600", rate: "6", minimum: "20" });
  await client.presses(say("debts.next"));
  await client.isAt(say("plan.title"));
  return client;
}

story("any order can be chosen, and one's own is made by the keyboard and kept", async ({ visitor }) => {
  const client = await hasTwoDebts(visitor);
  const { page, say } = client;
  await client.presses(say("plan.more_ways"));
  const choices = client.main.getByRole("radio");
  // They are fetched only now. Then there is each of the domain's orders.
  await client.main.getByRole("radio", { name: startsWith(say("what_if.way_pro_rata_by_balance")) }).waitFor();
  assert.equal(await choices.count(), 14);
  await client.axe("all orders");
  await client.fitsWindow("all orders");
  await client.main.getByRole("radio", { name: startsWith(say("what_if.way_pro_rata_by_balance")) }).check();
  assert.equal(await client.main.getByRole("radio", { checked: true }).count(), 1, "two lists, one choice");
  await client.main.getByRole("radio", { name: startsWith(say("what_if.way_custom")) }).check();

  const order = client.main.getByRole("region", { name: say("plan.order"), exact: true }).getByRole("listitem");
  /** The debts in their order: each line begins with its name. */
  const names = async () => (await order.allInnerTexts()).map((line) => line.split("\n")[0].trim());
  await order.first().waitFor();
  assert.deepEqual(await names(), ["Riverside Card", "Corner Loan"]);
  const down = client.button(`${say("plan.order_down")} Riverside Card`);
  await down.focus();
  await page.keyboard.press("Enter");
  await client.button(`${say("plan.order_up")} Riverside Card`).and(page.locator(":focus")).waitFor();
  assert.deepEqual(await names(), ["Corner Loan", "Riverside Card"]);
  await page.getByRole("status").filter({ hasText: say("plan.order_said", { name: "Riverside Card", place: 2, count: 2 }) }).waitFor({ state: "attached" });
  await client.main.getByRole("checkbox", { name: say("plan.order_untouched", { name: "Corner Loan" }) }).check();
  for (const [width, height] of [[360, 800], [1280, 900]]) {
    await page.setViewportSize({ width, height });
    await client.axe(`one's own order, ${width} px`);
    await client.fitsWindow(`one's own order, ${width} px`);
  }
  await keeps(page, { order: ["own-2", "own-1"] });
  await keeps(page, { untouched: ["own-2"] });
  await client.opens("/plan");
  await order.first().waitFor();
  assert.deepEqual(await names(), ["Corner Loan", "Riverside Card"]);
  assert.equal(await client.main.getByRole("checkbox", { name: say("plan.order_untouched", { name: "Corner Loan" }) }).isChecked(), true);
  await client.switchesTo("es");
  await client.axe("one's own order in Spanish");
  await client.fitsWindow("one's own order in Spanish");
  // It stands among the ways that are compared.
  await client.follows(client.say("plan.compare"));
  await client.isAt(client.say("what_if.title"));
  await client.main.getByRole("rowheader", { name: client.say("what_if.way_custom"), exact: true }).waitFor();
});

story("the totals of a plan add up before one's eyes", async ({ visitor }) => {
  const client = await hasPlan(visitor);
  const { say } = client;
  await client.presses(say("plan.totals_why"));
  // 1,000 at 2 % a month and 120 paid: ten months, and all that is paid is the debt and its interest.
  await client.reads(say("plan.totals_last", { name: "Riverside Card", number: 10, date: any }));
  await client.reads(say("plan.totals_owed", { owed: "$1,000.00" }));
  await client.reads(say("plan.totals_paid", { paid: any }));
  await client.axe("why the totals");
  await client.fitsWindow("why the totals");
});
