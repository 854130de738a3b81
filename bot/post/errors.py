"""What can become of an e-mail or SMS that was not taken: refused for good, or not reached and tried again."""


class PostRefused(Exception):  # noqa: N818 - named for what happened
    """The server said no, and would again."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail


class PostUnreachable(Exception):  # noqa: N818 - named for what happened
    """The server could not be asked, or said to come back later."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail
