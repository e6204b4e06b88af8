/** Which cluster the cells of this workspace run on. */

import * as vscode from "vscode";

import type { Gateway, Gateways } from "../gateway/api.ts";

const KEY = "farfield.run.where";
const HERE = "local";

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Where {
  /** For a kernel's environment: where `%attach` goes by itself. Undefined: the user wants nothing run. */
  environment(): Promise<Environment | undefined>;
  /** The cluster that kernels attach to by themselves, as far as that is known now. */
  cluster(): Gateway | undefined;
  /** Have the user choose anew; the kernels that run stay where they are. */
  choose(): Promise<boolean>;
}

export function makeWhere(memory: vscode.Memento, gateways: Gateways): Where {
  const far = (): Gateway[] => gateways.all.filter((gateway) => !gateway.local);

  async function choose(): Promise<boolean> {
    const here = { label: "This machine", description: "its processors and GPUs", id: HERE };
    const others = far().map((gateway) => ({ label: gateway.name, description: gateway.target, id: gateway.id }));
    const chosen = await vscode.window.showQuickPick([here, ...others], {
      placeHolder: "Where are the cells of this workspace to run? %attach in a cell goes elsewhere",
    });
    if (chosen) await memory.update(KEY, chosen.id);
    return chosen !== undefined;
  }

  return {
    choose,
    cluster() {
      const chosen = gateways.get(memory.get<string>(KEY, HERE));
      const here = gateways.all.filter((gateway) => gateway.local);
      return chosen ?? (here.length === 1 ? here[0] : undefined);
    },
    async environment() {
      // Nothing to choose from: as it would be in a terminal.
      if (!far().length) return {};
      const kept = memory.get<string>(KEY, "");
      if (kept !== HERE && !gateways.get(kept) && !(await choose())) return undefined;
      return environmentOf(gateways.get(memory.get<string>(KEY, HERE)));
    },
  };
}

/** What a kernel is told of a gateway; without one, of this machine's. The token goes this way alone. */
export async function environmentOf(gateway: Gateway | undefined): Promise<Environment> {
  const environment = gateway ? await gateway.environment?.() : undefined;
  return { FARFIELD_TOKEN: undefined, FARFIELD_TARGET: gateway?.target ?? HERE, ...environment };
}
