"""The socket: one port with HTTP, many connections, one encoding per message for all its receivers."""

from veche.ground.socket.connection import RESYNC, Connection, SocketLimits
from veche.ground.socket.dispatch import Direct, Dispatcher, command_schema
from veche.ground.socket.frames import event_frame, text_frame
from veche.ground.socket.gateway import Gateway
from veche.ground.socket.protocol import socket_protocol

__all__ = [
    "RESYNC",
    "Connection",
    "Direct",
    "Dispatcher",
    "Gateway",
    "SocketLimits",
    "command_schema",
    "event_frame",
    "socket_protocol",
    "text_frame",
]
