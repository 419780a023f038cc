// Tells the server, at most twice a minute, that a person is at this page. What the page does by itself doesn't count.
(() => {
  let reported = 0;
  const report = () => {
    const now = Date.now();
    if (now - reported < 30000) return;
    reported = now;
    fetch('session/active', { method: 'POST', keepalive: true, redirect: 'manual' }).catch(() => {});
  };
  for (const kind of ['pointerdown', 'keydown', 'wheel', 'touchstart']) {
    addEventListener(kind, report, { passive: true, capture: true });
  }
})();
