// The rules with decimal.js, as pages that must be exact to the penny are written: every amount and rate is a Decimal.
import Decimal from "./decimal.mjs";
import { ranked, smallestPayment } from "./debts.mjs";
import { Stream } from "./split_mix_64.mjs";
import { listed } from "./plain.mjs";

const ZERO = new Decimal(0);
const MONTHLY = new Decimal(1200);

function decimal(debts, strategy) {
  return ranked(debts, strategy).map(({ place, balance, rate, minimum }) => ({
    place,
    balance: new Decimal(balance),
    rate: new Decimal(rate).div(100),
    minimum: new Decimal(minimum),
  }));
}

const interestOf = (debt) => debt.balance.times(debt.rate).div(MONTHLY).toDecimalPlaces(0, Decimal.ROUND_HALF_UP);

/** The course of debts under a budget. */
export function simulate(debts, strategy, budget, { schedule = false, horizon = 1200 } = {}) {
  let running = decimal(debts, strategy);
  const rows = schedule ? [] : undefined;
  const total = new Decimal(budget);
  let months = 0, interest = ZERO, paid = ZERO;
  while (running.length > 0 && months < horizon) {
    months += 1;
    let rest = total, charged = ZERO;
    for (const debt of running) {
      debt.interest = interestOf(debt);
      const owed = debt.balance.plus(debt.interest);
      debt.payment = Decimal.min(debt.minimum, owed);
      debt.balance = owed.minus(debt.payment);
      rest = rest.minus(debt.payment);
      charged = charged.plus(debt.interest);
    }
    if (rest.isNegative() && !rest.isZero()) return { months, cleared: false };
    for (const debt of running) {
      if (rest.isZero()) break;
      const extra = Decimal.min(rest, debt.balance);
      debt.payment = debt.payment.plus(extra);
      debt.balance = debt.balance.minus(extra);
      rest = rest.minus(extra);
    }
    paid = paid.plus(total.minus(rest));
    interest = interest.plus(charged);
    if (rows) {
      const payments = new Array(debts.length).fill(ZERO);
      const balances = new Array(debts.length).fill(ZERO);
      for (const debt of running) {
        payments[debt.place] = debt.payment;
        balances[debt.place] = debt.balance;
      }
      rows.push({ month: months, interest: charged, payments, balances });
    }
    running = running.filter((debt) => !debt.balance.isZero());
  }
  return { months, interest, paid, rows, cleared: running.length === 0 };
}

export const payment = (debts, month) => smallestPayment(debts, month, simulate);

function share(running, budget, due) {
  let left = budget;
  for (const debt of running) {
    const product = budget.times(debt.payment);
    debt.part = product.div(due).floor();
    debt.dropped = product.minus(debt.part.times(due));
    left = left.minus(debt.part);
  }
  for (; left.greaterThan(0); left = left.minus(1)) {
    const most = running.reduce((most, debt) => (debt.dropped.greaterThan(most.dropped) ? debt : most));
    most.part = most.part.plus(1);
    most.dropped = new Decimal(-1);
  }
  for (const debt of running) debt.payment = debt.part;
}

/** Paths of a question: how many ended in which month, as the engine lists them. */
export function monte_carlo(question, debts, budget, first, count) {
  const start = decimal(debts, "avalanche");
  const ended = new Uint32Array(1201);
  let never = 0, withShortfall = 0;
  for (let path = first; path < first + count; path += 1) {
    const stream = new Stream(question, path);
    let running = start.map((debt) => ({ ...debt }));
    let months = 0, isShort = false, carried = ZERO;
    while (running.length > 0 && months < 1200) {
      months += 1;
      const net = new Decimal(budget).plus(stream.next()).minus(carried), income = Decimal.max(0, net);
      carried = income.minus(net);
      isShort ||= carried.greaterThan(0);
      let due = ZERO;
      for (const debt of running) {
        debt.balance = debt.balance.plus(interestOf(debt));
        debt.payment = Decimal.min(debt.minimum, debt.balance);
        due = due.plus(debt.payment);
      }
      if (due.greaterThan(income)) {
        isShort = true;
        share(running, income, due);
      }
      let rest = Decimal.max(0, income.minus(due));
      for (const debt of running) {
        debt.balance = debt.balance.minus(debt.payment);
        const extra = Decimal.min(rest, debt.balance);
        debt.balance = debt.balance.minus(extra);
        rest = rest.minus(extra);
      }
      running = running.filter((debt) => !debt.balance.isZero());
    }
    if (running.length === 0) ended[months] += 1;
    else never += 1;
    if (isShort) withShortfall += 1;
  }
  return listed(ended, never, withShortfall);
}
