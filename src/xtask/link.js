// Fetches what a page needs of the program, in one file, and puts it beside the main part.
//
// The build writes two things before this text, the main part's `initSync` and MARK, what its modules recognise each
// other by; and after it one line for each place where the program is cut.
//
// A file holds modules one after the other: a number with a bit for each place that needs the module, which no other
// module has; its length; its bytes. A page's own file holds all the page needs, also what others need: one file is
// one round trip, and compressed together the modules come out a quarter smaller. What the service worker keeps is
// one file with every module once. As soon as that is here, nothing more is fetched.
const EVERY = new URL("every.bin", import.meta.url);

// Modules on their way or here, by their number.
const modules = new Map();

// What modules ask of each other: the main part's memory and function table. Known as soon as the main part runs.
let main;
function exported() {
  main ??= { ...initSync(), ...MARK };
  return main;
}

async function file(name) {
  // Without a secure context there are no caches.
  const kept = await globalThis.caches?.match(EVERY);
  const answer = kept ?? (await fetch(new URL(`${name}.bin`, import.meta.url)));
  if (!answer.ok) throw new Error(`${answer.url} answered ${answer.status}`);
  return answer.arrayBuffer();
}

function start(number, bytes) {
  let module = modules.get(number);
  if (!module) {
    module = WebAssembly.instantiate(bytes, { __wasm_split: exported() });
    modules.set(number, module);
    // What failed may be tried again.
    module.catch(() => modules.delete(number));
  }
  return module;
}

async function load(name, bit) {
  const all = await file(name);
  const numbers = new DataView(all);
  const shared = [];
  let own;
  for (let at = 0; at < all.byteLength; ) {
    const number = numbers.getUint32(at, true);
    const length = numbers.getUint32(at + 4, true);
    const bytes = new Uint8Array(all, at + 8, length);
    at += 8 + length;
    if (number === bit) own = bytes;
    else if (number & bit) shared.push(start(number, bytes));
  }
  await Promise.all(shared);
  if (own) await start(bit, own);
}

// The program calls this with the place in its function table of what to call when all is here, or cannot be had.
function loader(name, bit) {
  let loading;
  return async (callback, data) => {
    let success = true;
    try {
      // Several parts of a page may ask for the same at once.
      loading ??= load(name, bit);
      await loading;
    } catch (cause) {
      console.error(cause);
      success = false;
      loading = undefined;
    }
    exported().__indirect_function_table.get(callback)(data, success);
  };
}
