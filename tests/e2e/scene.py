"""What one parcel's scene is given: the parcel, its lines, the person at the bench; and the register of all scenes."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.e2e import floor as shop
from tests.e2e.books import Article, Books, Line
from tests.e2e.floor import Floor, Person, arrived, finish

Announce = Callable[[Floor], list[tuple[Article, int]]]


@dataclass
class Scene:
    """One parcel's play. `lines` are what was announced under `tracking`."""

    floor: Floor
    person: Person
    tracking: str
    lines: list[Line]

    @property
    def books(self) -> Books:
        return self.floor.books

    @property
    def first(self) -> Line:
        return self.lines[0]

    def open(self) -> None:
        """The parcel's label is scanned."""
        answer = self.person.scan(self.tracking)
        assert answer["step"] == "item", answer
        shown = {order["order_id"] for order in answer["parcel"]["orders"]}
        assert shown == {line.order for line in self.lines}, answer["parcel"]

    def receive(self, line: Line) -> str:
        """The next piece of a line is scanned; its LPN."""
        lpn = self.person.item(line.article, line.serial or self.floor.serial())
        arrived(line)
        return lpn

    def inspect(self, line: Line, condition: str = shop.SEALED, *, least: str = "A", to: str = "") -> str:
        """The next piece of a line, from its scan to its label; its LPN."""
        self.receive(line)
        return finish(self.person, self.books, line.article, condition, least=least, to=to)

    def uncalled(self, article: Article, condition: str, *, least: str = "A") -> str:
        """A piece that nobody announced, from its scan to its label; its LPN."""
        self.person.item(article, self.floor.serial())
        self.books.unannounced(article)
        return finish(self.person, self.books, article, condition, least=least)

    def whole(self, condition: str = shop.SEALED) -> list[str]:
        """Everything that is still awaited, all in one condition; the bench then stands at `idle`."""
        lpns = [self.inspect(line, condition) for line in self.lines for _ in range(line.open)]
        assert self.person.last["step"] == "idle", self.person.last
        return lpns


@dataclass(frozen=True)
class Kind:
    """A kind of parcel: what is announced for it, and what then happens."""

    name: str
    announce: Announce | None
    play: Callable[[Scene], None]
    exceptional: bool


KINDS: dict[str, Kind] = {}


def scene(announce: Announce | None, *, exceptional: bool = True) -> Callable[[Callable[[Scene], None]], Kind]:
    """Registers a scene under its function's name."""

    def register(play: Callable[[Scene], None]) -> Kind:
        name = play.__name__
        KINDS[name] = Kind(name, announce, play, exceptional)
        return KINDS[name]

    return register


def some(*articles: Article, count: int = 1) -> Announce:
    """One line of one of these articles."""
    return lambda floor: [(floor.chance.choice(articles), count)]


def each(*articles: Article) -> Announce:
    """A line for each of these articles."""
    return lambda _: [(article, 1) for article in articles]
