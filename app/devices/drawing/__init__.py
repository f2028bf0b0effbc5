"""Pictures made by program: what stands before the virtual camera, and the reference photos of a catalogue without any.

paths     outlines as text, flattened
canvas    outlines filled with colour and light
colours   colours by the names that catalogues use
wear, gadgets, homeware   the outlines themselves: data
things    which drawing stands for a product
"""
