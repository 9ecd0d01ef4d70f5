"""From observed figures to a posterior: targets, what a town shows of them, the fit, and how far to trust it.

measures, filters, links    what can be asked of a town, how it is narrowed, on which scale it is compared
watching (_cases, _gate), sight    one town looked at month by month, and the figures read off it
targets    a file of figures from sources, every fault at once
target_schema, target_questions, target_faults, target_numbers    what such a file says and what it comes to
seeing, runs    the towns that a target file needs, and the figures in them
problem, emulator, likelihood, sampler, fitting    the fit
calibrating, spent, folders    a whole fit, from a target file to a folder
posterior    its draws on disk, and in a run
learning, scoring, sbc, crossing, checking    what was learned, and how far to trust it
validating    any target file held against the model
"""
