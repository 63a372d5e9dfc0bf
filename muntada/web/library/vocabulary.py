"""The addresses of topics, the glossary, good practices, their uses, and toolkits."""

from __future__ import annotations

from django.urls import path

from muntada.web.library.glossary import glossary, glossary_file, term_page
from muntada.web.library.practices import (
    practice_list,
    toolkit_list,
    uptake_drop,
    uptake_list,
    uptake_new,
    uptake_page,
)
from muntada.web.library.topics import clause_topics, topic_page, topic_tree, topics_file

# Before what readers do with texts, whose addresses take almost any word.
urlpatterns = [
    path("library/topics/", topic_tree, name="topics"),
    path("library/topics.ttl", topics_file, name="topics-file"),
    path("library/topics/<slug:name>/", topic_page, name="topic"),
    path("library/glossary/", glossary, name="glossary"),
    path("library/glossary.csv", glossary_file, name="glossary-file"),
    path("library/glossary/<str:term>/", term_page, name="glossary-term"),
    path("library/practices/", practice_list, name="practices"),
    path("library/toolkits/", toolkit_list, name="toolkits"),
    path("library/uses/", uptake_list, name="uptakes"),
    path("library/uses/<int:pk>/", uptake_page, name="uptake"),
    path("library/uses/<int:pk>/drop/", uptake_drop, name="uptake-drop"),
    path("library/clauses/<str:key>/<str:wid>/topics/", clause_topics, name="clause-topics"),
    path("library/clauses/<str:key>/<str:wid>/use/", uptake_new, name="uptake-new"),
]
