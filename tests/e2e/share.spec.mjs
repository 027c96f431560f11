// A plan is shown to somebody by a link that carries it. No server ever learns of it.
import assert from "node:assert/strict";
import { stories } from "./harness/stories.mjs";
import { kept } from "./harness/vault.mjs";
import { hasPlan } from "./harness/way.mjs";

const story = stories();

/** Somebody about to show the plan to somebody else. */
async function isAboutToShare(visitor) {
  const client = await hasPlan(visitor);
  await client.unfolds(client.say("plan.share_title"));
  return client;
}

const answer = (person) => person.main.locator("header p").first().innerText();

story("a shared plan opens on another device, read-only, and no request speaks of it", async ({ visitor }) => {
  const client = await isAboutToShare(visitor);
  const { say } = client;
  const link = await client.field(say("plan.share_link")).inputValue();
  const [address, fragment] = link.split("#");
  assert.equal(address, `${client.server.url}/shared`);
  const figures = (text) => text.match(/\$[\d,.]+\d|\w+ \d{4}/g);

  const friend = await visitor({ width: 1280 });
  await friend.opens(link);
  await friend.isAt(say("shared.title"));
  assert.deepEqual(figures(await answer(friend)), figures(await answer(client)));
  assert.ok(!friend.page.url().includes("#"), "the plan is gone from the address bar");
  await friend.reads(say("shared.read_only"));
  await friend.readsNo("Riverside Card");
  await friend.reads(say("shared.debt", { number: "1" }));
  await friend.readsNo(say("shared.left"));
  for (const role of ["textbox", "radio", "checkbox", "combobox"]) {
    assert.equal(await friend.main.getByRole(role).count(), 0, `no ${role} to change anything with`);
  }
  await friend.axe("a shared plan");
  await friend.fitsWindow("a shared plan");
  assert.deepEqual((await kept(friend.page))?.debts ?? [], [], "nothing is kept on the friend's device");

  for (const person of [client, friend]) {
    assert.deepEqual(person.watch.requests.filter(({ method }) => method !== "GET"), []);
    const asked = JSON.stringify(person.watch.requests);
    assert.ok(!asked.includes(fragment.slice(0, 24)) && !asked.includes("#"), "the plan is in no request");
  }
});

story("names and what is left over are shown only if the client says so", async ({ visitor }) => {
  const client = await isAboutToShare(visitor);
  const { say } = client;
  const bare = await client.field(say("plan.share_link")).inputValue();
  await client.field(say("plan.share_names")).check();
  await client.field(say("plan.share_left")).check();
  const full = await client.field(say("plan.share_link")).inputValue();
  assert.notEqual(full, bare);
  const friend = await visitor();
  await friend.opens(full);
  await friend.isAt(say("shared.title"));
  await friend.reads("Riverside Card");
  await friend.reads(say("shared.left"));
  await friend.reads("$240.01");
});

story("a link that lost a part says so", async ({ visitor }) => {
  const client = await isAboutToShare(visitor);
  const { say } = client;
  const link = await client.field(say("plan.share_link")).inputValue();
  const friend = await visitor();
  for (const [broken, why] of [[link.slice(0, -9), "damaged"], [link.split("#")[0], "missing"], [`${link.split("#")[0]}#hello`, "damaged"]]) {
    await friend.opens("/");
    await friend.opens(broken);
    await friend.isAt(say("shared.refused_title"));
    await friend.reads(say(`shared.${why}`));
  }
  await friend.follows(say("shared.home"));
  await friend.isAt(say("home.title"));
});
