"""The emulator: what runs at many strengths teach, draw by draw, with the error it makes on unseen ones."""
