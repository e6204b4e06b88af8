/** Buttons whose work is done elsewhere: they show that it goes on, and what became of it. */

/** Says one line to the user: what went wrong, and what to do. */
export type Tell = (message: string) => void;

export function messageOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text || "it failed without saying why";
}

/** Runs `work` while `button` is disabled; what went wrong is told. True when it went well. */
export async function busy(button: HTMLButtonElement, work: () => Promise<unknown>, tell: Tell): Promise<boolean> {
  if (button.getAttribute("aria-disabled") === "true") return false;
  // Not `disabled`: that would take the focus away from under the user's keys.
  button.setAttribute("aria-disabled", "true");
  button.setAttribute("aria-busy", "true");
  tell("");
  try {
    await work();
    return true;
  } catch (error) {
    tell(messageOf(error));
    return false;
  } finally {
    button.removeAttribute("aria-disabled");
    button.removeAttribute("aria-busy");
  }
}

/** A button that runs `work` when it is pressed. */
export function actionButton(
  document: Document,
  label: string,
  work: () => Promise<unknown>,
  tell: Tell,
): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "ff-button";
  button.textContent = label;
  button.addEventListener("click", () => void busy(button, work, tell));
  return button;
}
