"""The pages (业务管理端): one small module a topic, with its templates; the frame is in `frame/`.

How to add a page: docs/console.md.
"""
