"""Signatures of TikTok Shop, against the recorded vector."""

import json

from app.channels.tiktok_signing import event_signature, request_signature
from tests.references import reference


def test_the_recorded_vector_holds():
    vector = json.loads(reference("fixtures", "tiktok_sign_vector.json").read_text())
    query = vector["query"] | {"sign": "never signed", "access_token": "nor this"}
    signed = request_signature(vector["app_secret"], vector["path"], query, vector["body"].encode())
    assert signed == vector["sign"]


def test_one_byte_changes_everything():
    assert request_signature("s", "/p", {"a": "1"}, b"{}") != request_signature("s", "/p", {"a": "1"}, b"{ }")
    assert event_signature("s", "k", b"{}") != event_signature("s", "k", b"{ }")
