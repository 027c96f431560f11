// Makes files smaller or faster, where they are, or compresses them: node shrink.mjs <node_modules> small|fast|sent <file>…
// One process for all: wasm-opt starts anew for every file, and with hundreds of modules that takes longer than the work.
import { readFileSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { brotliCompress } from "node:zlib";

const [modules, aim, ...files] = process.argv.slice(2);
const load = (path) => import(pathToFileURL(join(modules, path)));

// The framework exports streams for server functions. No page has any, and what is exported is never left out.
const unused = /^(__wbg_)?intounderlying/;

// Those that the compiler uses by itself.
const features = ["BulkMemory", "BulkMemoryOpt", "NontrappingFPToInt", "SignExt", "MutableGlobals", "ReferenceTypes", "Multivalue"];

async function optimise(file) {
  const { default: binaryen } = await load("binaryen/index.js");
  // What wasm-opt calls -Oz and -O3.
  binaryen.setOptimizeLevel(aim === "small" ? 2 : 3);
  binaryen.setShrinkLevel(aim === "small" ? 2 : 0);
  binaryen.setDebugInfo(false);
  // Rust's stack ends at the bottom of the memory, so nothing is there that a pointer could rightly name: a field's
  // offset may go into the instruction that reads it. A tenth of the engine's time.
  binaryen.setLowMemoryUnused(aim !== "small");
  const module = binaryen.readBinary(readFileSync(file));
  module.setFeatures(features.reduce((all, name) => all | binaryen.Features[name], 0));
  const nameOf = (_, at) => binaryen.getExportInfo(module.getExportByIndex(at)).name;
  const names = Array.from({ length: module.getNumExports() }, nameOf);
  names.filter((name) => unused.test(name)).forEach((name) => module.removeExport(name));
  module.optimize();
  if (!module.validate()) throw new Error(`${file} is no longer valid`);
  writeFileSync(file, module.emitBinary());
  module.dispose();
}

async function minify(file) {
  const { minify } = await load("terser/main.js");
  const { code } = await minify(readFileSync(file, "utf8"), { module: true, compress: { passes: 2 } });
  writeFileSync(file, code);
}

// A stylesheet takes what it imports into it.
async function bundle(file) {
  const { bundle } = await load("lightningcss/node/index.mjs");
  writeFileSync(file, bundle({ filename: file, minify: true }).code);
}

// At its strongest, as it is by default: it is done once here and read many times.
const compress = async (file) => writeFileSync(`${file}.br`, await promisify(brotliCompress)(readFileSync(file)));

if (aim === "sent") {
  // Fonts and pictures are compressed already.
  const texts = /\.(html|css|js|wasm|bin|json|svg|webmanifest|txt)$/;
  await Promise.all(files.filter((file) => texts.test(file)).map(compress));
} else {
  const shrink = { ".wasm": optimise, ".js": minify, ".css": bundle };
  for (const file of files) await shrink[extname(file)](file);
}
