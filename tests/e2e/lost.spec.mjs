// Nothing is lost: not an invitation on a slow link, not a note with letters that nobody sees, not what was typed a moment
// before the page was left, and not a page whose storage fails.
import assert from "node:assert/strict";
import { account } from "./harness/desk_api.mjs";
import { stories } from "./harness/stories.mjs";
import { budgetField, fillBudget, hasArrangement, opensInvitation, reachesCheck, sends } from "./harness/way.mjs";

const story = stories();

story("an invitation is kept before anything can be tapped, and its address shows nothing of the first page", async ({ desk, visitor }) => {
  const { link } = await desk.invite();
  const client = await visitor();
  const { say, page } = client;
  client.watch.allow(/net::ERR_/, /Failed to fetch/);
  const plain = await (await client.context.request.get(`${client.server.url}/i`, { headers: { accept: "text/html" } })).text();
  assert.ok(!plain.includes("href=\"/budget\"") && plain.includes("Leave quickly"));
  // The server does not answer yet; whoever goes elsewhere meanwhile finds the invitation again.
  await page.route("**/api/v1/invitation", (route) => route.abort());
  await client.opens(link);
  await client.isAt(say("invitation.offline_title"));
  assert.ok(!page.url().includes("#"));
  await page.unroute("**/api/v1/invitation");
  await client.opens("/budget");
  await client.isAt(say("budget.title"));
  await client.opens("/i");
  await client.isAt(say("invitation.title_from", { organisation: "Harbour Advice" }));
});

story("a link opens with punctuation, brackets or words around it", async ({ desk, visitor }) => {
  const { link } = await desk.invite();
  for (const after of [".", ")", ">", ",", "%20", "%E2%80%8B"]) {
    const client = await visitor();
    await opensInvitation(client, link + after);
    await client.leave();
  }
  for (const pasted of [`<${link}>`, `\u201c${link}\u201d`, `${link}.`, `Open ${link} and look`, `${link.slice(0, -9)}\u200b${link.slice(-9)}`]) {
    const client = await visitor();
    await client.opens("/i");
    await client.types(client.say("invitation.paste"), pasted);
    await client.presses(client.say("invitation.paste_open"));
    await client.isAt(client.say("invitation.title_from", { organisation: "Harbour Advice" }));
    await client.leave();
  }
});

story("a note with marks that nobody sees arrives", async ({ desk, visitor }) => {
  const policy = { instalment_monthly_min_minor: 25_00, term_months_max: 24, start_days_max: 31, at_once: "nothing" };
  const invited = await desk.invite({ policy, accounts: [account("First Bank", 600_00)] });
  const client = await visitor();
  const { say } = client;
  await reachesCheck(client, invited.link);
  await client.types(say("check.note", { creditor: "First Bank" }), "May\t120.00\nI paid on \u200e3/\u200e5, call \u202a+44 20 7946 0000");
  await sends(client);
  await client.reads(say("arrangement.lead_sent", { organisation: "Harbour Advice" }));
  const { invitation } = await desk.case(invited.id);
  // What did not end is ended in its own line.
  assert.equal(invitation.proposals[0].note, "May\t120.00\nI paid on \u200e3/\u200e5, call \u202a+44 20 7946 0000\u202c");
});

story("what is typed is there again after going back at once", async ({ visitor }) => {
  const client = await visitor();
  const { page } = client;
  for (const wait of [0, 10, 50]) {
    await client.opens("/budget");
    await client.isAt(client.say("budget.title"));
    const text = `7${wait}.25`;
    await budgetField(client, "rent").fill("");
    await client.isKept();
    await budgetField(client, "rent").pressSequentially(text);
    if (wait) await page.evaluate((wait) => new Promise((done) => setTimeout(done, wait)), wait);
    await page.goto("about:blank");
    await client.opens("/budget");
    await client.isAt(client.say("budget.title"));
    assert.equal(await budgetField(client, "rent").inputValue(), text, `${wait} ms`);
    const kept = await page.evaluate(() => JSON.stringify({ ...localStorage }));
    assert.ok(!kept.includes(text), "at rest it is encrypted");
  }
});

story("a storage that never answers holds nobody up", async ({ visitor }) => {
  const client = await visitor({ frozen: false });
  const { say } = client;
  await client.context.addInitScript(() => {
    IDBFactory.prototype.open = () => new EventTarget();
  });
  await client.opens("/budget");
  await client.isAt(say("budget.title"));
  await client.reads(say("shell.not_kept_title"));
  await fillBudget(client, { wages: ["1,000", "month"], rent: ["600", "month"] });
  await client.reads("$400.00", client.main);
});

story("the notice that nothing is kept goes when saving works again", async ({ visitor }) => {
  const client = await visitor();
  const { say, page } = client;
  await client.opens("/budget");
  await client.isAt(say("budget.title"));
  await page.evaluate(() => {
    globalThis.before = IDBDatabase.prototype.transaction;
    IDBDatabase.prototype.transaction = () => { throw new DOMException("broken", "UnknownError"); };
  });
  await budgetField(client, "rent").fill("755");
  await client.reads(say("shell.not_kept_title"));
  await page.evaluate(() => { IDBDatabase.prototype.transaction = globalThis.before; });
  await budgetField(client, "food").fill("20");
  await client.heading(say("budget.title")).waitFor();
  await page.getByText(say("shell.not_kept_title")).waitFor({ state: "detached" });
  await client.isKept();
  await client.opens("/budget");
  await client.isAt(say("budget.title"));
  assert.equal(await budgetField(client, "rent").inputValue(), "755");
  assert.equal(await budgetField(client, "food").inputValue(), "20");
});

story("a device whose clock is wrong is told so and locks nobody out", async ({ desk, visitor }) => {
  for (const away of [46, -40]) {
    const invited = await desk.invite();
    const client = await visitor({ frozen: false });
    const { say } = client;
    await client.context.clock.setFixedTime(new Date(Date.now() + away * 86_400_000));
    await reachesCheck(client, invited.link);
    await client.reads(say("shell.clock_title"));
    await client.reads(say("check.lead_yes", { organisation: "Harbour Advice" }));
    await sends(client);
    await hasArrangement(client);
    const { invitation } = await desk.case(invited.id);
    assert.equal(invitation.receipts.length, 2);
    assert.ok(invitation.receipts.every(({ arrangement: { terms } }) => terms.first >= invitation.created_on));
  }
});
