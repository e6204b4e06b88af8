/** A tree in the side bar, made of rows. */

import {
  type Disposable,
  MarkdownString,
  ThemeColor,
  ThemeIcon,
  TreeItem,
  TreeItemCollapsibleState,
  type TreeView,
  window,
} from "vscode";

import type { Look } from "./look.ts";
import type { RowNode, Rows } from "./rows.ts";

const OPENS = {
  no: TreeItemCollapsibleState.None,
  closed: TreeItemCollapsibleState.Collapsed,
  open: TreeItemCollapsibleState.Expanded,
} as const;

/** Texts of others stay texts: no markup of theirs, no links, no icons. */
export function tooltip(lines: readonly string[]): MarkdownString {
  const text = new MarkdownString();
  lines.forEach((line, index) => {
    if (index > 0) text.appendMarkdown("  \n");
    if (index === 0) text.appendMarkdown("**").appendText(line).appendMarkdown("**");
    else text.appendText(line);
  });
  return text;
}

function itemOf(node: RowNode, look: Look): TreeItem {
  const item = new TreeItem(look.label, OPENS[look.opens]);
  item.id = node.key;
  item.description = look.description;
  if (look.icon) item.iconPath = iconOf(look);
  item.contextValue = look.context;
  item.accessibilityInformation = { label: look.said || `${look.label}, ${look.description}` };
  if (look.command) item.command = { command: look.command, title: look.label, arguments: [node] };
  return item;
}

/** The orange of charts can hardly be seen on white. */
const colourOf = (colour: Look["colour"]): string =>
  colour === "orange" ? "list.warningForeground" : `charts.${colour}`;

const iconOf = ({ icon, colour }: Look): ThemeIcon =>
  colour ? new ThemeIcon(icon, new ThemeColor(colourOf(colour))) : new ThemeIcon(icon);

export interface TreeEvents {
  readonly seen: (visible: boolean) => void;
  readonly opened?: (node: RowNode, open: boolean) => void;
}

export function showTree(id: string, rows: Rows, events: TreeEvents): { view: TreeView<RowNode>; end: Disposable } {
  const view = window.createTreeView<RowNode>(id, {
    treeDataProvider: {
      onDidChangeTreeData: (listener) => rows.onDidChange((nodes) => listener(nodes as RowNode[] | undefined)),
      getChildren: (node) => rows.children(node) as RowNode[],
      getTreeItem: (node) => itemOf(node, rows.draw(node)),
      getParent: (node) => node.parent,
      resolveTreeItem: (item, node) => {
        item.tooltip = tooltip(node.look.tooltip);
        return item;
      },
    },
    showCollapseAll: id === "farfield.clusters",
  });
  const parts = [
    view,
    view.onDidChangeVisibility(({ visible }) => events.seen(visible)),
    view.onDidExpandElement(({ element }) => events.opened?.(element, true)),
    view.onDidCollapseElement(({ element }) => {
      rows.closed(element);
      events.opened?.(element, false);
    }),
  ];
  events.seen(view.visible);
  return { view, end: { dispose: () => parts.forEach((part) => part.dispose()) } as Disposable };
}
