// Makes wasm files smaller or faster, where they are: node optimise.mjs <binaryen> small|fast <file>…
//
// One process for all of them. wasm-opt starts anew for every file, and with some 150 chunks starting takes longer
// than optimising.
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [library, aim, ...files] = process.argv.slice(2);
const { default: binaryen } = await import(pathToFileURL(library));

// What wasm-opt calls -Oz and -O3.
binaryen.setOptimizeLevel(aim === "small" ? 2 : 3);
binaryen.setShrinkLevel(aim === "small" ? 2 : 0);
binaryen.setDebugInfo(false);
// Rust's stack ends at the bottom of the memory, so nothing is there that a pointer could rightly name: a field's offset
// may go into the instruction that reads it. A tenth of the engine's time.
binaryen.setLowMemoryUnused(aim !== "small");

// Those that the compiler uses by itself.
const { MVP, BulkMemory, BulkMemoryOpt, NontrappingFPToInt, SignExt, MutableGlobals, ReferenceTypes, Multivalue } =
  binaryen.Features;
const features =
  MVP | BulkMemory | BulkMemoryOpt | NontrappingFPToInt | SignExt | MutableGlobals | ReferenceTypes | Multivalue;

// The framework exports streams for server functions. No page has any, and what is exported is never left out.
const unused = /^(__wbg_)?intounderlying/;

function exportsOf(module) {
  const places = Array.from({ length: module.getNumExports() }, (_, place) => place);
  return places.map((place) => binaryen.getExportInfo(module.getExportByIndex(place)).name);
}

for (const file of files) {
  const module = binaryen.readBinary(readFileSync(file));
  module.setFeatures(features);
  for (const name of exportsOf(module).filter((name) => unused.test(name))) module.removeExport(name);
  module.optimize();
  if (!module.validate()) throw new Error(`${file} is no longer valid`);
  writeFileSync(file, module.emitBinary());
  module.dispose();
}
