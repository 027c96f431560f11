// Fetches a cut of the program, in one file, and puts it beside the main part. `cut.rs` says what is in such a file. The
// build writes the main part's `initSync` before this text, and after it one line for each cut. As soon as the service
// worker has kept the file with every module, nothing more is fetched.
const EVERY = new URL("every.bin", import.meta.url);

// Modules on their way or here, by their number.
const modules = new Map();

async function pack(name) {
  // Without a secure context there are no caches.
  const kept = await globalThis.caches?.match(EVERY);
  const answer = kept ?? (await fetch(new URL(`${name}.bin`, import.meta.url)));
  if (!answer.ok) throw new Error(`${answer.url} answered ${answer.status}`);
  return answer.arrayBuffer();
}

function start(number, bytes) {
  let module = modules.get(number);
  if (!module) {
    // Modules find each other in the main part's memory and function table.
    module = WebAssembly.instantiate(bytes, { __wasm_split: initSync() });
    modules.set(number, module);
    // What failed may be tried again.
    module.catch(() => modules.delete(number));
  }
  return module;
}

async function load(name) {
  const all = await pack(name);
  let at = 4 + new DataView(all).getUint32(0, true);
  const head = JSON.parse(new TextDecoder().decode(new Uint8Array(all, 4, at - 4)));
  const found = new Map();
  for (const [number, length] of head.modules) {
    found.set(number, new Uint8Array(all, at, length));
    at += length;
  }
  const needed = head.cuts[name];
  const last = needed.pop();
  await Promise.all(needed.map((number) => start(number, found.get(number))));
  if (found.has(last)) await start(last, found.get(last));
}

// The program calls this with the place in its function table of what to call when all is here, or cannot be had.
function loader(name) {
  let loading;
  return async (callback, data) => {
    let success = true;
    try {
      // Several parts of a page may ask for the same at once.
      loading ??= load(name);
      await loading;
    } catch (cause) {
      console.error(cause);
      success = false;
      loading = undefined;
    }
    initSync().__indirect_function_table.get(callback)(data, success);
  };
}
