"""Rows or prices by what they price; for most keys there is one, for which no list is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from .model import DeckRow, Key, Known

T = TypeVar("T", DeckRow, Known)


class Groups(Generic[T]):
    """Items by key, in the order in which they came."""

    def __init__(self, items: Iterable[T]) -> None:
        self._first: dict[Key, T] = {}
        self._more: dict[Key, list[T]] = {}
        for item in items:
            key = item.key
            if self._first.setdefault(key, item) is not item:
                self._more.setdefault(key, [self._first[key]]).append(item)

    def __iter__(self) -> Iterator[Key]:
        return iter(self._first)

    def __contains__(self, key: Key) -> bool:
        return key in self._first

    def get(self, key: Key) -> list[T]:
        """All items of a key."""
        if key in self._more:
            return self._more[key]
        return [self._first[key]] if key in self._first else []

    def shared(self) -> Iterator[list[T]]:
        """The groups of more than one."""
        return iter(self._more.values())
