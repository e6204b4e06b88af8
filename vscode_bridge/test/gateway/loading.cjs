/** Prints how many milliseconds a bundle takes to load in an extension host. */

const Module = require("node:module");

const load = Module._load;
// Nothing of it is used while it loads.
Module._load = (name, ...rest) => (name === "vscode" ? {} : load(name, ...rest));

const began = performance.now();
require(process.argv[2]);
console.log(performance.now() - began);
