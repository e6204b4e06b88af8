/** The way to our part of the Jupyter server. */

import { ServerConnection } from "@jupyterlab/services";

import { type ClusterSource, type Reply, RestSource, SourceError } from "../../ui/src/panel/source.ts";

export const NOT_THERE =
  "the Jupyter server has no Farfield in it: install farfield where the server runs, or enable it " +
  "(jupyter server extension enable farfield_jupyter.server), and start the server again";

/** A source that asks as JupyterLab does: with its cookie, token and XSRF header. */
export function restSource(settings: ServerConnection.ISettings): ClusterSource {
  return new RestSource(settings.baseUrl, async (url, init) => {
    const response = await ServerConnection.makeRequest(url, init, settings);
    const text = await response.text();
    // Our own replies are JSON, errors too; this one is from a server that does not know us.
    if (response.status === 404 && !isJson(text, response)) throw new SourceError("missing", NOT_THERE, 404);
    const reply: Reply = { ok: response.ok, status: response.status, text: () => Promise.resolve(text) };
    return reply;
  });
}

function isJson(text: string, response: Response): boolean {
  if (!(response.headers.get("content-type") ?? "").includes("json")) return false;
  try {
    // Jupyter's own error has a reason beside its message.
    return !("reason" in (JSON.parse(text) as object));
  } catch {
    return false;
  }
}
