"""Reference numbers for src/distillation/statistics.ts, by other means: numeric integration and exact fractions.

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


print(json.dumps({
    "tQuantiles": [
        {"p": p, "df": df, "value": t_quantile(p, df)} for p in (0.95, 0.975, 0.995) for df in (2, 4, 9, 30)
    ],
    "mcnemar": [{"b": b, "c": c, "p": mcnemar(b, c)} for b, c in ((1, 5), (3, 10), (40, 60), (300, 380), (0, 25))],
}, indent=2))
