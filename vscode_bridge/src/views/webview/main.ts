/** The panel inside the webview. */

export {};
