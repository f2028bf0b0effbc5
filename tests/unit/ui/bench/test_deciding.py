"""The proposal: grade, sides, routes, and what Enter takes."""

from tests.bench_screen import words
from tests.world import CUP, LAMP, PHONE, order


def _at_grade(screen, goods=CUP, **answers):
    return screen(order(1, "TRK1", (goods, 1))).scan("TRK1").scan(goods.codes[0]).inspect(**answers)


def _broken(screen):
    return _at_grade(screen, LAMP, sealed="opened", powers_on="faulty")


def test_the_four_sides_are_graded_apart(screen):
    sides = {words(side.name): side for side in _broken(screen).scene.stage.verdict.sides}
    assert sides["Function"].grade == "C"
    assert words(sides["Function"].text).startswith("Works only in part · photo")
    assert sides["Packaging"].grade == "A"
    assert words(sides["Packaging"].text) == "Nothing found"


def test_a_side_that_was_not_asked_has_no_grade(screen):
    sides = {words(side.name): side for side in _at_grade(screen).scene.stage.verdict.sides}
    assert sides["Function"].grade is None
    assert words(sides["Function"].text) == "Not asked"


def test_open_routes_have_keys_money_and_bars_and_those_ruled_out_say_why(screen):
    rows = _at_grade(screen).scene.stage.verdict.routes
    best = rows[0]
    assert (best.control.key, best.chosen, best.share) == ("1", True, 1.0)
    assert [row.control.key for row in rows if row.control] == [str(n + 1) for n in range(len(rows)) if rows[n].control]
    out = [row for row in rows if row.control is None]
    assert out
    assert all(words(row.why) for row in out)
    assert all(-1 <= row.share <= 1 for row in rows)


def test_enter_says_what_it_takes(screen):
    bench = _at_grade(screen)
    assert words(bench.control("take").text) == "Restock, print label"
    bench.press("2", "1")
    assert words(bench.control("take").text) == f"{words(bench.scene.stage.verdict.routes[1].text)}, print label"
    assert words(_at_grade(screen, PHONE, sealed="opened", wiped="not_wiped").control("take").text) == (
        "Hold it, print label"
    )


def test_another_route_needs_a_reason_and_the_best_one_none(screen):
    bench = _at_grade(screen).press("2")
    assert bench.title.startswith("Why “")
    bench.press("1")
    assert bench.world.open_unit().route[1] == "The client asked for it"
    assert bench.press("1").world.open_unit().route[0] == "restock"


def test_another_grade_never_better_than_what_was_found_allows(screen):
    bench = _broken(screen).press("G")
    assert [control.name for control in bench.scene.stage.choices] == ["grade_S"]
    bench.press("1", "2")
    verdict = bench.scene.stage.verdict
    assert verdict.grade == "S"
    assert words(verdict.reasons).startswith("Your word instead of C: Marks under strong light")
    assert words(bench.control("take").text) == "Take grade S"


def test_after_the_grade_the_route(screen):
    bench = _at_grade(screen).press("G", "1", "1", "Enter")
    assert bench.world.step() == "route"
    assert bench.scene.named("other_grade") is None
    assert bench.press("Enter").world.step() == "verify_label"


def test_a_route_that_loses_money_has_its_bar_below_nothing(screen):
    rows = _broken(screen).scene.stage.verdict.routes
    losing = [row for row in rows if row.control is not None and row.net.amount < 0]
    assert losing
    assert all(row.share < 0 for row in losing)
