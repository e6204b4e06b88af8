/**
 * A view's place in the page: HTML of an output, which is all that the saved notebook has of it.
 *
 * An output that shows a widget says "model not found" when the notebook is opened without its kernel, whatever
 * stands beside it. HTML stays what it was; while the widget's model lives, its view is shown instead.
 */

/** Mounts a view wherever an element with this id is, now or later; what it returns ends that. */
export function mountAt(document: Document, id: string, mount: (host: HTMLElement) => () => void): () => void {
  if (!id) return () => undefined;
  const mounted = new Map<Element, () => void>();
  const look = (): void => {
    // There are two where a notebook is shown twice.
    for (const place of document.querySelectorAll(`#${id}`)) {
      if (mounted.has(place)) continue;
      const was = [...place.childNodes];
      const host = document.createElement("div");
      host.className = "ff-placed";
      place.replaceChildren(host);
      const leave = mount(host);
      mounted.set(place, () => {
        leave();
        place.replaceChildren(...was);
      });
    }
  };
  const observer = new MutationObserver(look);
  observer.observe(document.body, { childList: true, subtree: true });
  look();
  return () => {
    observer.disconnect();
    for (const leave of mounted.values()) leave();
    mounted.clear();
  };
}
