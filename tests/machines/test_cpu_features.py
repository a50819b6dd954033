"""The stored outputs hold on lesser processors: strict nbval once more, without AVX512.

numpy has an ``exp`` of its own for processors with AVX512, whose last place differs for one argument
in twenty. What numpy calls the parts that it can leave out differs between its versions, so they are
looked up.
"""

import json
import os
import subprocess
import sys

import pytest
from support import ROOT
from warm_kernels import warm_kernels

LOOK_UP = """
import json
from numpy._core._multiarray_umath import __cpu_dispatch__, __cpu_features__
print(json.dumps({name: __cpu_features__[name] for name in __cpu_dispatch__}))
"""


def features(**variables):
    """What numpy can switch off on this machine, and whether it is on, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", LOOK_UP],
        env={**os.environ, **variables},
        check=True,
        capture_output=True,
        text=True,
    )
    return json.loads(done.stdout)


def is_avx512(name):
    return name.startswith("AVX512") or name == "X86_V4"


@pytest.fixture(scope="module")
def lesser():
    """The variables under which numpy makes do without AVX512."""
    names = [name for name, on in features().items() if on and is_avx512(name)]
    if not names:
        pytest.skip("This processor (or this numpy) has no AVX512 to switch off.")
    return {"NPY_DISABLE_CPU_FEATURES": " ".join(names)}


def test_they_really_are_off(lesser):
    found = features(**lesser)
    assert not any(on for name, on in found.items() if is_avx512(name))
    assert any(found.values()), "only AVX512 is switched off"


def test_another_exp_is_at_work(lesser):
    """Else the run below would compare the same with the same."""
    count = (
        "import hashlib, numpy as np; x = np.random.default_rng(0).uniform(-9, 9, 10_000);"
        "print(hashlib.sha256(np.exp(x).tobytes()).hexdigest())"
    )
    seen = [
        subprocess.check_output([sys.executable, "-c", count], env={**os.environ, **more})
        for more in ({}, lesser)
    ]
    assert seen[0] != seen[1]


def test_every_stored_output_comes_again(lesser):
    kept = {k: v for k, v in os.environ.items() if not k.startswith("PYTEST_")}
    with warm_kernels({**kept, **lesser}) as env:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "--numprocesses=0", "-q", "notebooks/solutions"],
            cwd=ROOT,
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 0, done.stdout[-4000:]
