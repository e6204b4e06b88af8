"""The extension is there, and does nothing before it is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.vscode.editor import Editor  # noqa: TID251  # for the type checker only


def test_the_extension_is_there(editor: Editor) -> None:
    activity = editor.page.locator(".activitybar .action-label[aria-label='Farfield']")
    expect(activity).to_be_visible()
    activity.click()
    expect(editor.page.locator(".sidebar .title-label", has_text="Farfield")).to_be_visible()
    editor.command("Farfield: Refresh")
    assert editor.notifications() == []
