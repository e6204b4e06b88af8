/** From what a kernel shows to what an editor keeps; knows no editor. */

import type { Bundle, ErrorOutput, Output, RichOutput } from "./protocol.ts";

export type Item =
  | { readonly mime: string; readonly text: string }
  | { readonly mime: string; readonly base64: string }
  | { readonly mime: string; readonly json: unknown };

/** As a notebook's file has it: what VS Code writes there is read from the metadata. */
export type OutputType = "display_data" | "execute_result" | "error" | "stream";

const JSON_MIME = /^application\/(?:.*\+)?json$/;
const BINARY_MIME = /^(?:image\/(?!svg)|audio\/|video\/|application\/(?:pdf|octet-stream|zip)$)/;
/** What needs the kernel's widgets, which are not here. */
const WIDGET = "application/vnd.jupyter.widget-view+json";

/** The forms of an output; without that of a widget, where there is another. */
export function itemsOf(data: Bundle): Item[] {
  const entries = Object.entries(data).filter(([mime]) => mime !== WIDGET);
  if (!entries.length && WIDGET in data) {
    return [{ mime: "text/plain", text: "A widget: it is shown in JupyterLab, or with the Jupyter extension." }];
  }
  return entries.map(([mime, value]) => item(mime, value));
}

function item(mime: string, value: unknown): Item {
  if (JSON_MIME.test(mime)) return { mime, json: value };
  const text = Array.isArray(value) ? value.join("") : typeof value === "string" ? value : undefined;
  if (text === undefined) return { mime, json: value };
  return BINARY_MIME.test(mime) ? { mime, base64: text } : { mime, text };
}

/** An error as one text, coloured by ANSI sequences. */
export function tracebackOf({ name, value, traceback }: ErrorOutput): string {
  return traceback.length ? traceback.join("\n") : `${name}: ${value}`;
}

/** What VS Code writes into the notebook's file with an output. */
export function metadataOf(output: RichOutput | ErrorOutput): Record<string, unknown> {
  if (output.kind === "error") {
    const originalError = {
      output_type: "error",
      ename: output.name,
      evalue: output.value,
      traceback: output.traceback,
    };
    return { outputType: "error", originalError };
  }
  return {
    outputType: output.kind === "result" ? "execute_result" : "display_data",
    metadata: output.metadata,
    ...(output.count !== undefined && { executionCount: output.count }),
    ...(output.display && { transient: { display_id: output.display } }),
  };
}

export type Change =
  /** Add an output with this number. */
  | { readonly kind: "add"; readonly key: number; readonly output: Exclude<Output, { kind: "clear" }> }
  /** Text at the end of the output with this number. */
  | { readonly kind: "append"; readonly key: number; readonly name: "stdout" | "stderr"; readonly text: string }
  /** The output with this number is this now. */
  | { readonly kind: "replace"; readonly key: number; readonly output: RichOutput }
  | { readonly kind: "clear" };

/** Displays of a kernel by the id that it updates them by, and where they are shown. */
export type Displays<T> = Map<string, T[]>;

/**
 * The outputs of one cell as they come: what is to be changed. Waits with clearing where that is asked for, so
 * that nothing flickers.
 */
export class CellOutputs {
  private next = 0;
  private clearing = false;
  private stream: { key: number; name: string } | undefined;

  /** display: told where a display is shown, so that updates find it. */
  take(output: Exclude<Output, { kind: "update" }>, display: (id: string, key: number) => void): Change[] {
    if (output.kind === "clear") {
      this.clearing = output.wait;
      if (output.wait) return [];
      this.stream = undefined;
      return [{ kind: "clear" }];
    }
    const before: Change[] = this.clearing ? [{ kind: "clear" }] : [];
    if (this.clearing) this.stream = undefined;
    this.clearing = false;
    if (output.kind === "stream" && this.stream?.name === output.name) {
      return [...before, { kind: "append", key: this.stream.key, name: output.name, text: output.text }];
    }
    const key = this.next++;
    this.stream = output.kind === "stream" ? { key, name: output.name } : undefined;
    if ("display" in output && output.display) display(output.display, key);
    return [...before, { kind: "add", key, output }];
  }
}
