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

// Those that the compiler uses by itself.
const { MVP, BulkMemory, BulkMemoryOpt, NontrappingFPToInt, SignExt, MutableGlobals, ReferenceTypes, Multivalue } =
  binaryen.Features;
const features =
  MVP | BulkMemory | BulkMemoryOpt | NontrappingFPToInt | SignExt | MutableGlobals | ReferenceTypes | Multivalue;

for (const file of files) {
  const module = binaryen.readBinary(readFileSync(file));
  module.setFeatures(features);
  module.optimize();
  if (!module.validate()) throw new Error(`${file} is no longer valid`);
  writeFileSync(file, module.emitBinary());
  module.dispose();
}
