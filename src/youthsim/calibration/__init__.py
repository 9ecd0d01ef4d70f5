"""From observed figures to a posterior: targets, what a town shows of them, the fit, and how far to trust it.

measures     what can be asked of a town, with filters
watching     one town looked at month by month, by age and form of help
targets      a file of figures from sources, every fault at once
seeing       the towns that a target file needs, and the figures in them
design, runs, emulator, likelihood, sampler, fitting      the fit
posterior    its draws on disk, and in a run
diagnostics, sbc, crossing, checking      how far to trust it
"""
