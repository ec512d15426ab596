"""The web app and the report file: a case as people read, check and correct it in a browser.

Needs the extra `musnad[web]`; only `musnad.web.commands` may be imported without it.
"""
