/** Paths of notebooks. */

/** A path as the kernel knows it, as the server's file browser knows it: relative to the server's directory. */
export function inRoot(path: string, root: string): string {
  const base = root.replace(/\/+$/, "");
  if (base && path.startsWith(`${base}/`)) return path.slice(base.length + 1);
  // "~/work" is how the page knows the root of a server that runs at home.
  if (base.startsWith("~")) {
    const rest = `${base.slice(1)}/`;
    const home = /^\/(?:home\/[^/]+|root|Users\/[^/]+)/.exec(path)?.[0];
    if (home && path.startsWith(home + rest)) return path.slice((home + rest).length);
  }
  return path.replace(/^\/+/, "");
}
