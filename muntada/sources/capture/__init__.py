"""Keeps the ways from a file to its text: by content, in a limited child process, with refusals that have a reason.
Never opens a network, never touches a database, never deletes what it takes for furniture.
May ask text and the furniture rules of its own room."""

from muntada.sources.capture.entrance import capture
from muntada.sources.capture.names import clean_name
from muntada.sources.capture.shape import MAX_TEXT, MAX_UPLOAD, Captured, CaptureRefused

__all__ = ["MAX_TEXT", "MAX_UPLOAD", "CaptureRefused", "Captured", "capture", "clean_name"]
