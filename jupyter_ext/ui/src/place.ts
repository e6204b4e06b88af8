/**
 * A view's place in the page: HTML of an output, which is all that the saved notebook has of it.
 *
 * An output that shows a widget says "model not found" when the notebook is opened without its kernel, whatever
 * stands beside it. HTML stays what it was; while the widget's model lives, its view is shown instead.
 */

/** What a place hears when its model takes it: who shows something there until then is to leave it. */
export const CLAIM = "farfield:claim";

/** Milliseconds after which an element that is not in the page is one that has been replaced. */
const GONE = 60_000;

/** Whether a model shows its view there. */
export const isClaimed = (place: Element): boolean => place.querySelector(":scope > .ff-placed") !== null;

/**
 * Mounts a view wherever an element with this id is, now or later; what it returns ends that. What `mount`
 * returns ends one view; the HTML is back then, unless it says that what it leaves there is to stay.
 */
export function mountAt(document: Document, id: string, mount: (host: HTMLElement) => () => boolean | void): () => void {
  if (!id) return () => undefined;
  const mounted = new Map<Element, () => void>();
  const going = new WeakSet<Element>();
  const leaveLater = (place: Element): void => {
    if (place.isConnected || going.has(place)) return;
    going.add(place);
    setTimeout(() => {
      going.delete(place);
      if (place.isConnected) return;
      mounted.get(place)?.();
      mounted.delete(place);
    }, GONE);
  };
  const look = (): void => {
    // There are two where a notebook is shown twice.
    for (const place of document.querySelectorAll(`#${id}`)) {
      if (mounted.has(place)) continue;
      place.dispatchEvent(new CustomEvent(CLAIM));
      const was = [...place.childNodes];
      const host = document.createElement("div");
      host.className = "ff-placed";
      place.replaceChildren(host);
      const leave = mount(host);
      mounted.set(place, () => {
        if (!leave()) place.replaceChildren(...was);
      });
    }
    // What is scrolled out of sight may be out of the page for a while, too.
    for (const place of mounted.keys()) leaveLater(place);
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
