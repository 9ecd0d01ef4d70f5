"""The words of the model, as integers with names, each declared once.

Everything else reads these: kernels use the integers, reports use the names. Nothing here imports
anything else of the project.
"""
