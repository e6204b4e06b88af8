/** What goes to `farfield_launcher relay` and comes back; kernel/farfield/ipython/relay describes it. */

export const PROTOCOL = 1;

export type Request =
  | { readonly type: "start"; readonly protocol: number; readonly document: string }
  | { readonly type: "execute"; readonly id: number; readonly code: string; readonly cell: string }
  | { readonly type: "complete"; readonly id: number; readonly code: string; readonly position: number }
  | { readonly type: "input"; readonly value: string }
  | { readonly type: "interrupt" | "restart" | "shutdown" };

/** By MIME type: text, base64 of what is no text, or JSON. */
export type Bundle = Readonly<Record<string, unknown>>;

export interface StreamOutput {
  readonly kind: "stream";
  readonly name: "stdout" | "stderr";
  readonly text: string;
}

export interface RichOutput {
  readonly kind: "display" | "result" | "update";
  readonly data: Bundle;
  readonly metadata: Readonly<Record<string, unknown>>;
  /** By which a later "update" names it; "" where none can. */
  readonly display: string;
  readonly count?: number;
}

export interface ErrorOutput {
  readonly kind: "error";
  readonly name: string;
  readonly value: string;
  readonly traceback: readonly string[];
}

export type Output = StreamOutput | RichOutput | ErrorOutput | { readonly kind: "clear"; readonly wait: boolean };

/** "aborted": what ran before it has failed; "dead": its kernel has ended. */
export type Status = "ok" | "error" | "aborted" | "dead";

export type Reply =
  | { readonly type: "ready"; readonly protocol: number; readonly python: string; readonly farfield: string }
  | { readonly type: "busy"; readonly id: number; readonly time: number }
  | { readonly type: "output"; readonly id: number; readonly output: Output }
  | { readonly type: "input"; readonly id: number; readonly prompt: string; readonly password: boolean }
  | {
      readonly type: "done";
      readonly id: number;
      readonly status: Status;
      readonly count: number;
      readonly time: number | null;
    }
  | {
      readonly type: "completions";
      readonly id: number;
      readonly matches: readonly string[];
      readonly start: number;
      readonly end: number;
    }
  | { readonly type: "dead" | "failed"; readonly message: string };
