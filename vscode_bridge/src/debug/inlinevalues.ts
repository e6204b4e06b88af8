/** Values beside the lines of a stopped function, and what a hover asks for. */

import * as vscode from "vscode";

import { definitionsIn, expressionAt, functionStart, variablesOf } from "./expressions.ts";
import { TYPE } from "./config.ts";

/** Microsoft's debugger extensions have one for all Python, whoever debugs it. */
const OTHERS = ["ms-python.debugpy", "ms-python.python"];

const isOurs = (): boolean => vscode.debug.activeDebugSession?.type === TYPE;

export function registerPython(): vscode.Disposable {
  const language = { language: "python" };
  const values: vscode.InlineValuesProvider = {
    provideInlineValues(document, view, { stoppedLocation }) {
      if (!isOurs() || OTHERS.some((id) => vscode.extensions.getExtension(id)?.isActive)) return [];
      const stopped = stoppedLocation.end.line;
      const line = (at: number): string => document.lineAt(at).text;
      const first = Math.max(view.start.line, functionStart(line, stopped));
      const known = definitionsIn(sourcesOf(document).flatMap((each) => each.getText().split("\n")));
      const found: vscode.InlineValue[] = [];
      for (let at = first; at <= Math.min(stopped, view.end.line); at++) {
        for (const { start, end, text } of variablesOf(line(at))) {
          if (known.has(text)) continue;
          found.push(new vscode.InlineValueVariableLookup(new vscode.Range(at, start, at, end), text));
        }
      }
      return found;
    },
  };
  const hovers: vscode.EvaluatableExpressionProvider = {
    provideEvaluatableExpression(document, position) {
      if (!isOurs()) return undefined;
      const found = expressionAt(document.lineAt(position.line).text, position.character);
      if (!found) return undefined;
      const range = new vscode.Range(position.line, found.start, position.line, found.end);
      return new vscode.EvaluatableExpression(range, found.text);
    },
  };
  return vscode.Disposable.from(
    vscode.languages.registerInlineValuesProvider(language, values),
    vscode.languages.registerEvaluatableExpressionProvider(language, hovers),
  );
}

/** The document, or all cells of the notebook that it is of: they share their names. */
function sourcesOf(document: vscode.TextDocument): vscode.TextDocument[] {
  const notebook = vscode.workspace.notebookDocuments.find((each) =>
    each.getCells().some((cell) => cell.document === document),
  );
  return notebook?.getCells().map((cell) => cell.document) ?? [document];
}
