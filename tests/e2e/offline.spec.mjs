// After the first visit the page needs no network: it comes from the service worker, and so do its lessons.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DIST } from "./harness/place.mjs";
import { stories } from "./harness/stories.mjs";
import { addsDebt, budgetField, fillBudget, MODEST, losesNetwork, offers } from "./harness/way.mjs";
import { any } from "./harness/words.mjs";

const story = stories();

story("without a server, the page still makes a plan", async ({ server, visitor }) => {
  const client = await visitor();
  const { say } = client;
  await losesNetwork(client, server);

  await client.opens("/budget");
  await client.isAt(say("budget.title"));
  await client.reads(say("shell.offline"));
  await budgetField(client, "rent").waitFor();
  await fillBudget(client, MODEST);
  await client.presses(say("budget.next"));
  await client.isAt(say("debts.title"));
  await addsDebt(client, { name: "Riverside Card", balance: "1,000", rate: "24", minimum: "25" });
  await client.presses(say("debts.next"));
  await client.isAt(say("plan.title"));
  await client.reads(say("plan.answer_cleared", { amount: any, date: any, interest: any }));
  await client.opens("/offer");
  await client.isAt(say("offer.title"));
  await offers(client, "half");
  await client.reads("$120.00", client.main);

  const { title } = JSON.parse(readFileSync(join(DIST, "content", "lesson-budget-that-holds.en.json"), "utf8"));
  await client.opens("/learn/budget-that-holds");
  await client.isAt(title);
  await client.switchesTo("es");
  await client.isAt(JSON.parse(readFileSync(join(DIST, "content", "lesson-budget-that-holds.es.json"), "utf8")).title);
});
