// The network fails at the worst moment. However often it does, and however often the button is pressed, there is one
// arrangement, and the client has its receipt.
import assert from "node:assert/strict";
import { account } from "./harness/desk_api.mjs";
import { stories } from "./harness/stories.mjs";
import { hasArrangement, reachesCheck, sends } from "./harness/way.mjs";

const story = stories();
/** What the browser itself writes when a request gets no answer. */
const NO_ANSWER = /Failed to load resource: net::ERR_/;

/** Exactly one offer and one arrangement for each debt. Those are messages of their own, and of one moment: no order. */
async function isArrangedOnce(desk, id) {
  const { state, invitation } = await desk.case(id);
  assert.equal(state, "arranged");
  assert.equal(invitation.proposals.length, 2);
  assert.deepEqual(invitation.receipts.map(({ arrangement }) => arrangement.account_id).sort(), ["a1", "a2"]);
  assert.deepEqual(invitation.records.map(({ kind }) => kind).filter((kind) => kind === "offered"), ["offered", "offered"]);
}

story("the network is gone when the client presses send", async ({ desk, visitor }) => {
  const invited = await desk.invite();
  const client = await visitor();
  const { say } = client;
  client.watch.allow(NO_ANSWER);
  await reachesCheck(client, invited.link);
  await client.context.setOffline(true);
  await sends(client);
  await client.isAt(say("arrangement.title_offer"));
  await client.reads(say("arrangement.lead_waiting"));
  await client.reads(say("arrangement.waiting_offline"));
  assert.equal((await desk.case(invited.id)).invitation.proposals.length, 0);
  await client.context.setOffline(false);
  await hasArrangement(client);
  await isArrangedOnce(desk, invited.id);
});

story("the answer is lost after the server has stored the arrangement", async ({ desk, visitor }) => {
  const invited = await desk.invite();
  const client = await visitor();
  const { say } = client;
  client.watch.allow(NO_ANSWER);
  await reachesCheck(client, invited.link);
  let tries = 0;
  let stored;
  const isStored = new Promise((resolve) => {
    stored = resolve;
  });
  await client.page.route("**/api/v1/proposals", async (route) => {
    tries += 1;
    if (tries === 1) {
      const answer = await route.fetch();
      stored(answer.status());
      await route.abort("connectionreset");
    } else {
      await route.continue();
    }
  });
  await sends(client);
  await client.reads(say("arrangement.lead_waiting"));
  assert.equal(await isStored, 200);
  assert.deepEqual((await desk.case(invited.id)).invitation.receipts.map(({ arrangement }) => arrangement.account_id), ["a1"]);
  await hasArrangement(client);
  assert.equal(tries, 3, "the first debt's message went out twice, the second's once");
  const keys = client.watch.requests.filter(({ method }) => method === "POST").map(({ headers }) => headers["idempotency-key"]);
  assert.equal(new Set(keys).size, 2, "both tries have the same key");
  await isArrangedOnce(desk, invited.id);
});

story("an impatient client presses twice", async ({ desk, visitor }) => {
  const invited = await desk.invite();
  const client = await visitor();
  await reachesCheck(client, invited.link);
  await client.button(client.say("check.send")).dblclick();
  await hasArrangement(client);
  await isArrangedOnce(desk, invited.id);
});

story("a stranger's page answers instead of the server", async ({ desk, visitor }) => {
  const invited = await desk.invite();
  const client = await visitor();
  await reachesCheck(client, invited.link);
  let tries = 0;
  await client.page.route("**/api/v1/proposals", (route) => {
    tries += 1;
    return tries === 1
      ? route.fulfill({ status: 200, contentType: "text/html", body: "<h1>Sign in to Hotel Wi-Fi</h1>" })
      : route.continue();
  });
  await sends(client);
  await hasArrangement(client);
  await isArrangedOnce(desk, invited.id);
});

story("the network is gone when the client takes the desk's own terms", async ({ desk, visitor }) => {
  const policy = { instalment_monthly_min_minor: 25_00, term_months_max: 24, start_days_max: 31, at_once: "nothing" };
  const invited = await desk.invite({ policy, accounts: [account("First Bank", 600_00)] });
  const client = await visitor();
  const { say } = client;
  client.watch.allow(NO_ANSWER);
  await reachesCheck(client, invited.link);
  await sends(client);
  await client.reads(say("arrangement.lead_sent", { organisation: "Harbour Advice" }));
  const { invitation: { proposals: [{ lines }] } } = await desk.case(invited.id);
  const counters = lines.map(({ account_id, terms: { instalment_minor, rhythm, first } }) => ({
    account_id, instalment_minor: instalment_minor + 10_00, rhythm, first,
  }));
  await desk.decide(invited.id, "counter", "A little more each month.", counters);
  await client.presses(say("arrangement.check_again"));
  await client.reads("A little more each month.");
  await client.context.setOffline(true);
  await client.button(say("arrangement.accept")).dblclick();
  await client.reads(say("arrangement.lead_waiting"));
  assert.equal((await desk.case(invited.id)).invitation.receipts.length, 0);
  await client.context.setOffline(false);
  await hasArrangement(client, ["First Bank"]);
  const { invitation } = await desk.case(invited.id);
  assert.deepEqual(invitation.receipts.map(({ arrangement: { terms } }) => terms.instalment_minor), [130_00]);
  assert.equal(invitation.records.filter(({ kind }) => kind === "accepted").length, 1);
});
