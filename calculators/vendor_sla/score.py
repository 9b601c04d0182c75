"""The score of each vendor with its bounds, the ranking, what a weight changes, and the Wilson interval."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from calculators.vendor_sla.criteria import GATES
from calculators.vendor_sla.vendor import Vendor

FULL = 100
Z = 1.96  # of a 95 % interval
FEW = 10  # tickets below which their share says little: this project's own proposal
SWING = 0.2  # the weights are tried this much lower and higher: this project's own proposal
_SAME = 1e-9  # what rounding may leave between two equal sums, as a share of them


@dataclass(frozen=True, slots=True)
class Tickets:
    """The company's own tickets: how many, the share on time, and its 95 % interval."""

    count: int
    share: float
    low: float
    high: float

    @property
    def few(self) -> bool:
        """Whether they are too few to say much."""
        return self.count < FEW


@dataclass(frozen=True, slots=True)
class Standing:
    """What follows for one vendor; scores from 0 to 100."""

    vendor: Vendor
    failed: tuple[str, ...]  # gates
    open: tuple[str, ...]
    effective: Mapping[str, float | None]  # by criterion that counts: claim × factor, None where unknown
    points: float  # Σ weight × effective, over what is known
    known: float  # Σ weight over what is known
    unknown: float  # Σ weight over what is not
    weight: float  # Σ weight
    score: float | None  # over what is known
    lower: float  # as if all that is unknown were nothing
    upper: float  # as if all that is unknown were met in full, and proved
    rank: int | None  # None where it is disqualified, or nothing is known
    tickets: Tickets | None
    late: timedelta | None  # promised time to be back, less the RTO
    excess: timedelta | None  # promised loss of data, less the RPO


@dataclass(frozen=True, slots=True)
class Swing:
    """A weight that, taken lower or higher, changes the ranking: the places then, None as in Standing."""

    criterion: str
    factor: float
    ranks: tuple[int | None, ...]


def wilson(met: float, missed: float) -> Tickets | None:
    """The share on time and its Wilson interval with z = 1.96.

    (p + z²/2n ± z √(p(1 − p)/n + z²/4n²)) ÷ (1 + z²/n)

    >>> tickets = wilson(81, 182)
    >>> [round(share, 4) for share in (tickets.share, tickets.low, tickets.high)]
    [0.308, 0.2553, 0.3662]
    """
    n = met + missed
    if not n:
        return None
    share = met / n
    middle = share + Z * Z / (2 * n)
    reach = Z * math.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n))
    whole = 1 + Z * Z / n
    # At 0 and 1 rounding could step beyond.
    return Tickets(int(n), share, max(0, (middle - reach) / whole), min(1, (middle + reach) / whole))


def places(scores: Sequence[float | None]) -> tuple[int | None, ...]:
    """The places by score, the highest first; equal scores share one, None has none.

    >>> places([40, None, 57.5, 40])
    (2, None, 1, 2)
    """
    tolerance = _SAME * max((score for score in scores if score is not None), default=0)
    return tuple(
        None
        if score is None
        else 1 + sum(other is not None and other > score + tolerance for other in scores)
        for score in scores
    )


def effective(vendor: Vendor, weights: Mapping[str, float]) -> dict[str, float | None]:
    """Claim × factor for each criterion that counts."""
    claims = ((name, vendor.claim(name)) for name, weight in weights.items() if weight)
    return {name: claim.effective if claim else None for name, claim in claims}


def standings(
    vendors: Iterable[Vendor],
    weights: Mapping[str, float],
    *,
    rto: timedelta | None,
    rpo: timedelta | None,
) -> tuple[Standing, ...]:
    """Every vendor's score and place, in the order of the rows."""
    vendors = tuple(vendors)
    failed = [tuple(gate for gate in GATES if vendor.passes(gate) is False) for vendor in vendors]
    counted = [effective(vendor, weights) for vendor in vendors]
    points = [_points(values, weights) for values in counted]
    # All have the same weights in all, so that points rank them as their lower bounds do.
    ranks = places(
        [
            None if out or all(value is None for value in values.values()) else mine
            for out, values, mine in zip(failed, counted, points, strict=True)
        ]
    )
    weight = math.fsum(weights.values())
    found = []
    for vendor, out, values, mine, rank in zip(vendors, failed, counted, points, ranks, strict=True):
        known = math.fsum(weights[name] for name, value in values.items() if value is not None)
        unknown = math.fsum(weights[name] for name, value in values.items() if value is None)
        found.append(
            Standing(
                vendor=vendor,
                failed=out,
                open=tuple(gate for gate in GATES if vendor.passes(gate) is None),
                effective=values,
                points=mine,
                known=known,
                unknown=unknown,
                weight=weight,
                score=FULL * mine / known if known else None,
                lower=FULL * mine / weight,
                upper=FULL * (mine + unknown) / weight,
                rank=rank,
                tickets=_tickets(vendor),
                late=_beyond(vendor.restored, rto),
                excess=_beyond(vendor.lost, rpo),
            )
        )
    return tuple(found)


def swings(ranked: Sequence[Standing], weights: Mapping[str, float]) -> tuple[Swing, ...]:
    """The weights that change the ranking, one at a time lower and higher."""
    before = tuple(standing.rank for standing in ranked)
    found = []
    for name, weight in weights.items():
        for change in (-SWING, SWING):
            ranks = places(
                [
                    None
                    if standing.rank is None
                    else standing.points + change * weight * (standing.effective.get(name) or 0)
                    for standing in ranked
                ]
            )
            if ranks != before:
                found.append(Swing(name, 1 + change, ranks))
    return tuple(found)


def winner(ranked: Sequence[Standing]) -> int | None:
    """The one whose lower bound lies above all others that are not out, with every gate passed."""
    running = [at for at, standing in enumerate(ranked) if not standing.failed]
    if len(running) < 2:
        return None
    best = max(running, key=lambda at: ranked[at].lower)
    others = (ranked[at].upper for at in running if at != best)
    clear = ranked[best].lower > max(others) and not ranked[best].open
    return best if clear else None


def _points(values: Mapping[str, float | None], weights: Mapping[str, float]) -> float:
    return math.fsum(weights[name] * value for name, value in values.items() if value is not None)


def _tickets(vendor: Vendor) -> Tickets | None:
    if vendor.met is None or vendor.missed is None:
        return None
    return wilson(vendor.met, vendor.missed)


def _beyond(promised: timedelta | None, need: timedelta | None) -> timedelta | None:
    return None if promised is None or need is None else promised - need
