// Stands in for VS Code's module that writes log files, and with them all output channels; the real one has to be
// compiled. What is written is in the file at once.
const fs = require("node:fs");
const path = require("node:path");

const LEVELS = ["trace", "debug", "info", "warn", "error", "critical"];

class Logger {
  constructor(type, name, file) {
    this.file = file;
    this.level = LEVELS.indexOf("info");
    this.plain = false;
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.closeSync(fs.openSync(file, "a"));
  }
  getLevel() {
    return this.level;
  }
  setLevel(level) {
    this.level = level;
  }
  clearFormatters() {
    this.plain = true;
  }
  setPattern() {}
  flush() {}
  drop() {}
}

for (const [level, name] of LEVELS.entries()) {
  Logger.prototype[name] = function (message) {
    if (level >= this.level) {
      const line = this.plain ? message : `${new Date().toISOString()} [${name}] ${message}\n`;
      fs.appendFileSync(this.file, line);
    }
  };
}

async function make(name, file) {
  return new Logger("rotating", name, file);
}

// One by one: VS Code imports them by name.
exports.version = 0;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.Logger = Logger;
exports.createRotatingLogger = make;
exports.createAsyncRotatingLogger = make;
