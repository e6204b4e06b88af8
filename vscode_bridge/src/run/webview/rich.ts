/** What is no text: HTML in a tree of its own, pictures, tables, JSON. Nothing of it runs here. */

import { itemsOf, type Item } from "../outputs.ts";
import type { RichOutput } from "../protocol.ts";
import html from "./html.css";
import { plain } from "./text.ts";

/** The best first. */
const BEST = [
  "text/html",
  "image/svg+xml",
  "image/png",
  "image/jpeg",
  "image/gif",
  "image/webp",
  "text/markdown",
  "text/latex",
  "application/json",
  "text/plain",
];

export function rich(output: RichOutput): HTMLElement {
  const items = itemsOf(output.data);
  const ranked = [...items].sort((one, other) => rank(one) - rank(other));
  // A page of scripts says nothing where none of them runs.
  const best = ranked.find((item) => !isScript(item)) ?? ranked[0];
  if (!best) return plain("", "result");
  if (isScript(best)) return note("This output is drawn by scripts, which do not run here. Run the cell in a notebook to see it.");
  return shown(best, output.metadata);
}

function rank({ mime }: Item): number {
  const index = BEST.indexOf(mime);
  return index < 0 ? BEST.length - 1.5 : index;
}

function isScript(item: Item): boolean {
  if (!("text" in item) || item.mime !== "text/html") return "text" in item && item.mime === "application/javascript";
  const { body } = new DOMParser().parseFromString(item.text, "text/html");
  const scripts = body.ownerDocument.querySelectorAll("script").length > 0;
  body.querySelectorAll("script, style").forEach((each) => each.remove());
  return scripts && !body.textContent?.trim() && !body.querySelector("img, svg, table");
}

function shown(item: Item, metadata: Readonly<Record<string, unknown>>): HTMLElement {
  if ("json" in item) return plain(JSON.stringify(item.json, null, 2), "result");
  if ("base64" in item) return picture(`data:${item.mime};base64,${item.base64.replace(/\s/g, "")}`, metadata[item.mime]);
  if (item.mime === "text/html") return page(item.text);
  // As a picture it can't do anything.
  if (item.mime === "image/svg+xml") return picture(`data:image/svg+xml,${encodeURIComponent(item.text)}`, metadata[item.mime]);
  return plain(item.text, "result");
}

function picture(source: string, size: unknown): HTMLElement {
  const image = document.createElement("img");
  image.src = source;
  image.alt = "a picture that the run has made";
  const { width, height } = (size ?? {}) as { width?: unknown; height?: unknown };
  if (typeof width === "number") image.width = width;
  if (typeof height === "number") image.height = height;
  return image;
}

/** Its styles stay its own, and it can't stand over anything else. */
function page(text: string): HTMLElement {
  const host = document.createElement("div");
  host.className = "html";
  const root = host.attachShadow({ mode: "open" });
  const { head, body } = new DOMParser().parseFromString(text, "text/html");
  // They would lead the whole page elsewhere.
  for (const each of [...head.querySelectorAll("meta, base"), ...body.querySelectorAll("meta, base, script")]) each.remove();
  const style = document.createElement("style");
  style.textContent = html;
  root.append(style, ...head.querySelectorAll("style"), ...body.childNodes);
  return host;
}

function note(text: string): HTMLElement {
  const line = document.createElement("p");
  line.className = "note";
  line.textContent = text;
  return line;
}
