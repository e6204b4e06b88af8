/** Commands about clusters: connect to one, start one here, forget one, look again. */

import { commands, ProgressLocation, window } from "vscode";

import { GatewayError, type Gateway, type Gateways } from "../gateway/api.ts";
import { parseTarget } from "../gateway/target.ts";
import { startLocal } from "../run/register.ts";
import { targetOf } from "./picks.ts";
import { plain } from "./statusbar.ts";

export const message = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** What is wrong with a connection string that is being written; undefined where nothing is. */
export function checkTarget(text: string): string | undefined {
  if (!text.trim()) return undefined;
  try {
    parseTarget(text);
    return undefined;
  } catch (error) {
    const said = message(error);
    return `${said.slice(0, 1).toUpperCase()}${said.slice(1)}.`;
  }
}

export async function connect(gateways: Gateways): Promise<void> {
  const target = await window.showInputBox({
    title: "Connect to a Cluster",
    prompt:
      "Its connection string, as 'farfield url' shows it where the gateway runs. " +
      "The token in it is kept in VS Code's secret storage.",
    placeHolder: "farfield://host:port?cert=…#TOKEN",
    // It holds a token: nobody is to read it from the screen.
    password: true,
    ignoreFocusOut: true,
    validateInput: checkTarget,
  });
  if (!target?.trim()) return;
  let parsed: ReturnType<typeof parseTarget>;
  try {
    parsed = parseTarget(target);
  } catch (error) {
    void window.showErrorMessage(`${message(error)}.`);
    return;
  }
  if (parsed === "local") return void (await start(gateways));
  await attempt(gateways, target);
}

async function attempt(gateways: Gateways, target: string): Promise<void> {
  const shown = target.trim().replace(/[?#].*$/, "");
  const options = { location: ProgressLocation.Notification, title: `Connecting to ${shown}…` };
  try {
    const gateway = await window.withProgress(options, () => gateways.connect(target));
    window.setStatusBarMessage(`Farfield: connected to ${plain(gateway.name)}`, 5000);
    await commands.executeCommand("farfield.clusters.focus");
  } catch (error) {
    const again = error instanceof GatewayError && error.lasting ? "Connect…" : "Try Again";
    const chosen = await window.showErrorMessage(`Not connected: ${message(error)}.`.replace(/\.\.$/, "."), again);
    if (chosen === "Try Again") await attempt(gateways, target);
    else if (chosen) await connect(gateways);
  }
}

export async function start(gateways: Gateways): Promise<boolean> {
  const started = await startLocal();
  if (started) await gateways.refresh();
  return started;
}

export async function forget(gateways: Gateways, given: unknown): Promise<void> {
  const far = gateways.all.filter(({ local }) => !local);
  const named = gateways.get(targetOf(given).gateway ?? "") ?? (await pickFar(far));
  if (!named) return;
  const question = `Forget ${named.name}? Its token is taken out of VS Code's secret storage; what runs there goes on.`;
  if ((await window.showWarningMessage(question, { modal: true }, "Forget It")) !== "Forget It") return;
  await gateways.forget(named.id);
}

async function pickFar(far: readonly Gateway[]): Promise<Gateway | undefined> {
  if (!far.length) {
    void window.showInformationMessage(
      "No cluster elsewhere is remembered. Those of this machine are found by themselves.",
    );
    return undefined;
  }
  const items = far.map((gateway) => ({ label: plain(gateway.name), description: gateway.target, gateway }));
  return (await window.showQuickPick(items, { placeHolder: "Which cluster is to be forgotten?" }))?.gateway;
}
