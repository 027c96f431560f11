// Starts the client's second thread. The question may come before the program has: it is kept until then.
import init, { answer } from "./odds.js";

const question = new Promise((keep) => (self.onmessage = (event) => keep(event.data)));

try {
  await init({ module_or_path: new URL("./odds.wasm", import.meta.url) });
  if (!answer(await question)) throw new Error("a question that cannot be answered");
} catch (cause) {
  console.error(cause);
  // Nothing at all is what the page takes for a failure.
  self.postMessage("");
}
