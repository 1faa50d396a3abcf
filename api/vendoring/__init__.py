"""Other people's JavaScript: installed from npm at the versions of the lock file, copied to where the pages read it.

``python -m cabos.api.vendoring`` (``make assets``) needs the network once. Nothing of it is committed; the wheel packs
the copies with their licences. This package itself is not in the wheel.
"""
