"""`python -m urbsim` is the `urbsim` command."""

from urbsim.cli.main import main

if __name__ == "__main__":
    main()
