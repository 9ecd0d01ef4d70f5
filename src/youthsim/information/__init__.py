"""What information is worth for a decision, and what an outcome rests on, from draws that are there.

    from youthsim import information

    information.evpi(net_benefit)                              # what knowing everything would be worth
    information.evppi(draws, net_benefit, ["fidelity"])        # what knowing some parameters would be worth
    information.evsi(draws, net_benefit, observe)              # what a measurement would be worth

`draws`: a table (n draws x parameters). `net_benefit`: an array (n draws x options), in one unit. Each answer
is a value with its standard error. Nothing in here knows the model.
"""

from youthsim.information.estimate import Estimate
from youthsim.information.value import enbs, evpi, evppi, evsi, over_years

__all__ = ["Estimate", "enbs", "evpi", "evppi", "evsi", "over_years"]
