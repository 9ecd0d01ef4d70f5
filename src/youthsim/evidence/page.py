"""Pages about the evidence: the searchable register, the audit as a table, and the audit in Markdown.

`python -m youthsim.evidence.page docs/evidence` writes register.html and audit.md.
"""

from __future__ import annotations
def number(value, unit=""): return "" if value is None else str(value)
