// Some offers need a person: the desk accepts, names other terms or says no with a reason, and the client sees each.
import assert from "node:assert/strict";
import { days, today, written } from "./harness/dates.mjs";
import { stories } from "./harness/stories.mjs";
import { hasArrangement, reachesCheck, sends, startsWith } from "./harness/way.mjs";

const story = stories();
const ONLY_PERSONS = { instalment_monthly_min_minor: 25_00, term_months_max: 24, start_days_max: 31, at_once: "nothing" };

/** An offer that waits for a person at the desk. */
async function waitsForPerson({ desk, visitor }) {
  const invited = await desk.invite({ policy: ONLY_PERSONS });
  const client = await visitor();
  const { say } = client;
  await reachesCheck(client, invited.link);
  await client.reads(say("check.lead_person", { organisation: "Harbour Advice" }));
  await client.types(say("check.note"), "I start a new job in January.");
  await sends(client);
  await client.isAt(say("arrangement.title_offer"));
  await client.reads(say("arrangement.lead_sent", { organisation: "Harbour Advice" }));
  await client.reads("I start a new job in January.");
  assert.equal((await desk.case(invited.id)).state, "needs_person");
  return { client, invited };
}

async function looksAgain(client) {
  await client.presses(client.say("arrangement.check_again"));
}

story("a person says yes", async (world) => {
  const { client, invited } = await waitsForPerson(world);
  await world.desk.decide(invited.id, "accept", "");
  await looksAgain(client);
  await hasArrangement(client);
});

story("a person names other terms, and the client takes them", async (world) => {
  const { client, invited } = await waitsForPerson(world);
  const { say } = client;
  const first = days(today(), 10);
  const counter = (account_id, instalment_minor) => ({ account_id, instalment_minor, rhythm: "month", first });
  await world.desk.decide(invited.id, "counter", "We need a little more each month.", [counter("a1", 100_00), counter("a2", 50_00)]);
  await looksAgain(client);
  await client.reads(say("arrangement.lead_person_counter", { organisation: "Harbour Advice" }));
  await client.reads("We need a little more each month.");
  await client.reads("$100.00 a month", client.part("First Bank"));
  await client.reads(written(first), client.part("Corner Store"));
  // 150 of 240.01 is more than half: that is said plainly, and taking it is the client's own choice.
  await client.reads(say("terms.fit_above_half", { monthly: "$150.00", left: "$240.01", keep: "$90.01" }));
  await client.presses(say("arrangement.accept"));
  await hasArrangement(client);
  const { state, invitation } = await world.desk.case(invited.id);
  assert.equal(state, "arranged");
  assert.deepEqual(invitation.receipts.map(({ arrangement }) => arrangement.terms.instalment_minor), [100_00, 50_00]);
});

story("a person says no with a reason, and the client is not left alone", async (world) => {
  const { client, invited } = await waitsForPerson(world);
  const { say } = client;
  await world.desk.decide(invited.id, "decline", "The bank wants this one back.");
  await looksAgain(client);
  await client.reads(say("arrangement.lead_declined", { organisation: "Harbour Advice" }));
  await client.reads("The bank wants this one back.");
  await client.reads(say("arrangement.declined_next"));
  await client.link(say("arrangement.advice")).waitFor();
  await client.follows(say("arrangement.another"));
  await client.isAt(say("offer.title"));
});

story("the rules name other terms, and the client chooses", async ({ desk, visitor }) => {
  const strict = { instalment_monthly_min_minor: 50_00, term_months_max: 24, start_days_max: 31, at_once: "all" };
  const invited = await desk.invite({ policy: strict });
  const client = await visitor();
  const { say } = client;
  // 80 for the bank is enough; 40 for the store is below the smallest instalment.
  await reachesCheck(client, invited.link);
  await client.reads(say("check.lead_other", { organisation: "Harbour Advice" }));
  await client.reads(say("terms.reason_small", { amount: "$50.00" }), client.part("Corner Store"));
  await client.presses(say("check.send"));
  await client.reads(say("check.choose_first"), client.part("Corner Store"));
  const summary = client.page.getByRole("group", { name: say("shell.problem") });
  await client.reads(say("check.choose_first"), summary);
  assert.ok(await summary.evaluate((element) => element === document.activeElement), "the summary has the focus");
  await client.part("Corner Store").getByRole("radio", { name: startsWith(say("check.choose_take")) }).check();
  await sends(client);
  await hasArrangement(client);
  const { invitation } = await desk.case(invited.id);
  assert.deepEqual(invitation.receipts.map(({ arrangement }) => arrangement.terms.instalment_minor), [80_00, 50_00]);
});

story("a debt the client disputes stops on both sides", async ({ desk, visitor }) => {
  const invited = await desk.invite();
  const client = await visitor();
  const { say } = client;
  await client.opens(invited.link);
  await client.follows(say("invitation.start"));
  await client.opens("/debts");
  await client.isAt(say("debts.title"));
  await client.presses(`${say("debts.dispute")} First Bank`);
  await client.presses(say("debts.dispute_send"));
  await client.reads(say("debts.ground_missing"));
  await client.main.getByRole("radio", { name: say("debts.ground_not_mine") }).check();
  await client.types(say("debts.note"), "I never had a card there.");
  await client.presses(say("debts.dispute_send"));
  await client.reads(say("debts.stopped_sent", { name: "Harbour Advice" }));
  const { state, invitation } = await desk.case(invited.id);
  assert.equal(state, "disputed");
  assert.deepEqual(invitation.accounts.map((known) => known.state), ["disputed", "open"]);
});
