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

// What wasm-bindgen calls the functions that a program imports ends in a hash, which no compression makes smaller: a
// module's are named anew by terser, and the program after it. Which name stands for which, by the old ones.
const hashed = /^__wb\w+_[0-9a-f]{16}$/;
const imports = new Map();

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
  for (let at = module.getNumFunctions() - 1; at >= 0; at -= 1) {
    const { name, module: from, base, params, results } = binaryen.getFunctionInfo(module.getFunctionByIndex(at));
    if (!imports.has(base)) continue;
    module.removeFunction(name);
    module.addFunctionImport(name, from, imports.get(base), params, results);
  }
  module.optimize();
  if (!module.validate()) throw new Error(`${file} is no longer valid`);
  writeFileSync(file, module.emitBinary());
  module.dispose();
}

async function minify(file) {
  const { minify } = await load("terser/main.js");
  const nameCache = {};
  const options = { module: true, compress: { passes: 2 }, mangle: { properties: { regex: hashed } }, nameCache };
  const { code } = await minify(readFileSync(file, "utf8"), options);
  for (const [old, short] of Object.entries(nameCache.props?.props ?? {})) imports.set(old.slice(1), short);
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
  // A module before the program that it starts.
  const isModule = (file) => extname(file) === ".js";
  for (const file of [...files.filter(isModule), ...files.filter((file) => !isModule(file))]) await shrink[extname(file)](file);
}
