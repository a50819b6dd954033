"""Plans for a class by the least minutes that the build counts: four sessions, one afternoon."""

SESSION = 90  # minutes
AFTERNOON = 240
BREAKS = 30
# What belongs together, the first in class whatever happens; what does not fit is for home.
SESSIONS = (("00", "01", "02"), ("03", "05", "04"), ("06", "07", "08", "09"), ("10", "11", "12"))
# What an afternoon needs most comes first; the rest while there is time.
WANTED = ("00", "10", "07", "05", "06", "11", "01", "03", "04", "02", "08", "09", "12")


def sessions(minutes):
    """Return [(lessons in class, their minutes, lessons at home), ...] of four sessions.

    ``minutes`` maps a lesson's number to its least core minutes. A lesson that no session names belongs to
    the last one.

    >>> sessions({"00": 35, "01": 50, "02": 40, "03": 100})[:2]
    [(['00', '01'], 85, ['02']), (['03'], 100, [])]
    """
    plan, further = [], sorted(set(minutes) - {n for wanted in SESSIONS for n in wanted})
    for wanted in (*SESSIONS[:-1], (*SESSIONS[-1], *further)):
        there = [number for number in wanted if number in minutes]
        taught = there[:1]
        for number in there[1:]:
            if sum(minutes[n] for n in [*taught, number]) > SESSION:
                break
            taught.append(number)
        at_home = sorted(set(there) - set(taught))
        plan.append((taught, sum(minutes[number] for number in taught), at_home))
    return plan


def afternoon(minutes):
    """Return (lessons in their order, their minutes) that fit into an afternoon.

    >>> afternoon({"00": 35, "10": 50, "07": 40, "05": 45, "06": 50, "01": 35})
    (['00', '01', '05', '07', '10'], 205)
    """
    chosen = []
    for number in (*WANTED, *sorted(set(minutes) - set(WANTED))):
        if number in minutes and sum(minutes[n] for n in [*chosen, number]) <= AFTERNOON - BREAKS:
            chosen.append(number)
    return sorted(chosen), sum(minutes[number] for number in chosen)
