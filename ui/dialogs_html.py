"""The dialogs of the chat: rename, delete, share, what was wrong with an answer.

In: nothing. Out: HTML for the page's body, there from the first byte; assets/chat.js opens them. They are native
<dialog> elements, which keep the focus and close on Esc by themselves.
"""

from ui.markup import said

_TOLD = ("copied", "thanks", "unshared", "copy_link", "make_link")  # words that the page's script says
REASONS = ("not_supported", "incomplete", "outdated", "wrong_language", "other")  # of a thumb down


def dialogs_html() -> str:
    """All of them, closed; and the form in which a question is edited in place."""
    title = (
        f'<label class="unseen" for="new-title">{said("conversation_title")}</label>'
        '<input id="new-title" name="title" maxlength="120" dir="auto" autocomplete="off">'
    )
    reasons = "".join(
        f'<label><input type="checkbox" name="reason" value="{reason}"><span>{said(f"reason_{reason}")}</span></label>'
        for reason in REASONS
    )
    note = (
        f'<label for="note">{said("reason_note")}</label>'
        '<textarea id="note" name="note" rows="2" maxlength="1000" dir="auto"></textarea>'
    )
    link = f'<label class="unseen" for="share-link">{said("share_link")}</label>'
    audience = "".join(
        f'<label><input type="radio" name="audience" value="{who}"><span>{said(f"share_{who}")}</span></label>'
        for who in ("all", "some")
    )
    share = (
        f'<p>{said("share_text")}</p><fieldset class="fields audience"><legend class="unseen">{said("share_with")}'
        f'</legend>{audience}<div id="readers"></div></fieldset>'
        f'<div class="fields" id="share-made" hidden>{link}<input id="share-link" readonly dir="ltr"></div>'
    )
    stop = f'<button type="button" class="plain" data-do="unshare">{said("unshare")}</button>'
    return (
        _dialog("rename", "rename_conversation", f'<div class="fields">{title}</div>', "save")
        + _dialog("delete", "delete_conversation", f"<p>{said('delete_text')}</p>", "delete", "solid bad")
        + _dialog("feedback", "feedback_title", f'<div class="fields">{reasons}{note}</div>', "send_feedback")
        + _dialog("share", "share_conversation", share, "make_link", also=stop)
        + '<template id="edit-form"><form class="editing" method="dialog">'
        f'<textarea name="question" dir="auto" rows="2"></textarea><div class="buttons">'
        f'<button type="button" class="outline" data-do="cancel-edit">{said("cancel")}</button>'
        f'<button class="solid">{said("ask_again")}</button></div></form></template>'
        '<div id="toast" role="status" aria-live="polite"></div>'
        f'<div hidden id="told">{"".join(map(_told, _TOLD))}</div>'
    )


def _dialog(name: str, title: str, fields: str, submit: str, classes: str = "solid", also: str = "") -> str:
    return (
        f'<dialog id="{name}-dialog" aria-labelledby="{name}-title"><form method="dialog" data-form="{name}">'
        f'<h2 id="{name}-title">{said(title)}</h2>{fields}<div class="buttons">{also}'
        f'<button type="button" class="outline" data-do="dismiss">{said("cancel")}</button>'
        f'<button class="{classes}">{said(submit)}</button></div></form></dialog>'
    )


def _told(key: str) -> str:
    return f'<span data-told="{key}">{said(key)}</span>'
