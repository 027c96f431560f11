// A link can be cut in two, mistyped, unknown, taken back, too late or used. Each gets a kind answer that says what to do.
import assert from "node:assert/strict";
import { days, NOON, today, written } from "./harness/dates.mjs";
import { stories } from "./harness/stories.mjs";
import { hasArrangement, opensInvitation, reachesCheck, sends } from "./harness/way.mjs";

const story = stories();
const NOT_FOUND = /Failed to load resource: the server responded with a status of 404/;

/** Pastes a link into the form of the page. */
async function pastes(person, text) {
  await person.types(person.say("invitation.paste"), text);
  await person.presses(person.say("invitation.paste_open"));
}

story("a link that lost its end can be pasted whole", async ({ desk, visitor }) => {
  const { link } = await desk.invite();
  const client = await visitor();
  const { say } = client;
  await client.opens(link.slice(0, -12));
  await client.isAt(say("invitation.truncated_title"));
  await client.reads(say("invitation.truncated"));
  assert.ok(!client.page.url().includes("#"));
  const field = client.field(say("invitation.paste"));
  for (const [typed, why] of [["", "missing"], [link.slice(0, -3), "truncated"], ["hello there!", "malformed"]]) {
    await pastes(client, typed);
    await client.reads(say(`invitation.paste_${why}`));
    await client.isWrong(field, say(`invitation.paste_${why}`));
    assert.equal(await field.inputValue(), typed);
  }
  // As messages break it.
  await pastes(client, `${link.slice(0, -20)} \t${link.slice(-20)}`);
  await client.isAt(say("invitation.title_from", { organisation: "Harbour Advice" }));
  assert.deepEqual(client.watch.requests.filter(({ url }) => url.includes("/api/")).length, 1, "no half link was sent");
});

story("a link with a slip, and no link at all", async ({ desk, visitor }) => {
  const { token } = await desk.invite();
  const client = await visitor();
  const { say } = client;
  const slip = token.slice(0, 10) + (token[10] === "A" ? "B" : "A") + token.slice(11);
  await client.opens(`/i#${slip}`);
  await client.isAt(say("invitation.malformed_title"));
  await client.reads(say("invitation.malformed"));
  await client.opens("/i");
  await client.isAt(say("invitation.missing_title"));
  await client.reads(say("invitation.missing"));
  assert.equal(client.watch.requests.filter(({ url }) => url.includes("/api/")).length, 0);
});

story("an invitation that was taken back looks like one that never was", async ({ server, desk, visitor }) => {
  const { id, link } = await desk.invite();
  await desk.withdraw(id);
  const client = await visitor();
  const { say } = client;
  client.watch.allow(NOT_FOUND);
  await client.opens(link);
  await client.isAt(say("invitation.unavailable_title"));
  await client.reads(say("invitation.unavailable"));
  const withdrawn = await client.main.innerText();
  // Another server's link: well formed, and unknown here.
  const stranger = "AQECAwQFBgcIAQIDBAUGBwgJCgsMDQ4PEPhLB38";
  const text = await client.page.evaluate(async ([url, token]) => {
    const answer = await fetch(`${url}/api/v1/invitation`, { headers: { Authorization: `Bearer ${token}` } });
    return answer.status;
  }, [server.url, stranger]);
  assert.equal(text, 404);
  assert.ok(withdrawn.includes(say("invitation.unavailable_title")));
});

story("an invitation that has ended since it was opened", async ({ desk, visitor }) => {
  const expires_on = days(today(), 3);
  const { link } = await desk.invite({ expires_on });
  const client = await visitor();
  const { say } = client;
  await reachesCheck(client, link);
  await client.page.clock.setFixedTime(new Date(NOON.getTime() + 5 * 86_400_000));
  await client.opens("/i");
  await client.reads(say("invitation.over", { date: written(expires_on), organisation: "Harbour Advice" }));
  await client.opens("/check");
  // A device's own clock ends nothing: until the server has told its day, it is the server that says no.
  await client.button(say("check.send")).waitFor();
});

story("a used invitation leads to the arrangement, on another device too", async ({ desk, visitor }) => {
  const { link } = await desk.invite();
  const first = await visitor();
  await reachesCheck(first, link);
  await sends(first);
  await hasArrangement(first);
  const second = await visitor({ width: 1280 });
  const { say } = second;
  await opensInvitation(second, link);
  await second.reads(say("invitation.used_title"));
  await second.follows(say("invitation.to_arrangement"));
  await hasArrangement(second);
});

story("another invitation does not push out the first without asking", async ({ desk, visitor }) => {
  const [first, second] = [await desk.invite(), await desk.invite({ label: "case 8" })];
  const client = await visitor();
  const { say } = client;
  await opensInvitation(client, first.link);
  await client.opens(second.link);
  await client.isAt(say("invitation.replace_title"));
  await client.presses(say("invitation.replace_no"));
  await client.isAt(say("invitation.title_from", { organisation: "Harbour Advice" }));
});

story("no connection when the link is opened", async ({ desk, visitor }) => {
  const { link } = await desk.invite();
  const client = await visitor();
  const { say } = client;
  client.watch.allow(/net::ERR_/);
  await client.page.route("**/api/v1/invitation", (route) => route.abort("internetdisconnected"));
  await client.opens(link);
  await client.isAt(say("invitation.offline_title"));
  await client.reads(say("invitation.offline"));
  await client.page.unroute("**/api/v1/invitation");
  await client.presses(say("invitation.try_again"));
  await client.isAt(say("invitation.title_from", { organisation: "Harbour Advice" }));
});
