// The desk without its page: sets the scene for stories that are not about the desk.
import { randomUUID } from "node:crypto";
import { request } from "node:http";
import { today, days } from "./dates.mjs";

export const COUNSELLOR = "Ada";
export const PASSWORD = "correct horse battery staple";
export const ORGANISATION = {
  name: "Harbour Advice", phone: "+1 555 0100", website: "https://harbour.example", kind: "debt_collector",
  legal_name: "Harbour Recoveries LLC", address: "1 Quay Street\nPortland, ME 04101", registration: "Maine 12345",
  complaints: "complaints@harbour.example", privacy: "https://harbour.example/privacy",
};

/** A debt whose parts sum to its balance. */
export function account(creditor, balance_minor, more = {}) {
  const itemisation = {
    as_of: "2026-03-02", then_minor: balance_minor - 75_00, interest_minor: 100_00, fees_minor: 25_00,
    payments_minor: 40_00, credits_minor: 10_00,
  };
  return { creditor, reference: "REF-1", kind: "credit_card", balance_minor, itemisation, ...more };
}

/** Two debts, 600 and 300, about which the client was told long before; at least 25 a month, within 24 months, from within 31 days; accepted at once. */
export function invitation(more = {}) {
  return {
    label: "case 7", message: "We spoke on Monday.\nHere is your link.", country: "us", currency: "USD",
    accounts: [account("First Bank", 600_00), account("Corner Store", 300_00, { reference: "REF-2", kind: "store_card" })],
    policy: { instalment_monthly_min_minor: 25_00, term_months_max: 24, start_days_max: 31, at_once: "all" },
    expires_on: days(today(), 30),
    ...(more.country === "gb" ? {} : { validation_sent_on: days(today(), -90) }),
    ...more,
  };
}

/** Where a session begins. */
const SESSION = "/api/v1/desk/session";

export class DeskApi {
  #server;
  #cookie;

  constructor(server) {
    this.#server = server;
  }

  async #call(method, path, body, headers = {}) {
    const sent = body === undefined ? undefined : JSON.stringify(body);
    const all = { origin: this.#server.url, accept: "application/json", ...headers };
    if (sent) all["content-type"] = "application/json";
    if (this.#cookie) all.cookie = this.#cookie;
    const answer = await new Promise((resolve, reject) => {
      const asked = request(new URL(path, this.#server.url), { method, headers: all, agent: false }, (reply) => {
        const parts = [];
        reply.on("data", (part) => parts.push(part));
        reply.on("end", () => resolve({ status: reply.statusCode, headers: reply.headers, text: Buffer.concat(parts).toString() }));
      });
      asked.on("error", reject);
      asked.end(sent);
    });
    // Somebody who signed in anew in a browser with this session has ended it.
    if (answer.status === 401 && path !== SESSION) {
      this.#cookie = undefined;
      await this.signIn();
      return this.#call(method, path, body, headers);
    }
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
    const cookie = answer.headers["set-cookie"]?.[0];
    if (cookie) this.#cookie = cookie.split(";")[0];
    return answer.text ? JSON.parse(answer.text) : undefined;
  }

  /** The first counsellor sets a password with the link the server printed. */
  async setUp() {
    const setup_token = this.#server.setup.split("#setup=")[1];
    await this.#call("POST", "/api/v1/desk/setup", { setup_token, name: COUNSELLOR, password: PASSWORD, organisation: ORGANISATION });
  }

  /** Signs in, where the desk was set up by its page. */
  async signIn() {
    await this.#call("POST", SESSION, { name: COUNSELLOR, password: PASSWORD });
  }

  /** Makes an invitation and answers its id and link. */
  async invite(more = {}) {
    const key = { "idempotency-key": randomUUID() };
    const { id, token } = await this.#call("POST", "/api/v1/desk/invitations", invitation(more), key);
    return { id, token, link: `${this.#server.url}/i#${token}` };
  }

  withdraw(id) {
    return this.#call("POST", `/api/v1/desk/invitations/${id}/withdrawal`);
  }

  /** The list of all invitations. */
  list() {
    return this.#call("GET", "/api/v1/desk/invitations");
  }

  /** Everything about one invitation. */
  case(id) {
    return this.#call("GET", `/api/v1/desk/invitations/${id}`);
  }

  /** Answers each offer that waits for a person: `accept`, `counter` with the terms for its debt, or `decline`. */
  async decide(id, kind, reason, counters = []) {
    const { invitation: { proposals } } = await this.case(id);
    for (const { id: name, lines } of proposals.filter(({ state }) => state === "considered")) {
      const named = counters.filter((one) => lines.some(({ account_id }) => account_id === one.account_id));
      const key = { "idempotency-key": randomUUID() };
      await this.#call("POST", `/api/v1/desk/proposals/${name}/decision`, { kind, reason, counters: named }, key);
    }
  }
}
