// What both peers in JavaScript begin with: the workload's debts, ranked.

/** Debts of a workload's text: `budget`, then lines of `balance,rate,minimum`; rates in hundredths of a percent. */
export function read(text) {
  const [budget, ...lines] = text.split("\n");
  const debts = lines.map((line, place) => {
    const [balance, rate, minimum] = line.split(",").map(Number);
    return { place, balance, rate, minimum };
  });
  return { budget: Number(budget), debts };
}

const KEYS = {
  avalanche: (debt) => -debt.rate,
  snowball: (debt) => debt.balance,
  highest_balance: (debt) => -debt.balance,
  balance_by_rate: (debt) => debt.balance / debt.rate,
  balance_by_payment: (debt) => debt.balance / debt.minimum,
};

/** Copies of the debts, first to be paid first. Ties: the smaller balance, then the higher rate, then the first named. */
export function ranked(debts, strategy) {
  const key = KEYS[strategy];
  const order = (a, b) => key(a) - key(b) || a.balance - b.balance || b.rate - a.rate || a.place - b.place;
  return debts.map((debt) => ({ ...debt })).sort(order);
}

/** What all peers must agree on: months, interest, paid, and a sum over payments and balances, month by month. */
export function figures({ months, interest, paid, rows }) {
  let sum = 0;
  const add = (value) => (sum = (Math.imul(sum, 31) + (value % 4294967296)) | 0);
  for (const { payments, balances } of rows ?? []) {
    for (let place = 0; place < payments.length; place += 1) {
      add(Number(payments[place]));
      add(Number(balances[place]));
    }
  }
  return [months, Number(interest), Number(paid), sum >>> 0];
}

/** The smallest budget that clears by a month, by halving. */
export function smallestPayment(debts, month, simulate) {
  let fails = 0;
  let works = debts.reduce((sum, debt) => sum + debt.balance * (1 + debt.rate / 120_000), 1);
  works = Math.ceil(works);
  while (works - fails > 1) {
    const middle = Math.floor((works + fails) / 2);
    if (simulate(debts, "avalanche", middle, { horizon: month }).cleared) works = middle;
    else fails = middle;
  }
  return works;
}
