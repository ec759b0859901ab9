// Makes a component of a JavaScript module that imports nothing but what its world names. When the engine below it gives
// up, nobody learns why: leave out 'stdio' of the list below to see it on standard error.
//
// usage: node componentize.mjs SOURCE WIT_DIR OUT
import { componentize } from '@bytecodealliance/componentize-js';
import { writeFile } from 'node:fs/promises';

const [sourcePath, witPath, out] = process.argv.slice(2);
const { component } = await componentize({
  sourcePath,
  witPath,
  worldName: 'guest',
  disableFeatures: ['stdio', 'random', 'clocks', 'http', 'fetch-event'],
});
await writeFile(out, component);
