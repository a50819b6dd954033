"""A run of all tests takes a few of the clinic's cases; ``--every-case`` takes them all."""

SOME = 8  # one case of so many


def pytest_generate_tests(metafunc):
    """Give a test its cases: the name of its argument says which."""
    for name in ("broken_case", "judged_case"):
        if name in metafunc.fixturenames:
            cases = getattr(metafunc.module, f"{name}s".upper())
            if not metafunc.config.getoption("--every-case"):
                cases = cases[::SOME]
            metafunc.parametrize(name, cases, ids=lambda case: case.name)
