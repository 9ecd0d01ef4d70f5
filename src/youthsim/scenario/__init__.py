"""How an analyst's file becomes values: positions, inheritance, quantities, distributions and faults.

This package knows nothing of youth care. What a scenario may say stands in `youthsim.catalogue`.
"""
