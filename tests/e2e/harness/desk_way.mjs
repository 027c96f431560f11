// The counsellor's way through the desk, in the words of the language the counsellor reads.
import { days, today } from "./dates.mjs";
import { COUNSELLOR, ORGANISATION, PASSWORD } from "./desk_api.mjs";
import { startsWith } from "./way.mjs";

/** The browser writes this when the desk asks whether somebody is signed in and nobody is. */
export const NOT_SIGNED_IN = /Failed to load resource: the server responded with a status of 401/;

/** A date, typed into its three fields. */
export async function typesDate(person, group, date) {
  const [year, month, day] = date.split("-");
  for (const [part, text] of [["day", day], ["month", month], ["year", year]]) {
    await group.getByLabel(person.say(`shell.${part}`), { exact: true }).fill(text);
  }
}

/** Fills in who invites: a debt collector. */
export async function tellsWhoInvites(person) {
  const { say } = person;
  for (const [field, key] of [
    ["name", "name"], ["legal_name", "legal_name"], ["address", "address"], ["registration", "registration"],
    ["complaints", "complaints"], ["privacy", "privacy"],
  ]) {
    await person.types(say(`organisation.${field}`), ORGANISATION[key]);
  }
  await person.main.getByRole("radio", { name: startsWith(say("organisation.collector")) }).check();
  await person.types(say("sign_in.phone"), ORGANISATION.phone);
  await person.types(say("sign_in.website"), ORGANISATION.website);
}

/** The first counsellor sets the desk up with the link that the server printed. */
export async function setsUp(person) {
  const { say } = person;
  person.watch.allow(NOT_SIGNED_IN);
  await person.opens(person.server.setup);
  await person.isAt(say("sign_in.setup_title"));
  await tellsWhoInvites(person);
  await person.types(say("sign_in.name"), COUNSELLOR);
  await person.types(say("sign_in.password"), PASSWORD);
  await person.presses(say("sign_in.set_up"));
  await person.isAt(say("cases.title"));
}

/** Signs in. */
export async function signsIn(person) {
  const { say } = person;
  person.watch.allow(NOT_SIGNED_IN);
  await person.opens("/desk");
  await person.isAt(say("sign_in.title"));
  await person.types(say("sign_in.name"), COUNSELLOR);
  await person.types(say("sign_in.password"), PASSWORD);
  await person.presses(say("sign_in.submit"));
  await person.isAt(say("cases.title"));
}

/** Writes an invitation and answers its link. */
export async function invites(person, { sent = days(today(), -90), ...what }) {
  const { label, message, debts, minimum, months, startDays, atOnce, upTo, expires } = what;
  const { say } = person;
  await person.main.getByRole("link", { name: say("cases.invite"), exact: true }).first().click();
  await person.isAt(say("invite.title"));
  await person.types(say("invite.label"), label);
  await person.types(say("invite.message"), message);
  for (const [index, debt] of debts.entries()) {
    if (index > 0) await person.presses(say("invite.add"));
    const card = person.part(say("invite.debt", { number: index + 1 }));
    const type = (field, text) => card.getByLabel(say(`invite.${field}`), { exact: true }).fill(text);
    await type("creditor", debt.creditor);
    await type("reference", debt.reference ?? "");
    await card.getByLabel(say("invite.kind"), { exact: true }).selectOption({ label: say(`label.${debt.kind}`) });
    await type("balance", debt.balance);
    if (debt.parts) {
      await card.getByLabel(say("invite.itemised"), { exact: true }).check();
      const { as_of, ...amounts } = debt.parts;
      await typesDate(person, card.getByRole("group", { name: say("invite.as_of"), exact: true }), as_of);
      for (const [field, text] of Object.entries(amounts)) await type(field, text);
    }
  }
  await person.types(say("invite.minimum"), minimum);
  await person.types(say("invite.months"), months);
  await person.types(say("invite.start"), startDays);
  await person.main.getByRole("radio", { name: startsWith(say(`invite.at_once_${atOnce}`)) }).check();
  if (upTo) await person.types(say("invite.up_to"), upTo);
  await typesDate(person, person.main.getByRole("group", { name: say("invite.expires"), exact: true }), expires);
  // The validation information was sent before, or comes with the invitation.
  if (sent) {
    await person.main.getByRole("radio", { name: startsWith(say("invite.validation_before")) }).check();
    await typesDate(person, person.main.getByRole("group", { name: say("invite.validation_sent"), exact: true }), sent);
  }
  // Enter in a field leads to the same look at all of it, and makes nothing.
  await person.field(say("invite.label")).press("Enter");
  await person.isAt(say("review.title"));
  await person.presses(say("invite.send"));
  await person.isAt(say("link.title"));
  return person.field(say("link.address")).inputValue();
}

/** Opens a case from the list. */
export async function opensCase(person, label) {
  await person.opens("/desk");
  await person.isAt(person.say("cases.title"));
  await person.follows(label);
  await person.isAt(label);
}

/** The card of the offer that waits for this debt. */
export function offerFor(person, creditor) {
  return person.part(person.say("answer.title", { creditor }));
}

/** Chooses how to answer the offer that waits for a debt: `accept`, `counter` or `decline`. */
export async function choosesAnswer(person, kind, creditor = "First Bank") {
  const card = offerFor(person, creditor);
  await card.getByRole("radio", { name: startsWith(person.say(`answer.${kind}`)) }).check();
}

/** Presses the button of an answer and, where it asks once more, says yes. */
export async function sendsAnswer(person, kind, creditor = "First Bank") {
  const card = offerFor(person, creditor);
  const press = (name) => card.getByRole("button", { name, exact: true }).click();
  await press(person.say(`answer.send_${kind}`));
  if (kind === "counter") return;
  await person.reads(person.say(`answer.${kind}_sure`), card);
  await press(person.say(`answer.${kind}_yes`));
}
