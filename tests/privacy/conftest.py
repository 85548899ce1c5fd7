from tests.documents.conftest import papers_made, running_press, storage

__all__ = ["papers_made", "running_press", "storage"]
