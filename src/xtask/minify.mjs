// Makes JavaScript modules smaller, where they are: node minify.mjs <terser> <file>…
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [library, ...files] = process.argv.slice(2);
const { minify } = await import(pathToFileURL(library));

for (const file of files) {
  const { code } = await minify(readFileSync(file, "utf8"), { module: true, compress: { passes: 2 } });
  writeFileSync(file, code);
}
