// Your rights and their dates: what happened, a date or two, and the answer at once, with how it was counted and where it
// stands. Nothing of it is sent, kept, or written into the address.
import assert from "node:assert/strict";
import { days, today } from "./harness/dates.mjs";
import { stories } from "./harness/stories.mjs";
import { losesNetwork } from "./harness/way.mjs";

const story = stories();

/** Seventeen days before the time of the example is up. */
const MARCH = "2026-03-22";

/** Somebody on the page, on a day of their own where the story names one. */
async function isThere(visitor, { on, place, ...wishes } = {}) {
  const client = await visitor(wishes);
  if (on) await client.context.clock.setFixedTime(new Date(`${on}T12:00:00Z`));
  await client.opens("/rights");
  await client.isAt(client.say("rights.title"));
  if (place) await livesIn(client, place);
  await client.main.getByRole("radio").first().waitFor();
  return client;
}

const livesIn = ({ say, main }, place) =>
  main.getByLabel(say("rights.place"), { exact: true }).selectOption({ label: say(`rights.place_${place}`) });

const happened = ({ say, main }, event) =>
  main.getByRole("radio", { name: say(`rights.event_${event}`), exact: true }).check();

const dateOf = ({ say, main }, field) => main.getByRole("group", { name: say(`rights.${field}`), exact: true });

/** Types the parts of a date; what stands for a part may be anything. */
async function types(client, field, date) {
  const parts = date.split("-");
  for (const [index, part] of ["year", "month_name", "day"].entries()) {
    await dateOf(client, field).getByLabel(client.say(`offer.${part}`), { exact: true }).fill(parts[index] ?? "");
  }
}

/** The parts of a date as they stand there. */
const typed = async (client, field) => Promise.all(["year", "month_name", "day"].map((part) =>
  dateOf(client, field).getByLabel(client.say(`offer.${part}`), { exact: true }).inputValue()));

const answer = (client) => client.part(client.say("rights.answer"));

/** How it was counted: day and words of each step. */
async function steps(where) {
  const items = await where.getByRole("list").filter({ has: where.page().locator("li > strong + span") }).getByRole("listitem").all();
  return Promise.all(items.map(async (item) => (await item.innerText()).replaceAll(/\s*\n+\s*/g, " | ")));
}

story("the worked example stands there, and counting it gives the same", async ({ visitor }) => {
  const client = await isThere(visitor, { on: MARCH });
  const { say } = client;
  const example = client.part(say("rights.example"));
  await client.reads("Say that a notice was sent on Monday, March 2, 2026. It counts as received on Monday, March 9, 2026. You can dispute it in writing until Wednesday, April 8, 2026.", example);
  await happened(client, "notice");
  await types(client, "sent", "2026-3-2");
  // At once, without a button.
  await client.reads("You can dispute in writing until Wednesday, April 8, 2026. That is 17 days from now.", answer(client));
  assert.deepEqual(await steps(answer(client)), [
    `Monday, March 2, 2026 | ${say("rights.step_sent")}`,
    `Monday, March 9, 2026 | ${say("rights.step_counts_as_received", { count: 5 })} ${say("rights.step_left_out")}`,
    `Wednesday, April 8, 2026 | ${say("rights.step_dispute_ends", { count: 30 })}`,
  ]);
  const source = answer(client).getByRole("link", { name: "12 CFR 1006.34(b)(5)", exact: true });
  assert.equal(await source.getAttribute("href"), "https://www.consumerfinance.gov/rules-policy/regulations/1006/34/");
  await client.reads("looked up in November 2026", answer(client));
  // The button leads to the answer, for those who do not see it come.
  await client.presses(say("rights.show"));
  await client.heading(say("rights.answer")).and(client.page.locator(":focus")).waitFor();
  // Whoever knows when it came counts from there.
  await types(client, "received", "2026-3-12");
  await client.reads("You can dispute in writing until Saturday, April 11, 2026. That is 20 days from now.", answer(client));
});

story("nothing of it is sent, kept or in the address", async ({ visitor }) => {
  const client = await isThere(visitor);
  await happened(client, "notice");
  await types(client, "sent", "1999-12-31");
  await client.isKept();
  assert.ok(client.page.url().endsWith("/rights"));
  const told = client.watch.requests.filter(({ method, url, body }) => method !== "GET" || /1999|12-31/.test(url + body));
  assert.deepEqual(told, []);
  await client.opens("/rights");
  await client.main.getByRole("radio").first().waitFor();
  assert.equal(await client.main.getByRole("radio", { checked: true }).count(), 0);
});

story("when the time is up, what still holds is said", async ({ visitor }) => {
  const client = await isThere(visitor, { on: "2026-04-09" });
  const { say } = client;
  await happened(client, "notice");
  await types(client, "sent", "2026-3-2");
  await client.reads("The time to dispute in writing and be sent proof ended on Wednesday, April 8, 2026. That was yesterday.", answer(client));
  await client.reads(say("rights.late_do_1"), answer(client));
  await happened(client, "disputed");
  // The day of the notice is known already.
  assert.deepEqual(await typed(client, "sent"), ["2026", "3", "2"]);
  await types(client, "disputed", "2026-4-8");
  await client.reads("You wrote in time. The last day was Wednesday, April 8, 2026.", answer(client));
  await types(client, "disputed", "2026-4-9");
  await client.reads("You wrote after the last day. It was Wednesday, April 8, 2026.", answer(client));
});

story("calls, and payments that were agreed", async ({ visitor }) => {
  const client = await isThere(visitor, { on: "2026-11-22" });
  const { say } = client;
  await happened(client, "calls");
  const calls = client.main.getByLabel(say("rights.calls", { count: 7 }), { exact: true });
  for (const [number, words] of [
    ["6", "By their number, these calls are within the rule. The most is 7 in 7 days."],
    ["7", "One more call today would be too many. The most is 7 in 7 days."], ["8", "That is too often. The most is 7 in 7 days."],
  ]) {
    await calls.fill(number);
    await client.reads(words, answer(client));
  }
  // A state may be stricter.
  await client.reads(say("rights.calls_state"), answer(client));
  const state = client.main.getByLabel(say("rights.state"), { exact: true });
  await calls.fill("2");
  await state.selectOption({ label: "Massachusetts" });
  await client.reads("One more call today would be too many. The most is 2 in 7 days.", answer(client));
  await client.reads("209 CMR 18.16(1)(d)", answer(client));
  await state.selectOption({ label: say("rights.state_other") });
  await client.reads("By their number, these calls are within the rule. The most is 7 in 7 days.", answer(client));
  await calls.fill("1");
  await types(client, "talk", "2026-11-18");
  await client.reads("They should not call about this debt before Wednesday, November 25, 2026. That is 3 days from now.", answer(client));
  await client.reads("before 8 in the morning or after 9 at night", answer(client));
  await happened(client, "postdated");
  await types(client, "agreed", "2026-11-10");
  await types(client, "due", "2026-12-31");
  await client.reads("They must send you a reminder between Wednesday, December 16, 2026 and Monday, December 28, 2026.", answer(client));
  await client.reads("Christmas Day on December 25, 2026 was left out: it is a public holiday.", answer(client));
  await types(client, "due", "2026-11-15");
  await client.reads("No reminder is needed. The payment is due at most 5 days after you agreed.", answer(client));
  await happened(client, "stop");
  await types(client, "due", "2027-7-8");
  await client.reads("You can stop it at your bank until Friday, July 2, 2027. That is 222 days from now.", answer(client));
  await client.reads("Independence Day on July 5, 2027 was left out: it is a public holiday.", answer(client));
});

story("an old debt is only perhaps too old, and the warning comes first", async ({ visitor }) => {
  const client = await isThere(visitor, { on: "2026-11-22" });
  const { say } = client;
  await happened(client, "old");
  await client.reads("It depends on your state.", answer(client));
  await client.reads(say("rights.old_care"), answer(client));
  for (const [place, sentence] of [
    ["eaw", "Since Tuesday, 4 November 2025, this debt is perhaps too old for a court."],
    ["sct", "Since Monday, 4 November 2024, this debt has perhaps come to an end."],
    ["nir", "Since Tuesday, 4 November 2025, this debt is perhaps too old for a court."],
  ]) {
    await livesIn(client, place);
    await types(client, "paid", "2019-11-3");
    await client.reads(sentence, answer(client));
    // A payment does not revive it now; the warning is about the time before.
    await client.reads(say("rights.old_care_over"), answer(client));
    await client.reads(say("rights.old_do_stop"), answer(client));
    await client.reads(say("rights.old_do_perhaps"), answer(client));
    await types(client, "paid", "2025-11-3");
    await client.reads(say("rights.old_care_before"), answer(client));
    assert.equal(await answer(client).getByText(say("rights.old_do_stop")).count(), 0, place);
  }
  // In England and Wales the time stands still in a breathing space, and the answer says that it is not sure of the rule.
  await livesIn(client, "eaw");
  await types(client, "paid", "2021-3-1");
  await client.reads("From Tuesday, 2 March 2027 on, this debt is perhaps too old for a court.", answer(client));
  await types(client, "past_space", "2023-6-1");
  await types(client, "past_space_end", "2023-7-30");
  await client.reads("From Saturday, 1 May 2027 on, this debt is perhaps too old for a court.", answer(client));
  await client.reads(say("rights.unconfirmed"), answer(client));
});

story("each nation of the United Kingdom has its own clocks", async ({ visitor }) => {
  const client = await isThere(visitor, { on: "2026-11-22", place: "eaw" });
  const { say } = client;
  const offers = async (event, count) =>
    assert.equal(await client.main.getByRole("radio", { name: say(`rights.event_${event}`), exact: true }).count(), count, event);
  await happened(client, "claim");
  await types(client, "claim", "2026-11-4");
  await client.reads("You can answer until Friday, 4 December 2026. That is 12 days from now.", answer(client));
  await happened(client, "space");
  await types(client, "space", "2026-11-4");
  await client.reads("Your breathing space lasts until Saturday, 2 January 2027. That is 41 days from now.", answer(client));
  await client.reads("Monday, 3 January 2028", answer(client));
  await happened(client, "crisis");
  await client.reads("Your breathing space lasts as long as your treatment, and 30 days more.", answer(client));
  // Somebody to speak with at once stands beside it.
  await answer(client).getByRole("link", { name: say("advice.call", { number: "116 123" }), exact: true }).waitFor();
  await types(client, "treated", "2026-11-20");
  await client.reads("Your breathing space lasts until Saturday, 19 December 2026. That is 27 days from now.", answer(client));

  await livesIn(client, "sct");
  await client.main.getByRole("radio", { name: say("rights.event_moratorium"), exact: true }).waitFor();
  await offers("claim", 0);
  await offers("space", 0);
  await happened(client, "moratorium");
  await types(client, "registered", "2026-11-4");
  await client.reads("Your moratorium lasts until Tuesday, 4 May 2027. That is 163 days from now.", answer(client));

  await livesIn(client, "nir");
  await client.main.getByRole("radio", { name: say("rights.event_moratorium"), exact: true }).waitFor({ state: "detached" });
  await offers("claim", 0);
  await happened(client, "copy");
  await types(client, "asked", "2026-3-2");
  await client.reads("They had until Thursday, 19 March 2026 to send it to you. That was 248 days ago.", answer(client));
  await client.reads("St Patrick's Day on 17 March 2026 was left out: it is a public holiday.", answer(client));
  // The holidays of that year are not known here, and nothing is counted as if there were none.
  await types(client, "asked", "2024-12-2");
  await client.reads("We cannot tell. Working days are counted here, and we do not know the public holidays of that year.", answer(client));
  await types(client, "asked", "1984-12-3");
  await client.reads("We cannot tell. The rule that we know holds from Sunday, 19 May 1985 on.", answer(client));
  await happened(client, "complaint");
  await types(client, "complained", "2026-11-2");
  await client.reads("They have until Monday, 28 December 2026 to answer you. That is 36 days from now.", answer(client));
});

story("what cannot be read is said beside the field, and nothing typed is lost", async ({ visitor }) => {
  const client = await isThere(visitor);
  const { say, page } = client;
  const summary = page.getByRole("group", { name: say("shell.problem") });
  const seesSummary = () => summary.and(page.locator(":focus")).waitFor();
  await client.presses(say("rights.show"));
  await seesSummary();
  await summary.getByRole("link", { name: say("rights.wrong_event"), exact: true }).click();
  await client.main.getByRole("radio").first().and(page.locator(":focus")).waitFor();
  await happened(client, "notice");
  await client.readsNo(say("rights.wrong_required"));
  await client.presses(say("rights.show"));
  await seesSummary();
  const sentDay = dateOf(client, "sent").getByRole("textbox").first();
  await summary.getByRole("link", { name: `${say("rights.sent")} ${say("rights.wrong_required")}`, exact: true }).click();
  await sentDay.and(page.locator(":focus")).waitFor();
  const year = today().slice(0, 4);
  for (const [date, why] of [
    ["2026-3", say("rights.wrong_incomplete")], ["202-3-2", say("rights.wrong_pattern", { year })], ["2026-Mar-2", say("rights.wrong_pattern", { year })],
    ["2026-2-30", say("rights.wrong_no_day")], [days(today(), 1), say("rights.wrong_to_come")], ["1900-1-1", say("rights.wrong_long_ago")],
  ]) {
    await types(client, "sent", date);
    await client.reads(why, dateOf(client, "sent"));
    assert.equal((await typed(client, "sent")).join("-").replace(/-$/, ""), date);
    await client.readsNo(say("rights.means"));
  }
  await types(client, "sent", "2026-3-2");
  await types(client, "received", "2026-3-1");
  await client.reads(say("rights.wrong_before"), dateOf(client, "received"));
  // Another question and another language take nothing away.
  await happened(client, "calls");
  const calls = client.main.getByRole("textbox").first();
  await calls.fill("often");
  await calls.blur();
  await client.isWrong(calls, say("rights.wrong_number"));
  await happened(client, "stop");
  await types(client, "due", "2099-1-1");
  await client.main.getByRole("button", { name: say("rights.show") }).focus();
  await client.reads(say("rights.wrong_far"), dateOf(client, "due"));
  await happened(client, "notice");
  assert.deepEqual(await typed(client, "received"), ["2026", "3", "1"]);
  // Coming back to a question is no reproach for what is still wrong with it.
  assert.equal(await client.main.getByRole("radio", { checked: true }).evaluate((chosen) => chosen === document.activeElement), true);
  await client.switchesTo("es");
  assert.deepEqual(await typed(client, "sent"), ["2026", "3", "2"]);
  assert.deepEqual(await typed(client, "received"), ["2026", "3", "1"]);
  // And so does going elsewhere and back.
  await client.page.getByRole("contentinfo").getByRole("link", { name: client.say("shell.advice"), exact: true }).click();
  await client.isAt(client.say("advice.title"));
  await client.page.goBack();
  await client.isAt(client.say("rights.title"));
  assert.deepEqual(await typed(client, "sent"), ["2026", "3", "2"]);
});

story("in Spanish, with the days in Spanish", async ({ visitor }) => {
  const client = await isThere(visitor, { on: MARCH, language: "es" });
  await happened(client, "notice");
  await types(client, "sent", "2026-3-2");
  await client.reads("Puede disputar por escrito hasta el miércoles, 8 de abril de 2026. Faltan 17 días.", answer(client));
  await client.reads("El plazo de validación acaba este número de días después", answer(client));
});

story("the pages where a letter is spoken of lead here", async ({ visitor }) => {
  const client = await visitor();
  const { say } = client;
  for (const [address, name] of [["/", say("shell.rights")], ["/advice", say("rights.title")], ["/learn", say("rights.title")], ["/learn/collector-letter", "your rights"]]) {
    await client.opens(address);
    await client.link(name).first().click();
    await client.isAt(say("rights.title"));
  }
});

story("without a network, after a first visit somewhere else", async ({ server, visitor }) => {
  const client = await visitor();
  const { say } = client;
  await client.context.clock.setFixedTime(new Date(`${MARCH}T12:00:00Z`));
  await losesNetwork(client, server);
  await client.opens("/rights");
  await client.isAt(say("rights.title"));
  await happened(client, "notice");
  await types(client, "sent", "2026-3-2");
  await client.reads("You can dispute in writing until Wednesday, April 8, 2026.", answer(client));
  await livesIn(client, "sct");
  await happened(client, "complaint");
  await types(client, "complained", "2026-3-2");
  await client.reads("They have until Monday, 27 April 2026 to answer you.", answer(client));
});
