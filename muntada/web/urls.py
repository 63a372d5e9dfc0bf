"""The addresses of the pages; each room keeps its own."""

from django.urls import include, path

from muntada.web.home.style import style_page
from muntada.web.home.views import start
from muntada.web.signin.views import redeem, sign_in, sign_out

urlpatterns = [
    path("", start, name="start"),
    path("style/", style_page, name="style"),
    path("sign-in/", sign_in, name="sign-in"),
    path("sign-in/<str:token>/", redeem, name="redeem"),
    path("sign-out/", sign_out, name="sign-out"),
]
