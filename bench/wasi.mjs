// Runs a WASI preview 1 command on node: node wasi.mjs FILE ARGUMENTS… The module's folder is preopened as ".".
import { readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { WASI } from 'node:wasi';

const [file, ...rest] = process.argv.slice(2);
const wasi = new WASI({
  version: 'preview1',
  args: [basename(file), ...rest],
  env: {},
  preopens: { '.': dirname(file) },
  returnOnExit: true,
});
// Synchronous on purpose: with the optimizing compiler forced, nothing keeps node alive while a compile promise is pending.
const module = new WebAssembly.Module(readFileSync(file));
const instance = new WebAssembly.Instance(module, wasi.getImportObject());
process.exitCode = wasi.start(instance);
