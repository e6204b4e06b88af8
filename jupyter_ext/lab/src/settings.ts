/** What the user has set, and what commands become of it. Knows no JupyterLab. */

export interface Settings {
  /** "" is what `%attach` means without a target. */
  readonly target: string;
  /** What stands after a new `%%distributed`. */
  readonly limits: Limits;
  readonly pollSeconds: number;
  readonly statusBar: boolean;
}

/** Of each task of a cell; null, and "", say nothing. */
export interface Limits {
  readonly cpus: number | null;
  readonly gpus: number | null;
  readonly memory: string;
  readonly timeout: string;
  /** Tasks at once. */
  readonly concurrency: number | null;
}

export const DEFAULTS: Settings = {
  target: "",
  limits: { cpus: null, gpus: null, memory: "", timeout: "", concurrency: null },
  pollSeconds: 1,
  statusBar: true,
};

function number(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) && value > 0 ? value : null;
}

function word(value: unknown): string {
  return typeof value === "string" ? value.trim() : "";
}

/** Settings from their JSON; what is missing or wrong is as it is by default. */
export function read(given: Readonly<Record<string, unknown>>): Settings {
  const limits = (given["limits"] ?? {}) as Readonly<Record<string, unknown>>;
  const seconds = number(given["pollSeconds"]) ?? DEFAULTS.pollSeconds;
  return {
    target: word(given["target"]),
    limits: {
      cpus: number(limits["cpus"]),
      gpus: number(limits["gpus"]),
      memory: word(limits["memory"]),
      timeout: word(limits["timeout"]),
      concurrency: number(limits["concurrency"]),
    },
    pollSeconds: Math.min(60, Math.max(1, seconds)),
    statusBar: given["statusBar"] !== false,
  };
}

/** The options of a new `%%distributed` line. */
export function optionsFor(limits: Limits): string {
  const given: [string, number | string | null][] = [
    ["--cpus", limits.cpus],
    ["--gpus", limits.gpus],
    ["--memory", limits.memory.replace(/\s+/g, "")],
    ["--timeout", limits.timeout.replace(/\s+/g, "")],
    ["--concurrency", limits.concurrency],
  ];
  return given.flatMap(([option, value]) => (value === null || value === "" ? [] : [`${option} ${value}`])).join(" ");
}

/** The line that attaches a kernel. Raises `RangeError` for what is no target. */
export function attachLine(target: string): string {
  const given = target.trim();
  if (/\s/.test(given) || given.startsWith("-")) {
    throw new RangeError(`"${given.slice(0, 60)}" is no target: write local, farfield://HOST:PORT or ssh://HOST`);
  }
  return given ? `%attach ${given}` : "%attach";
}

/** The line that shows a worker in the debugger. Raises `RangeError` for what is no worker. */
export function workerLine(worker: string): string {
  if (!/^[\w.:-]+$/.test(worker)) throw new RangeError(`"${worker.slice(0, 60)}" is no name of a worker`);
  return `%worker ${worker}`;
}
