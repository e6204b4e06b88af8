/** The pictures of the buttons. */

const SVG = "http://www.w3.org/2000/svg";

const PATHS = {
  again: "M12.6 8a4.6 4.6 0 1 1-1.5-3.4M11.4 1.8v3h-3",
  interrupt: "M4.5 4.5h7v7h-7z",
  remove: "M4 4l8 8M12 4l-8 8",
};

export function icon(name: keyof typeof PATHS): SVGElement {
  const picture = document.createElementNS(SVG, "svg");
  picture.setAttribute("viewBox", "0 0 16 16");
  picture.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name]);
  picture.append(path);
  return picture;
}
