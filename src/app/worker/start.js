// Starts the client's second thread. Program and module are asked for together. A page begins it before there is a
// question and is told when it is ready; the question may come earlier, it is kept until then.
const question = new Promise((keep) => (self.onmessage = (event) => keep(event.data)));

try {
  const program = fetch(new URL("./payoff_simulation_bg.wasm", import.meta.url));
  const { default: init, answer } = await import("./payoff_simulation.js");
  await init({ module_or_path: program });
  self.postMessage("ready");
  if (!answer(await question)) throw new Error("a question that cannot be answered");
  // It was the only question.
  self.close();
} catch (cause) {
  console.error(cause);
  // Nothing at all is what the page takes for a failure.
  self.postMessage("");
}
