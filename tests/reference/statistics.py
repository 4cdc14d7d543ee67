"""Reference numbers for src/distillation, by other means: numeric integration, exact fractions, covariances of pairs of rows.

Run: python3 tests/reference/statistics.py > tests/reference/statistics.json
"""

import json
import math
from fractions import Fraction


def t_density(x, df):
    log_scale = math.lgamma((df + 1) / 2) - math.lgamma(df / 2) - 0.5 * math.log(df * math.pi)
    return math.exp(log_scale - (df + 1) / 2 * math.log1p(x * x / df))


def t_distribution(x, df, steps=20000):
    """P(t <= x) for x >= 0 by Simpson's rule."""
    h = x / steps
    odd = sum(t_density(h * i, df) for i in range(1, steps, 2))
    even = sum(t_density(h * i, df) for i in range(2, steps, 2))
    return 0.5 + h / 3 * (t_density(0, df) + 4 * odd + 2 * even + t_density(x, df))


def t_quantile(p, df):
    low, high = 0.0, 100.0
    for _ in range(60):
        middle = (low + high) / 2
        if t_distribution(middle, df, 4000) < p:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def mcnemar(b, c):
    n = b + c
    tail = sum(Fraction(math.comb(n, k), 2**n) for k in range(min(b, c) + 1))
    return float(min(Fraction(1), 2 * tail))


def fieller(a, b, confidence=0.95):
    """All r for which the paired t statistic of a - r*b is within the critical value: ends by bisection from the ratio."""
    n = len(a)
    critical = t_quantile((1 + confidence) / 2, n - 1)
    ratio = sum(a) / sum(b)

    def excess(r):
        d = [x - r * y for x, y in zip(a, b)]
        centre = sum(d) / n
        variance = sum((x - centre) ** 2 for x in d) / (n - 1)
        return abs(centre) / math.sqrt(variance / n) - critical

    def end(direction):
        far = 1e-6
        while excess(ratio + direction * far) < 0:
            far *= 2
        near = 0.0
        for _ in range(100):
            middle = (near + far) / 2
            if excess(ratio + direction * middle) < 0:
                near = middle
            else:
                far = middle
        return ratio + direction * near

    return [end(-1), end(1)]


def table(students, digits):
    """-1, 0, 1 by a linear congruential generator; some digits lean one way for all students."""
    state = 12345
    rows = []
    for k in range(students):
        row = []
        for i in range(digits):
            state = (1103515245 * state + 12345) % 2**31
            share = state / 2**31 + (0.25 if i % 5 == 0 else 0) + 0.02 * k
            row.append(1 if share > 0.9 else -1 if share < 0.08 else 0)
        rows.append(row)
    return rows


def covariance(a, b):
    mean_a, mean_b = Fraction(sum(a), len(a)), Fraction(sum(b), len(b))
    return sum((x - mean_a) * (y - mean_b) for x, y in zip(a, b)) / (len(a) - 1)


def two_way(rows, first_stage):
    """Students: variance of their means. Digits: what two students share on the same digit, the mean covariance of their rows."""
    count, digits = len(rows), len(rows[0])
    means = [Fraction(sum(row), digits) for row in rows]
    shared = [covariance(a, b) for at, a in enumerate(rows) for b in rows[:at]]
    of_students = covariance(means[:first_stage], means[:first_stage]) / count
    of_digits = max(Fraction(0), sum(shared) / len(shared) / digits)
    parts = [(float(of_students), first_stage - 1), (float(of_digits), digits - 1)]
    variance = sum(v for v, _ in parts)
    half = sum(v * t_quantile(0.975, df) for v, df in parts) / math.sqrt(variance)
    mean = float(sum(means) / count)
    signs = ["".join("-0+"[d + 1] for d in row) for row in rows]
    return {"rows": signs, "firstStage": first_stage, "mean": mean, "students": parts[0][0], "digits": parts[1][0],
            "ci": [mean - half, mean + half]}


def nested(replicates, students, digits):
    """Replicates are what is drawn: of their means what two share on a digit is the digits'; what is left is theirs.

    First weights: half the mean squared difference of two students of one replicate, over all students."""
    rows = table(replicates * students, digits)
    groups = [[[d + (1 if d < 1 and (i + r) % 7 == 0 else 0) for i, d in enumerate(row)]
               for row in rows[r * students:(r + 1) * students]] for r in range(replicates)]
    means = [[Fraction(sum(column), students) for column in zip(*group)] for group in groups]
    of_replicates = [sum(row) / digits for row in means]
    shared = [covariance(a, b) for at, a in enumerate(means) for b in means[:at]]
    total = covariance(of_replicates, of_replicates) / replicates
    of_digits = max(Fraction(0), sum(shared) / len(shared) / digits)
    squares = [(Fraction(sum(a), digits) - Fraction(sum(b), digits)) ** 2 / 2
               for group in groups for at, a in enumerate(group) for b in group[:at]]
    within = sum(squares) / len(squares) / (replicates * students)
    parts = [(float(total), replicates - 1), (float(of_digits), digits - 1)]
    half = sum(v * t_quantile(0.975, df) for v, df in parts) / math.sqrt(float(total + of_digits))
    mean = float(sum(of_replicates) / replicates)
    signs = [["".join("-0+"[d + 1] for d in row) for row in group] for group in groups]
    return {"rows": signs, "mean": mean, "students": float(min(within, total)), "replicates": float(total - min(within, total)),
            "digits": float(of_digits), "ci": [mean - half, mean + half]}


def prediction(pairs):
    n = len(pairs)
    centre = sum(pairs) / n
    variance = sum((x - centre) ** 2 for x in pairs) / (n - 1)
    half = t_quantile(0.975, n - 1) * math.sqrt(variance * (n + 1) / n)
    return {"pairs": pairs, "ci": [centre - half, centre + half]}


FIELLER = [
    {"a": [3.06, 2.9, 3.2], "b": [8.24, 8.1, 8.4]},
    {"a": [1.0, 2.0, 1.5, 1.2, 0.4], "b": [4.0, 5.5, 6.0, 4.5, 3.9]},
    {"a": [-0.4, 0.2, 0.1, -0.3], "b": [2.0, 2.6, 1.9, 2.2]},
]

print(json.dumps({
    "tQuantiles": [
        {"p": p, "df": df, "value": t_quantile(p, df)} for p in (0.95, 0.975, 0.995) for df in (2, 4, 9, 30)
    ],
    "mcnemar": [{"b": b, "c": c, "p": mcnemar(b, c)} for b, c in ((1, 5), (3, 10), (40, 60), (300, 380), (0, 25))],
    "fieller": [{**each, "ci": fieller(each["a"], each["b"])} for each in FIELLER],
    "twoWay": [two_way(table(*size), first) for size, first in (((2, 200), 2), ((3, 150), 3), ((5, 120), 3))],
    "nested": [nested(2, 2, 150), nested(3, 2, 120), nested(5, 3, 100)],
    "prediction": [prediction([1.9, 1.2, 2.4]), prediction([0.3, -0.2, 0.1, 0.6, 0.2])],
}, indent=2))
