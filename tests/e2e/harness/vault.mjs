// What the page keeps in IndexedDB, read and damaged from outside, as a broken disk or a newer page would leave it.
// Ask only after the page has started: before, there is no database.
import { PATIENCE_MS } from "./browser.mjs";

/** Runs in the page. Opens the vault with the page's own key, which can be used there but not read out. */
async function inVault({ job, fields, value }) {
  const settled = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const database = await settled(indexedDB.open("evenkeel"));
  try {
    const get = (store, name) => settled(database.transaction(store).objectStore(store).get(name));
    const put = (store, name, value) => settled(database.transaction(store, "readwrite").objectStore(store).put(value, name));
    const place = new TextEncoder().encode("evenkeel/1/vault/document");
    const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
    const text = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
    const method = (iv) => ({ name: "AES-GCM", iv, additionalData: place });
    const read = async () => {
      const sealed = await get("vault", "document");
      const { key } = (await get("keys", "data")) ?? {};
      if (!sealed || !key) return undefined;
      const { iv, ct } = JSON.parse(sealed);
      return new TextDecoder().decode(await crypto.subtle.decrypt(method(bytes(iv)), key, bytes(ct)));
    };
    switch (job) {
      case "await": {
        const isThere = (part, wanted) => JSON.stringify(part) === JSON.stringify(wanted);
        const holds = (part) => part !== null && typeof part === "object"
          && (Object.entries(fields).every(([name, wanted]) => isThere(part[name], wanted)) || Object.values(part).some(holds));
        while (!holds(JSON.parse((await read()) ?? "null"))) await new Promise(requestAnimationFrame);
        return true;
      }
      case "read": return await read();
      case "raw": return await get("vault", "document");
      case "put-raw": return await put("vault", "document", value);
      case "write": {
        const { key } = await get("keys", "data");
        const iv = crypto.getRandomValues(new Uint8Array(12));
        const ct = await crypto.subtle.encrypt(method(iv), key, new TextEncoder().encode(value));
        return await put("vault", "document", JSON.stringify({ v: 1, kdf: "none", params: {}, salt: "", iv: text(iv), ct: text(ct) }));
      }
      case "outbox": return await settled(database.transaction("outbox").objectStore("outbox").getAllKeys());
      case "break-outbox": {
        const [name] = await settled(database.transaction("outbox").objectStore("outbox").getAllKeys());
        return await put("outbox", name, "{}");
      }
      case "aside": return await settled(database.transaction("aside").objectStore("aside").getAll());
      default: throw new Error(job);
    }
  } finally {
    database.close();
  }
}

/** Waits until a part of what is kept, at whatever depth, has all these fields: `{ amount: "40" }`. */
export async function keeps(page, fields) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${JSON.stringify(fields)} is not kept on the device`)), PATIENCE_MS);
  });
  try {
    await Promise.race([page.evaluate(inVault, { job: "await", fields }), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** What is kept, as the page reads it; undefined if nothing is. */
export async function kept(page) {
  const text = await page.evaluate(inVault, { job: "read" });
  return text && JSON.parse(text);
}

/** What is kept, as it lies there. */
export const sealed = (page) => page.evaluate(inVault, { job: "raw" });

/** Puts something else in its place, as it is. */
export const putSealed = (page, value) => page.evaluate(inVault, { job: "put-raw", value });

/** Puts a document in its place, encrypted as the page does it. */
export const putDocument = (page, document) => page.evaluate(inVault, { job: "write", value: JSON.stringify(document) });

/** How many messages wait to be sent. */
export const waiting = async (page) => (await page.evaluate(inVault, { job: "outbox" })).length;

/** Makes the message that waits unreadable. */
export const breakMessage = (page) => page.evaluate(inVault, { job: "break-outbox" });

/** What was set aside. */
export const setAside = (page) => page.evaluate(inVault, { job: "aside" });
