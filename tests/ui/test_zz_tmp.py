from __future__ import annotations
import time
FEATURES = """\
def scaled(values, factor):
    biggest = max(values)
    return [factor * value / biggest for value in values]
"""
USE = """\
%%distributed
from features import scaled
shares = scaled([1, 2, 4], factor=100)
print('shares', shares)"""
def test_a(lab, notebooks):
    lab.open(notebooks(["%attach local:2", USE], files={"features.py": FEATURES}))
    lab.run_cell(0)
    lab.wait_idle(0)
    lab.toggle_debugger()
    source = lab.open_kernel_source("features")
    assert source == str(notebooks.directory / "features.py")
    lab.toggle_breakpoint(source, 3)
    lab.show_notebook()
    lab.run_cell(1)
    frame = lab.wait_stopped()
    n = len(lab.traffic.messages)
    t0 = time.monotonic()
    orig = lab.traffic.messages
    class L(list):
        def append(self, m):
            print('DBG', round(time.monotonic()-t0, 3), str(m)[:200] if m.get('command') != 'debugInfo' else str(m)[-300:])
            list.append(self, m)
    lab.traffic.messages = L(orig)
    lab.continue_()
    lab.wait_running()
    print('DBG running')
    lab.show_notebook()
    for i in range(10):
        print('DBG', i, lab.is_stopped() and lab.call_stack()[0].name)
        lab.page.wait_for_timeout(100)
    lab.screenshot(lab.shots / 'again.png')
