/** How a row of a tree looks: what VS Code's `TreeItem` is made of. */

export type Colour = "green" | "blue" | "red" | "orange" | "purple" | "";

export interface Look {
  readonly label: string;
  readonly description: string;
  /** A codicon's name; "" for none. */
  readonly icon: string;
  readonly colour: Colour;
  /** What the menus of package.json ask for. */
  readonly context: string;
  /** Plain lines, the first one as a heading. Texts of others are among them: they are never markup. */
  readonly tooltip: readonly string[];
  /** What a screen reader says; "": label and description. */
  readonly said: string;
  /** Whether there is something below, and whether it shows at first. */
  readonly opens: "no" | "closed" | "open";
  /** A command without arguments but the row, for a click or Enter. */
  readonly command: string;
}

const PLAIN: Look = {
  label: "",
  description: "",
  icon: "",
  colour: "",
  context: "",
  tooltip: [],
  said: "",
  opens: "no",
  command: "",
};

export const look = (given: Partial<Look>): Look => ({ ...PLAIN, ...given });

/** "a · b", without what is empty. */
export const joined = (...parts: readonly (string | false | null | undefined)[]): string =>
  parts.filter(Boolean).join(" · ");
