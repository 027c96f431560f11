// Lessons: the pages that need one link to it, a quiz explains every answer, and what was learned is kept.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DIST } from "./harness/place.mjs";
import { stories } from "./harness/stories.mjs";
import { keeps } from "./harness/vault.mjs";
import { addsDebt, fillBudget, MODEST } from "./harness/way.mjs";

const story = stories();
const lesson = (id, language) => JSON.parse(readFileSync(join(DIST, "content", `lesson-${id}.${language}.json`), "utf8"));

story("budget and plan lead to the lesson that explains them", async ({ visitor }) => {
  const client = await visitor();
  const { say } = client;
  await client.opens("/budget");
  await fillBudget(client, MODEST);
  await client.follows(say("budget.lesson"));
  await client.isAt(lesson("budget-that-holds", "en").title);
  await client.page.goBack();
  await client.isAt(say("budget.title"));
  await client.presses(say("budget.next"));
  await client.isAt(say("debts.title"));
  await addsDebt(client, { name: "Riverside Card", balance: "1,000", rate: "24" });
  await client.presses(say("debts.next"));
  await client.isAt(say("plan.title"));
  await client.follows(say("plan.lesson"));
  await client.isAt(lesson("interest-and-minimums", "en").title);
  // A small piece of it runs on the client's own debt: 1,000 at 24% a year is 20 in a month.
  await client.reads("Riverside Card", client.main);
  await client.reads("$20.00", client.main);
});

for (const id of ["collector-letter", "interest-and-minimums", "budget-that-holds"]) {
  story(`the quiz of ${id} explains every answer, and progress is kept`, async ({ visitor }) => {
    const client = await visitor();
    const { say } = client;
    const { title, quiz } = lesson(id, "en");
    assert.ok(quiz.length >= 3);
    await client.opens("/learn");
    await client.follows(title);
    await client.isAt(title);
    for (const { prompt, choices } of quiz) {
      const asked = client.main.getByRole("radiogroup", { name: prompt, exact: true });
      for (const { text, explanation, correct } of choices) {
        const [seen, verdict] = [client.main.getByText(explanation), say(correct ? "learn.right" : "learn.not_quite")];
        await asked.getByRole("radio", { name: text, exact: true }).check();
        await seen.waitFor();
        const card = client.main.locator("section").filter({ has: client.page.getByRole("radiogroup", { name: prompt, exact: true }) }).last();
        await client.reads(verdict, card);
        await client.reads(explanation, card);
      }
    }
    const { prompt, choices } = quiz[0];
    const last = choices.at(-1);
    await client.presses(say("learn.mark"));
    await keeps(client.page, { id, is_read: true });
    await client.opens(`/learn/${id}`);
    const asked = client.main.getByRole("radiogroup", { name: prompt, exact: true });
    await asked.getByRole("radio", { name: last.text, exact: true }).and(client.page.locator(":checked")).waitFor();
    await client.reads(last.explanation);
    await client.opens("/learn");
    await client.reads(say("learn.read"));
    const posts = client.watch.requests.filter(({ method }) => method !== "GET");
    assert.deepEqual(posts, [], "nothing about learning leaves the device");
  });
}

story("a word of the glossary has an address of its own", async ({ visitor }) => {
  const client = await visitor();
  const { say } = client;
  await client.opens("/debts");
  await client.isAt(say("debts.title"));
  await client.main.getByRole("link", { name: "priority debt" }).click();
  await client.isAt(say("glossary.title"));
  assert.ok(client.page.url().endsWith("/words#priority-debt"));
  await client.main.getByRole("term").first().waitFor();
  const term = client.main.getByRole("term").filter({ hasText: /^priority debt$/i });
  await term.and(client.page.locator(":focus")).waitFor();
  assert.ok(await term.evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  }), "it is in sight");
});
