/** The kernels of this window: one for each notebook and for each file whose cells were run. */

import * as vscode from "vscode";

import type { Gateway } from "../gateway/api.ts";
import { directoryOf, type Interpreters } from "./interpreter.ts";
import { makeKernel, type Kernel } from "./kernel.ts";
import { openRelay } from "./relay.ts";
import { environmentOf, type Where } from "./where.ts";

export interface Kernels extends vscode.Disposable {
  /** The kernel of a document, started if it has none; undefined where it can't be, and the user knows why. */
  get(resource: vscode.Uri, gateway?: Gateway): Promise<Kernel | undefined>;
  /** The same, if it runs. */
  running(resource: vscode.Uri): Kernel | undefined;
  /** Called with each kernel that is started. */
  readonly onDidStart: vscode.Event<vscode.Uri>;
  /** A new one, if there is one; whether there was. */
  restart(resource: vscode.Uri): boolean;
  end(resource: vscode.Uri): void;
}

export function makeKernels(interpreters: Interpreters, where: Where): Kernels {
  const kernels = new Map<string, Kernel>();
  const starting = new Map<string, Promise<Kernel | undefined>>();
  const started = new vscode.EventEmitter<vscode.Uri>();

  function running(resource: vscode.Uri): Kernel | undefined {
    const kernel = kernels.get(String(resource));
    return kernel?.state === "dead" ? undefined : kernel;
  }

  async function start(resource: vscode.Uri, gateway: Gateway | undefined): Promise<Kernel | undefined> {
    const python = await interpreters.find(resource, gateway);
    if (python === undefined) return undefined;
    const environment = gateway ? await environmentOf(gateway) : await where.environment();
    if (!environment) return undefined;
    const document = resource.scheme === "file" ? resource.fsPath : "";
    const kernel = makeKernel(openRelay({ python, directory: directoryOf(resource), document, environment }));
    end(resource);
    kernels.set(String(resource), kernel);
    kernel.onDidChange(() => kernel.state === "dead" && kernels.get(String(resource)) === kernel && tell(kernel));
    started.fire(resource);
    return kernel;
  }

  function end(resource: vscode.Uri): void {
    const kernel = kernels.get(String(resource));
    kernels.delete(String(resource));
    kernel?.dispose();
  }

  return {
    running,
    onDidStart: started.event,
    async get(resource, gateway) {
      const there = running(resource);
      if (there) return there;
      const key = String(resource);
      // Two cells at once are one kernel's.
      const soon = starting.get(key) ?? told(start(resource, gateway)).finally(() => starting.delete(key));
      starting.set(key, soon);
      return soon;
    },
    restart(resource) {
      const kernel = running(resource);
      kernel?.restart();
      return kernel !== undefined;
    },
    end,
    dispose() {
      const all = [...kernels.values()];
      kernels.clear();
      for (const kernel of all) kernel.dispose();
      started.dispose();
    },
  };
}

/** What is in the way is said. */
async function told(starting: Promise<Kernel | undefined>): Promise<Kernel | undefined> {
  try {
    return await starting;
  } catch (error) {
    void vscode.window.showErrorMessage((error as Error).message);
    return undefined;
  }
}

function tell(kernel: Kernel): void {
  void vscode.window.showErrorMessage(`${kernel.why}. Its variables are gone; the next cell starts it anew.`);
}
