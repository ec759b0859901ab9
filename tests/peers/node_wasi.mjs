// Runs a WASI 0.1 command on node:wasi. One argument, JSON: {program, args, env, preopens}; stdin is inherited.
import { readFile } from 'node:fs/promises';
import process from 'node:process';
import { WASI } from 'node:wasi';

const { program, args, env, preopens } = JSON.parse(process.argv[2]);
const wasi = new WASI({ version: 'preview1', args, env, preopens, returnOnExit: true });
const module = await WebAssembly.compile(await readFile(program));
const instance = await WebAssembly.instantiate(module, wasi.getImportObject());
process.exitCode = wasi.start(instance);
