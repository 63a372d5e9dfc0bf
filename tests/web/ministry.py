"""A tiny OpenID provider on the loopback, which says of everybody what the test tells it to."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
CLIENT, SECRET = "muntada", "a secret between the two"


class Ministry:
    """Where it is, whom it says that the visitor is, and what it was sent."""

    def __init__(self) -> None:
        self.claims: dict[str, Any] = {}
        self.asked: list[dict[str, list[str]]] = []
        self.address = ""


def _described(base: str) -> dict[str, object]:
    """What a ministry's sign-in says of itself."""
    return {
        "issuer": base,
        "authorization_endpoint": f"{base}/authorize",
        "token_endpoint": f"{base}/token",
        "userinfo_endpoint": f"{base}/userinfo",
        "jwks_uri": f"{base}/keys",
        "token_endpoint_auth_methods_supported": ["client_secret_post"],
    }


def _handler(ministry: Ministry) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def _say(self, value: object) -> None:
            body = json.dumps(value).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self) -> None:
            path, query = urlsplit(self.path).path, parse_qs(urlsplit(self.path).query)
            if path == "/.well-known/openid-configuration":
                self._say(_described(ministry.address))
            elif path == "/keys":
                public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
                self._say({"keys": [{**public, "kid": "1", "use": "sig", "alg": "RS256"}]})
            elif path == "/userinfo":
                self._say(ministry.claims)
            elif path == "/authorize":
                back = urlencode({"code": "once", "state": query["state"][0]})
                self.send_response(302)
                self.send_header("Location", f"{query['redirect_uri'][0]}?{back}")
                self.send_header("Content-Length", "0")
                self.end_headers()

        def do_POST(self) -> None:
            sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            ministry.asked.append(sent)
            now = int(time.time())
            claims = {"iss": ministry.address, "aud": CLIENT, "iat": now, "exp": now + 60, **ministry.claims}
            token = jwt.encode(claims, KEY, algorithm="RS256", headers={"kid": "1"})
            self._say({"access_token": "yes", "token_type": "Bearer", "id_token": token, "expires_in": 60})

        def log_message(self, *args: Any) -> None:
            pass

    return Handler


@contextmanager
def running() -> Iterator[Ministry]:
    """The provider, for as long as the block lasts."""
    ministry = Ministry()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(ministry))
    ministry.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield ministry
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
