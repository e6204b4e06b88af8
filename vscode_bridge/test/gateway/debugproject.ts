/** A project whose functions are debugged in real workers. */

import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, afterEach, before } from "node:test";

import type { HubOptions, Wanted } from "../../src/dap/api.ts";
import type { Gateway } from "../../src/gateway/api.ts";
import { State } from "../../src/wire/v1/jobs_pb.ts";
import { type Points, Window } from "./debugeditor.ts";
import { python, startGateway, until, type Script, type TestGateway } from "./support.ts";

export const WORK = `import time


def square(n):
    total = n * n
    return total


def several(count):
    total = 0
    for number in range(count):
        total += number
    return total


def fails(n):
    parts = {"größe": n}
    raise ValueError(parts)


def large():
    numbers = list(range(1_000_000))
    text = "x" * 100_000_000
    return len(numbers) + len(text)


def forever():
    while True:
        time.sleep(0.001)
`;

export interface Project {
  readonly here: TestGateway;
  /** The file, in a folder with a space in its name. */
  readonly file: string;
  /** A window that debugs. */
  open(points?: Points, wanted?: Wanted, options?: Partial<HubOptions>): Promise<Window>;
  /** Runs code that has the functions above. */
  run(code: string): Script;
}

/** Stops what still runs; whether nothing did. */
async function stopAll(gateway: Gateway): Promise<boolean> {
  const { jobs } = await gateway.jobs({ limit: 100 });
  const open = jobs.filter(({ state }) => state === State.QUEUED || state === State.RUNNING);
  await Promise.all(open.map(({ id }) => gateway.cancel(id)));
  return open.length === 0;
}

/** A gateway, and a project with the functions above; made before the tests of a file, and gone after them. */
export function project(): Project {
  const windows: Window[] = [];
  const scripts: Script[] = [];
  let here: TestGateway | undefined;
  const made: { here: TestGateway; file: string } & Pick<Project, "open" | "run"> = {
    get here() {
      assert.ok(here);
      return here;
    },
    file: "",
    open: (points = {}, wanted = { kind: "any" }, options = {}) => {
      const window = new Window(made.here.gateway, points, wanted, options);
      windows.push(window);
      return window.attach();
    },
    run: (code) => {
      const found = `import sys; sys.path.insert(0, ${JSON.stringify(dirname(made.file))})`;
      const begin = `${found}\nimport farfield as ff\nff.attach("local:2")\nfrom arbeit_größe import *`;
      const script = python(["-c", `${begin}\n${code}`], made.here.env);
      scripts.push(script);
      return script;
    },
  };
  before(async () => {
    here = await startGateway();
    const folder = join(here.directory, "a project");
    mkdirSync(folder);
    made.file = join(folder, "arbeit_größe.py");
    writeFileSync(made.file, WORK);
  });
  afterEach(async () => {
    for (const window of windows.splice(0)) window.close();
    await Promise.all(scripts.splice(0).map((script) => script.kill()));
    await until(() => stopAll(made.here.gateway), "the end of all jobs");
  });
  after(async () => {
    await here?.stop();
  });
  return made;
}
