"""The bench screen: one question at a time, and everything that can go wrong within two acts.

What is shown is worked out without a widget (`scene`, and what it lists); `presenter` turns keys, touches, scans and
command codes into requests of the desk; the views draw a scene and say which control was pressed. No rule of the trade
is decided here: what is offered is asked of the bench's own rules.

Its page is `page.BenchPage`, with the camera `seeing.bench_page`. Nothing is loaded from here: other pages take the
words of the trade (`names`), and the window is up before the bench.
"""
