"""Which server: granian as the site is served, with more or fewer threads, beside gunicorn; on both databases."""

from bench.measure import ENGINES, POSTGRES_URL, measure, median, say
from tests.burst.burst import CAPACITY, burst, figures, server_errors, through_pages
from tests.burst.inside import SLUG
from tests.burst.site import SERVE, home, serving

BURSTS = 5
GUNICORN = ("gunicorn", "maillage.config.wsgi:application", "--workers", "2", "--worker-class", "gthread",
            "--threads", "8", "--preload", "--backlog", "1024", "--keep-alive", "75", "--log-level", "warning")  # fmt: skip
SERVERS = {
    **{f"granian.2x{threads}": (*SERVE, "--blocking-threads", str(threads)) for threads in (1, 2, 4, 8, 16)},
    "gunicorn.2x8": GUNICORN,
}


def main() -> None:
    """The same bursts for each server, in turns."""
    for engine in ENGINES:
        p95: dict[str, list[float]] = {name: [] for name in SERVERS}
        for name, command in SERVERS.items():
            with home(engine, POSTGRES_URL) as place:
                place.run("tests.burst.inside", "seed", f"{BURSTS}x{CAPACITY}")
                with serving(place, *command) as port:
                    for number in range(1, BURSTS + 1):
                        trips = burst(port, through_pages(SLUG.format(number)))
                        found = figures(trips)
                        p95[name].append(found.p95)
                        say(f"{engine} {name}: {found.line()}, {server_errors(trips)} answers of 5xx")
        for name, values in p95.items():
            measure(f"server.{name}.{engine}.p95.median", median(values), "s", median(p95["granian.2x4"]))
