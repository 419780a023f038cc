// Tells the server, at most twice a minute, that a person is at this page. What the page does by itself doesn't count.
(() => {
  let told = 0;
  const tell = () => {
    const now = Date.now();
    if (now - told < 30000) return;
    told = now;
    fetch('session/active', { method: 'POST', keepalive: true, redirect: 'manual' }).catch(() => {});
  };
  for (const kind of ['pointerdown', 'keydown', 'wheel', 'touchstart']) {
    addEventListener(kind, tell, { passive: true, capture: true });
  }
})();
