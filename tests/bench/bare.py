"""The least that a Flask view can do: what `/callback` is compared to."""

from flask import Flask, Response, request

app = Flask(__name__)


@app.post("/callback")
def callback() -> Response:
    request.get_data()
    return Response(status=200)
