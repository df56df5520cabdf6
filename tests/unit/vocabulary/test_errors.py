from urbsim.vocabulary.errors import Fault, InputError


def test_a_fault_reads_as_place_problem_and_remedy() -> None:
    fault = Fault("a.yaml", 3, "unknown key 'runz'", "did you mean 'runs'?")
    assert str(fault) == "a.yaml:3: unknown key 'runz'; did you mean 'runs'?"
    assert str(Fault("a.yaml", None, "is empty", "")) == "a.yaml: is empty"


def test_an_input_error_carries_every_fault_in_order() -> None:
    faults = [Fault("a.yaml", line, f"problem {line}", "remedy") for line in (1, 2)]
    error = InputError(iter(faults))
    assert error.faults == tuple(faults)
    assert str(error) == "a.yaml:1: problem 1; remedy\na.yaml:2: problem 2; remedy"
