"""What runs in the separate process: it reads one upload and writes what may be shown of it.

Nothing here imports the server: `veche.media.checking.runner` starts it without the doors of the packages above, so
neither settings nor a database driver are in the memory of a process that reads hostile files.
"""
