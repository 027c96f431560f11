// The sentences of the pages, from the same files the pages are made of: a story names a sentence by its key and
// survives a better wording of it. Figures, names and dates are written out in the stories.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { APP_LOCALES, DESK_LOCALES } from "./place.mjs";

/** Reads one locale file: `key = "text"` or `key = { one = "text", other = "text" }`, one to a line. */
function parse(text, file) {
  const table = new Map();
  for (const line of text.split("\n")) {
    if (line.trim() === "" || line.startsWith("#")) continue;
    const found = /^(\w+) = (.+)$/.exec(line);
    if (!found) throw new Error(`${file}: cannot read ${line}`);
    const [, key, value] = found;
    if (value.startsWith("{")) {
      const forms = [...value.matchAll(/(one|other) = ("(?:[^"\\]|\\.)*")/g)];
      table.set(key, Object.fromEntries(forms.map(([, form, quoted]) => [form, JSON.parse(quoted)])));
    } else {
      table.set(key, JSON.parse(value));
    }
  }
  return table;
}

function read(folder, language) {
  const tables = new Map();
  const here = join(folder, language);
  if (!existsSync(here)) return tables;
  for (const file of readdirSync(here).filter((name) => name.endsWith(".toml"))) {
    const name = file.replace(/\.toml$/, "");
    for (const [key, value] of parse(readFileSync(join(here, file), "utf8"), file)) tables.set(`${name}.${key}`, value);
  }
  return tables;
}

/** What is left of a sentence on the screen: no stars, no link targets. */
const plain = (text) => text.replaceAll("*", "").replace(/\[([^\]]*)\]\([^)]*\)/g, "$1");

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

const PLACE = /\{(\w+)\}/g;

/** A pattern of one form: places without a value stand for anything. */
function pattern(text, values) {
  const parts = text.split(/(\{\w+\})/).map((part) => {
    const place = /^\{(\w+)\}$/.exec(part)?.[1];
    if (place === undefined) return escaped(part);
    return values[place] === undefined ? ".+" : escaped(String(values[place]));
  });
  return parts.join("");
}

/**
 * A sentence with its places filled. Places without a value stand for anything: the answer is then a pattern for the
 * whole sentence. `count` chooses between the forms of a counted sentence; without it, each form will do.
 */
function sayer(tables, language) {
  const say = (key, values = {}) => {
    const entry = tables.get(key);
    if (entry === undefined) throw new Error(`no sentence ${key} in ${language}`);
    const chosen = Number(values.count) === 1 ? "one" : "other";
    const isOpen = typeof entry !== "string" && values.count === undefined;
    const forms = (typeof entry === "string" ? [entry] : isOpen ? Object.values(entry) : [entry[chosen]]).map(plain);
    const isFilled = forms.length === 1 && [...forms[0].matchAll(PLACE)].every(([, place]) => values[place] !== undefined);
    if (isFilled) return forms[0].replace(PLACE, (_, place) => String(values[place]));
    return new RegExp(`^(?:${forms.map((form) => pattern(form, values)).join("|")})$`);
  };
  say.language = language;
  /** Every sentence of this language, by key. */
  say.all = () => [...tables].flatMap(([key, entry]) =>
    (typeof entry === "string" ? [entry] : Object.values(entry)).map((text) => [key, plain(text)]));
  return say;
}

/** The client's page in a language: `en` or `es`. */
export const appWords = (language) => sayer(read(APP_LOCALES, language), language);

/** The counsellor's page in a language. */
export const deskWords = (language) => sayer(read(DESK_LOCALES, language), language);
