"""The addresses of texts as they are read, and of what readers keep."""

from __future__ import annotations

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from muntada.web.library.doing import work_do
from muntada.web.library.following import feed_make, following, following_do, following_feed
from muntada.web.library.keeping import (
    collection_do,
    collection_list,
    collection_page,
    note_do,
    note_list,
    note_page,
)
from muntada.web.library.reader import clause_page, work_read


class Wid(StringConverter):
    """The address of a clause within its work: `art_2__para_1`."""

    regex = "[a-z][^/]*"


register_converter(Wid, "wid")

# Behind whatever else stands under a work's address, because a clause's own address may be almost any word.
urlpatterns = [
    path("library/works/<str:key>/read/", work_read, name="work-read"),
    path("library/works/<str:key>/do/<slug:deed>/", work_do, name="work-do"),
    path("library/works/<str:key>/<wid:wid>/", clause_page, name="clause"),
    path("library/notes/", note_list, name="notes"),
    path("library/notes/<int:pk>/", note_page, name="note"),
    path("library/notes/<int:pk>/<slug:deed>/", note_do, name="note-do"),
    path("library/collections/", collection_list, name="collections"),
    path("library/collections/<int:pk>/", collection_page, name="collection"),
    path("library/collections/<int:pk>/<slug:deed>/", collection_do, name="collection-do"),
    path("library/following/", following, name="following"),
    path("library/following/feed/", feed_make, name="following-feed-make"),
    path("library/following/feed/<str:secret>.atom", following_feed, name="following-feed"),
    path("library/following/<slug:deed>/", following_do, name="following-do"),
]
