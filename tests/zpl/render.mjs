// Renders ZPL with an engine that knows nothing of ours. One process for many labels: each line in is a JSON object
// {zpl, width, height} (the media, in dots), each line out one with `labels` (PNGs in base64) or `error`. No network.
import { webcrypto } from "node:crypto";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

// Node 18, as Debian 12 brings it, keeps the one to itself that the engine looks for, and finds no names in its module.
globalThis.crypto ??= webcrypto;
const { ready } = createRequire(import.meta.url)("zpl-renderer-js");

const DOTS_A_MM = 8; // the engine wants millimetres; what it draws depends on the dots alone
const { api } = await ready;
const say = (answer) => process.stdout.write(`${JSON.stringify(answer)}\n`);

say({ ready: true });
for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  try {
    const { zpl, width, height } = JSON.parse(line);
    say({ labels: await api.zplToBase64MultipleAsync(zpl, width / DOTS_A_MM, height / DOTS_A_MM, DOTS_A_MM) });
  } catch (error) {
    say({ error: String(error?.message ?? error).slice(0, 400) });
  }
}
process.exit(0); // the engine's own runtime would keep the loop alive
