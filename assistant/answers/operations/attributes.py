"""Which function tells which kind of question about one operation."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from assistant.answers.inquiry import Inquiry, Told
from assistant.answers.operations import described, people, timing
from assistant.knowledge.records import Operation

Teller = Callable[[Inquiry, Operation], "Told | None"]

TELLERS: Mapping[str, Teller] = {
    "operation_overview": described.overview,
    "operation_start": timing.start,
    "operation_end": timing.end,
    "operation_status": timing.status,
    "operation_duration": timing.duration,
    "operation_personnel": people.personnel,
    "operation_location": described.location,
    "operation_leader": described.leader,
    "operation_participants": described.participants,
    "operation_agencies": described.agencies,
    "operation_role": described.role,
    "operation_mandate": described.mandate,
    "operation_outcome": described.outcome,
    "operation_nz_name": described.nz_name,
    "operation_disagreement": described.disagreement,
    "operation_cost": described.cost,
    "operation_casualties": described.casualties,
    "operation_reason": described.reason,
}
