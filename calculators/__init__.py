"""The calculators: every module and package beside this one is a calculator; `kit` is what they share."""

from __future__ import annotations

from calculators.kit.answer import Calculator, name_of

from . import backup_loss, downtime_cost, restore_or_wait, sla_time, triage, vendor_sla

ALL: tuple[Calculator, ...] = (backup_loss, triage, downtime_cost, restore_or_wait, sla_time, vendor_sla)
ALL_BY_NAME = {name_of(calculator): calculator for calculator in ALL}
