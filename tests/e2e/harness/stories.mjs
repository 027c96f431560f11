// A spec file is a few stories around one real server and one real browser. Each story has windows of its own; what is
// wrong in any of them at the end fails the story.
import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { after, before, test } from "node:test";
import { freshContext, launch, lastingContext } from "./browser.mjs";
import { DeskApi } from "./desk_api.mjs";
import { Person } from "./person.mjs";
import { FAILURES } from "./place.mjs";
import { startServer } from "./server.mjs";

/** No story takes longer, even on a slow and busy machine. */
const STORY_MS = 120_000;

/**
 * Sets up a spec file and answers what its stories are told with. The desk has a counsellor from the start, unless the
 * story is about that (`setUp: false`).
 */
export function stories({ setUp = true } = {}) {
  const world = {};

  before(async () => {
    world.server = await startServer();
    world.browser = await launch();
    world.desk = new DeskApi(world.server);
    if (setUp) await world.desk.setUp();
  });

  after(async () => {
    await world.browser?.close();
    await world.server?.stop();
  });

  function story(name, tell) {
    test(name, { timeout: STORY_MS }, async () => {
      const people = [];
      const arrives = async ({ context, watch }, wishes) => {
        const page = context.pages()[0] ?? await context.newPage();
        const person = new Person(page, watch, world.server, wishes);
        people.push(person);
        return person;
      };
      /** Somebody with a browser that was never here. */
      const visitor = async (wishes = {}) => arrives(await freshContext(world.browser, world.server, wishes), wishes);
      /** Somebody whose browser keeps its things in a folder. */
      const resident = async (folder, wishes = {}) => arrives(await lastingContext(folder, world.server, wishes), wishes);
      // A place for a browser's past. It goes when all windows are closed.
      const folder = await mkdtemp(join(tmpdir(), "evenkeel-profile-"));
      try {
        await tell({ ...world, folder, visitor, resident });
        const findings = people.flatMap((person) => person.watch.findings());
        assert.deepEqual(findings, [], "nothing may be wrong behind the scenes");
      } catch (cause) {
        throw new Error(await photograph(name, people, cause), { cause });
      } finally {
        for (const person of people) await person.leave();
        await rm(folder, { recursive: true, force: true });
      }
    });
  }

  return story;
}

/** Keeps a picture of each window, and says what went wrong and what each showed. */
async function photograph(name, people, cause) {
  await mkdir(FAILURES, { recursive: true });
  const lines = [cause.message];
  for (const [index, person] of people.entries()) {
    if (person.page.isClosed()) continue;
    const file = join(FAILURES, `${name.replaceAll(/\W+/g, "-")}-${index + 1}.png`);
    const taken = await person.page.screenshot({ path: file, fullPage: true, timeout: 5_000 }).then(() => true, () => false);
    const heading = await person.page.locator("h1").allInnerTexts().catch(() => []);
    const where = `${new URL(person.page.url()).pathname} (${heading.join(", ")})`;
    lines.push(`window ${index + 1} stood at ${where}${taken ? `, see ${relative(process.cwd(), file)}` : ""}`);
    lines.push(...person.watch.findings());
  }
  return lines.join("\n");
}
