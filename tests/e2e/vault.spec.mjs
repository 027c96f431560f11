// What a person wrote is on their device and nowhere else: it must survive a closed browser, a damaged disk and an old
// copy of the page, and open only with the passphrase if one was set.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { account } from "./harness/desk_api.mjs";
import { stories } from "./harness/stories.mjs";
import { breakMessage, keeps, kept, putDocument, putSealed, sealed, setAside, waiting } from "./harness/vault.mjs";
import { addsDebt, budgetField, fillBudget, hasArrangement, MODEST, reachesCheck, sends } from "./harness/way.mjs";
import { any } from "./harness/words.mjs";

const story = stories();
const PASSPHRASE = "four words to remember";
/** What the browser itself writes when a request gets no answer. */
const NO_ANSWER = /Failed to load resource: net::ERR_/;

/** Goes to a place of the portal where no program runs, so that nothing else touches what is kept. */
async function goesAside(client) {
  // The browser looks for an icon of a page that names none.
  client.watch.allow(/favicon\.ico/);
  await client.page.goto("/manifest.webmanifest");
}

/** Somebody with a budget that is kept. */
async function hasBudget(client) {
  await client.opens("/budget");
  await fillBudget(client, MODEST);
  await keeps(client.page, { amount: "36.92" });
}

/** Presses a button that gives a file to the browser, and reads the file. */
async function saves(client, button) {
  const [download] = await Promise.all([client.page.waitForEvent("download"), button.click()]);
  return readFile(await download.path(), "utf8");
}

story("the browser is closed and opened again: everything is there", async ({ desk, folder, resident }) => {
  const { link } = await desk.invite();
  const before = await resident(folder);
  const { say } = before;
  await reachesCheck(before, link, "100");
  await before.opens("/debts");
  await addsDebt(before, { name: "Clinic", balance: "450", rate: "12.5", minimum: "10" });
  await keeps(before.page, { rate: "12.5" });
  await before.leave();

  const after = await resident(folder);
  await after.opens("/");
  // Where they were, not where something is missing.
  await after.follows(say("home.go_on"));
  await after.isAt(say("debts.title"));
  await after.opens("/budget");
  await budgetField(after, "food").waitFor();
  assert.equal(await budgetField(after, "food").inputValue(), "36.92");
  await after.opens("/offer");
  await after.isAt(say("offer.title"));
  await after.holds(say("offer.custom_label"), "100");
  await after.opens("/debts");
  await after.heading("Clinic").waitFor();
  await after.heading("First Bank").waitFor();
});

story("a message that waits is sent when the browser is opened again", async ({ desk, folder, resident }) => {
  const invited = await desk.invite();
  const before = await resident(folder);
  before.watch.allow(NO_ANSWER);
  await reachesCheck(before, invited.link);
  await before.context.setOffline(true);
  await sends(before);
  await before.reads(before.say("arrangement.lead_waiting"));
  assert.equal(await waiting(before.page), 2, "one for each debt");
  await before.leave();

  const after = await resident(folder);
  await after.opens("/arrangement");
  await hasArrangement(after);
  const { invitation } = await desk.case(invited.id);
  assert.equal(invitation.proposals.length, 2);
});

story("a passphrase locks what is kept", async ({ folder, resident }) => {
  const before = await resident(folder);
  const { say } = before;
  await hasBudget(before);
  await before.opens("/data");
  await before.isAt(say("settings.title"));
  const wanted = before.field(say("settings.passphrase_new"));
  await wanted.fill("short");
  await before.presses(say("settings.passphrase_set"));
  await before.reads(say("settings.passphrase_short"));
  await before.isWrong(wanted, say("settings.passphrase_short"));
  assert.equal(await wanted.inputValue(), "short");
  await wanted.fill(PASSPHRASE);
  await before.presses(say("settings.passphrase_set"));
  await before.reads(say("settings.passphrase_on"));
  await before.leave();

  const after = await resident(folder);
  await after.opens("/budget");
  await after.isAt(say("locked.title"));
  await after.readsNo("36.92");
  await after.axe("the locked page");
  const field = after.field(say("locked.passphrase"));
  await field.fill("four words to forget");
  await after.presses(say("locked.open"));
  await after.reads(say("locked.wrong"));
  await after.isWrong(field, say("locked.wrong"));
  await field.fill(PASSPHRASE);
  await after.presses(say("locked.open"));
  await after.isAt(say("budget.title"));
  assert.equal(await budgetField(after, "food").inputValue(), "36.92");

  // Without one again, it opens by itself.
  await after.opens("/data");
  await after.isAt(say("locked.title"));
  await after.field(say("locked.passphrase")).fill(PASSPHRASE);
  await after.presses(say("locked.open"));
  await after.presses(say("settings.passphrase_remove"));
  await after.reads(say("settings.passphrase_off"));
  await after.opens("/budget");
  await after.isAt(say("budget.title"));
});

story("what was damaged is reported and kept aside", async ({ visitor }) => {
  const client = await visitor();
  const { say } = client;
  await hasBudget(client);
  await goesAside(client);
  const envelope = JSON.parse(await sealed(client.page));
  const damaged = JSON.stringify({ ...envelope, ct: envelope.ct.replace(/^.{4}/, (head) => (head === "AAAA" ? "BBBB" : "AAAA")) });
  await putSealed(client.page, damaged);
  await client.opens("/budget");
  await client.reads(say("shell.set_aside_title"));
  await client.reads(say("shell.set_aside"));
  await client.axe("the page with an alarm");
  assert.equal(await budgetField(client, "food").inputValue(), "");
  assert.deepEqual((await setAside(client.page)).map(({ store, name, value }) => [store, name, value]), [["vault", "document", damaged]]);
  // It can be taken out, and going on writes beside it, not over it.
  await fillBudget(client, { rent: ["77"] });
  await keeps(client.page, { amount: "77" });
  await client.opens("/data");
  const copy = await saves(client, client.main.getByRole("button", { name: say("settings.copy_aside", { when: any }) }));
  assert.equal(copy, damaged);
  assert.equal((await setAside(client.page)).length, 1);
});

story("a waiting message that was damaged is reported and kept aside", async ({ desk, visitor }) => {
  const invited = await desk.invite({ accounts: [account("First Bank", 600_00)] });
  const client = await visitor();
  const { say } = client;
  client.watch.allow(NO_ANSWER);
  await reachesCheck(client, invited.link);
  await client.page.route("**/api/v1/proposals", (route) => route.abort());
  await sends(client);
  await client.reads(say("arrangement.lead_waiting"));
  await goesAside(client);
  assert.equal(await waiting(client.page), 1);
  await breakMessage(client.page);
  await client.opens("/arrangement");
  await client.reads(say("shell.message_aside_title"));
  await client.reads(say("shell.message_aside"));
  assert.deepEqual((await setAside(client.page)).map(({ store, value }) => [store, value]), [["outbox", "{}"]]);
  assert.equal(await waiting(client.page), 0);
  // The budget is still there, and the offer can be sent again.
  await client.page.unroute("**/api/v1/proposals");
  await client.opens("/check");
  await sends(client);
  await hasArrangement(client, ["First Bank"]);
  assert.equal((await desk.case(invited.id)).invitation.proposals.length, 1);
});

story("what a newer page wrote is told and left alone", async ({ visitor }) => {
  const client = await visitor();
  const { say } = client;
  await hasBudget(client);
  await goesAside(client);
  const document = await kept(client.page);
  await putDocument(client.page, { ...document, version: 99, wonder: true });
  const newer = await sealed(client.page);
  await client.opens("/budget");
  await client.isAt(say("locked.newer_title"));
  await client.reads(say("locked.newer_text"));
  await goesAside(client);
  assert.equal(await sealed(client.page), newer, "it is still there, byte for byte");

  // The same for a newer kind of encryption.
  const envelope = { ...JSON.parse(newer), v: 2 };
  await putSealed(client.page, JSON.stringify(envelope));
  await client.opens("/");
  await client.isAt(say("locked.newer_title"));
  await goesAside(client);
  assert.equal(await sealed(client.page), JSON.stringify(envelope));
});

story("a second window that went on is not overwritten", async ({ visitor }) => {
  const client = await visitor();
  const { say } = client;
  await hasBudget(client);
  const other = await client.context.newPage();
  await other.goto("/budget");
  const rent = other.getByLabel("Rent", { exact: true });
  await rent.fill("611");
  await keeps(other, { amount: "611" });
  await fillBudget(client, { rent: ["622"] });
  await client.reads(say("shell.elsewhere"));
  await client.presses(say("shell.elsewhere_reload"));
  await budgetField(client, "rent").and(client.page.locator(":not([aria-invalid])")).waitFor();
  assert.equal(await budgetField(client, "rent").inputValue(), "611");
});

story("deleting everything deletes it", async ({ visitor }) => {
  const client = await visitor();
  const { say } = client;
  await hasBudget(client);
  await client.opens("/data");
  const copy = JSON.parse(await saves(client, client.button(say("settings.copy_save"))));
  assert.deepEqual(copy.budget.map(({ id, amount }) => [id, amount]), [["wages", "1,000"], ["rent", "600"], ["food", "36.92"]]);
  await client.presses(say("settings.wipe"));
  await client.presses(say("settings.wipe_no"));
  await client.presses(say("settings.wipe"));
  await client.presses(say("settings.wipe_yes"));
  await client.isAt(say("home.title"));
  await client.link(say("home.start")).waitFor();
  await client.opens("/budget");
  await budgetField(client, "food").waitFor();
  assert.equal(await budgetField(client, "food").inputValue(), "");
  assert.deepEqual((await kept(client.page))?.budget ?? [], []);
});

story("a saved copy is opened on another device", async ({ visitor }) => {
  const first = await visitor();
  const { say } = first;
  await hasBudget(first);
  await first.opens("/data");
  const copy = await saves(first, first.button(say("settings.copy_save")));

  const second = await visitor();
  await second.opens("/data");
  const gives = async (name, text) => {
    const [chooser] = await Promise.all([second.page.waitForEvent("filechooser"), second.presses(say("settings.restore"))]);
    await chooser.setFiles({ name, mimeType: "application/json", buffer: Buffer.from(text) });
  };
  await gives("holiday.json", "{\"not\": \"ours\"}");
  await second.reads(say("settings.restore_wrong"));
  await gives("newer.json", JSON.stringify({ ...JSON.parse(copy), version: 99 }));
  await second.reads(say("settings.restore_newer"));
  const line = { id: "own-1", side: "outgoing", amount: "5", frequency: "month" };
  await gives("huge.json", JSON.stringify({ ...JSON.parse(copy), budget: Array(5_000).fill(line) }));
  await second.reads(say("settings.restore_too_much"));
  /** The page loads itself anew with what was put in place. */
  const loadsAnew = (act) => Promise.all([second.page.waitForEvent("load"), act()]);
  // Where nothing is yet, nothing can be lost, and it is opened at once.
  await loadsAnew(() => gives("evenkeel.json", copy));
  await second.hasStarted();
  await keeps(second.page, { amount: "36.92" });
  await second.opens("/budget");
  await fillBudget(second, { food: ["40"] });
  await keeps(second.page, { amount: "40" });
  // Where something is, it is asked for once more.
  await second.opens("/data");
  await gives("evenkeel.json", copy);
  await second.reads(say("settings.restore_sure"));
  await second.presses(say("settings.restore_no"));
  await gives("evenkeel.json", copy);
  await loadsAnew(() => second.presses(say("settings.restore_yes")));
  await second.hasStarted();
  await keeps(second.page, { amount: "36.92" });
  await second.opens("/budget");
  await budgetField(second, "food").waitFor();
  assert.equal(await budgetField(second, "food").inputValue(), "36.92");
});
