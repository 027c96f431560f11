// The sentences of the pages, from the files that the pages themselves fetch: a story names a sentence by its key and
// survives a better wording of it. Figures, names and dates are written out in the stories.
//
// How a sentence stands in such a file, `words::compile` tells; `words/<page>.json` beside them names keys and places.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DIST } from "./place.mjs";

/** Stands for a place whose value a story leaves open on purpose: `say("offer.sent", { date: any })`. */
export const any = Symbol("any");

const PLACE = /\u0001([a-z])/;
const FORM = "\u0004";
const FALLBACK = "\u0005";

const read = (path) => readFileSync(join(DIST, path), "utf8");

/** What is left of a sentence on the screen: no stress, no link targets. */
const plain = (text) => text.replace(/\u0003[^\u0002]*/g, "").replaceAll("\u0002", "");

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** The sentences of a page in a language: places by name, and a form for each plural category. */
function table(page, language) {
  const { languages, sentences } = JSON.parse(read(`words/${page}.json`));
  // The keys stand in the order of the files and of the lines in them.
  const lines = languages[language].files.flatMap((file) => read(file).split("\n").slice(1));
  const entry = ({ key, counted, places }, at) => {
    const isFallback = lines[at].startsWith(FALLBACK);
    const tag = isFallback ? Object.keys(languages)[0] : language;
    const texts = (isFallback ? lines[at].slice(1) : lines[at]).split(FORM).map(plain);
    const categories = counted ? languages[tag].plurals : ["other"];
    return [key, { counted, places, tag, forms: new Map(categories.map((category, index) => [category, texts[index]])) }];
  };
  return new Map(sentences.map(entry));
}

/** The forms that fit the values: the one of the count, or all where the count is open. */
function forms(entry, count) {
  if (!entry.counted || count === any) return [...entry.forms.values()];
  const category = new Intl.PluralRules(entry.tag).select(Number(String(count).replaceAll(",", "")));
  return [entry.forms.get(category) ?? entry.forms.get("other")];
}

/** The values by name, each place with one and none too many; a counted sentence has a count, too. */
function checked(key, { counted, places }, values) {
  const wanted = new Set(counted ? ["count", ...places] : places);
  const missing = [...wanted].filter((name) => values[name] === undefined);
  const extra = Object.keys(values).filter((name) => !wanted.has(name));
  if (missing.length > 0) throw new Error(`${key} needs ${missing.join(", ")}: give it, or say that it may be any`);
  if (extra.length > 0) throw new Error(`${key} has no place ${extra.join(", ")}`);
  return places.map((name) => values[name]);
}

/** A text with its places filled: the odd parts are the letters of places. */
const filled = (text, values, write, open) =>
  text.split(PLACE).map((part, at) => {
    if (at % 2 === 0) return write(part);
    const value = values[part.charCodeAt(0) - 97];
    return value === any ? open : write(String(value));
  }).join("");

/**
 * A sentence with every place filled by name; `count` also chooses among the forms of a counted sentence. Where a place
 * is `any`, the answer is a pattern for the whole sentence.
 */
function sayer(page, language) {
  const entries = table(page, language);
  const say = (key, values = {}) => {
    const entry = entries.get(key);
    if (entry === undefined) throw new Error(`no sentence ${key} in ${language}`);
    const inPlaces = checked(key, entry, values);
    const texts = forms(entry, values.count);
    if (texts.length === 1 && !inPlaces.includes(any)) return filled(texts[0], inPlaces, String, "");
    return new RegExp(`^(?:${texts.map((text) => filled(text, inPlaces, escaped, ".+")).join("|")})$`);
  };
  say.language = language;
  /** Every sentence of this language, by key, with its places as `{name}`. */
  say.all = () => [...entries].flatMap(([key, { forms, places }]) =>
    [...forms.values()].map((text) => [key, filled(text, places.map((name) => `{${name}}`), String, "")]));
  return say;
}

/** The client's page in a language: `en` or `es`. */
export const appWords = (language) => sayer("app", language);

/** The counsellor's page in a language. */
export const deskWords = (language) => sayer("desk", language);
