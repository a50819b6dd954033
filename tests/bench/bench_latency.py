"""How long a lab takes to follow a slider, in a real JupyterLab in a real browser.

Compared in one run, taking turns: the training lab, and the same work by ``interact`` and
``plt.show()`` with textbook code. Times go from the event in the page to the frame that shows the
changed picture.

    python tests/bench/bench_latency.py [rounds]
"""

import statistics
import sys
import tempfile
import time
from pathlib import Path

import nbformat
from playwright.sync_api import sync_playwright
from timing import machine, medians

sys.path.insert(0, str(Path(__file__).parents[1]))
from notebook_page import QUIET, NotebookPage, chromium, serving

# From a rate of 0.2 the drag stays where every position has a picture of its own; above 11 all
# positions share one, and a picture that stays as it is cannot be counted.
LAB = "from nn_helpers import labs\nlabs.training(learning_rate=0.2)"
TEXTBOOK = """
import ipywidgets, matplotlib.pyplot as plt, numpy as np
X = np.array([[0, 0, 1, 1], [0, 1, 0, 1.0]])
Y = np.array([[0, 1, 1, 0.0]])
ticks = np.linspace(-0.4, 1.4, 48)
plane = np.array(np.meshgrid(ticks, ticks)).reshape(2, -1)

def sigmoid(z):
    return 1 / (1 + np.exp(-np.clip(z, -700, 700)))

def forward(W1, b1, W2, b2, X):
    A1 = sigmoid(W1 @ X + b1)
    return A1, sigmoid(W2 @ A1 + b2)

def train(rate, scale):
    rng = np.random.default_rng(0)
    W1, b1, W2, b2 = (scale * rng.uniform(-1, 1, s) for s in ((2, 2), (2, 1), (1, 2), (1, 1)))
    costs = []
    for _ in range(2000):
        A1, A2 = forward(W1, b1, W2, b2, X)
        costs.append(-np.sum(np.log(np.maximum(Y * A2 + (1 - Y) * (1 - A2), 1e-300))))
        d2 = A2 - Y
        d1 = W2.T @ d2 * A1 * (1 - A1)
        W2 = W2 - rate * d2 @ A1.T
        b2 = b2 - rate * d2.sum(axis=1, keepdims=True)
        W1 = W1 - rate * d1 @ X.T
        b1 = b1 - rate * d1.sum(axis=1, keepdims=True)
    return costs, (W1, b1, W2, b2)

def draw(costs, params):
    A1, A2 = forward(*params, X)
    fig, axes = plt.subplots(2, 2, figsize=(6.6, 4.9), layout="constrained")
    axes[0, 0].plot(costs)
    for height in (2.77, 1.91, 1.39):
        axes[0, 0].axhline(height, linestyle="--", linewidth=0.9)
    axes[0, 0].set(xlabel="epoch", ylabel="cost", ylim=(0, 3.8), title="cost")
    axes[0, 1].plot(range(4), Y[0], "o", mfc="none", ms=11)
    axes[0, 1].plot(range(4), A2[0], "o")
    axes[0, 1].set(ylim=(-0.1, 1.1), title="answers")
    answers = forward(*params, plane)[1].reshape(48, 48)
    axes[1, 0].imshow(answers, extent=(-0.4, 1.4, -0.4, 1.4), origin="lower", vmin=0, vmax=1)
    axes[1, 0].contour(ticks, ticks, answers, levels=[0.5])
    axes[1, 0].scatter(*X, c=Y[0])
    axes[1, 1].scatter(*A1, c=Y[0])
    axes[1, 1].set(xlim=(-0.1, 1.1), ylim=(-0.1, 1.1), title="hidden")
    return fig
"""
INTERACT = """
def show(rate, scale):
    draw(*train(rate, scale))
    plt.show()

ipywidgets.interact(
    show,
    rate=ipywidgets.FloatLogSlider(value=0.2, base=10, min=-3, max=2, step=0.05),
    scale=ipywidgets.FloatLogSlider(value=1, base=10, min=-2, max=1, step=0.05),
);
"""
# The same screen, slider and pictures, and no work: what is left is the way there and back.
EMPTY = """
from nn_helpers import labs
from nn_helpers.labs import base, controls

class Empty(base.Lab):
    name, lines = "training", 7

    def __init__(self, **settings):
        lab = labs.training(**settings)
        lab._handles, self._pictures, self._words = [], {}, {}
        for rate in lab.learning_rate.grid[20:]:
            lab.learning_rate.value = rate
            self._pictures[rate], self._words[rate] = lab.screen.numbers, lab.sentence
        self.size = lab._canvas.size
        slider = controls.log_slider(settings["learning_rate"], -3, 2, "learning rate")
        super().__init__(self, {"learning_rate": slider})

    def redraw(self):
        return self._words[self.learning_rate.value]

    def numbers(self):
        return self._pictures[self.learning_rate.value]

    def call(self):
        return f"labs.training(learning_rate={self.learning_rate.value})"

Empty(learning_rate=0.2)
"""
MOVES_A_SECOND = 60
VARIANTS = {
    "interact and plt.show": TEXTBOOK + INTERACT,
    "training lab": LAB,
    "empty round trip": EMPTY,
}

# In the page: note when an input event comes, and when a changed picture is on the screen. A message
# to oneself that is posted in an animation frame arrives when that frame has been drawn.
WATCH = """cell => {
    if (cell.latency) { window.latency = cell.latency; return; }
    const log = window.latency = cell.latency = {events: [], painted: [], heights: new Set()};
    log.clear = () => { log.events.length = log.painted.length = 0; log.heights.clear(); };
    for (const name of ['keydown', 'pointermove', 'pointerup'])
        window.addEventListener(name, e => log.events.push([name, performance.now()]), true);
    const drawn = new MessageChannel();
    drawn.port1.onmessage = () => log.painted.push(performance.now());
    const seen = new WeakMap();
    let frame = null;
    const look = async () => {
        const canvas = cell.querySelector('canvas[data-frame]');
        if (canvas) {
            if (frame !== canvas.dataset.frame) requestAnimationFrame(() => drawn.port2.postMessage(0));
            frame = canvas.dataset.frame;
            return;
        }
        const image = cell.querySelector('.jp-OutputArea img');
        if (!image || seen.get(image) === image.src) return;
        seen.set(image, image.src);
        try { await image.decode(); } catch { return; }
        requestAnimationFrame(() => drawn.port2.postMessage(0));
    };
    new MutationObserver(look).observe(cell, {subtree: true, childList: true, attributes: true,
                                              attributeFilter: ['src', 'data-frame']});
    new ResizeObserver(() => log.heights.add(Math.round(cell.getBoundingClientRect().height)))
        .observe(cell);
}"""


def single_moves(page, handle, moves=30):
    """Press an arrow key again and again, each time from rest; return milliseconds to the picture."""
    handle.focus()
    waits = []
    for move in range(moves):
        page.evaluate("latency.clear()")
        page.keyboard.press("ArrowRight" if move % 10 < 5 else "ArrowLeft")
        page.wait_for_function("latency.painted.length > 0", polling=40, timeout=20_000)
        waits.append(page.evaluate("latency.painted[0] - latency.events[0][1]"))
        page.wait_for_timeout(150)
    return waits


def drag(page, handle, seconds=4.0):
    """Drag to and fro; return pictures a second, ms from release to the last one, and heights.

    The mouse moves as fast as the browser takes its moves, at most sixty times a second.
    """
    box = handle.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate("latency.clear()")
    begin, step = time.monotonic(), 0
    while time.monotonic() - begin < seconds:
        page.mouse.move(x + 30 * (1 - abs(step % 60 - 30) / 15), y)
        step += 1
        time.sleep(max(0.0, begin + step / MOVES_A_SECOND - time.monotonic()))
    during = page.evaluate("latency.painted.length")
    took = time.monotonic() - begin
    page.mouse.move(x, y)  # back to the start, so that no slider ends up at its end
    page.mouse.up()
    page.wait_for_timeout(1500)
    after = page.evaluate(
        "latency.painted.at(-1) - latency.events.filter(e => e[0] == 'pointerup').at(-1)[1]"
    )
    return during / took, max(after, 0.0), page.evaluate("[...latency.heights]")


def measure(rounds):
    """Return ``{variant: {"waits": [...], "drags": [...]}}``, in turns."""
    results = {name: {"waits": [], "drags": []} for name in VARIANTS}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        (Path(folder) / "notebooks").mkdir()
        cells = [nbformat.v4.new_code_cell(code) for code in VARIANTS.values()]
        notebook = nbformat.v4.new_notebook(cells=cells)
        notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3"}
        nbformat.write(notebook, Path(folder) / "notebooks" / "latency.ipynb")
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(QUIET))
        with serving(Path(folder)) as (address, token):
            opened = NotebookPage(
                browser, f"{address}/lab/tree/notebooks/latency.ipynb?token={token}"
            )
            opened.run_all()
            page = opened.page
            for _ in range(rounds):
                for place, name in enumerate(VARIANTS):
                    cell = page.locator(f".jp-Cell[data-windowed-list-index='{place}']")
                    cell.locator(".jp-OutputArea").first.scroll_into_view_if_needed()
                    page.wait_for_timeout(700)
                    page.evaluate(WATCH, cell.element_handle())
                    handle = cell.locator(".noUi-handle").first
                    handle.scroll_into_view_if_needed()
                    results[name]["waits"] += single_moves(page, handle)
                    results[name]["drags"].append(drag(page, handle))
            print("errors on the page:", opened.errors() or "none")
            browser.close()
    return results


def kernel_side():
    """Return ``{variant: (compute, draw)}`` in milliseconds, without notebook and browser."""
    import matplotlib

    matplotlib.use("agg")
    from IPython.core.pylabtools import print_figure
    from matplotlib import pyplot as plt

    from nn_helpers import labs

    textbook = {}
    exec(TEXTBOOK, textbook)
    lab = labs.training()
    result = textbook["train"](1, 1)

    def draw_anew():
        fig = textbook["draw"](*result)
        print_figure(fig, bbox_inches="tight", base64=True)
        plt.close(fig)

    def redraw():
        lab.redraw()  # nothing has moved, so it does not train
        lab._canvas.numbers()

    seconds = medians(
        {
            "train": lambda: textbook["train"](1, 1),
            "draw": draw_anew,
            "lab trains": lambda: lab._run(**lab.arguments()),
            "lab draws": redraw,
        },
        repeats=15,
    )
    train, draw, lab_train, lab_draw = (1000 * s for s in seconds.values())
    return dict(zip(VARIANTS, [(train, draw), (lab_train, lab_draw), (0, 0)], strict=True))


def report(results, kernel):
    print(
        "| way | median ms | p95 ms | of it compute | draw | pictures a second "
        "| release to last, median ms | worst ms | changes of height |\n" + "|---" * 9 + "|"
    )
    middle = {}
    for name, found in results.items():
        middle[name] = statistics.median(found["waits"])
        p95 = statistics.quantiles(found["waits"], n=20)[-1]
        rates, lasts, heights = zip(*found["drags"], strict=True)
        compute, draw = kernel[name]
        print(
            f"| {name} | {middle[name]:.0f} | {p95:.0f} | {compute:.0f} | {draw:.0f} "
            f"| {statistics.median(rates):.1f} | {statistics.median(lasts):.0f} | {max(lasts):.0f} "
            f"| {len({h for hs in heights for h in hs})} |"
        )
    slow, fast, empty = middle.values()
    print(
        f"\nThe lab answers {slow / fast:.1f} times faster, in {fast / empty:.2f} times an empty "
        f"round trip. {machine()}"
    )


if __name__ == "__main__":
    report(measure(int(sys.argv[1]) if len(sys.argv) > 1 else 3), kernel_side())
