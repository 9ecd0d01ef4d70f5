"""What is known, how well, and what does not add up.

`load_register()` gives every figure with its place and grade, `audit()` recomputes what follows from others,
`weakest()` names the thinnest ice under a conclusion, `money` knows price years and discounting.
"""

from youthsim.evidence.grading import GRADES, Grading, check_parameters, grading, weakest
from youthsim.evidence.register import Decision, Derivation, Figure, Register, load_register

__all__ = [
    "GRADES",
    "Decision",
    "Derivation",
    "Figure",
    "Grading",
    "Register",
    "check_parameters",
    "grading",
    "load_register",
    "weakest",
]
