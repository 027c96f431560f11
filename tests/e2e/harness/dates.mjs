// Dates without a clock in the stories: pages stand at noon (UTC) of the day the server has.
const began = new Date();

/** Noon of today, where all pages stand still. */
export const NOON = new Date(Date.UTC(began.getUTCFullYear(), began.getUTCMonth(), began.getUTCDate(), 12));

/** Today as the documents write it: 2027-03-27. */
export const today = () => NOON.toISOString().slice(0, 10);

/** A day so many days after another. */
export function days(date, count) {
  const day = new Date(`${date}T12:00:00Z`);
  day.setUTCDate(day.getUTCDate() + count);
  return day.toISOString().slice(0, 10);
}

/** A day so many months after another, on the same day of the month or the last one there is. */
export function months(date, count) {
  const [year, month, day] = date.split("-").map(Number);
  const last = new Date(Date.UTC(year, month - 1 + count + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + count, Math.min(day, last), 12)).toISOString().slice(0, 10);
}

/** A day as people read it. */
export function written(date, language = "en") {
  const shape = { dateStyle: "long", timeZone: "UTC" };
  return new Intl.DateTimeFormat(language === "en" ? "en-US" : "es-US", shape).format(new Date(`${date}T12:00:00Z`));
}
