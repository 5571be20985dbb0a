"""HTTP: the commands as `POST /api/<name>`, their OpenAPI document, health, and the built web client."""

from veche.ground.http.app import HttpApp, HttpParts
from veche.ground.http.client_files import ClientFiles
from veche.ground.http.openapi import openapi_document
from veche.ground.http.streams import Exchange, Gone, Stream
from veche.ground.http.wire import Mount

__all__ = ["ClientFiles", "Exchange", "Gone", "HttpApp", "HttpParts", "Mount", "Stream", "openapi_document"]
