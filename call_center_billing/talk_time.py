"""Seconds of conversation as people read them. Pure.

>>> format_talk_time(3723), format_talk_time(0), format_talk_time(360000)
('1:02:03', '0:00:00', '100:00:00')
"""


def format_talk_time(seconds: int) -> str:
    """Hours, minutes and seconds; hours are not counted into days."""
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}"
