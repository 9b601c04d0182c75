"""The largest inputs that a company is likely to type, by the name of the input."""

from datetime import datetime, timedelta

from calculators.vendor_sla.criteria import CRITERIA, GATES, OWN

PROCESSES = STREAMS = DEPARTMENTS = 10
VENDORS = 5
BACKUPS, TYPES = 200, 20


def backup_log() -> dict[str, str]:
    """A full each week, an incremental each night, logs between; some failed, broken or unchecked."""
    values = {"backups": "log", "log": " ".join(f"b{n}" for n in range(BACKUPS))}
    for n in range(BACKUPS):
        start = datetime(2026, 3, 12, 2) - timedelta(hours=6 * n)
        kind = "full" if n % 28 == 27 else "log" if n % 4 else "incremental"
        values |= {
            f"log.b{n}.start": start.isoformat(timespec="minutes"),
            f"log.b{n}.end": (start + timedelta(minutes=20)).isoformat(timespec="minutes"),
            f"log.b{n}.kind": kind,
            f"log.b{n}.result": "failed" if n % 9 == 5 else "ok",
            f"log.b{n}.readable": "no" if n == 6 else "unchecked" if n % 11 == 3 else "yes",
        }
    values["records"] = " ".join(f"t{n}" for n in range(TYPES))
    for n in range(TYPES):
        values |= {
            f"records.t{n}.name": f"Type {n}",
            f"records.t{n}.rate": f"{n + 3}-{n + 5}-{n + 9}",
            f"records.t{n}.rate_outside": "1",
            f"records.t{n}.minutes": "3",
            f"records.t{n}.reconstructable": "80%",
            f"records.t{n}.value": "120",
        }
    return values


def outage() -> dict[str, str]:
    """Streams that pass through several processes each, and departments, all with ranges."""
    values = {"mode": "full"}
    groups = {"processes": PROCESSES, "streams": STREAMS, "departments": DEPARTMENTS}
    for group, count in groups.items():
        values[group] = " ".join(f"{group[0]}{n}" for n in range(count))
    for n in range(PROCESSES):
        values |= {
            f"processes.p{n}.name": f"Process {n}",
            f"processes.p{n}.impact": f"{10 + n}%-{20 + n}%-{40 + n}%",
            f"processes.p{n}.later": f"{2 + n} h",
            f"processes.p{n}.later_impact": f"{60 + n}%",
            f"processes.p{n}.last": f"{24 + n} h",
            f"processes.p{n}.last_impact": "100%",
        }
    for n in range(STREAMS):
        values |= {
            f"streams.s{n}.name": f"Stream {n}",
            f"streams.s{n}.share": "10%",
            f"streams.s{n}.margin": "25%-30%-35%",
            f"streams.s{n}.recapture": "30%-40%-60%",
            f"streams.s{n}.through": f"Process {n}, Process {(n + 3) % PROCESSES}",
        }
    for n in range(DEPARTMENTS):
        values |= {
            f"departments.d{n}.name": f"Department {n}",
            f"departments.d{n}.people": f"{10 + n}",
            f"departments.d{n}.pay": "10000",
            f"departments.d{n}.idle": "30%-50%-70%",
        }
    return values


def vendors() -> dict[str, str]:
    """Vendors that answer every gate and criterion."""
    values = {"vendors": " ".join(f"v{n}" for n in range(VENDORS))}
    for number, name in enumerate(OWN):
        values |= {f"{name}_name": f"Criterion {number}", name: "5"}
    for n in range(VENDORS):
        values |= {
            f"vendors.v{n}.name": f"Vendor {n}",
            f"vendors.v{n}.met": "46",
            f"vendors.v{n}.missed": f"{n}",
        }
        values |= {f"vendors.v{n}.{gate}": f"E{2 + (n + at) % 4}" for at, gate in enumerate(GATES)}
        values |= {
            f"vendors.v{n}.{name}": f"{50 + 10 * ((n + at) % 6)}% E{1 + (n + at) % 5} § {at}"
            for at, name in enumerate((*CRITERIA, *OWN))
        }
    return values
