/** Text with colours, as nodes; what comes later is put at its end. */

import Anser from "anser";

import { settle } from "./terminal.ts";

/** Lines that may yet be written anew, by progress bars above each other. */
const LIVE_LINES = 20;
const LIVE_CHARACTERS = 20_000;

const NAMED = /^ansi-(?:bright-)?(?:black|red|green|yellow|blue|magenta|cyan|white)$/;

/** A stream: appending costs what is appended, not what is there. */
export class StreamText {
  readonly element = document.createElement("pre");
  private readonly live = document.createElement("span");
  private colours = new Anser();
  private rest = "";

  constructor(name: string) {
    this.element.className = `stream ${name}`;
    this.element.append(this.live);
  }

  append(text: string): void {
    const lines = settle(this.rest + text);
    const settled = lines.splice(0, Math.max(0, lines.length - LIVE_LINES));
    this.rest = lines.join("\n");
    if (this.rest.length > LIVE_CHARACTERS) {
      settled.push(...lines.splice(0, lines.length - 1));
      this.rest = lines.join("\n");
    }
    if (settled.length) this.live.before(...coloured(`${settled.join("\n")}\n`, this.colours));
    // The live part is coloured again and again, from the same state.
    this.live.replaceChildren(...coloured(this.rest, Object.assign(new Anser(), this.colours)));
  }
}

/** A text that is complete. */
export function plain(text: string, className: string): HTMLPreElement {
  const pre = document.createElement("pre");
  pre.className = className;
  pre.append(...coloured(settle(text).join("\n"), new Anser()));
  return pre;
}

function coloured(text: string, colours: Anser): Node[] {
  return colours.ansiToJson(text, { json: true, use_classes: true, remove_empty: true }).map((part) => {
    const { content, fg, bg, decorations } = part;
    if (!fg && !bg && !decorations.length) return document.createTextNode(content);
    const span = document.createElement("span");
    span.textContent = content;
    span.classList.add(...decorations.map((each) => `ansi-${each}`));
    paint(span, "color", fg, part.fg_truecolor, "fg");
    paint(span, "backgroundColor", bg, part.bg_truecolor, "bg");
    return span;
  });
}

function paint(span: HTMLElement, property: "color" | "backgroundColor", name: string, rgb: string, suffix: string): void {
  if (!name) return;
  if (NAMED.test(name)) span.classList.add(`${name}-${suffix}`);
  else if (rgb) span.style[property] = `rgb(${rgb})`;
  else span.style[property] = palette(Number(/\d+$/.exec(name)?.[0] ?? 0));
}

/** The colours from 16 on of a terminal with 256: a cube, and greys. */
function palette(index: number): string {
  if (index >= 232) {
    const grey = 8 + 10 * (index - 232);
    return `rgb(${grey}, ${grey}, ${grey})`;
  }
  const level = (digit: number): number => (digit ? 55 + 40 * digit : 0);
  const cube = index - 16;
  return `rgb(${level(Math.floor(cube / 36))}, ${level(Math.floor(cube / 6) % 6)}, ${level(cube % 6)})`;
}
